package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import undertone.models.pico.PartialLoss;

class PixelPlanTest {
  private static final String WHOLE =
      """
      settings:
        encoder: light
        normalisation: measured
        epochs: 5
        batch: 8
        rate: 0.01
        weight-decay: 0.001
        key-momentum: 0.999
        queue: 64
        prototype-momentum: 0.99
        prototype-start: 1
        confidence-momentum: [0.95, 0.8]
        contrast-weight: 0.5
        loss: CE
        judged-by: cluster
        views: case5
        update: case1
        deletion: true
        start: 3
        window: 10
        extra-views-in-training: false
        reliable-from: 5
        reliable-share: 0.6
        neighbours: 16
        neighbours-from: 100
      plans:
        mine: {q: 0.1, eta: 0.1, margin: [0.02, 0.01]}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "cifar10-q0.1-eta0.1,10,.020,SCE,1",
    "cifar10-q0.3-eta0.2,10,.010,SCE,1",
    "cifar10-q0.5-eta0.3,10,.008,SCE,1",
    "cifar100-q0.01-eta0.1,100,.004,CE,1",
    "cifar100-q0.05-eta0.3,100,.002,CE,1",
    "kmnist-q0.3-eta0.3,10,.010,SCE,100",
    "kmnist-q0.5-eta0.3,10,.008,SCE,100"
  })
  void published_settings_have_names(
      String name, int classes, double margin, PartialLoss loss, int prototypeStart) {
    var plan = PixelPlanYaml.named(name, classes);

    var rules = plan.rules(32, classes, 50_000, .3);
    assertThat(rules.learning().epochs()).isEqualTo(1000);
    assertThat(rules.batch()).isEqualTo(128);
    assertThat(rules.queue()).isEqualTo(8192);
    assertThat(rules.learning().loss()).isEqualTo(loss);
    assertThat(rules.prototypeStart()).isEqualTo(prototypeStart);
    assertThat(rules.net().embedding()).isEqualTo(128);
    assertThat(rules.net().encoder().width()).isEqualTo(512);
    assertThat(rules.correction().first()).isEqualTo(margin);
    assertThat(rules.correction().last()).isEqualTo(margin);
    assertThat(rules.correction().byClusters()).isTrue();
    assertThat(rules.correction().furtherViews()).containsExactly(ViewSource.Kind.WEAK);
  }

  @Test
  void the_light_plan_has_a_margin_for_any_number_of_classes() {
    assertThat(PixelPlanYaml.named("light", 6).correcting().marginFirst())
        .isCloseTo(.0155, offset(5e-5));
    assertThat(PixelPlanYaml.named("light", 8).correcting().marginFirst())
        .isCloseTo(.0123, offset(5e-5));
  }

  @Test
  void a_queue_is_never_longer_than_the_clips_and_a_multiple_of_the_batch() {
    var rules = PixelPlanYaml.named("cifar10-q0.3-eta0.2", 10).rules(32, 10, 1000, .3);

    assertThat(rules.queue()).isEqualTo(896);
  }

  @Test
  void a_file_of_ones_own_is_read() throws IOException {
    var plan = read(WHOLE);

    assertThat(plan.name()).isEqualTo("mine");
    var rule = plan.rules(32, 10, 100, .3).correction();
    assertThat(rule.start()).isEqualTo(3);
    assertThat(rule.furtherViews())
        .isEqualTo(List.of(ViewSource.Kind.WEAK, ViewSource.Kind.STRONG));
    assertThat(rule.admission()).isEqualTo(CandidateTable.Admission.UNIFORM);
    assertThat(rule.deletion()).isTrue();
    assertThat(rule.last()).isEqualTo(.01);
  }

  @Test
  void a_likelihood_ratio_needs_the_classifier() throws IOException {
    var ratio = WHOLE.replace("margin: [0.02, 0.01]", "margin: auto");
    assertThatThrownBy(() -> read(ratio)).hasMessageContaining("judged-by must be classify");

    var rule =
        read(ratio.replace("judged-by: cluster", "judged-by: classify"))
            .rules(32, 10, 100, .3)
            .correction();
    assertThat(rule.kappa()).isCloseTo(Schedules.kappa(.3, .1, 10), offset(1e-12));
    assertThat(rule.byClusters()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epochs: 5|epoch: 5|the setting `epoch` is unknown",
        "epochs: 5|epochs: five|`epochs` must be a whole number but is five",
        "epochs: 5|epochs: 0|epochs must be at least 1",
        "loss: CE|loss: XE|loss must be one of ce, cc,",
        "start: 3|start: soon|start must be one of label-free, test-accuracy, epoch",
        "margin: [0.02, 0.01]|margin: 0.02|`margin` must be two numbers",
        "key-momentum: 0.999|key-momentum: 2|keyMomentum must lie in 0.0..1.0",
        "queue: 64|key-momentum: 0.9|is not YAML",
        "plans:|plan:|has no `plans`",
        "mine: {q: 0.1|mine: {q: !!java.net.URL x|is not YAML",
        "batch: 8||does not say its `batch`"
      })
  void plans_that_make_no_sense_are_refused_in_plain_words(
      String good, String bad, String refusal) {
    var text = WHOLE.replace(good, bad == null ? "" : bad);
    assertThatThrownBy(() -> read(text)).hasMessageContaining(refusal);
  }

  @Test
  void an_unknown_plan_is_answered_with_those_there_are() {
    assertThatThrownBy(() -> PixelPlanYaml.named("cifar10", 10))
        .hasMessageContaining("cifar10-q0.3-eta0.2")
        .hasMessageContaining("light");
  }

  private PixelPlan read(String text) throws IOException {
    var file = folder.resolve("plans.yaml");
    Files.writeString(file, text);
    return PixelPlanYaml.read(file, null, 10);
  }
}
