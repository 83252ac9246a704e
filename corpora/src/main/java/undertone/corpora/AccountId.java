package undertone.corpora;

/// Names one person who can log in.
public record AccountId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
