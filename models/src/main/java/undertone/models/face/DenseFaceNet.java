package undertone.models.face;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;
import undertone.models.weights.TfjsWeights;
import undertone.models.weights.UnreadableWeightsException;

/// What expressions and landmarks are told from: four densely connected blocks of separable
/// convolutions, their mean over the picture, and one linear layer.
///
/// - in: faces `[B,3,112,112]`, red, green, blue, 0..255
/// - out: answers `[B,outputs]`, and what they are made of, `[B,256]`
///
/// Source: `@vladmandic/face-api` 1.7.15, `faceFeatureExtractor/denseBlock.ts`,
/// `faceProcessor/FaceProcessor.ts`.
abstract class DenseFaceNet extends FrozenNet {
  static final int PIXELS = 112; // height and width of the faces
  static final int WIDTH = 256; // numbers that the answers are made of

  private static final int[] WIDTHS = {32, 64, 128, WIDTH}; // C of the blocks
  private static final int LAYERS = 4; // of a block
  private static final float[] MEAN_RGB = {122.782f, 117.001f, 104.298f};

  private final NDArray mean; // [1,3,1,1]
  private final int outputs;

  DenseFaceNet(TfjsWeights trained, NDManager manager, int outputs)
      throws UnreadableWeightsException {
    this.outputs = outputs;
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
    weight("fc/weights", trained.array(manager, "fc/weights", in, outputs));
    weight("fc/bias", trained.array(manager, "fc/bias", outputs));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList in, boolean training, @Nullable PairList<String, Object> extra) {
    var x = in.head().sub(mean).div(255); // [B,3,112,112]
    for (int b = 0; b < WIDTHS.length; b++) {
      x = dense(b, x); // [B,C,side/2,side/2]
    }
    var pooled = Pool.globalAvgPool2d(x); // [B,256], of 7x7
    var answers = pooled.matMul(weight("fc/weights")).add(weight("fc/bias")); // [B,outputs]
    return new NDList(answers, pooled);
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

  @Override
  public Shape[] getOutputShapes(Shape[] in) {
    long batch = in[0].get(0);
    return new Shape[] {new Shape(batch, outputs), new Shape(batch, WIDTH)};
  }
}
