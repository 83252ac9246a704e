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

/// Tells people apart: descriptors of one person lie near each other. A residual network of 29
/// convolutions, first trained by D. King for dlib; frozen.
///
/// - in: faces `[B,3,150,150]`, red, green, blue, 0..255
/// - out: descriptors `[B,128]`
///
/// Source: `@vladmandic/face-api` 1.7.15, `faceRecognitionNet/FaceRecognitionNet.ts`,
/// `residualLayer.ts`.
public final class FaceDescriptorNet extends FrozenNet {
  /// Of the faces it looks at, in pixels.
  public static final int SIDE = 150;

  /// Numbers of a descriptor.
  public static final int DIM = 128;

  private static final int[] WIDTHS = {32, 64, 128, 256}; // C of the stages
  private static final int[] BLOCKS = {3, 3, 2, 2}; // of a stage that keep the size
  private static final float[] MEAN_RGB = {122.782f, 117.001f, 104.298f};

  private final NDArray mean; // [1,3,1,1]

  /// @param manager owns the weights
  /// @throws UnreadableWeightsException if they belong to another network
  public FaceDescriptorNet(TfjsWeights trained, NDManager manager)
      throws UnreadableWeightsException {
    mean = manager.create(MEAN_RGB, new Shape(1, 3, 1, 1));
    scaled(trained, manager, "conv32_down", 7, 3, 32);
    int in = 32;
    for (int s = 0; s < WIDTHS.length; s++) {
      int width = WIDTHS[s];
      if (s > 0) {
        block(trained, manager, "conv%d_down".formatted(width), in, width);
      }
      for (int b = 1; b <= BLOCKS[s]; b++) {
        block(trained, manager, "conv%d_%d".formatted(width, b), width, width);
      }
      in = width;
    }
    block(trained, manager, "conv256_down_out", in, in);
    weight("fc", trained.array(manager, "fc", in, DIM));
  }

  private void block(TfjsWeights trained, NDManager manager, String name, int in, int out)
      throws UnreadableWeightsException {
    scaled(trained, manager, name + "/conv1", 3, in, out);
    scaled(trained, manager, name + "/conv2", 3, out, out);
  }

  // What follows a convolution, times `scale` plus `biases`, is worked into its own weights.
  private void scaled(
      TfjsWeights trained, NDManager manager, String name, int side, int in, int out)
      throws UnreadableWeightsException {
    var scale = trained.array(manager, name + "/scale/weights", out);
    var filters = trained.array(manager, name + "/conv/filters", side, side, in, out);
    var bias = trained.array(manager, name + "/conv/bias", out);
    convolution(name + "/filters", filters.mul(scale));
    weight(
        name + "/bias", bias.mul(scale).add(trained.array(manager, name + "/scale/biases", out)));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList in, boolean training, @Nullable PairList<String, Object> extra) {
    var x = in.head().sub(mean).div(255); // [B,3,150,150]
    x = Activation.relu(convolved("conv32_down", x, TWO, NO_PADDING)); // [B,32,72,72]
    x = Pool.maxPool2d(x, new Shape(3, 3), TWO, NO_PADDING, false); // [B,32,35,35]
    for (int s = 0; s < WIDTHS.length; s++) {
      if (s > 0) {
        x = halved("conv%d_down".formatted(WIDTHS[s]), x); // sides 17, 8, 4
      }
      for (int b = 1; b <= BLOCKS[s]; b++) {
        x = residual("conv%d_%d".formatted(WIDTHS[s], b), x);
      }
    }
    x = halved("conv256_down_out", x); // [B,256,2,2]
    return new NDList(Pool.globalAvgPool2d(x).matMul(weight("fc"))); // [B,128]
  }

  private NDArray residual(String name, NDArray x) {
    var seen = Activation.relu(convolved(name + "/conv1", x, ONE, ONE));
    return Activation.relu(convolved(name + "/conv2", seen, ONE, ONE).add(x));
  }

  /// The way around is the mean of 2x2 pixels, with channels of zeros where the block has more.
  private NDArray halved(String name, NDArray x) {
    var seen = Activation.relu(convolved(name + "/conv1", x, TWO, NO_PADDING));
    var out = convolved(name + "/conv2", seen, ONE, ONE);
    var around = Pool.avgPool2d(x, TWO, TWO, NO_PADDING, false, true);
    long wider = out.getShape().get(1) - around.getShape().get(1);
    // Without padding an even side loses a pixel that the mean keeps; zeros stand for it below and
    // to the right.
    long missing = around.getShape().get(2) - out.getShape().get(2);
    if (missing > 0) {
      out = out.pad(new Shape(0, missing, 0, missing), 0);
    }
    if (wider > 0) {
      around = around.pad(new Shape(0, 0, 0, 0, 0, wider), 0);
    }
    return Activation.relu(out.add(around));
  }

  private NDArray convolved(String name, NDArray x, Shape stride, Shape padding) {
    return Conv2d.conv2d(x, weight(name + "/filters"), weight(name + "/bias"), stride, padding)
        .head();
  }

  @Override
  public Shape[] getOutputShapes(Shape[] in) {
    return new Shape[] {new Shape(in[0].get(0), DIM)};
  }
}
