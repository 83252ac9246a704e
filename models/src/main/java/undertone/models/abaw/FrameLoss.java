package undertone.models.abaw;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import undertone.models.Constant;

/// What networks of frames learn by, task by task, of the frames whose label is known. A task
/// without labels has a loss and a gradient of exactly 0 and does not count.
///
/// Source: arXiv:2207.11389; masks are ours. The authors weigh negatives of an action unit like its
/// positives, and mix kinds of variance; this does not.
public final class FrameLoss {
  private static final float TINY = 1e-8f; // a double would make the loss one
  private static final double LEAST_VARIANCE = 1e-6;

  private FrameLoss() {}

  /// Cross entropy, nats, weighted by class.
  ///
  /// @param logits `[n,K]`
  /// @param classes `[n]`, whole numbers from 0
  /// @param known `[n]`, 1 = counts
  /// @param weights of classes `[K]`
  public static NDArray ofExpression(
      NDArray logits, NDArray classes, NDArray known, NDArray weights) {
    var chosen = classes.oneHot((int) logits.getShape().get(1)).mul(weights); // [n,K]
    var each = logits.logSoftmax(1).mul(chosen).sum(new int[] {1}).neg(); // [n]
    var counted = chosen.sum(new int[] {1}).mul(known);
    return each.mul(known).sum().div(atLeast(counted.sum(), TINY));
  }

  /// Binary cross entropy, nats; a weight counts for positives alone.
  ///
  /// @param logits `[n,A]`
  /// @param active `[n,A]`, 0 or 1
  /// @param known `[n,A]`, 1 = counts
  /// @param weights of units `[A]`
  public static NDArray ofUnits(NDArray logits, NDArray active, NDArray known, NDArray weights) {
    var missed = Activation.softPlus(logits.neg()).mul(active).mul(weights);
    var invented = Activation.softPlus(logits).mul(active.neg().add(1));
    return missed.add(invented).mul(known).sum().div(atLeast(known.sum(), 1));
  }

  /// Negatives per positive, in .25..20: what the weights of units should be.
  ///
  /// @param active `[n,A]`, 0 or 1
  /// @param known `[n,A]`
  public static NDArray unitWeights(NDArray active, NDArray known) {
    var positives = active.mul(known).sum(new int[] {0});
    var negatives = known.sum(new int[] {0}).sub(positives);
    return negatives.div(positives.maximum(1)).clip(.25f, 20);
  }

  /// 1 − CCC over the frames whose label is known; needs two of them that differ.
  ///
  /// CCC = 2·cov / (var x + var y + (mean x − mean y)²), all by the number of frames.
  ///
  /// @param told `[n]`
  /// @param truth `[n]`
  /// @param known `[n]`, 1 = counts
  public static NDArray ofTrace(NDArray told, NDArray truth, NDArray known) {
    return ccc(told, truth, known).neg().add(1);
  }

  /// Lin's concordance; 0 where one side never changes.
  static NDArray ccc(NDArray told, NDArray truth, NDArray known) {
    var count = atLeast(known.sum(), 1);
    var meanTold = told.mul(known).sum().div(count);
    var meanTruth = truth.mul(known).sum().div(count);
    var x = told.sub(meanTold).mul(known);
    var y = truth.sub(meanTruth).mul(known);
    var both = x.mul(y).sum().div(count);
    var spread = x.square().sum().add(y.square().sum()).div(count);
    var apart = meanTold.sub(meanTruth).square();
    return both.add(both).div(spread.add(apart).add(TINY));
  }

  private static NDArray atLeast(NDArray number, double least) {
    return number.maximum(Constant.beside(number, least));
  }

  /// Whether a trace has two known labels that differ: without, its CCC says nothing.
  static boolean changes(NDArray truth, NDArray known) {
    double count = known.sum().getFloat();
    if (count < 2) {
      return false;
    }
    double mean = truth.mul(known).sum().getFloat() / count;
    return truth.sub((float) mean).mul(known).square().sum().getFloat() / count > LEAST_VARIANCE;
  }

  /// The mean over the tasks that have labels; 0 where none has.
  ///
  /// @param expressionWeights of classes `[K]`
  /// @param unitWeights of units `[A]`
  public static NDArray of(
      TwoAspectNet.Told told, FrameLabels labels, NDArray expressionWeights, NDArray unitWeights) {
    var parts = new NDList();
    if (labels.expressionKnown().sum().getFloat() > 0) {
      parts.add(
          ofExpression(
              told.expression(), labels.expression(), labels.expressionKnown(), expressionWeights));
    }
    if (labels.unitsKnown().sum().getFloat() > 0) {
      parts.add(ofUnits(told.units(), labels.units(), labels.unitsKnown(), unitWeights));
    }
    if (changes(labels.valence(), labels.valenceKnown())) {
      parts.add(ofTrace(told.affect().get(":,0"), labels.valence(), labels.valenceKnown()));
    }
    if (changes(labels.arousal(), labels.arousalKnown())) {
      parts.add(ofTrace(told.affect().get(":,1"), labels.arousal(), labels.arousalKnown()));
    }
    if (parts.isEmpty()) {
      return told.expression().sum().sub(told.expression().sum());
    }
    var total = parts.head();
    for (var part : parts.subNDList(1)) {
      total = total.add(part);
    }
    return total.div(Constant.beside(total, parts.size()));
  }
}
