package undertone.models.face;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import undertone.models.Kernels;

/// A network whose weights never change, in PyTorch's order of axes and under TensorFlow's names.
abstract class FrozenNet extends AbstractBlock {
  static {
    Kernels.settle();
  }

  static final Shape ONE = new Shape(1, 1);
  static final Shape TWO = new Shape(2, 2);
  static final Shape NO_PADDING = new Shape(0, 0);

  private final Map<String, Parameter> weights = new LinkedHashMap<>();

  /// @param filter TensorFlow's `[height,width,in,out]`; PyTorch wants `[out,in,height,width]`
  final void convolution(String name, NDArray filter) {
    weight(name, filter.transpose(3, 2, 0, 1));
  }

  /// @param filter TensorFlow's `[height,width,C,1]`; PyTorch wants `[C,1,height,width]`
  final void depthwise(String name, NDArray filter) {
    weight(name, filter.transpose(2, 3, 0, 1));
  }

  final void weight(String name, NDArray array) {
    var parameter =
        Parameter.builder()
            .setName(name)
            .setType(Parameter.Type.OTHER)
            .optRequiresGrad(false)
            .build();
    weights.put(name, addParameter(parameter));
    parameter.setArray(array);
  }

  final NDArray weight(String name) {
    return Objects.requireNonNull(weights.get(name), name).getArray();
  }

  /// A filter of its own for each channel, then one across them; both under `name/`.
  final NDArray separable(String name, NDArray x, Shape stride, Shape padding) {
    int channels = Math.toIntExact(x.getShape().get(1));
    var each =
        Conv2d.conv2d(x, weight(name + "depthwise_filter"), null, stride, padding, ONE, channels)
            .head(); // [B,C in,…]
    return Conv2d.conv2d(
            each, weight(name + "pointwise_filter"), weight(name + "bias"), ONE, NO_PADDING)
        .head();
  }
}
