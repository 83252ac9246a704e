package undertone.corpora;

/// Names one thing a run suggests.
public record ProposalId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
