package undertone.models.maedfer;

import static org.assertj.core.api.Assertions.assertThat;
import static undertone.models.ReferenceArrays.near;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import undertone.models.TrainingTurn;
import undertone.models.hosting.Published;
import undertone.models.maedfer.MaeDferConfig.Pooling;
import undertone.models.maedfer.MaeDferConfig.Steps;
import undertone.models.video.Grid;
import undertone.models.video.LayerDecay;
import undertone.models.video.Mask;
import undertone.models.video.Pass;
import undertone.models.video.Sizes;

/// What is particular to MAE-DFER: its switches, regions and sizes are those of the authors' code.
class MaeDferParityTest {
  private final Published published = new Published("mae-dfer");
  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  @Test
  void every_switch_changes_the_scores_as_in_the_reference() throws IOException {
    var reference = published.reference("finetune");
    var weights = reference.arrays("weights", manager);
    var clip = Objects.requireNonNull(reference.arrays("input", manager).get("clip"));
    var switches = reference.arrays("switches", manager);
    var usual = config(reference.sizes());
    var cases =
        Map.of(
            "logits_pool_region", usual,
            "logits_pool_org", usual.with(Pooling.CUBES),
            "logits_pool_all", usual.with(Pooling.ALL),
            "logits_no_global_step", usual.with(Steps.NO_GLOBAL),
            "logits_no_interaction_step", usual.with(Steps.NO_INTERACTION));

    cases.forEach(
        (name, config) -> near(scores(config, weights, clip), theirs(switches, name), 1e-5, name));

    var cut = new HashMap<>(weights);
    cut.put("lg_region_tokens", theirs(switches, "regions_2x2x3.lg_region_tokens"));
    var narrow =
        MaeDferConfig.usual(
            usual.cubes(),
            new Grid(2, 2, 3),
            usual.width(),
            usual.heads(),
            usual.depth(),
            usual.decoder());
    near(scores(narrow, cut, clip), theirs(switches, "regions_2x2x3.logits"), 1e-5, "2 x 2 x 3");
  }

  private static NDArray theirs(Map<String, NDArray> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  private static MaeDferConfig config(JsonNode node) {
    var sizes = new Sizes(node);
    return MaeDferConfig.usual(
        sizes.cubes(),
        sizes.grid("region_size"),
        sizes.number("embed_dim"),
        sizes.number("heads"),
        sizes.number("depth"),
        sizes.decoder());
  }

  private static NDArray scores(MaeDferConfig config, Map<String, NDArray> weights, NDArray clip) {
    return new LgiFormer(config).classify(Pass.predicting(weights), clip);
  }

  @Test
  void regions_hold_the_references_tokens_in_its_order() throws IOException {
    for (var kase : published.json("regions.json")) {
      var regions = new Regions(grid(kase.get("grid")), grid(kase.get("region_size")));
      var theirs =
          kase.get("token_index_per_region")
              .valueStream()
              .flatMap(JsonNode::valueStream)
              .mapToLong(JsonNode::asLong)
              .toArray();

      var ours = regions.inOrder(Mask.none(1, regions.grid().tokens()), manager);

      assertThat(ours.toLongArray()).isEqualTo(theirs);
    }
  }

  private static Grid grid(JsonNode sizes) {
    return new Grid(sizes.get(0).asInt(), sizes.get(1).asInt(), sizes.get(2).asInt());
  }

  @Test
  void published_sizes_have_the_published_weights() throws IOException {
    for (int classes : new int[] {5, 6, 7, 8, 11}) {
      published.mustCount(
          MaeDferConfig.BASE.fineTuning(classes), "finetune_base_%d_classes".formatted(classes));
    }
    published.mustCount(MaeDferConfig.BASE.preTraining(), "pretrain_base");
    published.mustCount(
        MaeDferConfig.TINY.fineTuning(5), "finetune_tiny_8x32x32_dim64_depth4_5_classes");
    published.mustCount(MaeDferConfig.TINY.preTraining(), "pretrain_tiny_8x32x32_dim64_depth4");
    published.mustName(MaeDferConfig.BASE.fineTuning(7), "finetune_base_7_classes");
    published.mustName(MaeDferConfig.BASE.preTraining(), "pretrain_base");
  }

  @Test
  void every_weight_learns_and_decays_as_in_the_reference() throws IOException {
    var rates = new LayerDecay(MaeDferConfig.BASE.depth(), .75);

    Published.mustLearn(MaeDferConfig.BASE.fineTuning(7), rates::of, "mae_dfer_finetune_base");
    Published.mustDecay(MaeDferConfig.BASE.preTraining(), "mae_dfer_pretrain_base");
  }
}
