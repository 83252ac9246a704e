package undertone.models.emt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import undertone.models.Constant;

/// What [EmtNet] learns by: the task on both views, a pull of each view towards the other, and the
/// features of what was taken away.
///
/// Source: Sun et al. 2023, arXiv:2208.07589.
public final class EmtLoss {
  private static final float TINY = 1e-6f; // a double would make the loss one

  private EmtLoss() {}

  /// Mean absolute error of a value.
  ///
  /// @param outputs `[B,1]`
  /// @param values `[B]`
  public static NDArray ofValues(NDArray outputs, NDArray values) {
    return outputs.squeeze(1).sub(values).abs().mean();
  }

  /// The same of some of them.
  ///
  /// @param outputs `[B,1]`
  /// @param values `[B]`
  /// @param known `[B]`, 1 = counts; at least one does
  public static NDArray ofValues(NDArray outputs, NDArray values, NDArray known) {
    return outputs.squeeze(1).sub(values).abs().mul(known).sum().div(known.sum());
  }

  /// Mean cross entropy, nats.
  ///
  /// @param outputs `[B,C]`
  /// @param classes `[B]`, whole numbers from 0
  public static NDArray ofClasses(NDArray outputs, NDArray classes) {
    var chosen = classes.oneHot((int) outputs.getShape().get(1)); // [B,C]
    return outputs.logSoftmax(1).mul(chosen).sum(new int[] {1}).mean().neg();
  }

  /// High-level attraction: each view expects where the other stands; where it stands itself is not
  /// moved by that. In −4..4, one part per representation.
  public static NDArray attraction(EmtNet.Pull complete, EmtNet.Pull incomplete) {
    var total = part(complete, incomplete, 0);
    for (int x = 1; x < complete.stands().size(); x++) {
      total = total.add(part(complete, incomplete, x));
    }
    return total;
  }

  static NDArray part(EmtNet.Pull complete, EmtNet.Pull incomplete, int x) {
    var there = apart(incomplete.expects().get(x), complete.stands().get(x));
    var back = apart(complete.expects().get(x), incomplete.stands().get(x));
    return there.add(back).mul(Constant.beside(there, .5));
  }

  /// Negative mean cosine.
  private static NDArray apart(NDArray expected, NDArray stands) {
    var fixed = stands.stopGradient();
    var product = expected.mul(fixed).sum(new int[] {1});
    var lengths = length(expected).mul(length(fixed));
    return product.div(lengths.maximum(Constant.beside(lengths, 1e-8))).mean().neg();
  }

  private static NDArray length(NDArray rows) {
    return rows.square().sum(new int[] {1}).sqrt();
  }

  /// Low-level restoration: smooth L1 of what was taken away, mean over its numbers, summed over
  /// modalities. 0 where nothing was.
  ///
  /// @param restored `[B,T_m,D_m]` each
  /// @param complete what was there, likewise; no gradient flows into it
  /// @param missing `[B,T_m]` each, 1 = real and taken away
  public static NDArray restoration(NDList restored, NDList complete, NDList missing) {
    var total = ofModality(restored.get(0), complete.get(0), missing.get(0));
    for (int m = 1; m < restored.size(); m++) {
      total = total.add(ofModality(restored.get(m), complete.get(m), missing.get(m)));
    }
    return total;
  }

  static NDArray ofModality(NDArray restored, NDArray complete, NDArray missing) {
    var wrong = restored.sub(complete.stopGradient()).mul(missing.expandDims(2)).abs();
    var curved = wrong.minimum(Constant.beside(wrong, 1)); // a²/2 up to 1, then a − 1/2
    var smooth = curved.mul(wrong.sub(curved.mul(Constant.beside(wrong, .5))));
    var width = Constant.beside(wrong, (double) restored.getShape().get(2));
    return smooth.sum().div(missing.sum().mul(width).add(TINY));
  }

  /// All together. The task of the complete view belongs to the attraction and shares its weight.
  ///
  /// @param incomplete task loss of the incomplete view
  /// @param complete task loss of the complete view
  public static NDArray total(
      EmtConfig config,
      NDArray incomplete,
      NDArray complete,
      NDArray attraction,
      NDArray restoration) {
    var pulled = attraction.add(complete).mul(Constant.beside(complete, config.attraction()));
    var told = restoration.mul(Constant.beside(restoration, config.restoration()));
    return incomplete.add(pulled).add(told);
  }
}
