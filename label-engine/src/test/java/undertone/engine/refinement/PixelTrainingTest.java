package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import undertone.engine.augmentation.Pictures;
import undertone.engine.metrics.Accuracy;
import undertone.engine.metrics.Auroc;
import undertone.engine.metrics.TruthMissing;
import undertone.models.pico.PartialLoss;

/// A network learns from pictures whose labels are candidate sets, some of them wrong.
class PixelTrainingTest {
  private static final String SOON_DOUBTING =
      """
      settings: {encoder: light, normalisation: measured, epochs: 3, batch: 16, rate: 0.03,
        weight-decay: 0.001, key-momentum: 0.99, queue: 32, prototype-momentum: 0.99,
        prototype-start: 2, confidence-momentum: [0.95, 0.8], contrast-weight: 0.5, loss: CE,
        judged-by: cluster, views: case3, update: case3, deletion: false, start: label-free,
        window: 10, extra-views-in-training: false,
        reliable-from: 1, reliable-share: 0.6, neighbours: 4, neighbours-from: 2}
      plans: {short: {q: 0.3, eta: 0.2, delta: 0.12}}
      """;
  private static final int SIDE = 16;
  private static final int CLASSES = 4;
  private static final int LEARNED = 320;
  private static final int MEASURED = 80;

  @TempDir private Path folder;

  /// Bars: across, upright, both, or a square in the middle, on noise, at any place and shade.
  private static Pictures pictures(int[] truths, long seed) {
    var random = new SplittableRandom(seed);
    var pixels = new byte[truths.length][SIDE * SIDE * 3];
    for (int i = 0; i < truths.length; i++) {
      int at = 4 + random.nextInt(8);
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          boolean across = Math.abs(y - at) < 2;
          boolean upright = Math.abs(x - at) < 2;
          boolean bright =
              switch (truths[i]) {
                case 0 -> across;
                case 1 -> upright;
                case 2 -> across || upright;
                default -> false;
              };
          for (int c = 0; c < 3; c++) {
            pixels[i][(y * SIDE + x) * 3 + c] = (byte) ((bright ? 190 : 60) + random.nextInt(40));
          }
        }
      }
    }
    return new Pictures(pixels, SIDE);
  }

  private static int[] truths(int count) {
    var truths = new int[count];
    Arrays.setAll(truths, i -> i % CLASSES);
    return truths;
  }

  private static PixelData data(int learned, int measured, double q, double eta) {
    var sets = CandidateProtocol.IRNET.sets(truths(learned), CLASSES, q, eta, 3);
    return new PixelData(pictures(truths(learned + measured), 8), sets, truths(measured));
  }

  private static PixelData few() {
    return data(48, 8, .3, .2);
  }

  private static PixelPlan plan(int epochs, int batch) {
    return PixelPlanYaml.named("light", CLASSES).withEpochs(epochs).withBatch(batch);
  }

  private static PixelPlan plan(int epochs) {
    return plan(epochs, 16);
  }

  private static PixelOutcome run(PixelPlan plan, PixelData data, int threads) {
    return new PixelTraining(plan, 5, threads, Device.cpu()).run(data, (_, _, _, _) -> {});
  }

  @Test
  void noisy_sets_teach_what_the_pictures_are_and_are_ranked_and_repaired() {
    var data = data(LEARNED, MEASURED, .2, .2);

    var outcome = run(plan(24, 32), data, 1);

    var truths = truths(LEARNED);
    assertThat(Accuracy.of(outcome.guesses(), data.testTruths())).isGreaterThan(.85);
    assertThat(Auroc.of(outcome.noise(), TruthMissing.each(data.sets(), truths)))
        .isGreaterThan(.85);
    assertThat(outcome.startEpoch()).isPositive();
    assertThat(TruthMissing.rate(outcome.sets(), truths))
        .isLessThan(TruthMissing.rate(data.sets(), truths));
  }

  @Test
  void equal_seeds_give_equal_outcomes() {
    var data = few();
    var plan = plan(3).starting("2");

    var one = run(plan, data, 1);
    var two = run(plan, data, 1);

    assertThat(two.sets()).isDeepEqualTo(one.sets());
    assertThat(two.noise()).isEqualTo(one.noise());
    assertThat(two.guesses()).isEqualTo(one.guesses());
  }

  @Test
  void pico_leaves_every_set_alone() {
    var data = few();

    var outcome = run(plan(3).starting("1").with(RefinementMethod.PICO), data, 1);

    assertThat(outcome.sets()).isDeepEqualTo(data.sets());
    assertThat(outcome.startEpoch()).isZero();
  }

  @ParameterizedTest
  @EnumSource(PartialLoss.class)
  void every_loss_learns_with_correction_on(PartialLoss loss) {
    var losses = new ArrayList<Double>();
    var plan = plan(2).with(loss).starting("2");

    new PixelTraining(plan, 5, 1, Device.cpu()).run(few(), (_, mean, _, _) -> losses.add(mean));

    assertThat(losses).hasSize(2).allMatch(Double::isFinite);
  }

  @ParameterizedTest
  @EnumSource(
      value = RefinementMethod.class,
      names = {"ALIM", "PRODEN", "PRODEN_CORRECTED", "RC", "RC_CORRECTED", "CC", "LWS"})
  void the_other_methods_that_train_networks_learn_from_pictures_too(RefinementMethod method) {
    var outcome = run(plan(2).with(method), few(), 1);

    assertThat(outcome.guesses()).hasSize(8);
    assertThat(outcome.noise()).hasSize(48);
  }

  @Test
  void pico_plus_doubts_clips_and_leaves_sets_alone() throws IOException {
    var file = folder.resolve("plan.yaml");
    Files.writeString(file, SOON_DOUBTING);
    var plan = PixelPlanYaml.read(file, null, CLASSES).picoPlus();
    var losses = new ArrayList<Double>();

    var outcome =
        new PixelTraining(plan, 5, 1, Device.cpu()).run(few(), (_, mean, _, _) -> losses.add(mean));

    assertThat(outcome.sets()).isDeepEqualTo(few().sets());
    assertThat(losses).hasSize(3).allMatch(Double::isFinite);
  }

  @ParameterizedTest
  @EnumSource(
      value = RefinementMethod.class,
      names = {"MAJORITY", "FORWARD"})
  void methods_without_a_network_or_that_ask_who_voted_are_refused(RefinementMethod method) {
    assertThatThrownBy(() -> plan(2).with(method))
        .hasMessageContaining("trains no network")
        .hasMessageContaining("irnet");
  }

  @Test
  void sets_and_labels_must_match_the_pictures() {
    assertThatThrownBy(
            () -> new PixelData(pictures(truths(4), 1), new boolean[2][CLASSES], new int[1]))
        .hasMessageContaining("4 pictures were given with 2 candidate sets and 1 labels");
  }
}
