package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import undertone.engine.parity.ParityNumbers;
import undertone.models.pico.MomentumSgd;

/// The numbers of IRNet's and PiCO+'s own code come out of our generators, schedules, start rule,
/// reliable sets, detection and correction: for every case that the folder lists.
class IrNetParityTest {
  private final ParityNumbers numbers;

  IrNetParityTest() throws IOException {
    numbers = ParityNumbers.of("irnet");
  }

  private static List<String> cases(String kind) throws IOException {
    return ParityNumbers.of("irnet").config().get("cases").propertyNames().stream()
        .filter(kase -> kase.matches(kind))
        .sorted()
        .toList();
  }

  static List<String> uniform() throws IOException {
    return cases("gen\\d+");
  }

  static List<String> hierarchical() throws IOException {
    return cases("hier\\d*");
  }

  static List<String> independent() throws IOException {
    return cases("genplus\\d+");
  }

  static List<String> reliable() throws IOException {
    return cases("reliable\\d*");
  }

  static List<String> schedules() throws IOException {
    return cases("sched\\d*");
  }

  static List<String> starts() throws IOException {
    return cases("start_.*");
  }

  static Stream<String> corrections() throws IOException {
    var all = ParityNumbers.of("irnet").config().get("cases");
    return cases("correct\\d*").stream()
        .flatMap(kase ->
            all.get(kase).get("runs").propertyNames().stream().map(run -> kase + "." + run));
  }

  private JsonNode config(String kase) {
    return numbers.config().get("cases").get(kase);
  }

  private boolean[][] sets(String name) {
    return Arrays.stream(numbers.matrix(name)).map(IrNetParityTest::held).toArray(boolean[][]::new);
  }

  private static boolean[] held(double[] row) {
    var held = new boolean[row.length];
    for (int j = 0; j < held.length; j++) {
      held[j] = row[j] > 0;
    }
    return held;
  }

  private float[][] rows(String name) {
    return Arrays.stream(numbers.matrix(name))
        .map(row -> {
          var single = new float[row.length];
          for (int j = 0; j < single.length; j++) {
            single[j] = (float) row[j];
          }
          return single;
        })
        .toArray(float[][]::new);
  }

  @ParameterizedTest
  @MethodSource("uniform")
  void uniform_candidate_sets_are_the_references(String kase) {
    var truth = numbers.ints(kase + ".labels");
    var u = numbers.vector(kase + ".U");
    var noise = numbers.vector(kase + ".noise_u");
    var pick = numbers.vector(kase + ".noise_pick");
    var at = new AtomicInteger();
    var sets =
        CandidateProtocol.ambiguous(
            truth,
            config(kase).get("K").asInt(),
            config(kase).get("q").asDouble(),
            () -> u[at.getAndIncrement()],
            null);
    assertThat(sets).isDeepEqualTo(sets(kase + ".S_uniform"));

    var noiseAt = new AtomicInteger();
    var pickAt = new AtomicInteger();
    CandidateProtocol.swapTruths(
        sets,
        truth,
        config(kase).get("eta").asDouble(),
        () -> noise[noiseAt.getAndIncrement()],
        () -> pick[pickAt.getAndIncrement()]);
    assertThat(sets).isDeepEqualTo(sets(kase + ".S_noisy"));
  }

  @ParameterizedTest
  @MethodSource("hierarchical")
  void hierarchical_candidate_sets_are_the_references(String kase) {
    var u = numbers.vector(kase + ".U");
    var at = new AtomicInteger();

    var sets =
        CandidateProtocol.ambiguous(
            numbers.ints(kase + ".labels"),
            config(kase).get("K").asInt(),
            config(kase).get("q").asDouble(),
            () -> u[at.getAndIncrement()],
            numbers.intMatrix(kase + ".groupmates"));

    assertThat(sets).isDeepEqualTo(sets(kase + ".S_uniform"));
  }

  @ParameterizedTest
  @MethodSource("independent")
  void candidate_sets_of_pico_plus_are_the_references(String kase) {
    var rounds = numbers.cube(kase + ".U_rounds");
    int classes = config(kase).get("K").asInt();
    var drawn = new AtomicInteger[rounds.length];
    Arrays.setAll(drawn, _ -> new AtomicInteger());

    var sets =
        CandidateProtocol.independent(
            numbers.ints(kase + ".labels"),
            classes,
            config(kase).get("q").asDouble(),
            config(kase).get("eta").asDouble(),
            row ->
                () -> {
                  int draw = drawn[row].getAndIncrement();
                  return rounds[row][draw / classes][draw % classes];
                });

    assertThat(sets).isDeepEqualTo(sets(kase + ".S"));
    assertThat(Arrays.stream(drawn).mapToInt(draws -> draws.get() / classes).toArray())
        .isEqualTo(numbers.ints(kase + ".rounds_used"));
  }

  @ParameterizedTest
  @MethodSource("reliable")
  void the_reliable_clips_are_the_references(String kase) {
    assertThat(
            ReliableClips.nearest(
                numbers.vector(kase + ".distance"), config(kase).get("pure_ratio").asDouble()))
        .isEqualTo(numbers.flags(kase + ".is_reliable"));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void rates_momenta_margins_and_ratios_are_the_references(String kase) {
    var kappa = numbers.matrix(kase + ".kappa");
    for (var row : kappa) {
      assertThat(Schedules.kappa(row[0], row[1], (int) row[2])).isCloseTo(row[3], offset(1e-9));
    }
    var config = config(kase);
    int epochs = config.get("epochs").asInt();
    int start = config.get("correct_start").asInt();
    var rate = numbers.vector(kase + ".lr");
    var phi = numbers.vector(kase + ".phi_used_in_epoch");
    var tau = numbers.vector(kase + ".tau");
    for (int epoch = 1; epoch <= epochs; epoch++) {
      assertThat(MomentumSgd.cosine(config.get("lr").asDouble(), epoch, epochs))
          .isCloseTo(rate[epoch - 1], offset(1e-9));
      assertThat(
              Schedules.confidenceMomentum(
                  epoch,
                  epochs,
                  config.get("phi_range").get(0).asDouble(),
                  config.get("phi_range").get(1).asDouble()))
          .isCloseTo(phi[epoch - 1], offset(1e-9));
      if (epoch >= start) {
        assertThat(
                Schedules.margin(
                    epoch,
                    start,
                    epochs,
                    config.get("tau_range").get(0).asDouble(),
                    config.get("tau_range").get(1).asDouble()))
            .isCloseTo(tau[epoch - 1], offset(1e-9));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("starts")
  void the_published_start_rule_decides_as_the_reference_does(String kase) {
    var accuracies = numbers.vector("sched." + kase + "_acc");
    var decisions = numbers.flags("sched." + kase + "_decision");
    var at = new AtomicInteger();
    var rule =
        new AccuracyStartRule(
            config(kase).get("window").asInt(), () -> accuracies[at.getAndIncrement()]);

    for (int epoch = 1; epoch <= decisions.length; epoch++) {
      assertThat(rule.startsAfter(0)).as("epoch %d", epoch).isEqualTo(decisions[epoch - 1]);
    }
  }

  @ParameterizedTest
  @MethodSource("corrections")
  void corrections_are_the_references(String caseAndRun) {
    var kase = caseAndRun.substring(0, caseAndRun.indexOf('.'));
    var run = config(kase).get("runs").get(caseAndRun.substring(kase.length() + 1));
    var start = sets(kase + ".S");
    var table = new CandidateTable(start, rows(kase + ".confidence"), new boolean[start.length]);
    int epoch = run.get("epoch").asInt();
    var agreeing =
        PixelPlan.Agreeing.valueOf(
            run.get("augmentation_type").asString().toUpperCase(Locale.ROOT));
    boolean byClusters = run.get("correct_type").asString().equals("cluster");
    double tau = run.get("tau").isNull() ? 0 : run.get("tau").asDouble();
    var correction =
        new SetCorrection(
            new SetCorrection.Rule(
                true,
                1,
                agreeing.further(),
                true,
                byClusters,
                tau,
                tau,
                0,
                run.get("kappa").isNull() ? Double.NaN : run.get("kappa").asDouble(),
                PixelPlan.Update.valueOf(
                        run.get("correct_update").asString().toUpperCase(Locale.ROOT))
                    .admission(),
                run.get("deletion").asBoolean()),
            table,
            config(kase).get("epochs").asInt());
    assertThat(correction.activeIn(epoch, false)).isTrue();
    var scores =
        views(agreeing).stream()
            .map(view -> rows(kase + "." + view + (byClusters ? "_c" : "_p")))
            .toList();

    var changed =
        IntStream.range(0, start.length)
            .filter(row ->
                correction.correct(
                    epoch, row, scores.stream().map(view -> view[row]).toArray(float[][]::new)))
            .boxed()
            .toList();

    assertThat(changed)
        .isEqualTo(run.get("changed_rows").valueStream().map(JsonNode::asInt).toList());
    assertThat(IntStream.range(0, start.length).mapToObj(table::set).toArray(boolean[][]::new))
        .isDeepEqualTo(sets(caseAndRun + ".S_after"));
    var after = rows(caseAndRun + ".confidence_after");
    for (int i = 0; i < start.length; i++) {
      assertThat(table.confidence(i)).containsExactly(after[i], offset(1e-5f));
    }
  }

  /// The stored views of a way of agreeing: weak ones are w1, w2, w3, strong ones s2, s3.
  private static List<String> views(PixelPlan.Agreeing agreeing) {
    return switch (agreeing) {
      case CASE1 -> List.of("w1");
      case CASE2 -> List.of("w1", "s2");
      case CASE3 -> List.of("w1", "w2");
      case CASE4 -> List.of("w1", "s2", "s3");
      case CASE5 -> List.of("w1", "w2", "s2");
      case CASE6 -> List.of("w1", "w2", "w3");
    };
  }
}
