package undertone.models.abaw;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import java.util.SplittableRandom;
import undertone.models.Constant;
import undertone.models.StateDict;

/// The expression of every frame of a window from features of frames, each seen beside what
/// attention makes of the whole window.
///
/// - in: features `[B,T,D]`
/// - out: logits `[B,T,K]`
///
/// Source: arXiv:2403.15044; names of arrays as in the authors' code.
public final class ExpressionHead {
  private static final String ATTENTION = "att2";
  private static final String TRANSFORMER = "trans3.layers.0";
  private static final int HEADS = 2;
  private static final int HEAD = 64;

  /// What stands beside the features of a frame.
  public enum Context {
    NONE("fc_no_att_trans"),
    ATTENTION("fc_only_att"),
    TRANSFORMER("fc_only_trans"),
    BOTH("fc_combine");

    private final String head;

    Context(String head) {
      this.head = head;
    }

    private boolean attends() {
      return this == ATTENTION || this == BOTH;
    }

    private boolean transforms() {
      return this == TRANSFORMER || this == BOTH;
    }
  }

  private final Context context;
  private final float dropout;
  private final StateDict weights;

  /// @param width of a frame's features (D)
  /// @param forward width inside the transformer, 512 as published
  /// @param classes K
  /// @param context [Context#TRANSFORMER] as published
  /// @param dropout 0..1, before the head, only while training, .5 as published
  /// @param manager owns the weights
  /// @param random draws them
  public ExpressionHead(
      int width,
      int forward,
      int classes,
      Context context,
      float dropout,
      NDManager manager,
      SplittableRandom random) {
    this.context = context;
    this.dropout = dropout;
    weights = new StateDict(manager, random);
    int read = width;
    if (context.attends()) {
      addAttention(ATTENTION, width);
      read += width;
    }
    if (context.transforms()) {
      weights.addNorm(TRANSFORMER + ".0.norm", width);
      addAttention(TRANSFORMER + ".0.fn", width);
      weights.addNorm(TRANSFORMER + ".1.norm", width);
      weights.addLinear(TRANSFORMER + ".1.fn.net.0", width, forward);
      weights.addLinear(TRANSFORMER + ".1.fn.net.3", forward, width);
      read += width;
    }
    weights.addLinear(context.head, read, classes);
  }

  private void addAttention(String path, int width) {
    weights.addLinearWithoutBias(path + ".to_qkv", width, 3 * HEADS * HEAD);
    weights.addLinear(path + ".to_out.0", HEADS * HEAD, width);
  }

  /// All arrays, by the names of the authors' code.
  public StateDict weights() {
    return weights;
  }

  /// Logits `[B,T,K]`.
  public NDArray logits(NDArray features, boolean training) {
    var read = features;
    if (context.attends()) {
      read = read.concat(attended(ATTENTION, features), 2);
    }
    if (context.transforms()) {
      read = read.concat(transformed(features), 2);
    }
    var kept = dropout == 0 ? read : Dropout.dropout(read, dropout, training).head();
    return weights.linear(context.head, kept);
  }

  /// One layer, normalised before each part: `[B,T,D]`.
  NDArray transformed(NDArray features) {
    var asked = weights.layerNorm(TRANSFORMER + ".0.norm", features);
    var x = features.add(attended(TRANSFORMER + ".0.fn", asked));
    var inner =
        weights.linear(TRANSFORMER + ".1.fn.net.0", weights.layerNorm(TRANSFORMER + ".1.norm", x));
    return x.add(weights.linear(TRANSFORMER + ".1.fn.net.3", Activation.gelu(inner)));
  }

  /// Every frame looks at every other: `[B,T,D]`.
  NDArray attended(String path, NDArray features) {
    var parts = weights.linear(path + ".to_qkv", features).split(3, 2);
    var q = inHeads(parts.get(0)); // [B,2,T,64]
    var k = inHeads(parts.get(1));
    var v = inHeads(parts.get(2));
    var scale = Constant.beside(q, Math.sqrt(HEAD));
    var seen = q.matMul(k.transpose(0, 1, 3, 2)).div(scale).softmax(-1).matMul(v);
    var shape = features.getShape();
    return weights.linear(
        path + ".to_out.0",
        seen.transpose(0, 2, 1, 3).reshape(shape.get(0), shape.get(1), HEADS * HEAD));
  }

  private static NDArray inHeads(NDArray x) {
    return x.reshape(x.getShape().get(0), x.getShape().get(1), HEADS, HEAD).transpose(0, 2, 1, 3);
  }
}
