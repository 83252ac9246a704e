package undertone.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/// The arrays of one network under the names of a PyTorch state dict, and the plain layers that
/// read them.
///
/// First weights are drawn as PyTorch draws them, from one stream and in the order in which they
/// are added. What a layer returns lies with its input, never with the weights, so a step's manager
/// frees it.
public final class StateDict {
  static {
    Kernels.settle();
  }

  private static final float EPSILON = 1e-5f;
  private static final float REMEMBERED = 0.9f; // of running statistics, per batch

  private final NDManager manager;
  private final SplittableRandom random;
  private final Map<String, NDArray> weights = new LinkedHashMap<>();
  private final Map<String, NDArray> statistics = new LinkedHashMap<>();

  /// @param manager owns the arrays
  public StateDict(NDManager manager, SplittableRandom random) {
    this.manager = manager;
    this.random = random;
  }

  /// What gradients move, by name, in order.
  public Map<String, NDArray> weights() {
    return Collections.unmodifiableMap(weights);
  }

  /// What batch normalisation has seen: `…running_mean`, `…running_var`; no gradient touches them.
  public Map<String, NDArray> statistics() {
    return Collections.unmodifiableMap(statistics);
  }

  /// One weight.
  public NDArray get(String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }

  /// Adds a weight drawn uniformly from ±bound.
  public void addUniform(String name, double bound, long... shape) {
    add(name, () -> random.nextDouble(-bound, bound), shape);
  }

  /// Adds a weight drawn from a normal distribution around 0.
  public void addNormal(String name, double spread, long... shape) {
    add(name, () -> spread * random.nextGaussian(), shape);
  }

  /// Adds a weight that starts at one value.
  public void addConstant(String name, double value, long... shape) {
    add(name, () -> value, shape);
  }

  private void add(String name, DoubleSupplier draws, long... shape) {
    var values = new float[Math.toIntExact(new Shape(shape).size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) draws.getAsDouble();
    }
    var weight = manager.create(values, new Shape(shape));
    weight.setRequiresGradient(true);
    if (weights.put(name, weight) != null) {
      throw new IllegalStateException("Bug: a network has two weights called " + name + ".");
    }
  }

  /// Adds `path.weight [out,in]` and `path.bias [out]`.
  public void addLinear(String path, int in, int out) {
    addLinearWithoutBias(path, in, out);
    addUniform(path + ".bias", 1 / Math.sqrt(in), out);
  }

  /// Adds `path.weight [out,in]`.
  public void addLinearWithoutBias(String path, int in, int out) {
    addUniform(path + ".weight", 1 / Math.sqrt(in), out, in);
  }

  /// Adds `path.weight [out,in,side,side]` of a convolution without bias.
  ///
  /// @param in channels that one filter sees
  public void addConvolution(String path, int in, int out, int side) {
    addUniform(path + ".weight", 1 / Math.sqrt(in * side * side), out, in, side, side);
  }

  /// Adds one direction of one layer, gates in the order input, forget, cell, output.
  ///
  /// @param layer `l0`, `l0_reverse`, `l1`, …
  public void addLstm(String path, String layer, int in, int width) {
    double bound = 1 / Math.sqrt(width);
    addUniform(path + ".weight_ih_" + layer, bound, 4L * width, in);
    addUniform(path + ".weight_hh_" + layer, bound, 4L * width, width);
    addUniform(path + ".bias_ih_" + layer, bound, 4L * width);
    addUniform(path + ".bias_hh_" + layer, bound, 4L * width);
  }

  /// Adds the scale and shift of a normalisation, 1 and 0.
  public void addNorm(String path, int width) {
    addConstant(path + ".weight", 1, width);
    addConstant(path + ".bias", 0, width);
  }

  /// Adds what a batch normalisation remembers; scale and shift, if any, come by [#addNorm].
  public void addStatistics(String path, int width) {
    statistics.put(path + ".running_mean", manager.zeros(new Shape(width)));
    statistics.put(path + ".running_var", manager.ones(new Shape(width)));
  }

  /// `[…,in]` to `[…,out]`, with a bias if there is one.
  public NDArray linear(String path, NDArray x) {
    var bias = weights.get(path + ".bias");
    var weight = get(path + ".weight");
    return (bias == null ? Linear.linear(x, weight) : Linear.linear(x, weight, bias)).head();
  }

  /// `[B,in,H,W]` to `[B,out,H′,W′]` with square filters.
  ///
  /// @param groups 1, or the number of channels where each has a filter of its own
  public NDArray convolution(
      String path, NDArray x, int stride, int padding, int dilation, int groups) {
    return Conv2d.conv2d(
            x,
            get(path + ".weight"),
            weights.get(path + ".bias"),
            new Shape(stride, stride),
            new Shape(padding, padding),
            new Shape(dilation, dilation),
            groups)
        .head();
  }

  /// Every state `[B,T,H]` of an LSTM that starts from zeros and reads `[B,T,in]`.
  public NDArray lstm(String path, String layer, NDArray x) {
    var recurrent = get(path + ".weight_hh_" + layer);
    var arrays =
        new NDList(
            get(path + ".weight_ih_" + layer),
            recurrent,
            get(path + ".bias_ih_" + layer),
            get(path + ".bias_hh_" + layer));
    var start = new Shape(1, x.getShape().get(0), recurrent.getShape().get(1));
    var zeros = new NDList(x.getManager().zeros(start), x.getManager().zeros(start));
    return x.getNDArrayInternal().lstm(x, zeros, arrays, true, 1, 0, false, false, true).head();
  }

  /// Each row of the last axis to mean 0 and variance 1, then scaled and shifted.
  public NDArray layerNorm(String path, NDArray x) {
    var scale = get(path + ".weight");
    return LayerNorm.layerNorm(x, scale.getShape(), scale, get(path + ".bias"), EPSILON).head();
  }

  /// Each channel (axis 1) to mean 0 and variance 1, of this batch while training and of what was
  /// seen otherwise; then scaled and shifted if weights for that were added.
  public NDArray batchNorm(String path, NDArray x, boolean training) {
    var mean = Objects.requireNonNull(statistics.get(path + ".running_mean"), path);
    var variance = Objects.requireNonNull(statistics.get(path + ".running_var"), path);
    var scale = weights.get(path + ".weight");
    var shift = weights.get(path + ".bias");
    return BatchNorm.batchNorm(
            x,
            mean,
            variance,
            scale == null ? x.getManager().ones(mean.getShape()) : scale,
            shift == null ? x.getManager().zeros(mean.getShape()) : shift,
            1,
            REMEMBERED,
            EPSILON,
            training)
        .head();
  }
}
