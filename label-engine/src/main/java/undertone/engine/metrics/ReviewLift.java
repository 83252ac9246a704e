package undertone.engine.metrics;

import java.util.stream.IntStream;

/// What a curator gains by looking at the most suspicious clips first.
public final class ReviewLift {
  private ReviewLift() {}

  /// Share of noisy clips in the top tenth by score over their share in all; 1 = no gain. NaN
  /// without clips or without noisy ones. Of equal scores the earlier clip is looked at first.
  public static double topTenth(double[] scores, boolean[] noisy) {
    int look = Math.max(1, (int) Math.round(scores.length / 10.0));
    long found =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[b], scores[a]))
            .limit(look)
            .filter(i -> noisy[i])
            .count();
    long all = IntStream.range(0, scores.length).filter(i -> noisy[i]).count();
    return all == 0 ? Double.NaN : ((double) found / look) / ((double) all / scores.length);
  }
}
