package undertone.models.vision;

import static undertone.models.vision.ResNet.convolution;
import static undertone.models.vision.ResNet.norm;
import static undertone.models.vision.ResNet.normed;
import static undertone.models.vision.ResNet.relu;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
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

/// A few frames of a clip through a compact network of inverted residuals, then mean and maximum
/// over the frames.
///
/// - in: clips `[B,F,3,H,W]`, normalised per channel
/// - out: `[B,2C]`, C = planes of the last stage: the mean, then the maximum
///
/// Source: Sandler et al. 2018, *MobileNetV2*, arXiv:1801.04381, table 1; sizes are ours.
final class FrameNet extends Encoder {
  static {
    Kernels.settle();
  }

  private final FrameNetConfig config;
  private final Conv2d stem;
  private final BatchNorm stemNorm;
  private final List<Inverted> blocks = new ArrayList<>();

  FrameNet(FrameNetConfig config) {
    this.config = config;
    stem = layer("stem.0", convolution(config.stem(), 3, 2));
    stemNorm = layer("stem.1", norm());
    int planes = config.stem();
    for (var stage : config.stages()) {
      for (int b = 0; b < stage.blocks(); b++) {
        var path = "blocks.%d.".formatted(blocks.size());
        blocks.add(inverted(path, planes, stage, b == 0 ? stage.stride() : 1));
        planes = stage.planes();
      }
    }
  }

  /// Wide inside, each channel looked at alone there, narrow between blocks.
  private record Inverted(
      @Nullable Conv2d widen,
      @Nullable BatchNorm widenNorm,
      Conv2d look,
      BatchNorm lookNorm,
      Conv2d narrow,
      BatchNorm narrowNorm,
      boolean adds) {}

  private Inverted inverted(String path, int before, FrameNetConfig.Stage stage, int stride) {
    int wide = before * stage.expansion();
    return new Inverted(
        wide == before ? null : layer(path + "widen", convolution(wide, 1, 1)),
        wide == before ? null : layer(path + "widen_norm", norm()),
        layer(path + "look", convolution(wide, 3, stride, wide)),
        layer(path + "look_norm", norm()),
        layer(path + "narrow", convolution(stage.planes(), 1, 1)),
        layer(path + "narrow_norm", norm()),
        stride == 1 && before == stage.planes());
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList in, boolean training, @Nullable PairList<String, Object> extra) {
    var clips = in.head();
    long b = clips.getShape().get(0);
    int f = config.frames();
    int side = config.side();
    var frames = clips.reshape(b * f, ResNet.CHANNELS, side, side); // [B*F,3,H,W]
    var map = relu(normed(stem, stemNorm, store, frames, training)); // [B*F,C,H/2,W/2]
    for (var block : blocks) {
      try (var before = map) {
        map = forward(block, store, before, training);
      }
    }
    var pooled = Pool.globalAvgPool2d(map).reshape(b, f, -1); // [B,F,C]
    return new NDList(pooled.mean(new int[] {1}).concat(pooled.max(new int[] {1}), 1)); // [B,2C]
  }

  private static NDArray forward(
      Inverted block, ParameterStore store, NDArray in, boolean training) {
    if (block.widen == null || block.widenNorm == null) {
      return narrowed(block, store, in, in, training);
    }
    try (var wide = relu(normed(block.widen, block.widenNorm, store, in, training))) {
      return narrowed(block, store, in, wide, training);
    }
  }

  private static NDArray narrowed(
      Inverted block, ParameterStore store, NDArray in, NDArray wide, boolean training) {
    try (var seen = relu(normed(block.look, block.lookNorm, store, wide, training))) {
      var map = normed(block.narrow, block.narrowNorm, store, seen, training);
      if (!block.adds) {
        return map;
      }
      try (map) {
        return map.add(in);
      }
    }
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... in) {
    var frames = new Shape(in[0].get(0), ResNet.CHANNELS, config.side(), config.side());
    stem.initialize(manager, type, frames);
    var shape = stem.getOutputShapes(new Shape[] {frames});
    stemNorm.initialize(manager, type, shape);
    for (var block : blocks) {
      if (block.widen != null && block.widenNorm != null) {
        block.widen.initialize(manager, type, shape);
        shape = block.widen.getOutputShapes(shape);
        block.widenNorm.initialize(manager, type, shape);
      }
      block.look.initialize(manager, type, shape);
      shape = block.look.getOutputShapes(shape);
      block.lookNorm.initialize(manager, type, shape);
      block.narrow.initialize(manager, type, shape);
      shape = block.narrow.getOutputShapes(shape);
      block.narrowNorm.initialize(manager, type, shape);
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] in) {
    return new Shape[] {new Shape(in[0].get(0), config.width())};
  }
}
