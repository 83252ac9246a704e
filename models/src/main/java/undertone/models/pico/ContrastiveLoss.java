package undertone.models.pico;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import undertone.models.Constant;

/// Supervised contrast over a pool: clips with the same working label attract, all others repel.
///
/// L = −(1/B) Σ_i (1/|P(i)|) Σ_{a∈P(i)} [ z_i·a/τ − log Σ_{b≠i} exp(z_i·b/τ) ]
///
/// The first B rows of the pool are the anchors themselves; gradients flow through the anchors on
/// both sides.
///
/// Source: Khosla et al. 2020, arXiv:2004.11362, eq. 2; IRNet's `SupConLoss`.
public final class ContrastiveLoss {
  private ContrastiveLoss() {}

  /// @param anchors z `[B,d]`, unit rows
  /// @param pool `[M,d]`, anchors first
  /// @param labels working label of each pool row `[M]`; a label below 0 matches nothing
  public static NDArray of(NDArray anchors, NDArray pool, int[] labels, double temperature) {
    var positives = new boolean[Math.toIntExact(anchors.getShape().get(0))][labels.length];
    for (int i = 0; i < positives.length; i++) {
      for (int j = 0; j < labels.length; j++) {
        positives[i][j] = i != j && labels[i] >= 0 && labels[i] == labels[j];
      }
    }
    return of(anchors, pool, positives, temperature);
  }

  /// @param positives which pool rows attract an anchor `[B,M]`, itself never; an anchor without
  ///   any adds nothing
  public static NDArray of(
      NDArray anchors, NDArray pool, boolean[][] positives, double temperature) {
    var manager = anchors.getManager();
    int batch = positives.length;
    var logits =
        anchors.matMul(pool.transpose()).div(Constant.beside(anchors, temperature)); // [B,M]
    var stable = logits.sub(logits.stopGradient().max(new int[] {1}, true)); // [B,M]
    var others = others(manager, batch, positives[0].length); // [B,M], 0 where i = b
    var denominator = stable.exp().mul(others).sum(new int[] {1}, true).add(1e-12f).log(); // [B,1]
    var pulled = stable.sub(denominator).mul(shares(manager, positives)); // [B,M]
    return pulled.sum().div(Constant.beside(anchors, -batch));
  }

  /// InfoNCE: each anchor is to find its own key among all that the queue remembers. PiCO's
  /// contrast before its prototypes teach.
  ///
  /// Source: He et al. 2020, *MoCo*, arXiv:1911.05722, eq. 1.
  ///
  /// @param keys of the anchors `[B,d]`
  /// @param queue older keys `[Q,d]`
  public static NDArray ofKeys(NDArray anchors, NDArray keys, NDArray queue, double temperature) {
    var own = anchors.mul(keys).sum(new int[] {1}, true); // [B,1]
    var logits =
        NDArrays.concat(new NDList(own, anchors.matMul(queue.transpose())), 1)
            .div(Constant.beside(anchors, temperature)); // [B,1+Q]
    return logits.logSoftmax(1).get(":,0").neg().mean();
  }

  private static NDArray others(NDManager manager, int batch, int pool) {
    var mask = new float[batch * pool];
    Arrays.fill(mask, 1);
    for (int i = 0; i < batch; i++) {
      mask[i * pool + i] = 0;
    }
    return manager.create(mask, new Shape(batch, pool));
  }

  /// 1/|P(i)| at every positive of anchor i, else 0.
  private static NDArray shares(NDManager manager, boolean[][] positives) {
    int pool = positives[0].length;
    var mask = new float[positives.length * pool];
    for (int i = 0; i < positives.length; i++) {
      int count = 0;
      for (boolean attracts : positives[i]) {
        count += attracts ? 1 : 0;
      }
      for (int j = 0; j < pool; j++) {
        mask[i * pool + j] = positives[i][j] ? 1f / count : 0;
      }
    }
    return manager.create(mask, new Shape(positives.length, pool));
  }
}
