package undertone.models.clip;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/// Sizes of an [OpenClip].
///
/// @param side pixels of a picture's height and width
/// @param patch pixels of a patch's; divides the side
/// @param visionWidth width of a patch inside the picture's network
/// @param visionLayers its blocks
/// @param visionHeads its heads
/// @param textWidth width of a token inside the text's network
/// @param textLayers its blocks
/// @param textHeads its heads
/// @param vocabulary tokens there are
/// @param context tokens of a text, begin and end included
/// @param width numbers of a vector in the common space (D)
/// @param quickGelu whether it was trained with OpenAI's approximation of GELU, as OpenAI's own
///   weights were and LAION's were not
public record OpenClipConfig(
    int side,
    int patch,
    int visionWidth,
    int visionLayers,
    int visionHeads,
    int textWidth,
    int textLayers,
    int textHeads,
    int vocabulary,
    int context,
    int width,
    boolean quickGelu) {

  /// ViT-B/32, 151 million parameters.
  public static final OpenClipConfig VIT_B_32 =
      new OpenClipConfig(224, 32, 768, 12, 12, 512, 12, 8, 49408, 77, 512, false);

  /// ViT-B/16, 150 million parameters, four times the work of B/32.
  public static final OpenClipConfig VIT_B_16 =
      new OpenClipConfig(224, 16, 768, 12, 12, 512, 12, 8, 49408, 77, 512, false);

  /// A network of a few thousand weights and thirty merges, for trying out what larger ones are
  /// used for; nobody publishes any.
  public static final OpenClipConfig TINY =
      new OpenClipConfig(32, 8, 32, 2, 2, 24, 2, 2, 544, 77, 16, false);

  public OpenClipConfig {
    if (patch < 1 || side < patch || side % patch != 0) {
      throw new IllegalArgumentException(
          "Patches of %d pixels do not fill pictures of %d.".formatted(patch, side));
    }
    mustSplit(visionWidth, visionHeads);
    mustSplit(textWidth, textHeads);
    if (visionLayers < 1 || textLayers < 1 || vocabulary < 3 || context < 2 || width < 1) {
      throw new IllegalArgumentException(
          "CLIP needs layers, tokens and a width but was given %d, %d, %d, %d and %d."
              .formatted(visionLayers, textLayers, vocabulary, context, width));
    }
  }

  /// Networks that weights can be brought for, by the names of their sizes, the smallest first.
  public static Map<String, OpenClipConfig> sizes() {
    var sizes = new LinkedHashMap<String, OpenClipConfig>();
    sizes.put("tiny", TINY);
    sizes.put("vit-b-32", VIT_B_32);
    sizes.put("vit-b-16", VIT_B_16);
    return sizes;
  }

  private static void mustSplit(int width, int heads) {
    if (heads < 1 || width < heads || width % heads != 0) {
      throw new IllegalArgumentException(
          "A width of %d cannot be shared by %d heads.".formatted(width, heads));
    }
  }

  /// For weights that OpenAI itself has trained.
  public OpenClipConfig withQuickGelu() {
    return new OpenClipConfig(
        side,
        patch,
        visionWidth,
        visionLayers,
        visionHeads,
        textWidth,
        textLayers,
        textHeads,
        vocabulary,
        context,
        width,
        true);
  }

  /// Patches of a picture (P).
  public int patches() {
    return (side / patch) * (side / patch);
  }

  /// Numbers that were learned.
  public long parameters() {
    return weights().values().stream().mapToLong(Shape::size).sum();
  }

  /// Every array by the name that OpenCLIP's state dict gives it.
  public Map<String, Shape> weights() {
    var all = new LinkedHashMap<String, Shape>();
    all.put("positional_embedding", new Shape(context, textWidth));
    all.put("text_projection", new Shape(textWidth, width));
    all.put("logit_scale", new Shape());
    all.put("visual.class_embedding", new Shape(visionWidth));
    all.put("visual.positional_embedding", new Shape(patches() + 1, visionWidth));
    all.put("visual.proj", new Shape(visionWidth, width));
    all.put("visual.conv1.weight", new Shape(visionWidth, 3, patch, patch));
    norm(all, "visual.ln_pre.", visionWidth);
    blocks(all, "visual.", visionLayers, visionWidth);
    norm(all, "visual.ln_post.", visionWidth);
    blocks(all, "", textLayers, textWidth);
    all.put("token_embedding.weight", new Shape(vocabulary, textWidth));
    norm(all, "ln_final.", textWidth);
    return all;
  }

  private static void norm(Map<String, Shape> all, String path, int width) {
    all.put(path + "weight", new Shape(width));
    all.put(path + "bias", new Shape(width));
  }

  private static void blocks(Map<String, Shape> all, String network, int layers, int width) {
    for (int l = 0; l < layers; l++) {
      var path = "%stransformer.resblocks.%d.".formatted(network, l);
      norm(all, path + "ln_1.", width);
      all.put(path + "attn.in_proj_weight", new Shape(3L * width, width));
      all.put(path + "attn.in_proj_bias", new Shape(3L * width));
      linear(all, path + "attn.out_proj.", width, width);
      norm(all, path + "ln_2.", width);
      linear(all, path + "mlp.c_fc.", width, 4 * width);
      linear(all, path + "mlp.c_proj.", 4 * width, width);
    }
  }

  private static void linear(Map<String, Shape> all, String path, int in, int out) {
    all.put(path + "weight", new Shape(out, in));
    all.put(path + "bias", new Shape(out));
  }
}
