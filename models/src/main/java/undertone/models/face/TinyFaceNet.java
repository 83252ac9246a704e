package undertone.models.face;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.models.weights.TfjsWeights;
import undertone.models.weights.UnreadableWeightsException;

/// Finds faces in a picture: a small YOLO of separable convolutions. Frozen.
///
/// - in: pictures `[B,3,S,S]`, red, green, blue, 0..255, S a multiple of 32; what is not square
///   stands at the left or top and is black beside or below itself
/// - out: `[B,25,S/32,S/32]`: of each cell five boxes with shift `[2]`, size `[2]` and score `[1]`,
///   which [#boxes] reads
///
/// Source: `@vladmandic/face-api` 1.7.15, `tinyFaceDetector/TinyFaceDetector.ts`,
/// `tinyYolov2/TinyYolov2Base.ts`, `ops/nonMaxSuppression.ts`.
public final class TinyFaceNet extends FrozenNet {
  /// The side of a picture must be a multiple of this.
  public static final int STRIDE = 32;

  private static final int[] WIDTHS = {16, 32, 64, 128, 256, 512}; // C of the layers
  private static final int NUMBERS = 5; // of a box
  private static final float[] MEAN_RGB = {117.001f, 114.697f, 97.404f};
  private static final double[][] ANCHORS = { // width and height, in cells
    {1.603231, 2.094468},
    {6.041143, 7.080126},
    {2.882459, 3.518061},
    {4.266906, 5.178857},
    {9.041765, 10.66308}
  };
  private static final int OUT = ANCHORS.length * NUMBERS;
  private static final double SAME_FACE = 0.4; // shared area over the area of both

  private final NDArray mean; // [1,3,1,1]

  /// @param manager owns the weights
  /// @throws UnreadableWeightsException if they belong to another network
  public TinyFaceNet(TfjsWeights trained, NDManager manager) throws UnreadableWeightsException {
    mean = manager.create(MEAN_RGB, new Shape(1, 3, 1, 1));
    convolution("conv0/filters", trained.array(manager, "conv0/filters", 3, 3, 3, WIDTHS[0]));
    weight("conv0/bias", trained.array(manager, "conv0/bias", WIDTHS[0]));
    for (int l = 1; l < WIDTHS.length; l++) {
      var name = "conv%d/".formatted(l);
      depthwise(
          name + "depthwise_filter",
          trained.array(manager, name + "depthwise_filter", 3, 3, WIDTHS[l - 1], 1));
      convolution(
          name + "pointwise_filter",
          trained.array(manager, name + "pointwise_filter", 1, 1, WIDTHS[l - 1], WIDTHS[l]));
      weight(name + "bias", trained.array(manager, name + "bias", WIDTHS[l]));
    }
    convolution("conv8/filters", trained.array(manager, "conv8/filters", 1, 1, 512, OUT));
    weight("conv8/bias", trained.array(manager, "conv8/bias", OUT));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList in, boolean training, @Nullable PairList<String, Object> extra) {
    var x = in.head().sub(mean).div(255); // [B,3,S,S]
    x =
        leaky(
            Conv2d.conv2d(x, weight("conv0/filters"), weight("conv0/bias"), ONE, NO_PADDING)
                .head()); // [B,16,S-2,S-2]
    for (int l = 1; l < WIDTHS.length; l++) {
      x = Pool.maxPool2d(x, TWO, TWO, NO_PADDING, true); // [B,C,side/2,side/2], rounded up
      x = leaky(separable("conv%d/".formatted(l), x, ONE, ONE));
    }
    // At stride 1 TensorFlow's "same" looks one pixel beyond the right and lower edge, where
    // nothing must win.
    x = Pool.maxPool2d(x.pad(new Shape(0, 1, 0, 1), -1e30), TWO, ONE, NO_PADDING, false);
    return new NDList(
        Conv2d.conv2d(x, weight("conv8/filters"), weight("conv8/bias"), ONE, NO_PADDING).head());
  }

  private static NDArray leaky(NDArray x) {
    return x.maximum(x.mul(0.1f));
  }

  /// A box around a face.
  ///
  /// @param x of its left edge, in sides of the picture; may lie outside 0..1, as the others may
  /// @param score 0..1
  public record Box(double x, double y, double width, double height, double score) {
    double overlap(Box other) {
      double across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
      double down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
      if (across <= 0 || down <= 0) {
        return 0;
      }
      double shared = across * down;
      return shared / (width * height + other.width * other.height - shared);
    }
  }

  /// The faces of one picture, most certain first; of boxes that overlap by more than .4 the most
  /// certain stays.
  ///
  /// @param said what the network said of it, `[25,cells,cells]`
  /// @param least score
  public static List<Box> boxes(float[] said, int cells, double least) {
    int plane = cells * cells;
    var found = new ArrayList<Box>();
    for (int cell = 0; cell < plane; cell++) {
      int row = cell / cells;
      int column = cell % cells;
      for (int a = 0; a < ANCHORS.length; a++) {
        int at = a * NUMBERS * plane + cell;
        double score = sigmoid(said[at + 4 * plane]);
        if (score > least) {
          double width = Math.exp(said[at + 2 * plane]) * ANCHORS[a][0] / cells;
          double height = Math.exp(said[at + 3 * plane]) * ANCHORS[a][1] / cells;
          double x = (column + sigmoid(said[at])) / cells;
          double y = (row + sigmoid(said[at + plane])) / cells;
          found.add(new Box(x - width / 2, y - height / 2, width, height, score));
        }
      }
    }
    found.sort(Comparator.comparingDouble(Box::score).reversed());
    var kept = new ArrayList<Box>();
    for (var box : found) {
      if (kept.stream().noneMatch(k -> k.overlap(box) > SAME_FACE)) {
        kept.add(box);
      }
    }
    return kept;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] in) {
    long cells = in[0].get(2) / STRIDE;
    return new Shape[] {new Shape(in[0].get(0), OUT, cells, cells)};
  }
}
