package undertone.models.maedfer;

import ai.djl.ndarray.types.Shape;
import java.util.Map;
import undertone.models.video.Cubes;
import undertone.models.video.Decoder;
import undertone.models.video.Grid;
import undertone.models.video.Layout;
import undertone.models.video.VideoClassifier;

/// Sizes and switches of [LgiFormer].
///
/// @param cubes how a clip is cut (N cubes of P numbers)
/// @param region slices, rows and columns of tokens that attend to one another; divide the grid
/// @param width of a token (D)
/// @param heads of every attention
/// @param depth blocks
/// @param dropPath 0..1, of the last block while fine-tuning
/// @param steps what a block does between its regions
/// @param pooling which tokens are averaged for the head
/// @param decoder fills the gaps in pre-training
/// @param order in which the decoder is told where visible tokens stand
public record MaeDferConfig(
    Cubes cubes,
    Grid region,
    int width,
    int heads,
    int depth,
    double dropPath,
    Steps steps,
    Pooling pooling,
    Decoder decoder,
    Order order) {

  /// Which of a block's steps are left out, for ablation.
  public enum Steps {
    /// regions speak to each other through their representatives, and those to all tokens
    ALL(true, true),
    /// representatives do not see each other
    NO_GLOBAL(false, true),
    /// tokens do not see the representatives of other regions
    NO_INTERACTION(true, false);

    final boolean global;
    final boolean interaction;

    Steps(boolean global, boolean interaction) {
      this.global = global;
      this.interaction = interaction;
    }
  }

  /// Which tokens a clip is classified by.
  public enum Pooling {
    /// one of each region, as published
    REPRESENTATIVES,
    /// those of the cubes
    CUBES,
    /// both
    ALL
  }

  /// Where the decoder believes visible tokens to stand. They leave the encoder region by region.
  public enum Order {
    /// where they do
    OWN,
    /// in the order of the grid, which some do not, as in the authors' code: only to go on with the
    /// pre-training of their weights
    REFERENCE
  }

  /// As published: 85 million weights to fine-tune.
  public static final MaeDferConfig BASE =
      usual(Cubes.BASE, new Grid(2, 5, 10), 512, 8, 16, Decoder.BASE);

  /// Ours, for a single graphics card: 8 blocks, 24 million weights.
  public static final MaeDferConfig SMALL =
      usual(Cubes.BASE, new Grid(2, 5, 10), 384, 6, 8, new Decoder(192, 3, 4));

  /// Ours, for a laptop.
  public static final MaeDferConfig TINY =
      usual(Cubes.TINY, new Grid(2, 2, 4), 64, 4, 4, Decoder.TINY);

  /// Everything as published but the sizes.
  public static MaeDferConfig usual(
      Cubes cubes, Grid region, int width, int heads, int depth, Decoder decoder) {
    return new MaeDferConfig(
        cubes,
        region,
        width,
        heads,
        depth,
        0.1,
        Steps.ALL,
        Pooling.REPRESENTATIVES,
        decoder,
        Order.OWN);
  }

  public MaeDferConfig {
    new Regions(cubes.grid(), region);
    if (heads < 1 || depth < 1 || width < heads || width % heads != 0) {
      throw new IllegalArgumentException(
          "LGI-Former needs blocks and a width its heads can share but was given depth=%d, width=%d, heads=%d."
              .formatted(depth, width, heads));
    }
  }

  public MaeDferConfig with(Steps other) {
    return new MaeDferConfig(
        cubes, region, width, heads, depth, dropPath, other, pooling, decoder, order);
  }

  public MaeDferConfig with(Pooling other) {
    return new MaeDferConfig(
        cubes, region, width, heads, depth, dropPath, steps, other, decoder, order);
  }

  public MaeDferConfig with(Order other) {
    return new MaeDferConfig(
        cubes, region, width, heads, depth, dropPath, steps, pooling, decoder, other);
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
    layout
        .array(at + "lg_region_tokens", regions().count(), width)
        .cubes(at + "patch_embed", cubes, width);
    for (int i = 0; i < depth; i++) {
      var block = at + "blocks." + i;
      attention(layout, block + ".first_attn");
      if (steps.global) {
        attention(layout, block + ".second_attn");
      }
      if (steps.interaction) {
        layout.norm(block + ".third_attn_norm1", width);
        attention(layout, block + ".third_attn");
      }
      layout.norm(block + ".norm2", width).mlp(block + ".mlp", width);
    }
  }

  private void attention(Layout layout, String path) {
    layout.norm(path + "_norm0", width).attention(path, width);
  }

  Regions regions() {
    return new Regions(cubes.grid(), region);
  }
}
