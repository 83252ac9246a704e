package undertone.corpora;

/// Names one corpus.
public record CorpusId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
