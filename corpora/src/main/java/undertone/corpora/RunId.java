package undertone.corpora;

/// Names one engine job.
public record RunId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
