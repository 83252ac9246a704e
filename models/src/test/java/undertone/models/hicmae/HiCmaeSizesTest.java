package undertone.models.hicmae;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import undertone.models.hosting.Costs;
import undertone.models.hosting.Published;

class HiCmaeSizesTest {
  private final Published published = new Published("hicmae");

  @Test
  void published_sizes_have_the_published_weights() throws IOException {
    for (int classes : new int[] {3, 4, 6, 8, 11}) {
      published.mustCount(
          HiCmaeConfig.BASE.fineTuning(classes), "finetune_B_%d_classes".formatted(classes));
    }
    published.mustCount(HiCmaeConfig.SMALL.fineTuning(6), "finetune_S_6_classes");
    published.mustCount(HiCmaeConfig.LEAST.fineTuning(6), "finetune_T_6_classes");
    published.mustCount(HiCmaeConfig.BASE.preTraining(), "pretrain_B");
    published.mustCount(HiCmaeConfig.SMALL.preTraining(), "pretrain_S");
    published.mustCount(
        HiCmaeConfig.TINY.fineTuning(5), "finetune_tiny_8x32x32_dim64_4+4+1_5_classes");
    published.mustCount(
        HiCmaeConfig.TINY.preTraining(), "pretrain_tiny_8x32x32_dim64_4+4+1_decoder48x3");
    published.mustName(HiCmaeConfig.BASE.fineTuning(6), "finetune_B_6_classes");
    published.mustName(HiCmaeConfig.BASE.preTraining(), "pretrain_B");
  }

  @Test
  void one_clip_costs_what_was_published() {
    Costs.mustBe(
        46,
        HiCmaeConfig.BASE.fineTuning(6),
        (pass, manager) ->
            new HiCmaeNet(HiCmaeConfig.BASE)
                .classify(pass, Costs.clip(manager), manager.zeros(new Shape(1, 1, 256, 128))));
  }

  @Test
  void every_weight_learns_and_decays_as_in_the_reference() throws IOException {
    var rates = HiCmaeConfig.BASE.rates(.75);

    Published.mustLearn(HiCmaeConfig.BASE.fineTuning(6), rates::of, "hicmae_finetune_B");
    Published.mustDecay(HiCmaeConfig.BASE.preTraining(), "hicmae_pretrain_B");
  }
}
