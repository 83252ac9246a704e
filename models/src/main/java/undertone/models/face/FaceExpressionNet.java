package undertone.models.face;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import undertone.models.weights.TfjsWeights;
import undertone.models.weights.UnreadableWeightsException;

/// Tells which expression a face shows. Four densely connected blocks of separable convolutions;
/// frozen.
///
/// - in: faces `[B,3,112,112]`, red, green, blue, 0..255
/// - out: logits `[B,7]` in the order of [#EXPRESSIONS], and what they are made of, `[B,256]`
///
/// Source: `@vladmandic/face-api` 1.7.15, `faceExpressionNet/FaceExpressionNet.ts`,
/// `faceFeatureExtractor/denseBlock.ts`.
public final class FaceExpressionNet extends AbstractBlock {
  /// Of the faces it looks at, in pixels.
  public static final int SIDE = 112;

  /// Numbers that the logits are made of.
  public static final int ACTIVATIONS = 256;

  /// What it tells apart.
  public static final List<String> EXPRESSIONS =
      List.of("neutral", "happy", "sad", "angry", "fearful", "disgusted", "surprised");

  private static final int[] WIDTHS = {32, 64, 128, 256}; // C of the blocks
  private static final int LAYERS = 4; // of a block
  private static final float[] MEAN_RGB = {122.782f, 117.001f, 104.298f};
  private static final Shape ONE = new Shape(1, 1);
  private static final Shape TWO = new Shape(2, 2);
  private static final Shape NO_PADDING = new Shape(0, 0);

  private final Map<String, Parameter> weights = new LinkedHashMap<>();
  private final NDArray mean; // [1,3,1,1]

  /// @param manager owns the weights
  /// @throws UnreadableWeightsException if they belong to another network
  public FaceExpressionNet(TfjsWeights trained, NDManager manager)
      throws UnreadableWeightsException {
    mean = manager.create(MEAN_RGB, new Shape(1, 3, 1, 1));
    int in = 3;
    for (int b = 0; b < WIDTHS.length; b++) {
      for (int layer = 0; layer < LAYERS; layer++) {
        var name = "dense%d/conv%d/".formatted(b, layer);
        if (b == 0 && layer == 0) {
          convolution(name + "filters", trained.array(manager, name + "filters", 3, 3, in, 32));
        } else {
          depthwise(
              name + "depthwise_filter",
              trained.array(manager, name + "depthwise_filter", 3, 3, in, 1));
          convolution(
              name + "pointwise_filter",
              trained.array(manager, name + "pointwise_filter", 1, 1, in, WIDTHS[b]));
        }
        weight(name + "bias", trained.array(manager, name + "bias", WIDTHS[b]));
        in = WIDTHS[b];
      }
    }
    weight("fc/weights", trained.array(manager, "fc/weights", in, EXPRESSIONS.size()));
    weight("fc/bias", trained.array(manager, "fc/bias", EXPRESSIONS.size()));
  }

  // TensorFlow's [height,width,in,out] to PyTorch's [out,in,height,width]
  private void convolution(String name, NDArray filter) {
    weight(name, filter.transpose(3, 2, 0, 1));
  }

  // TensorFlow's [height,width,C,1] to PyTorch's [C,1,height,width]
  private void depthwise(String name, NDArray filter) {
    weight(name, filter.transpose(2, 3, 0, 1));
  }

  private void weight(String name, NDArray array) {
    var parameter =
        Parameter.builder()
            .setName(name)
            .setType(Parameter.Type.OTHER)
            .optRequiresGrad(false)
            .build();
    weights.put(name, addParameter(parameter));
    parameter.setArray(array);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList in, boolean training, @Nullable PairList<String, Object> extra) {
    var x = in.head().sub(mean).div(255); // [B,3,112,112]
    for (int b = 0; b < WIDTHS.length; b++) {
      x = dense(b, x); // [B,C,side/2,side/2]
    }
    var pooled = Pool.globalAvgPool2d(x); // [B,256], of 7x7
    var logits = pooled.matMul(weight("fc/weights")).add(weight("fc/bias")); // [B,7]
    return new NDList(logits, pooled);
  }

  /// Each layer sees the sum of all before it, so the first one halves the picture for all.
  private NDArray dense(int block, NDArray x) {
    var name = "dense%d/conv".formatted(block);
    var first =
        block == 0
            ? Conv2d.conv2d(
                    evenly(x), weight(name + "0/filters"), weight(name + "0/bias"), TWO, NO_PADDING)
                .head()
            : separable(name + "0/", evenly(x), TWO, NO_PADDING);
    var sum = Activation.relu(first); // [B,C,side/2,side/2]
    var seen = sum;
    for (int layer = 1; layer < LAYERS; layer++) {
      sum = sum.add(separable(name + layer + "/", seen, ONE, ONE));
      seen = Activation.relu(sum);
    }
    return seen;
  }

  // At stride 2 TensorFlow's "same" pads an even side below and to the right only.
  private static NDArray evenly(NDArray x) {
    return x.pad(new Shape(0, 1, 0, 1), 0);
  }

  private NDArray separable(String name, NDArray x, Shape stride, Shape padding) {
    var depthwise = weight(name + "depthwise_filter");
    int channels = Math.toIntExact(x.getShape().get(1));
    var each =
        Conv2d.conv2d(x, depthwise, null, stride, padding, ONE, channels).head(); // [B,C in,…]
    return Conv2d.conv2d(
            each, weight(name + "pointwise_filter"), weight(name + "bias"), ONE, NO_PADDING)
        .head();
  }

  private NDArray weight(String name) {
    return Objects.requireNonNull(weights.get(name), name).getArray();
  }

  @Override
  public Shape[] getOutputShapes(Shape[] in) {
    long batch = in[0].get(0);
    return new Shape[] {new Shape(batch, EXPRESSIONS.size()), new Shape(batch, ACTIVATIONS)};
  }
}
