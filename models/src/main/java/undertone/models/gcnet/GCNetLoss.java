package undertone.models.gcnet;

import ai.djl.ndarray.NDArray;
import undertone.models.Constant;

/// What [GCNet] learns by: the emotion of every labelled turn, and the features that were removed.
///
/// Source: Lian et al. 2023, arXiv:2203.02177. The authors' code drops the wrong cells of the
/// reconstruction where conversations differ in length; this does not.
public final class GCNetLoss {
  private GCNetLoss() {}

  /// Mean cross entropy, nats.
  ///
  /// @param logits `[B,N,C]`
  /// @param classes `[B,N]`, whole numbers from 0; where nothing is labelled, any
  /// @param labelled `[B,N]`, 1 = counts
  public static NDArray ofClasses(NDArray logits, NDArray classes, NDArray labelled) {
    var chosen = classes.oneHot((int) logits.getShape().get(2)); // [B,N,C]
    var each = logits.logSoftmax(2).mul(chosen).sum(new int[] {2}); // [B,N]
    return each.mul(labelled).sum().div(labelled.sum()).neg();
  }

  /// Mean squared error of a value.
  ///
  /// @param logits `[B,N,1]`
  /// @param values `[B,N]`
  /// @param labelled `[B,N]`, 1 = counts
  public static NDArray ofValues(NDArray logits, NDArray values, NDArray labelled) {
    var each = logits.squeeze(2).sub(values).square();
    return each.mul(labelled).sum().div(labelled.sum());
  }

  /// Squared error of what is not present, where all of it is known: mean over the numbers of a
  /// modality, summed over modalities, mean over turns. 0 where nothing is missing.
  public static NDArray ofFeatures(GCNet.Heard heard, Conversations talk) {
    return ofFeatures(heard, talk, talk.present().neg().add(1));
  }

  /// The same of what was removed; what never was there has no truth to be held against.
  ///
  /// @param removed `[B,N,M]`, 1 = it was there and was taken away
  public static NDArray ofFeatures(GCNet.Heard heard, Conversations talk, NDArray removed) {
    var wrong = heard.features().sub(talk.complete()).square(); // [B,N,D]
    NDArray total = talk.real().zerosLike();
    int from = 0;
    for (int m = 0; m < talk.features().size(); m++) {
      int to = from + (int) talk.features().get(m).getShape().get(2);
      var mean = wrong.get(":,:,%d:%d".formatted(from, to)).mean(new int[] {2}); // [B,N]
      total = total.add(mean.mul(removed.get(":,:,%d".formatted(m))));
      from = to;
    }
    return total.mul(talk.real()).sum().div(talk.real().sum());
  }

  /// Both: what is to be told, plus λ times what was removed.
  public static NDArray joint(NDArray told, NDArray features, double lambda) {
    return told.add(features.mul(Constant.beside(features, lambda)));
  }
}
