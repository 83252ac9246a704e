package undertone.models.nas;

import ai.djl.ndarray.NDArray;

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
}
