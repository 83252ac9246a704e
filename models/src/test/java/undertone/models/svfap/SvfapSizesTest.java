package undertone.models.svfap;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import undertone.models.hosting.Costs;
import undertone.models.hosting.Published;
import undertone.models.video.LayerDecay;

class SvfapSizesTest {
  private final Published published = new Published("svfap");

  @Test
  void published_sizes_have_the_published_weights() throws IOException {
    for (int classes : new int[] {5, 6, 7, 8, 11}) {
      published.mustCount(
          SvfapConfig.BASE.fineTuning(classes), "finetune_base_%d_classes".formatted(classes));
    }
    published.mustCount(SvfapConfig.SMALL.fineTuning(7), "finetune_small_7_classes");
    published.mustCount(SvfapConfig.BASE.preTraining(), "pretrain_base");
    published.mustCount(SvfapConfig.SMALL.preTraining(), "pretrain_small_with_base_decoder");
    published.mustCount(
        SvfapConfig.TINY.fineTuning(5), "finetune_tiny_8x32x32_dim64_2+2+2_G2_ffn16_5_classes");
    published.mustCount(
        SvfapConfig.TINY.preTraining(), "pretrain_tiny_8x32x32_dim64_2+2+2_G2_ffn16");
    published.mustName(SvfapConfig.BASE.fineTuning(7), "finetune_base_7_classes");
    published.mustName(SvfapConfig.BASE.preTraining(), "pretrain_base");
  }

  /// Sun et al. 2024, table of costs: 43.6 G and 18 G.
  @Test
  void one_clip_costs_what_was_published() {
    Costs.mustBe(
        43.6,
        SvfapConfig.BASE.fineTuning(7),
        (pass, manager) -> new Tpsbt(SvfapConfig.BASE).classify(pass, Costs.clip(manager)));
    Costs.mustBe(
        18,
        SvfapConfig.SMALL.fineTuning(7),
        (pass, manager) -> new Tpsbt(SvfapConfig.SMALL).classify(pass, Costs.clip(manager)));
  }

  @Test
  void every_weight_learns_and_decays_as_in_the_reference() throws IOException {
    var rates = new LayerDecay(SvfapConfig.BASE.blocks(), .75);

    Published.mustLearn(SvfapConfig.BASE.fineTuning(7), rates::of, "svfap_finetune_base");
    Published.mustDecay(SvfapConfig.BASE.preTraining(), "svfap_pretrain_base");
  }
}
