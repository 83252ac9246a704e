package undertone.engine.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import undertone.models.mer.FoldMean;

/// What one network, or several together, say of some clips.
public final class FusionAnswers {
  private final int[] rows; // [N]
  private final float[] scores; // [N,K], before the softmax
  private final float[] valences; // [N]

  /// @param rows places of the clips in the input
  FusionAnswers(int[] rows, float[] scores, float[] valences) {
    this.rows = rows;
    this.scores = scores;
    this.valences = valences;
  }

  /// One opinion of several networks on the same clips.
  static FusionAnswers mean(List<FusionAnswers> networks) {
    var rows = networks.getFirst().rows;
    return rows.length == 0
        ? networks.getFirst()
        : new FusionAnswers(
            rows, mean(networks, one -> one.scores), mean(networks, one -> one.valences));
  }

  private static float[] mean(
      List<FusionAnswers> networks, Function<FusionAnswers, float[]> numbers) {
    try (var manager = NDManager.newBaseManager()) {
      var each = networks.stream().map(numbers).map(manager::create).toArray(NDArray[]::new);
      return FoldMean.of(NDArrays.stack(new NDList(each))).toFloatArray();
    }
  }

  /// All opinions of networks that speak of different clips.
  static FusionAnswers together(List<FusionAnswers> networks) {
    var rows = networks.stream().flatMapToInt(one -> Arrays.stream(one.rows)).toArray();
    return new FusionAnswers(
        rows, joined(networks, one -> one.scores), joined(networks, one -> one.valences));
  }

  private static float[] joined(
      List<FusionAnswers> networks, Function<FusionAnswers, float[]> numbers) {
    var each = networks.stream().map(numbers).toList();
    var all = new float[each.stream().mapToInt(one -> one.length).sum()];
    int at = 0;
    for (var one : each) {
      System.arraycopy(one, 0, all, at, one.length);
      at += one.length;
    }
    return all;
  }

  /// How many clips they speak of.
  public int size() {
    return rows.length;
  }

  /// The place of a clip in the input.
  public int row(int answer) {
    return rows[answer];
  }

  /// The place of the label with the highest score.
  public int label(int answer) {
    int labels = scores.length / rows.length;
    int best = 0;
    for (int k = 1; k < labels; k++) {
      if (scores[answer * labels + k] > scores[answer * labels + best]) {
        best = k;
      }
    }
    return best;
  }

  /// Means nothing where no valence was learned from.
  public float valence(int answer) {
    return valences[answer];
  }
}
