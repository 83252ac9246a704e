package undertone.models.abaw;

import ai.djl.ndarray.NDArray;
import undertone.models.Constant;

/// Cross entropy that leaves out what is told already, of smoothed labels, with a share of their
/// distance from what is told.
///
/// L = (1−d)·mean(α(1−p_y)^γ·CE_ε) + d·KL(y_ε‖p)
///
/// Source: arXiv:2403.15044.
///
/// @param alpha α
/// @param gamma γ, 0 = plain cross entropy
/// @param smoothing ε, 0..1, spread over all classes
/// @param distance d, 0..1
public record FocalLoss(double alpha, double gamma, double smoothing, double distance) {
  /// As published.
  public static final FocalLoss PUBLISHED = new FocalLoss(.9, 2, .1, .2);

  /// @param logits `[n,K]`
  /// @param classes `[n]`, whole numbers from 0
  /// @param known `[n]`, 1 = counts
  /// @return without axes, nats
  public NDArray of(NDArray logits, NDArray classes, NDArray known) {
    int k = (int) logits.getShape().get(1);
    var truth = classes.oneHot(k); // [n,K]
    var smooth = truth.mul((float) (1 - smoothing)).add((float) (smoothing / k));
    var told = logits.logSoftmax(1);
    var entropy = told.mul(smooth).sum(new int[] {1}).neg(); // [n]
    var missing = told.exp().mul(truth).sum(new int[] {1}).neg().add(1); // 1 − p_y
    var focal =
        missing
            .pow(Constant.beside(missing, gamma))
            .mul(entropy)
            .mul(Constant.beside(missing, alpha));
    // y·ln y of the smoothed labels is a number and moves nothing, but it makes 0 the least
    var self = smooth.mul(smooth.maximum(1e-30f).log()).sum(new int[] {1});
    var apart = entropy.add(self);
    var each =
        focal
            .mul(Constant.beside(focal, 1 - distance))
            .add(apart.mul(Constant.beside(apart, distance)));
    return each.mul(known).sum().div(known.sum().maximum(Constant.beside(known, 1)));
  }
}
