package undertone.corpora;

/// Names one voter of one corpus: an annotator or a machine.
public record VoterId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
