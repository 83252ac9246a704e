package undertone.engine.refinement;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Learns vote shares by softmax regression. No set is corrected while learning, so nothing is
/// flagged and no trajectory is drawn.
final class PlainLook {
  static final double RIDGE = 100;
  static final double SETTLED_WEIGHT = 3; // of a confirmed clip beside a voted one

  private PlainLook() {}

  /// What a look says of the clips of a fold that it has not learned from `[N][K]`; of others
  /// nothing.
  static float[][] probabilities(Learner.Material material, int[] fold, int held) {
    var features = Evenness.scaled(material.features);
    return probabilities(learned(material, features, fold, held), features, judged(fold, held));
  }

  private static float[][] probabilities(SoftRegression look, float[][] features, int[] judged) {
    var probabilities = new float[features.length][0];
    for (int i : judged) {
      var p = look.of(features[i]);
      probabilities[i] = new float[p.length];
      for (int c = 0; c < p.length; c++) {
        probabilities[i][c] = (float) p[c];
      }
    }
    return probabilities;
  }

  private static int[] judged(int[] fold, int held) {
    return IntStream.range(0, fold.length).filter(i -> fold[i] == held).toArray();
  }

  private static SoftRegression learned(
      Learner.Material material, float[][] features, int[] fold, int held) {
    int n = fold.length;
    int classes = material.sets[0].length;
    var learned =
        IntStream.range(0, n).filter(i -> fold[i] != held && material.isVoted(i)).toArray();
    FoldTraining.mustTeach(learned, held);
    var targets = new double[n][classes];
    var importance = new double[n];
    for (int i : learned) {
      for (int c = 0; c < classes; c++) {
        targets[i][c] = material.confidence[i][c];
      }
      importance[i] = material.settled[i] ? SETTLED_WEIGHT : 1;
    }
    return SoftRegression.fit(features, learned, targets, importance, RIDGE);
  }

  static FoldVerdict fold(Learner.Material material, int[] fold, int held) {
    int n = fold.length;
    int classes = material.sets[0].length;
    var judged = judged(fold, held);
    var features = Evenness.scaled(material.features);
    var look = learned(material, features, fold, held);
    var probabilities = probabilities(look, features, judged);
    var margins = new float[n][0];
    var missing = new int[n][0];
    for (int i : judged) {
      margins[i] = new float[] {lead(probabilities[i], material.sets[i])};
      missing[i] = new int[] {Detection.NONE};
    }
    var near = new int[n][0];
    var cosines = new float[n][0];
    Neighbourhood.find(Evenness.unit(features), judged, material.plan.neighbours(), near, cosines);
    var weights = new RunHash();
    Arrays.stream(look.weights()).forEach(w -> weights.add(new float[] {(float) w}));
    return new FoldVerdict(
        probabilities,
        margins,
        missing,
        near,
        cosines,
        new int[n],
        new int[n],
        new int[n],
        new float[0][][],
        new int[0],
        new double[classes],
        weights.bytes());
  }

  /// Best score outside the set minus the best inside, 0 where one side is empty.
  private static float lead(float[] p, boolean[] set) {
    int outside = Detection.bestWhere(p, set, false);
    int inside = Detection.bestWhere(p, set, true);
    return outside < 0 || inside < 0 ? 0 : p[outside] - p[inside];
  }
}
