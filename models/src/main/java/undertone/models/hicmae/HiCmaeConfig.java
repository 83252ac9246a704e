package undertone.models.hicmae;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import undertone.models.video.Cubes;
import undertone.models.video.Decoder;
import undertone.models.video.Grid;
import undertone.models.video.LayerDecay;
import undertone.models.video.Layout;

/// Sizes of a [HiCmaeNet].
///
/// @param cubes how a clip is cut
/// @param frames of a spectrogram, 10 ms each
/// @param bands of a spectrogram, mel
/// @param patch frames and bands of a patch
/// @param width of a token (D)
/// @param heads of every attention
/// @param videoDepth blocks that read faces (L)
/// @param audioDepth blocks that read voices
/// @param fusion blocks in which they read one another
/// @param levels blocks, from 1, whose tokens are contrasted and handed to the decoders
/// @param dropPath 0..1, of the last block while fine-tuning
/// @param decoder fills the gaps in pre-training, one of faces and one of voices
public record HiCmaeConfig(
    Cubes cubes,
    int frames,
    int bands,
    int patch,
    int width,
    int heads,
    int videoDepth,
    int audioDepth,
    int fusion,
    List<Integer> levels,
    double dropPath,
    Decoder decoder) {

  /// As published: 81 million weights to fine-tune.
  public static final HiCmaeConfig BASE = published(512, 8, Decoder.BASE);

  /// As published: 46 million.
  public static final HiCmaeConfig SMALL = published(384, 6, new Decoder(192, 3, 4));

  /// As published, but for its decoder, which was not: 20 million.
  public static final HiCmaeConfig LEAST = published(256, 4, new Decoder(128, 2, 4));

  /// Ours, for a laptop.
  public static final HiCmaeConfig TINY =
      new HiCmaeConfig(
          Cubes.TINY, 64, 32, 16, 64, 4, 4, 4, 1, List.of(2, 4), 0.1, new Decoder(48, 4, 3));

  private static HiCmaeConfig published(int width, int heads, Decoder decoder) {
    return new HiCmaeConfig(
        Cubes.BASE, 256, 128, 16, width, heads, 10, 10, 2, List.of(4, 7, 10), 0.1, decoder);
  }

  public HiCmaeConfig {
    levels = List.copyOf(levels);
    if (patch < 1 || frames < patch || bands < patch || frames % patch + bands % patch != 0) {
      throw new IllegalArgumentException(
          "Patches of %d do not fill spectrograms of %d frames and %d bands."
              .formatted(patch, frames, bands));
    }
    int depth = Math.min(videoDepth, audioDepth);
    if (heads < 1 || width < heads || width % heads != 0 || depth < 1 || fusion < 1) {
      throw new IllegalArgumentException(
          "HiCMAE needs blocks and a width its heads can share but was given width=%d, heads=%d, videoDepth=%d, audioDepth=%d, fusion=%d."
              .formatted(width, heads, videoDepth, audioDepth, fusion));
    }
    if (levels.stream().anyMatch(level -> level < 1 || level > depth)
        || decoder.depth() != levels.size() + 1) {
      throw new IllegalArgumentException(
          "A decoder of %d blocks needs one level less, each of the %d blocks, not %s."
              .formatted(decoder.depth(), depth, levels));
    }
  }

  /// Patches of a spectrogram.
  public int patches() {
    return frames / patch * (bands / patch);
  }

  /// Where the pieces of a sense lie.
  Grid grid(Sense sense) {
    return switch (sense) {
      case FACES -> cubes.grid();
      case VOICES -> new Grid(1, frames / patch, bands / patch);
    };
  }

  /// What a sense is cut into: cubes of a clip, patches of a spectrogram.
  int tokens(Sense sense) {
    return switch (sense) {
      case FACES -> cubes.grid().tokens();
      case VOICES -> patches();
    };
  }

  /// Numbers in one of them.
  int numbers(Sense sense) {
    return switch (sense) {
      case FACES -> cubes.numbers();
      case VOICES -> patch * patch;
    };
  }

  /// Blocks that read a sense.
  int depth(Sense sense) {
    return switch (sense) {
      case FACES -> videoDepth;
      case VOICES -> audioDepth;
    };
  }

  /// How fast each weight learns in fine-tuning.
  public LayerDecay rates(double factor) {
    return new LayerDecay(Math.max(videoDepth, audioDepth) + fusion, fusion, factor);
  }

  /// The same of a classifier by one sense.
  LayerDecay rates(Sense sense, double factor) {
    return new LayerDecay(depth(sense), factor);
  }

  /// Weights of a classifier.
  ///
  /// @param classes (K)
  public Map<String, Shape> fineTuning(int classes) {
    var layout = new Layout();
    encoders(layout);
    return layout
        .norm("fc_norm", 4 * width)
        .linear("head", 4 * width, classes)
        .array("video_layer_weights", videoDepth)
        .array("audio_layer_weights", audioDepth)
        .shapes();
  }

  /// Weights of an autoencoder.
  public Map<String, Shape> preTraining() {
    var layout = new Layout();
    encoders(layout);
    decoder(layout, Sense.FACES);
    decoder(layout, Sense.VOICES);
    return layout.shapes();
  }

  /// Weights of a classifier that has one sense only.
  Map<String, Shape> fineTuning(Sense sense, int classes) {
    var layout = new Layout();
    encoder(layout, sense);
    return layout
        .norm("fc_norm", width)
        .linear("head", width, classes)
        .array(sense.word() + "_layer_weights", depth(sense))
        .shapes();
  }

  /// Weights of an autoencoder that has one sense only.
  Map<String, Shape> preTraining(Sense sense) {
    var layout = new Layout();
    encoder(layout, sense);
    decoder(layout, sense);
    return layout.shapes();
  }

  private void encoder(Layout layout, Sense sense) {
    var at = "encoder" + sense.suffix();
    switch (sense) {
      case FACES -> layout.cubes(at + ".patch_embed", cubes, width);
      case VOICES ->
          layout
              .array(at + ".patch_embed.proj.weight", width, 1, patch, patch)
              .array(at + ".patch_embed.proj.bias", width);
    }
    for (int i = 0; i < depth(sense); i++) {
      layout.block("%s.blocks.%d".formatted(at, i), width);
    }
    layout.norm(at + ".norm", width);
  }

  private void encoders(Layout layout) {
    encoder(layout, Sense.FACES);
    encoder(layout, Sense.VOICES);
    for (int f = 0; f < fusion; f++) {
      layout
          .crossBlock("encoder_fusion.blocks." + f, width)
          .crossBlock("encoder_fusion.blocks_audio." + f, width);
    }
    layout.norm("encoder_fusion.norm", width).norm("encoder_fusion.norm_audio", width);
  }

  private void decoder(Layout layout, Sense of) {
    var sense = of.suffix();
    int inside = decoder.width();
    layout
        .array("mask_token" + sense, 1, 1, inside)
        .array("encoder_to_decoder%s.weight".formatted(sense), inside, width)
        .block("decoder%s.blocks.0".formatted(sense), inside);
    for (int j = 1; j < decoder.depth(); j++) {
      layout.crossBlock("decoder%s.blocks.%d".formatted(sense, j), inside);
    }
    layout
        .norm("decoder%s.norm".formatted(sense), inside)
        .linear("decoder%s.head".formatted(sense), inside, numbers(of));
  }
}
