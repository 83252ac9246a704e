package undertone.engine.bench;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.stream.IntStream;
import undertone.engine.captions.ConformalSets;
import undertone.engine.captions.LabelCalibration;
import undertone.engine.metrics.Accuracy;
import undertone.engine.metrics.ClassRecall;
import undertone.engine.metrics.ProbabilityFigures;

/// What cosines with label vectors are worth: the nearest label as a guess, and, once calibrated on
/// other labelled clips, their probabilities and candidate sets.
final class ZeroShotFigures {
  private static final double MISSED = .1; // share of sets that may lack the truth
  private static final int LEAST_LABELLED = 20; // to calibrate on

  private final double[][] cosines; // [N,K]
  private final int[] truths;
  private final double[][] p; // [N,K]
  private final BitSet[] sets;

  /// @param cosines of what is measured `[N,K]`
  ZeroShotFigures(double[][] cosines, int[] truths) {
    this.cosines = cosines;
    this.truths = truths;
    p = new double[cosines.length][];
    sets = new BitSet[cosines.length];
  }

  /// Whether so many labelled clips can say what cosines mean.
  static boolean isEnough(int labelled) {
    return labelled >= LEAST_LABELLED;
  }

  /// Judges some rows by what other labelled clips teach: every second fits the probabilities, the
  /// rest sets the bar of the candidate sets.
  ///
  /// @param other cosines of the others `[M,K]`
  void judge(int[] rows, double[][] other, int[] otherTruths) {
    var fit = IntStream.range(0, other.length).filter(i -> i % 2 == 0).toArray();
    var bar = IntStream.range(0, other.length).filter(i -> i % 2 == 1).toArray();
    var calibration = LabelCalibration.fit(picked(other, fit), picked(otherTruths, fit));
    var bars =
        ConformalSets.fit(
            Arrays.stream(picked(other, bar))
                .map(calibration::probabilities)
                .toArray(double[][]::new),
            picked(otherTruths, bar),
            MISSED);
    for (int row : rows) {
      p[row] = calibration.probabilities(cosines[row]);
      sets[row] = bars.propose(p[row]);
    }
  }

  /// Judges all rows by others of the same table, each fold by the rest.
  ///
  /// @param folds fold of each row
  void judgeByFolds(int[] folds) {
    for (int fold : Arrays.stream(folds).distinct().toArray()) {
      var rows = IntStream.range(0, folds.length).filter(i -> folds[i] == fold).toArray();
      var rest = IntStream.range(0, folds.length).filter(i -> folds[i] != fold).toArray();
      judge(rows, picked(cosines, rest), picked(truths, rest));
    }
  }

  static double[][] picked(double[][] of, int[] rows) {
    return Arrays.stream(rows).mapToObj(i -> of[i]).toArray(double[][]::new);
  }

  static int[] picked(int[] of, int[] rows) {
    return Arrays.stream(rows).map(i -> of[i]).toArray();
  }

  /// UAR and WAR of the nearest label; no other clip has a say.
  void putGuesses(Map<String, Object> metrics, String before, String after) {
    put(metrics, before, after, cosines, "uar", "war");
  }

  private void put(
      Map<String, Object> metrics,
      String before,
      String after,
      double[][] scores,
      String uar,
      String war) {
    var guesses = Arrays.stream(scores).mapToInt(ZeroShotFigures::best).toArray();
    metrics.put(before + uar + after, ClassRecall.of(guesses, truths, scores[0].length));
    metrics.put(before + war + after, Accuracy.of(guesses, truths));
  }

  /// How far the probabilities can be trusted, how often the sets held the truth, and how large
  /// they are. All rows must have been judged.
  void putProbabilities(Map<String, Object> metrics, String before, String after) {
    int held = 0;
    long size = 0;
    for (int i = 0; i < sets.length; i++) {
      held += sets[i].get(truths[i]) ? 1 : 0;
      size += sets[i].cardinality();
    }
    metrics.put(before + "ece" + after, ProbabilityFigures.of(p, truths).calibrationError());
    metrics.put(before + "setCoverage" + after, (double) held / sets.length);
    metrics.put(before + "setSize" + after, (double) size / sets.length);
    put(metrics, before, after, p, "calibratedUar", "calibratedWar");
  }

  private static int best(double[] scores) {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }
}
