package undertone.models.pico;

import ai.djl.ndarray.NDArray;
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
    var manager = anchors.getManager();
    int batch = Math.toIntExact(anchors.getShape().get(0));
    var logits =
        anchors.matMul(pool.transpose()).div(Constant.beside(anchors, temperature)); // [B,M]
    var stable = logits.sub(logits.stopGradient().max(new int[] {1}, true)); // [B,M]
    var others = others(manager, batch, labels.length); // [B,M], 0 where i = b
    var denominator = stable.exp().mul(others).sum(new int[] {1}, true).add(1e-12f).log(); // [B,1]
    var pulled = stable.sub(denominator).mul(positives(manager, batch, labels)); // [B,M]
    return pulled.sum().div(Constant.beside(anchors, -batch));
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
  private static NDArray positives(NDManager manager, int batch, int[] labels) {
    var mask = new float[batch * labels.length];
    for (int i = 0; i < batch; i++) {
      int count = 0;
      for (int j = 0; j < labels.length; j++) {
        count += isPositive(labels, i, j) ? 1 : 0;
      }
      for (int j = 0; count > 0 && j < labels.length; j++) {
        mask[i * labels.length + j] = isPositive(labels, i, j) ? 1f / count : 0;
      }
    }
    return manager.create(mask, new Shape(batch, labels.length));
  }

  private static boolean isPositive(int[] labels, int anchor, int other) {
    return anchor != other && labels[anchor] >= 0 && labels[anchor] == labels[other];
  }
}
