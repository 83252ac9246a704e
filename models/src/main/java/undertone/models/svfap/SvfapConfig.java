package undertone.models.svfap;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import undertone.models.video.Cubes;
import undertone.models.video.Decoder;
import undertone.models.video.Layout;
import undertone.models.video.VideoClassifier;

/// Sizes of a [Tpsbt].
///
/// @param cubes how a clip is cut (N cubes of P numbers, T slices)
/// @param width of a token (D)
/// @param heads of every attention
/// @param depths blocks of each stage; the last block of all but the first spreads what its stage
///   has summed up
/// @param bottleneck tokens that sum up a slice (G)
/// @param stride slices that become one between stages
/// @param summing width of the layer that decides what is summed up
/// @param dropPath 0..1, of the last block while fine-tuning
/// @param decoder fills the gaps in pre-training
public record SvfapConfig(
    Cubes cubes,
    int width,
    int heads,
    List<Integer> depths,
    int bottleneck,
    int stride,
    int summing,
    double dropPath,
    Decoder decoder) {

  /// As published: 78 million weights to fine-tune.
  public static final SvfapConfig BASE =
      new SvfapConfig(Cubes.BASE, 512, 8, List.of(12, 6, 3), 8, 2, 128, 0.1, Decoder.BASE);

  /// As published: 30 million. Its decoder was not; it is that of the base.
  public static final SvfapConfig SMALL =
      new SvfapConfig(Cubes.BASE, 384, 6, List.of(8, 4, 2), 8, 2, 128, 0.1, Decoder.BASE);

  /// Ours, for a laptop.
  public static final SvfapConfig TINY =
      new SvfapConfig(Cubes.TINY, 64, 4, List.of(2, 2, 2), 2, 2, 16, 0.1, Decoder.TINY);

  public SvfapConfig {
    depths = List.copyOf(depths);
    if (heads < 1 || width < heads || width % heads != 0 || bottleneck < 1 || summing < 1) {
      throw new IllegalArgumentException(
          "TPSBT needs positive sizes and a width its heads can share but was given width=%d, heads=%d, bottleneck=%d, summing=%d."
              .formatted(width, heads, bottleneck, summing));
    }
    int slices = cubes.grid().slices();
    if (depths.isEmpty()
        || depths.stream().anyMatch(blocks -> blocks < 1)
        || stride < 1
        || slices % Math.pow(stride, depths.size() - 1) != 0) {
      throw new IllegalArgumentException(
          "%d slices cannot be divided by %d between stages of %s blocks."
              .formatted(slices, stride, depths));
    }
  }

  /// Blocks of all stages.
  public int blocks() {
    return depths.stream().mapToInt(Integer::intValue).sum();
  }

  /// Weights of a classifier.
  ///
  /// @param classes (K)
  public Map<String, Shape> fineTuning(int classes) {
    var layout = new Layout();
    encoder(layout, "");
    return layout.norm("fc_norm", width).linear("head", width, classes).shapes();
  }

  /// Weights of an autoencoder.
  public Map<String, Shape> preTraining() {
    var layout = new Layout();
    encoder(layout, VideoClassifier.ENCODER);
    layout.norm(VideoClassifier.ENCODER + "norm", width);
    decoder.declare(layout, width, cubes.numbers());
    return layout.shapes();
  }

  private void encoder(Layout layout, String at) {
    layout.cubes(at + "patch_embed", cubes, width);
    for (int j = 0; j < blocks(); j++) {
      var block = at + "blocks." + j;
      if (j < depths.getFirst()) {
        layout.block(block, width);
      } else {
        layout.crossBlock(block, width);
      }
    }
    for (int s = 0; s < depths.size() - 1; s++) {
      var time = at + "temporal_downsamples." + s;
      layout.array(time + ".weight", width, width, stride).array(time + ".bias", width);
      var space = at + "spatial_downsamples." + s;
      layout.norm(space + ".norm", width).mlp(space + ".mlp", width, summing, bottleneck);
    }
  }
}
