package undertone.models.video;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How fast a weight learns in fine-tuning beside the head: less, the nearer it is to the pixels.
///
/// Level 0 are the cubes or patches, level i+1 is block i; what belongs to no block is on top.
///
/// Source: Bao et al. 2022, *BEiT*, arXiv:2106.08254, appendix; `optim_factory.py` of the authors.
///
/// @param blocks of the network, one after another (L)
/// @param fused of them that come last, in `encoder_fusion`, and are counted there from 0 again
/// @param factor from one level to the next below, 0.75 in all published runs
public record LayerDecay(int blocks, int fused, double factor) {
  private static final String FUSION = "encoder_fusion.";
  private static final Pattern BLOCK = Pattern.compile("(?:^|\\.)blocks(?:_audio)?\\.(\\d+)\\.");
  private static final Pattern PATCHES = Pattern.compile("(?:^|\\.)patch_embed\\.");

  /// Of a network that fuses nothing.
  public LayerDecay(int blocks, double factor) {
    this(blocks, 0, factor);
  }

  /// How many blocks a network has whose weights have these names.
  static int blocks(Collection<String> weights) {
    return weights.stream()
        .map(BLOCK::matcher)
        .filter(Matcher::find)
        .mapToInt(block -> Integer.parseInt(block.group(1)) + 1)
        .max()
        .orElse(0);
  }

  /// What the learning rate of a weight is multiplied by.
  public double of(String weight) {
    return Math.pow(factor, blocks + 1 - level(weight));
  }

  /// Whether a matrix decays: all do but two tokens. The authors' code knows those by their whole
  /// names, so `encoder.lg_region_tokens` of an autoencoder and `mask_token_audio` do decay.
  public static boolean mayDecay(String weight) {
    return !weight.equals("mask_token") && !weight.equals("lg_region_tokens");
  }

  private int level(String weight) {
    if (PATCHES.matcher(weight).find()) {
      return 0;
    }
    var block = BLOCK.matcher(weight);
    int before = weight.startsWith(FUSION) ? blocks - fused : 0;
    return block.find() ? before + Integer.parseInt(block.group(1)) + 1 : blocks + 1;
  }
}
