package undertone.models.vision;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.models.Encoder;
import undertone.models.Kernels;

/// Residual network for small pictures: a first convolution that keeps their size, then stages of
/// residual blocks, then the mean over the picture.
///
/// - in: pictures `[B,3,H,W]`, normalised per channel
/// - out: `[B,E]`, E = planes of the last stage
///
/// Source: He et al. 2016, arXiv:1512.03385, sec. 4.2; layers are named as in IRNet's `resnet.py`.
final class ResNet extends Encoder {
  static {
    Kernels.settle();
  }

  static final int CHANNELS = 3;

  private final ResNetConfig config;
  private final Conv2d stem;
  private final BatchNorm stemNorm;
  private final List<Residual> residuals = new ArrayList<>();

  ResNet(ResNetConfig config) {
    this.config = config;
    int planes = config.stages().getFirst().planes();
    stem = layer("conv1", convolution(planes, 3, 1));
    stemNorm = layer("bn1", norm());
    int stageNumber = 1;
    for (var stage : config.stages()) {
      for (int block = 0; block < stage.blocks(); block++) {
        int stride = block == 0 ? stage.stride() : 1;
        var path = "layer%d.%d.".formatted(stageNumber, block);
        residuals.add(residual(path, planes, stage.planes(), stride));
        planes = stage.planes();
      }
      stageNumber++;
    }
  }

  /// Two convolutions beside a shortcut, which is a convolution where shapes differ.
  private record Residual(
      Conv2d conv1,
      BatchNorm bn1,
      Conv2d conv2,
      BatchNorm bn2,
      @Nullable Conv2d shortcut,
      @Nullable BatchNorm shortcutNorm) {}

  private Residual residual(String path, int before, int planes, int stride) {
    var conv1 = layer(path + "conv1", convolution(planes, 3, stride));
    var bn1 = layer(path + "bn1", norm());
    var conv2 = layer(path + "conv2", convolution(planes, 3, 1));
    var bn2 = layer(path + "bn2", norm());
    if (stride == 1 && before == planes) {
      return new Residual(conv1, bn1, conv2, bn2, null, null);
    }
    var shortcut = layer(path + "shortcut.0", convolution(planes, 1, stride));
    return new Residual(conv1, bn1, conv2, bn2, shortcut, layer(path + "shortcut.1", norm()));
  }

  static Conv2d convolution(int planes, int kernel, int stride) {
    return convolution(planes, kernel, stride, 1);
  }

  static Conv2d convolution(int planes, int kernel, int stride, int groups) {
    return Conv2d.builder()
        .setFilters(planes)
        .optGroups(groups)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(kernel / 2, kernel / 2))
        .optBias(false)
        .build();
  }

  // running statistics keep nine tenths of themselves: PyTorch calls that momentum 0.1
  static BatchNorm norm() {
    return BatchNorm.builder().optMomentum(0.9f).optEpsilon(1e-5f).build();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList in, boolean training, @Nullable PairList<String, Object> extra) {
    var map = stem(store, in.head(), training); // [B,C,H,W]
    for (var residual : residuals) {
      try (var before = map) {
        map = forward(residual, store, before, training); // [B,C',H',W']
      }
    }
    return new NDList(Pool.globalAvgPool2d(map)); // [B,E]
  }

  /// What the stem and each residual block after it make of pictures, `[B,C,H,W]` each.
  List<NDArray> maps(ParameterStore store, NDArray pictures, boolean training) {
    var maps = new ArrayList<NDArray>();
    maps.add(stem(store, pictures, training));
    for (var residual : residuals) {
      maps.add(forward(residual, store, maps.getLast(), training));
    }
    return maps;
  }

  private NDArray stem(ParameterStore store, NDArray pictures, boolean training) {
    return relu(normed(stem, stemNorm, store, pictures, training));
  }

  private static NDArray forward(
      Residual residual, ParameterStore store, NDArray in, boolean training) {
    try (var hidden = relu(normed(residual.conv1, residual.bn1, store, in, training));
        var map = normed(residual.conv2, residual.bn2, store, hidden, training)) {
      if (residual.shortcut == null || residual.shortcutNorm == null) {
        return relu(map.add(in));
      }
      try (var shortcut = normed(residual.shortcut, residual.shortcutNorm, store, in, training)) {
        return relu(map.add(shortcut));
      }
    }
  }

  // Maps are large: each is let go as soon as it has been read, as PyTorch does. Where a gradient
  // will need one, the graph keeps it.
  static NDArray normed(
      Conv2d convolution, BatchNorm norm, ParameterStore store, NDArray in, boolean training) {
    try (var map = pass(convolution, store, in, training)) {
      return pass(norm, store, map, training);
    }
  }

  static NDArray relu(NDArray map) {
    try (map) {
      return Activation.relu(map);
    }
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... in) {
    stem.initialize(manager, type, in[0]);
    var shape = stem.getOutputShapes(in);
    stemNorm.initialize(manager, type, shape);
    for (var residual : residuals) {
      residual.conv1.initialize(manager, type, shape);
      var inside = residual.conv1.getOutputShapes(shape);
      residual.bn1.initialize(manager, type, inside);
      residual.conv2.initialize(manager, type, inside);
      residual.bn2.initialize(manager, type, inside);
      if (residual.shortcut != null && residual.shortcutNorm != null) {
        residual.shortcut.initialize(manager, type, shape);
        residual.shortcutNorm.initialize(manager, type, inside);
      }
      shape = inside;
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] in) {
    return new Shape[] {new Shape(in[0].get(0), config.width())};
  }
}
