package undertone.corpora.plan;

import undertone.corpora.VoterId;

/// How an annotator's answers compare with the gold labels they did not know.
///
/// @param clips gold clips answered when they were mixed in, each pass for itself
/// @param pool gold clips there are to draw from
/// @param held in how many of the clips the gold label was among the candidates
/// @param first in how many it was the first choice
public record GoldRecord(VoterId voter, String name, long clips, long pool, long held, long first) {

  /// Which share of the clips had the gold label among the candidates, 0..1; NaN before the first.
  public double heldShare() {
    return (double) held / clips;
  }

  /// Which share had it as the first choice, 0..1; NaN before the first.
  public double firstShare() {
    return (double) first / clips;
  }
}
