package undertone.engine.pseudo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/// What clips without a label add to the loss, a number without axes each.
final class PoolLoss {
  private PoolLoss() {}

  /// Cross-entropy to given labels; clips that do not teach count as 0, in the mean over all of
  /// them.
  ///
  /// @param logits of strong views `[B,K]`
  /// @param targets distributions over labels `[B][K]`
  /// @param teaches `[B]`
  static NDArray toward(NDArray logits, double[][] targets, boolean[] teaches) {
    int batch = targets.length;
    int classes = targets[0].length;
    var weighed = new double[batch * classes];
    for (int i = 0; i < batch; i++) {
      for (int c = 0; teaches[i] && c < classes; c++) {
        weighed[i * classes + c] = targets[i][c] / batch;
      }
    }
    return logits.logSoftmax(1).mul(beside(logits, weighed, batch, classes)).sum().neg();
  }

  /// All of a distribution on its most probable label `[B][K]`.
  static double[][] hard(double[][] p) {
    return Arrays.stream(p)
        .map(row -> {
          var one = new double[row.length];
          one[Threshold.best(row)] = 1;
          return one;
        })
        .toArray(double[][]::new);
  }

  /// Squared distance between what two networks say of a clip, mean over classes, then clips.
  ///
  /// Source: Tarvainen & Valpola 2017, arXiv:1703.01780, sec. 2.
  ///
  /// @param logits `[B,K]`
  /// @param teacher probabilities `[B][K]`
  static NDArray agreement(NDArray logits, double[][] teacher) {
    var flat = Arrays.stream(teacher).flatMapToDouble(Arrays::stream).toArray();
    var said = beside(logits, flat, teacher.length, teacher[0].length);
    return logits.softmax(1).sub(said).square().mean();
  }

  /// Σ a·log b, lower the more one-sided strong views of passing clips are told, where a =
  /// SumNorm(p̃/h̃) of the pool so far and b = SumNorm(mean p / share of labels) of this batch. A
  /// class that no passing clip was told adds b = 0.
  ///
  /// Source: Wang et al. 2023, *FreeMatch*, arXiv:2205.07246, eq. 10–12.
  ///
  /// @param logits of strong views `[B,K]`
  /// @param passes at least one
  static NDArray fairness(
      NDArray logits, boolean[] passes, double[] poolMean, double[] poolShares) {
    int batch = passes.length;
    int classes = poolMean.length;
    var p = logits.softmax(1); // [B,K]
    var told = p.argMax(1).toType(DataType.INT64, false).toLongArray();
    int passing = 0;
    var shares = new double[classes]; // of labels among passing clips
    for (int i = 0; i < batch; i++) {
      if (passes[i]) {
        passing++;
        shares[(int) told[i]]++;
      }
    }
    var mean = new double[batch]; // weights of the mean over passing clips
    for (int i = 0; i < batch; i++) {
      mean[i] = passes[i] ? 1.0 / passing : 0;
    }
    var inverse = new double[classes];
    for (int c = 0; c < classes; c++) {
      inverse[c] = shares[c] > 0 ? passing / shares[c] : 0;
    }
    var strong = beside(logits, mean, 1, batch).matMul(p); // [1,K]
    var ratio = strong.mul(beside(logits, inverse, 1, classes));
    var b = ratio.div(ratio.sum());
    var a = new double[classes];
    Arrays.setAll(a, c -> poolMean[c] / poolShares[c]);
    double sum = Arrays.stream(a).sum();
    Arrays.setAll(a, c -> a[c] / sum);
    return b.add(1e-12).log().mul(beside(logits, a, 1, classes)).sum();
  }

  private static NDArray beside(NDArray array, double[] values, int rows, int columns) {
    NDManager manager = array.getManager();
    return manager.create(values, new Shape(rows, columns)).toType(array.getDataType(), false);
  }
}
