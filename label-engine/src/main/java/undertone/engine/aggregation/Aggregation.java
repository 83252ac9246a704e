package undertone.engine.aggregation;

/// What a method makes of votes.
public interface Aggregation {

  /// P(truth = k | votes) `[N,K]`; rows sum to 1.
  double[][] posterior();

  /// How often each voter is believed to say the truth, 0..1 `[M]`; chance for one who never voted.
  double[] competence();

  /// What the method climbed, one number a round; empty for a method without rounds.
  double[] objective();

  /// The most probable class of an item; the first of equals.
  default int label(int item) {
    return Rows.argmax(posterior()[item]);
  }
}
