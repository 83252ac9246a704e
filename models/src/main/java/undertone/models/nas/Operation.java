package undertone.models.nas;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.pooling.Pool;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import undertone.models.StateDict;

/// What an edge of a convolutional cell can do to a map `[B,C,H,W]`; with stride 2 the map that
/// comes out is half as large.
///
/// Order, padding and names of arrays are those of the DARTS code: ties go to the earlier one.
public enum Operation {
  NONE,
  MAX_POOL_3X3,
  AVG_POOL_3X3,
  SKIP_CONNECT,
  SEP_CONV_3X3,
  SEP_CONV_5X5,
  DIL_CONV_3X3,
  DIL_CONV_5X5;

  /// Its name in genotypes.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The operation of a name, if there is one.
  public static Optional<Operation> of(String word) {
    return Arrays.stream(values()).filter(operation -> operation.word().equals(word)).findFirst();
  }

  /// Adds the weights it needs.
  ///
  /// @param affine whether its normalisations learn a scale and a shift: not during a search, where
  ///   they could undo the weight of an edge
  void add(StateDict weights, String path, int channels, int stride, boolean affine) {
    switch (this) {
      case NONE -> {}
      case MAX_POOL_3X3, AVG_POOL_3X3 -> addNorm(weights, path + ".1", channels, affine);
      case SKIP_CONNECT -> {
        if (stride > 1) {
          addHalving(weights, path, channels, channels, affine);
        }
      }
      case SEP_CONV_3X3, SEP_CONV_5X5 -> {
        addFilters(weights, path + ".op.1", path + ".op.2", channels);
        addNorm(weights, path + ".op.3", channels, affine);
        addFilters(weights, path + ".op.5", path + ".op.6", channels);
        addNorm(weights, path + ".op.7", channels, affine);
      }
      case DIL_CONV_3X3, DIL_CONV_5X5 -> {
        addFilters(weights, path + ".op.1", path + ".op.2", channels);
        addNorm(weights, path + ".op.3", channels, affine);
      }
    }
  }

  private void addFilters(StateDict weights, String depth, String point, int channels) {
    weights.addConvolution(depth, 1, channels, side());
    weights.addConvolution(point, channels, channels, 1);
  }

  private int side() {
    return this == SEP_CONV_5X5 || this == DIL_CONV_5X5 ? 5 : 3;
  }

  private static void addNorm(StateDict weights, String path, int channels, boolean affine) {
    weights.addStatistics(path, channels);
    if (affine) {
      weights.addNorm(path, channels);
    }
  }

  /// What it makes of a map.
  NDArray of(StateDict weights, String path, NDArray x, int stride, boolean training) {
    return switch (this) {
      case NONE -> stride == 1 ? x.zerosLike() : x.get(":,:,::2,::2").zerosLike();
      case MAX_POOL_3X3 ->
          weights.batchNorm(
              path + ".1",
              Pool.maxPool2d(x, new Shape(3, 3), new Shape(stride, stride), new Shape(1, 1), false),
              training);
      case AVG_POOL_3X3 ->
          weights.batchNorm(path + ".1", mean(x, stride).div(mean(x.onesLike(), stride)), training);
      case SKIP_CONNECT -> stride == 1 ? x : halved(weights, path, x, training);
      case SEP_CONV_3X3, SEP_CONV_5X5 -> {
        var first = filtered(weights, path + ".op.", 1, x, stride, 1, training);
        yield filtered(weights, path + ".op.", 5, first, 1, 1, training);
      }
      case DIL_CONV_3X3, DIL_CONV_5X5 ->
          filtered(weights, path + ".op.", 1, x, stride, 2, training);
    };
  }

  /// The mean of nine pixels, zeros around the map among them.
  private static NDArray mean(NDArray x, int stride) {
    var step = new Shape(stride, stride);
    return Pool.avgPool2d(x, new Shape(3, 3), step, new Shape(1, 1), false, true);
  }

  /// ReLU, a filter of its own for each channel, one across them, normalisation.
  private NDArray filtered(
      StateDict weights,
      String path,
      int place,
      NDArray x,
      int stride,
      int dilation,
      boolean training) {
    int channels = (int) x.getShape().get(1);
    int padding = dilation * (side() / 2);
    var deep =
        weights.convolution(path + place, Activation.relu(x), stride, padding, dilation, channels);
    var across = weights.convolution(path + (place + 1), deep, 1, 0, 1, 1);
    return weights.batchNorm(path + (place + 2), across, training);
  }

  /// Adds two offset convolutions that halve a map, half of the channels each.
  static void addHalving(StateDict weights, String path, int in, int out, boolean affine) {
    weights.addConvolution(path + ".conv_1", in, out / 2, 1);
    weights.addConvolution(path + ".conv_2", in, out / 2, 1);
    addNorm(weights, path + ".bn", out, affine);
  }

  /// A map of even sides, halved without pooling: one convolution starts at its corner, one a pixel
  /// further.
  static NDArray halved(StateDict weights, String path, NDArray x, boolean training) {
    var positive = Activation.relu(x);
    var corner = weights.convolution(path + ".conv_1", positive, 2, 0, 1, 1);
    var beside = weights.convolution(path + ".conv_2", positive.get(":,:,1:,1:"), 2, 0, 1, 1);
    return weights.batchNorm(path + ".bn", corner.concat(beside, 1), training);
  }
}
