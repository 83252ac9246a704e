package undertone.engine.refinement;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Learns from clips whose truth is known how opinions on a clip should have been read.
///
/// score = Σ_m s_m·o_m + W·[answers, o_1 … o_M] + b, with the opinions o_m as centred
/// log-probabilities. The few s_m (how far each opinion is to be trusted) are learned at once; the
/// many entries of W (which answers stand for which truth) only as far as trusted clips left out
/// bear them out: with few of them W stays at 0, and a corrector that would not have helped is no
/// corrector.
final class Corrector {
  private static final double[] RIDGES = {1, 3, 10, 30, 100, 300, 1e5}; // of W, strongest last
  private static final double TRUST_RIDGE = 3; // of s around its start
  private static final double BIAS_RIDGE = 1;
  private static final int PARTS = 5;
  private static final int ITERATIONS = 150;

  private final double[] parameters;
  private final int opinions;

  private Corrector(double[] parameters, int opinions) {
    this.parameters = parameters;
    this.opinions = opinions;
  }

  /// What is said about clips.
  static final class Said {
    final double[][][] opinions; // centred log-probabilities [M][N,K]; the first stands uncorrected
    final double[][] answers; // of the voters as they gave them [N,A]
    final double[] start; // how far each opinion is trusted beforehand [M]

    Said(double[][][] opinions, double[][] answers, double[] start) {
      this.opinions = opinions;
      this.answers = answers;
      this.start = start;
    }

    int classes() {
      return opinions[0][0].length;
    }

    int width() {
      return answers[0].length + opinions.length * classes();
    }

    /// A and the opinions in one row, `[A+M·K]`.
    private double[] row(int clip) {
      int classes = classes();
      var row = Arrays.copyOf(answers[clip], width());
      for (int m = 0; m < opinions.length; m++) {
        System.arraycopy(opinions[m][clip], 0, row, answers[clip].length + m * classes, classes);
      }
      return row;
    }
  }

  /// How much may be learned, and what it is worth.
  ///
  /// @param ridge of W; infinite = better left as it was
  /// @param before mean log-loss of the first opinion on the trusted clips
  /// @param after the same of correctors on trusted clips left out
  record Choice(double ridge, double before, double after) {

    boolean corrects() {
      return Double.isFinite(ridge);
    }
  }

  /// Tries every ridge on trusted clips left out, whole groups at a time.
  ///
  /// @param trusted clips whose truth is known
  /// @param part which of them are left out together, parallel to `trusted`; all 0 = never
  static Choice choose(Said said, int[] trusted, int[] part, int[] truth) {
    double before = 0;
    for (int clip : trusted) {
      before -= logOf(said.opinions[0][clip], truth[clip]) / trusted.length;
    }
    double best = before;
    double ridge = Double.POSITIVE_INFINITY;
    int parts = IntStream.of(part).max().orElse(0) + 1;
    if (parts < 2) {
      return new Choice(ridge, before, before); // one group alone cannot bear anything out
    }
    for (double tried : RIDGES) {
      double loss = 0;
      for (int p = 0; p < parts; p++) {
        int out = p;
        var rest = IntStream.range(0, trusted.length).filter(i -> part[i] != out);
        var corrector = fit(said, rest.map(i -> trusted[i]).toArray(), truth, tried);
        for (int i = 0; i < trusted.length; i++) {
          loss -=
              part[i] == out
                  ? logOf(corrector.scores(said, trusted[i]), truth[trusted[i]]) / trusted.length
                  : 0;
        }
      }
      if (loss < best) {
        best = loss;
        ridge = tried;
      }
    }
    return new Choice(ridge, before, best);
  }

  /// Which trusted clips are left out together: groups are never cut.
  static int[] parts(List<String> groups, SplittableRandom random) {
    return groups.stream().distinct().count() < 2
        ? new int[groups.size()]
        : Folds.of(groups, PARTS, random);
  }

  /// @param truth label of each clip `[N]`, looked at for `trusted` only
  static Corrector fit(Said said, int[] trusted, int[] truth, double ridge) {
    int classes = said.classes();
    int m = said.start.length;
    var rows = IntStream.of(trusted).mapToObj(said::row).toArray(double[][]::new);
    int width = said.width(); // not of the rows: of no clip nothing is learned, and all stands
    var start = new double[m + classes * (width + 1)];
    System.arraycopy(said.start, 0, start, 0, m);
    var scores = new double[classes];
    var parameters =
        Lbfgs.lowest(
            (x, gradient) -> {
              double loss = penalty(x, gradient, said.start, width, ridge);
              for (int i = 0; i < trusted.length; i++) {
                int clip = trusted[i];
                score(x, said, clip, rows[i], scores);
                double all = Softmax.logSum(scores);
                loss -= scores[truth[clip]] - all;
                for (int c = 0; c < classes; c++) {
                  double pull = Math.exp(scores[c] - all) - (c == truth[clip] ? 1 : 0);
                  for (int o = 0; o < m; o++) {
                    gradient[o] += pull * said.opinions[o][clip][c];
                  }
                  int at = m + c * (width + 1);
                  for (int j = 0; j < width; j++) {
                    gradient[at + j] += pull * rows[i][j];
                  }
                  gradient[at + width] += pull;
                }
              }
              return loss;
            },
            start,
            ITERATIONS,
            1e-8);
    return new Corrector(parameters, m);
  }

  private static double penalty(
      double[] x, double[] gradient, double[] start, int width, double ridge) {
    double sum = 0;
    for (int o = 0; o < start.length; o++) {
      double moved = x[o] - start[o];
      gradient[o] = TRUST_RIDGE * moved;
      sum += TRUST_RIDGE / 2 * moved * moved;
    }
    for (int at = start.length; at < x.length; at++) {
      boolean bias = (at - start.length) % (width + 1) == width;
      double weight = bias ? BIAS_RIDGE : ridge;
      gradient[at] = weight * x[at];
      sum += weight / 2 * x[at] * x[at];
    }
    return sum;
  }

  private static void score(double[] x, Said said, int clip, double[] row, double[] scores) {
    int at = said.opinions.length;
    for (int c = 0; c < scores.length; c++) {
      double score = 0;
      for (double value : row) {
        score += x[at++] * value;
      }
      score += x[at++];
      for (int o = 0; o < said.opinions.length; o++) {
        score += x[o] * said.opinions[o][clip][c];
      }
      scores[c] = score;
    }
  }

  /// Corrected scores of a clip `[K]`; their softmax is the corrected opinion.
  double[] scores(Said said, int clip) {
    if (said.opinions.length != opinions) {
      throw new IllegalArgumentException(
          "Bug: a corrector of %d opinions was given %d."
              .formatted(opinions, said.opinions.length));
    }
    var scores = new double[said.classes()];
    score(parameters, said, clip, said.row(clip), scores);
    return scores;
  }

  /// Log of one label's share.
  private static double logOf(double[] scores, int label) {
    return scores[label] - Softmax.logSum(scores);
  }
}
