package undertone.engine.captions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Proposes wordings for a clip that others have used for clips like it. Nothing is saved here and
/// nothing should be unless a person accepts it: the words are another annotator's.
///
/// A caption counts by how well it fits the clip and how near a clip that owns it lies: `0.6 <v,t>
/// + 0.4 max cos(v,v_n)`. Chosen are captions that are good and unlike each other.
///
/// Source: Carbonell & Goldstein 1998, *The use of MMR*, for the choice; weights are ours.
public final class CaptionProposals {
  private static final int NEAREST = 20; // clips and captions looked at
  private static final double OF_TEXT = .6;
  private static final double TRADE_OFF = .7; // how much good counts beside different
  private static final double LOST_PAIRS = .05; // true pairs that fall below the cut
  private static final int MOST_LOCAL = 5;

  private CaptionProposals() {}

  /// What a sentence is about.
  public enum Level {
    GLOBAL,
    LOCAL,
    SUMMARY
  }

  /// A sentence that somebody wrote for a clip.
  public static final class Known {
    private final String id;
    private final Level level;
    private final int region;
    private final int cluster;
    private final float[] sentence;
    private final float[] clip;

    /// @param id of the caption, to say where a proposal comes from
    /// @param region of a local sentence; any number for the others
    /// @param cluster of sentences that say the same: only one of them is proposed
    /// @param sentence its vector, length 1
    /// @param clip vector of the clip it was written for, of the same model
    public Known(String id, Level level, int region, int cluster, float[] sentence, float[] clip) {
      this.id = id;
      this.level = level;
      this.region = region;
      this.cluster = cluster;
      this.sentence = sentence;
      this.clip = clip;
    }

    public String id() {
      return id;
    }

    public Level level() {
      return level;
    }

    public int region() {
      return region;
    }

    public int cluster() {
      return cluster;
    }
  }

  /// @param known what is proposed
  /// @param score by which it was found; to be shown as a rank, not as a number
  /// @param rank among the proposals of its level, counted from 1
  public record Proposal(Known known, double score, int rank) {}

  /// Below this cosine a caption is not proposed: the 5 % quantile of cosines between clips and
  /// captions that people wrote for them. Take pairs that the model was not trained on: those that
  /// it was lie so near that next to nothing else would pass.
  public static double cut(double[] cosinesOfTruePairs) {
    if (cosinesOfTruePairs.length == 0) {
      return -1;
    }
    var sorted = cosinesOfTruePairs.clone();
    Arrays.sort(sorted);
    return sorted[(int) (LOST_PAIRS * (sorted.length - 1))];
  }

  /// One global sentence, up to five local ones of different regions, and one summary, as far as
  /// there are any above the cut; no two of them say the same.
  public static List<Proposal> byLevel(float[] clip, List<Known> known, double cut) {
    var proposals = new ArrayList<Proposal>();
    for (var level : Level.values()) {
      var said = proposals.stream().map(p -> p.known().cluster).collect(Collectors.toSet());
      var ofLevel =
          known.stream().filter(one -> one.level == level && !said.contains(one.cluster)).toList();
      proposals.addAll(
          propose(clip, ofLevel, cut, level == Level.LOCAL ? MOST_LOCAL : 1, level == Level.LOCAL));
    }
    return proposals;
  }

  /// The best few of any level, no two of which say the same.
  public static List<Proposal> best(float[] clip, List<Known> known, double cut, int most) {
    return propose(clip, known, cut, most, false);
  }

  private static List<Proposal> propose(
      float[] clip, List<Known> known, double cut, int most, boolean byRegion) {
    var left = scored(clip, known, cut);
    var picked = new ArrayList<Proposal>();
    var regions = new HashSet<Integer>();
    while (picked.size() < most && !left.isEmpty()) {
      Proposal next = null;
      double best = Double.NEGATIVE_INFINITY;
      for (var one : left) {
        double worth = TRADE_OFF * one.score() - (1 - TRADE_OFF) * likest(one.known(), picked);
        if (worth > best) {
          best = worth;
          next = one;
        }
      }
      if (next == null) {
        return picked;
      }
      var chosen = next.known();
      picked.add(new Proposal(chosen, next.score(), picked.size() + 1));
      regions.add(chosen.region);
      left.removeIf(one ->
          one.known().cluster == chosen.cluster
              || (byRegion && regions.contains(one.known().region)));
    }
    return picked;
  }

  private static double likest(Known one, List<Proposal> picked) {
    return picked.stream()
        .mapToDouble(other -> Vectors.dot(one.sentence, other.known().sentence))
        .max()
        .orElse(0);
  }

  /// Captions of the nearest clips and the nearest captions, scored, one per cluster.
  private static List<Proposal> scored(float[] clip, List<Known> known, double cut) {
    var fits = new double[known.size()];
    var nears = new double[known.size()];
    for (int i = 0; i < fits.length; i++) {
      fits[i] = Vectors.dot(clip, known.get(i).sentence);
      nears[i] = Vectors.dot(clip, known.get(i).clip);
    }
    double leastNear = nearest(nears);
    double leastFit = nearest(fits);
    var owned = new HashMap<Integer, Double>(); // nearness of a cluster's nearest clip
    for (int i = 0; i < fits.length; i++) {
      if (nears[i] >= leastNear) {
        owned.merge(known.get(i).cluster, nears[i], Math::max);
      }
    }
    Map<Integer, Proposal> best = new HashMap<>();
    for (int i = 0; i < fits.length; i++) {
      var one = known.get(i);
      if (fits[i] >= cut && (fits[i] >= leastFit || nears[i] >= leastNear)) {
        double score = OF_TEXT * fits[i] + (1 - OF_TEXT) * owned.getOrDefault(one.cluster, 0.0);
        best.merge(
            one.cluster, new Proposal(one, score, 0), (a, b) -> b.score() > a.score() ? b : a);
      }
    }
    var all = new ArrayList<>(best.values());
    all.sort(
        Comparator.comparingDouble((Proposal one) -> -one.score())
            .thenComparing(one -> one.known().id));
    return all;
  }

  /// The value of the last of the nearest.
  private static double nearest(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[Math.max(0, sorted.length - NEAREST)];
  }
}
