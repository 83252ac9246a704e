package undertone.engine.pseudo;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import undertone.engine.metrics.Share;

/// What an audit says of labels that were accepted unseen: whether they may teach.
///
/// A wrong label that teaches makes the next round wrong in the same way, and surer of it. So
/// labels nobody has looked at teach only once a drawn part of them, judged by somebody who could
/// not see them, proves that they are right often enough.
///
/// @param all of the clips judged, how many carry the label that was accepted
/// @param byLabel the same of each accepted label
/// @param target least share that must be right, 0..1
public record AuditVerdict(Share all, Map<String, Share> byLabel, double target) {
  /// The least share of accepted labels that must be right.
  public static final double USUAL_TARGET = .9;

  /// Share of accepted labels that are drawn.
  public static final double DRAWN = .02;

  /// How many are drawn at least: with fewer, not even a flawless audit proves the target.
  public static final int LEAST_DRAWN = 35;

  public AuditVerdict {
    byLabel = Map.copyOf(byLabel);
  }

  private static final int LEAST_OF_A_LABEL = 10;

  /// How many of so many accepted labels are to be judged.
  public static int drawn(int accepted) {
    return Math.min(accepted, Math.max(LEAST_DRAWN, (int) Math.ceil(DRAWN * accepted)));
  }

  /// @param right judged to be what was accepted, by accepted label
  /// @param judged by accepted label
  public static AuditVerdict of(
      Map<String, Integer> right, Map<String, Integer> judged, double target) {
    var byLabel = new TreeMap<String, Share>();
    judged.forEach((label, of) -> byLabel.put(label, Share.of(right.getOrDefault(label, 0), of)));
    int hits = byLabel.values().stream().mapToInt(Share::hits).sum();
    int all = byLabel.values().stream().mapToInt(Share::of).sum();
    return new AuditVerdict(Share.of(hits, all), byLabel, target);
  }

  /// Whether labels accepted unseen may teach: even the lower end of the interval reaches the
  /// target.
  public boolean proven() {
    return all.low() >= target;
  }

  /// Labels that do not teach though the others may: of ten or more judged, fewer are right than
  /// the target asks for. A label left out by bad luck costs a little teaching, one let in costs
  /// the next rounds, so no certainty is waited for.
  public Set<String> failing() {
    var failing = new TreeSet<String>();
    byLabel.forEach((label, share) -> {
      if (share.of() >= LEAST_OF_A_LABEL && share.value() < target) {
        failing.add(label);
      }
    });
    return failing;
  }
}
