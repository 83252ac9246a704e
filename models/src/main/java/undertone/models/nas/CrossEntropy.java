package undertone.models.nas;

import ai.djl.ndarray.NDArray;
import undertone.models.Constant;

/// What streams are searched and trained by.
public final class CrossEntropy {
  private CrossEntropy() {}

  /// Mean, nats.
  ///
  /// @param logits `[B,K]`
  /// @param classes `[B]`, whole numbers from 0
  public static NDArray of(NDArray logits, NDArray classes) {
    var chosen = classes.oneHot((int) logits.getShape().get(1)); // [B,K]
    return logits.logSoftmax(1).mul(chosen).sum(new int[] {1}).mean().neg();
  }

  /// Mean over some, nats; 0 if there are none.
  ///
  /// @param logits `[B,K]`
  /// @param classes `[B]`, whole numbers from 0
  /// @param counted `[B]`, 1 = counts
  static NDArray of(NDArray logits, NDArray classes, NDArray counted) {
    var chosen = classes.oneHot((int) logits.getShape().get(1)); // [B,K]
    var each = logits.logSoftmax(1).mul(chosen).sum(new int[] {1}).neg(); // [B]
    return each.mul(counted).sum().div(counted.sum().maximum(Constant.beside(counted, 1)));
  }
}
