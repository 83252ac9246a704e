package undertone.engine.metrics;

import java.util.Arrays;

/// What a curator gains by looking at the most suspicious clips first.
public final class ReviewLift {
  private ReviewLift() {}

  /// Share of noisy clips in the top tenth by score over their share in all; 1 = no gain. NaN
  /// without clips or without noisy ones. Of equal scores at the edge any may be looked at, so
  /// their mean counts: the order of a table often follows its labels.
  public static double topTenth(double[] scores, boolean[] noisy) {
    int look = Math.max(1, (int) Math.round(scores.length / 10.0));
    if (scores.length == 0) {
      return Double.NaN;
    }
    double edge = Arrays.stream(scores).sorted().skip(scores.length - look).findFirst().orElse(0);
    int all = 0;
    int above = 0;
    int foundAbove = 0;
    int level = 0;
    int foundLevel = 0;
    for (int i = 0; i < scores.length; i++) {
      all += noisy[i] ? 1 : 0;
      above += scores[i] > edge ? 1 : 0;
      foundAbove += scores[i] > edge && noisy[i] ? 1 : 0;
      level += scores[i] == edge ? 1 : 0;
      foundLevel += scores[i] == edge && noisy[i] ? 1 : 0;
    }
    double found = foundAbove + (double) (look - above) * foundLevel / level;
    return all == 0 ? Double.NaN : found / look / ((double) all / scores.length);
  }
}
