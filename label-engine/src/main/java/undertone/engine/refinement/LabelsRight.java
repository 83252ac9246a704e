package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How many labels of a corpus would be right if each clip took its likeliest one: what a run
/// believed, read as the clips confirmed since say it should have been read.
///
/// An estimate to steer by while confirming, at the price of a few small regressions. What networks
/// would learn from the same clips only the next run knows.
public final class LabelsRight {
  private static final double CERTAIN = 1 - 1e-9;
  private static final int MOST_LEARNED = 300; // confirmed clips a reading is learned from
  private static final double LEAST_GAIN = 2; // of log-likelihood; less comes about by luck
  private static final double TRUST = 1; // the run's own opinion, until confirmed clips say else

  private final long clips;
  private final List<Belief> beliefs;

  /// What a run gives each label of a clip.
  public static final class Belief {
    private final long clip;
    private final double[] p;

    /// @param p probabilities `[K]`
    public Belief(long clip, double... p) {
      this.clip = clip;
      this.p = p.clone();
    }

    public long clip() {
      return clip;
    }

    /// Whether the run was certain of the label: it was told, or could not be surer.
    public boolean isKnown() {
      return Arrays.stream(p).max().orElse(0) >= CERTAIN;
    }

    /// Index of the label it holds likeliest.
    public int likeliest() {
      int best = 0;
      for (int k = 1; k < p.length; k++) {
        best = p[k] > p[best] ? k : best;
      }
      return best;
    }
  }

  /// A clip settled since the run.
  ///
  /// @param truth index of its label
  /// @param group clips of one group are left out together when a correction is tried
  public record Confirmed(Belief belief, int truth, String group) {}

  /// @param clips of the corpus that the run looked at
  /// @param beliefs on all of them, or on a fair sample
  public LabelsRight(long clips, Collection<Belief> beliefs) {
    this.clips = clips;
    this.beliefs = List.copyOf(beliefs);
  }

  /// The share of right labels as the run had it and nobody has confirmed anything, 0..1.
  public double before() {
    return after(List.of());
  }

  /// @param confirmed clips settled since, of which the run did not know the label
  /// @return the expected share of right labels with them, 0..1
  public double after(List<Confirmed> confirmed) {
    var settled = settled(confirmed);
    var open = beliefs.stream().filter(b -> !settled.contains(b.clip())).toList();
    double right = open.isEmpty() ? 1 : expected(open, confirmed);
    long left = Math.max(0, clips - settled.size());
    return clips == 0 ? 1 : (settled.size() + left * right) / (settled.size() + left);
  }

  private static Set<Long> settled(List<Confirmed> confirmed) {
    var settled = new HashSet<Long>();
    confirmed.forEach(c -> settled.add(c.belief().clip()));
    return settled;
  }

  /// The mean chance of the likeliest label over open clips.
  private static double expected(List<Belief> open, List<Confirmed> confirmed) {
    var rows = new ArrayList<Belief>();
    confirmed.forEach(c -> rows.add(c.belief()));
    rows.addAll(open);
    var opinion = new double[rows.size()][];
    Arrays.setAll(opinion, i -> Softmax.preferences(rows.get(i).p));
    var said =
        new Corrector.Said(
            new double[][][] {opinion}, new double[rows.size()][0], new double[] {TRUST});
    int newest = Math.max(0, confirmed.size() - MOST_LEARNED);
    var trusted = IntStream.range(newest, confirmed.size()).toArray();
    var truth = confirmed.stream().mapToInt(Confirmed::truth).toArray();
    if (trusted.length >= TrustedCorrection.FEWEST) {
      var groups = confirmed.stream().skip(newest).map(Confirmed::group).toList();
      var parts = Corrector.parts(groups, new SplittableRandom(0)); // the same each time
      var choice = Corrector.choose(said, trusted, parts, truth);
      if (trusted.length * (choice.before() - choice.after()) > LEAST_GAIN) {
        var corrector = Corrector.fit(said, trusted, truth, choice.ridge());
        return IntStream.range(confirmed.size(), rows.size())
            .mapToDouble(i -> likeliest(rows.get(i), Softmax.of(corrector.scores(said, i))))
            .average()
            .orElse(1);
      }
    }
    return open.stream().mapToDouble(b -> Arrays.stream(b.p).max().orElse(0)).average().orElse(1);
  }

  /// The corrected chance of the likeliest label: what was known needs no correction, and what was
  /// believed of labels that are no more is right of none.
  private static double likeliest(Belief belief, double[] read) {
    double left = Math.min(1, Arrays.stream(belief.p).sum());
    return belief.isKnown() ? 1 : left * Arrays.stream(read).max().orElse(0);
  }
}
