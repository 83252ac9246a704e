package undertone.models.gcnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import undertone.models.Adam;
import undertone.models.Gradients;
import undertone.models.ReferenceArrays;
import undertone.models.TrainingTurn;

class GCNetTest {
  private static final List<Integer> WIDTHS = List.of(16, 16, 16);

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  private static GCNetConfig config(GCNetConfig.Fusion fusion, int speakers, boolean attention) {
    return new GCNetConfig(
        WIDTHS, speakers, 4, 8, 2, 2, attention, fusion, 0.1f, GCNetConfig.Padding.SKIPPED);
  }

  private GCNet net(GCNetConfig config) {
    return new GCNet(config, manager, new SplittableRandom(1));
  }

  private PlantedConversations.Batch planted(int conversations, int longest, double rate) {
    return new PlantedConversations(conversations).draw(manager, conversations, 3, longest, rate);
  }

  @ParameterizedTest
  @EnumSource(GCNetConfig.Fusion.class)
  void conversations_of_any_length_get_scores_and_features_of_every_turn(
      GCNetConfig.Fusion fusion) {
    for (int speakers : new int[] {2, 6}) {
      var net = net(config(fusion, speakers, true));
      for (int b : new int[] {1, 3}) {
        var talk = planted(b, 4 * b, .5).talk();

        var heard = net.hear(talk, false);

        assertThat(heard.logits().getShape()).isEqualTo(new Shape(b, 4L * b, 4));
        assertThat(heard.features().getShape()).isEqualTo(new Shape(b, 4L * b, 48));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(GCNetConfig.Fusion.class)
  void neighbours_in_a_batch_and_what_stands_at_padding_change_nothing(GCNetConfig.Fusion fusion) {
    var net = net(config(fusion, 2, true));
    var talk = planted(3, 9, .3).talk();
    int length = (int) talk.real().get("1").sum().getFloat();
    var together = net.hear(talk, false).logits().get("1,0:" + length);

    var loud = new NDList();
    var padding = talk.real().expandDims(2).neg().add(1);
    talk.features().forEach(x -> loud.add(x.add(padding.mul(100))));
    var noisy =
        net.hear(new Conversations(loud, talk.present(), talk.real(), talk.speakers()), false);
    var alone = new NDList();
    talk.features().forEach(x -> alone.add(x.get("1:2,0:" + length)));
    var single =
        net.hear(
            new Conversations(
                alone,
                talk.present().get("1:2,0:" + length),
                talk.real().get("1:2,0:" + length),
                talk.speakers().get("1:2,0:" + length)),
            false);

    ReferenceArrays.near(noisy.logits().get("1,0:" + length), together, 1e-6, "loud padding");
    ReferenceArrays.near(single.logits().squeeze(0), together, 1e-5, "alone");
  }

  @Test
  void what_is_missing_is_never_looked_at() {
    var net = net(config(GCNetConfig.Fusion.SUM_OF_BRANCHES, 2, false));
    var talk = planted(2, 7, .5).talk();
    var before = net.hear(talk, false).logits();

    var other = new NDList();
    for (int m = 0; m < 3; m++) {
      other.add(talk.features().get(m).add(talk.mask(m).neg().add(1).mul(50)));
    }
    var after =
        net.hear(new Conversations(other, talk.present(), talk.real(), talk.speakers()), false);

    assertThat(after.logits().toFloatArray()).isEqualTo(before.toFloatArray());
  }

  @Test
  void a_far_turn_is_out_of_reach_of_both_graphs() {
    var net = net(config(GCNetConfig.Fusion.SUM_OF_BRANCHES, 2, false));
    var talk = planted(1, 9, 0).talk();
    var edges = Edges.of(talk, net.config()).all();

    for (int i = 0; i < (int) talk.real().sum().getFloat(); i++) {
      for (int j = 0; j < 9; j++) {
        boolean near = Math.abs(i - j) <= 2 && talk.real().getFloat(0, j) == 1;
        assertThat(edges.getFloat(0, i, j)).isEqualTo(near ? 1 : 0);
      }
    }
  }

  @Test
  void the_reconstruction_is_judged_only_where_a_real_turn_lacks_a_modality() {
    var net = net(config(GCNetConfig.Fusion.SUM_OF_BRANCHES, 2, false));
    var complete = planted(2, 6, 0).talk();
    var partly = planted(3, 6, .6).talk();

    assertThat(GCNetLoss.ofFeatures(net.hear(complete, false), complete).getFloat()).isZero();

    var heard = net.hear(partly, false);
    var counted = partly.kept().neg().add(1).mul(partly.real().expandDims(2));
    var elsewhere = counted.neg().add(1).mul(100);
    var shouted = new GCNet.Heard(heard.fused(), heard.logits(), heard.features().add(elsewhere));
    assertThat(GCNetLoss.ofFeatures(shouted, partly).getFloat())
        .isEqualTo(GCNetLoss.ofFeatures(heard, partly).getFloat())
        .isPositive();
  }

  @Test
  void imputed_features_are_the_observed_ones_wherever_there_are_some() {
    var net = net(config(GCNetConfig.Fusion.CONCAT, 2, false));
    var talk = planted(2, 6, .5).talk();
    var heard = net.hear(talk, false);

    var imputed = GCNet.imputed(talk, heard);

    var kept = talk.kept();
    ReferenceArrays.near(imputed.mul(kept), talk.complete().mul(kept), 0, "observed");
    var missing = kept.neg().add(1);
    ReferenceArrays.near(imputed.mul(missing), heard.features().mul(missing), 1e-6, "missing");
  }

  @Test
  void a_speaker_nobody_announced_is_refused() {
    var net = net(config(GCNetConfig.Fusion.SUM_OF_BRANCHES, 2, false));
    var talk = planted(1, 5, 0).talk();
    var third = talk.speakers().add(1).toType(DataType.INT64, false);

    assertThatThrownBy(() ->
            net.hear(new Conversations(talk.features(), talk.present(), talk.real(), third), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("speaker 2")
        .hasMessageContaining("speakers 0 to 1");
  }

  @Test
  void equal_seeds_make_equal_networks() {
    var config = config(GCNetConfig.Fusion.CONCAT, 3, true);
    var twins = List.of(net(config), net(config));

    assertThat(numbers(twins.get(0))).isDeepEqualTo(numbers(twins.get(1)));
  }

  private static float[][] numbers(GCNet net) {
    return net.weights().weights().values().stream()
        .map(NDArray::toFloatArray)
        .toArray(float[][]::new);
  }

  /// Of turns of which half of all cells are missing, 67 in 100 can be told without context.
  @Test
  void turns_are_told_from_their_neighbours_and_missing_features_are_filled_in() {
    manager.getEngine().setRandomSeed(7);
    var net =
        net(
            new GCNetConfig(
                WIDTHS,
                2,
                4,
                32,
                2,
                2,
                false,
                GCNetConfig.Fusion.SUM_OF_BRANCHES,
                0,
                GCNetConfig.Padding.SKIPPED));
    var adam = new Adam(net.weights().weights().values(), 1e-5);
    var lessons = new PlantedConversations(11);
    for (int step = 0; step < 90; step++) {
      try (var _ = new NDScope()) {
        learn(net, lessons.draw(manager, 12, 8, 16, .5));
        adam.step(1e-2);
      }
    }

    var exam = new PlantedConversations(12).draw(manager, 60, 10, 20, .5);
    var heard = net.hear(exam.talk(), false);

    var right =
        heard
            .logits()
            .argMax(2)
            .eq(exam.states())
            .toType(DataType.FLOAT32, false)
            .mul(exam.talk().real());
    double accuracy = right.sum().getFloat() / exam.talk().real().sum().getFloat();
    double wrong = GCNetLoss.ofFeatures(heard, exam.talk()).getFloat();
    var zeros = new GCNet.Heard(heard.fused(), heard.logits(), heard.features().zerosLike());
    assertThat(accuracy).isGreaterThan(.70);
    assertThat(wrong).isLessThan(GCNetLoss.ofFeatures(zeros, exam.talk()).getFloat());
  }

  private static void learn(GCNet net, PlantedConversations.Batch batch) {
    try (var gradients = new Gradients()) {
      var talk = batch.talk();
      var heard = net.hear(talk, true);
      var told = GCNetLoss.ofClasses(heard.logits(), batch.states(), talk.real());
      gradients.backward(GCNetLoss.joint(told, GCNetLoss.ofFeatures(heard, talk), 1));
    }
  }
}
