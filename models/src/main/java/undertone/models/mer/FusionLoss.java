package undertone.models.mer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/// What the baselines learn by: cross entropy of the class plus squared error of the valence.
///
/// Source: Lian et al. 2023, sec. 4.
public final class FusionLoss {
  private FusionLoss() {}

  /// Both, added, without axes.
  ///
  /// @param out of a [FusionNet]
  /// @param classes true classes `[B]`, whole numbers from 0
  /// @param valence true valence `[B]`
  public static NDArray of(NDList out, NDArray classes, NDArray valence) {
    return ofClasses(out, classes).add(ofValence(out, valence));
  }

  /// Both, where the valence of some clips is unknown: those teach their class alone. The
  /// organisers' tables say the valence of every clip.
  ///
  /// @param valence true valence `[B]`, any number where it is unknown
  /// @param known 1 where it is known, else 0 `[B]`; of one clip at least it is
  public static NDArray of(NDList out, NDArray classes, NDArray valence, NDArray known) {
    return ofClasses(out, classes).add(ofValence(out, valence, known));
  }

  /// Mean cross entropy, nats; the only part where no valence is known.
  public static NDArray ofClasses(NDList out, NDArray classes) {
    var scores = out.get(FusionNet.SCORES);
    var chosen = classes.oneHot((int) scores.getShape().get(1)); // [B,K]
    return scores.logSoftmax(1).mul(chosen).sum(new int[] {1}).mean().neg();
  }

  /// Mean cross entropy over the clips whose class is taught, nats.
  ///
  /// @param taught 1 where it is, else 0 `[B]`; of one clip at least it is
  public static NDArray ofClasses(NDList out, NDArray classes, NDArray taught) {
    var scores = out.get(FusionNet.SCORES);
    var chosen = classes.oneHot((int) scores.getShape().get(1)); // [B,K]
    var losses = scores.logSoftmax(1).mul(chosen).sum(new int[] {1}).neg(); // [B]
    return losses.mul(taught).sum().div(taught.sum());
  }

  /// Mean squared error.
  public static NDArray ofValence(NDList out, NDArray valence) {
    return out.get(FusionNet.VALENCE).squeeze(1).sub(valence).square().mean();
  }

  /// Mean squared error over the clips whose valence is known.
  ///
  /// @param known 1 where it is, else 0 `[B]`
  public static NDArray ofValence(NDList out, NDArray valence, NDArray known) {
    var errors = out.get(FusionNet.VALENCE).squeeze(1).sub(valence).square(); // [B]
    return errors.mul(known).sum().div(known.sum());
  }
}
