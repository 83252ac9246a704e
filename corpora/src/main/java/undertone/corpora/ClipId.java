package undertone.corpora;

/// Names one clip of one corpus.
public record ClipId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
