package undertone.engine.pseudo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import undertone.engine.metrics.CalibrationError;
import undertone.engine.metrics.Share;
import undertone.engine.parity.ParityNumbers;

/// Thresholds, losses and calibration are the published formulas, to the last digit.
class SemiParityTest {
  private static final double EXACT = 1e-9;

  private final ParityNumbers numbers = ParityNumbers.of("semi");
  private final NDManager manager = NDManager.newBaseManager();

  SemiParityTest() throws IOException {}

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void flexible_thresholds_follow_what_each_class_has_been_sure_of() {
    for (var kase : numbers.casesWith("sigma")) {
      int classes = numbers.config().get("cases").get(kase).get("K").asInt();
      double tau = numbers.config().get("cases").get(kase).get("tau").asDouble();
      var threshold = new FlexibleThreshold(ints(kase + ".last"), classes, tau);

      assertThat(threshold.counts()).isEqualTo(ints(kase + ".sigma"));
      near(threshold.progress(), numbers.vector(kase + ".beta"));
      near(threshold.reached(), numbers.vector(kase + ".threshold"));
    }
    numbers
        .config()
        .get("values")
        .get("flex_M")
        .properties()
        .forEach(entry ->
            assertThat(FlexibleThreshold.mapped(Double.parseDouble(entry.getKey())))
                .isCloseTo(entry.getValue().asDouble(), within(EXACT)));
  }

  @Test
  void flexible_thresholds_judge_batch_after_batch() {
    var settings = numbers.config().get("cases").get("flex_seq");
    int classes = settings.get("K").asInt();
    int batch = settings.get("batch").asInt();
    var threshold =
        FlexibleThreshold.fresh(settings.get("N").asInt(), classes, settings.get("tau").asDouble());
    var items = ints("flex_seq.index");
    var losses = numbers.vector("flex_seq.loss");
    for (int t = 0; t < losses.length; t++) {
      var weak = rows("flex_seq.p_weak", t, batch, classes);

      var passes = threshold.pass(Arrays.copyOfRange(items, t * batch, (t + 1) * batch), weak);

      assertThat(passes).isEqualTo(flags("flex_seq.mask", t, batch));
      near(threshold.reached(), part("flex_seq.threshold", t, classes));
      assertThat(hardLoss(weak, rows("flex_seq.P_strong", t, batch, classes), passes))
          .isCloseTo(losses[t], within(EXACT));
      int pool = threshold.last().length;
      assertThat(threshold.last())
          .isEqualTo(Arrays.copyOfRange(ints("flex_seq.last_after"), t * pool, (t + 1) * pool));
    }
  }

  @Test
  void free_thresholds_rise_with_the_networks_confidence() {
    for (var kase : numbers.casesWith("tau")) {
      int classes = numbers.config().get("cases").get(kase).get("K").asInt();
      var taus = numbers.vector(kase + ".tau");
      int batch = numbers.vector(kase + ".p_weak").length / classes / taus.length;
      var threshold =
          new FreeThreshold(classes, numbers.config().get("cases").get(kase).get("m").asDouble());
      for (int t = 0; t < taus.length; t++) {
        var weak = rows(kase + ".p_weak", t, batch, classes);
        var strong = rows(kase + ".P_strong", t, batch, classes);

        var passes = threshold.pass(new int[batch], weak);

        assertThat(threshold.sure()).isCloseTo(taus[t], within(EXACT));
        near(threshold.mean(), part(kase + ".p", t, classes));
        near(threshold.shares(), part(kase + ".h", t, classes));
        near(threshold.reached(), part(kase + ".th", t, classes));
        assertThat(passes).isEqualTo(flags(kase + ".mask", t, batch));
        assertThat(hardLoss(weak, strong, passes))
            .isCloseTo(numbers.vector(kase + ".loss")[t], within(EXACT));
        assertThat(
                PoolLoss.fairness(logs(strong), passes, threshold.mean(), threshold.shares())
                    .getDouble())
            .isCloseTo(numbers.vector(kase + ".fair")[t], within(EXACT));
      }
    }
  }

  @Test
  void fixed_thresholds_let_the_same_clips_pass() {
    var weak = numbers.matrix("fix.p_weak");
    var strong = numbers.matrix("fix.P_strong");
    for (int percent : new int[] {70, 90, 95}) {
      var passes =
          new FixedThreshold(weak[0].length, percent / 100.0).pass(new int[weak.length], weak);

      assertThat(passes).isEqualTo(flags("fix.mask_" + percent, 0, weak.length));
      assertThat(hardLoss(weak, strong, passes))
          .isCloseTo(numbers.scalar("fix.loss_" + percent), within(EXACT));
    }
  }

  @Test
  void probabilities_are_pulled_to_a_prior() {
    var prior = numbers.vector("align.prior");
    var alignment =
        new Alignment(prior, numbers.config().get("cases").get("align").get("m").asDouble());
    int classes = prior.length;
    int steps = numbers.vector("align.running_mean").length / classes;
    int batch = numbers.vector("align.p").length / classes / steps;
    for (int t = 0; t < steps; t++) {
      var aligned = alignment.aligned(rows("align.p", t, batch, classes));

      near(alignment.running(), part("align.running_mean", t, classes));
      var expected = rows("align.p_aligned", t, batch, classes);
      for (int i = 0; i < batch; i++) {
        near(aligned[i], expected[i]);
      }
    }
  }

  @Test
  void a_mean_teacher_forgets_its_beginnings_and_weighs_more_with_time() {
    var kept = numbers.vector("ema.alpha");
    for (int step = 0; step < kept.length; step++) {
      assertThat(Ramps.kept(step, .999)).isCloseTo(kept[step], within(EXACT));
    }
    var ramp = numbers.vector("mean_teacher.ramp");
    for (int i = 0; i < ramp.length; i++) {
      assertThat(Ramps.risen(50 * i, 400, 10)).isCloseTo(ramp[i], within(EXACT));
    }
    assertThat(
            PoolLoss.agreement(
                    logs(numbers.matrix("mean_teacher.student")),
                    numbers.matrix("mean_teacher.teacher"))
                .getDouble())
        .isCloseTo(numbers.scalar("mean_teacher.loss"), within(EXACT));
    numbers
        .config()
        .get("values")
        .get("cosine_7_16")
        .properties()
        .forEach(entry ->
            assertThat(Ramps.cosine(Integer.parseInt(entry.getKey()), 1000))
                .isCloseTo(entry.getValue().asDouble(), within(EXACT)));
  }

  @Test
  void a_temperature_makes_logits_as_sure_as_they_are_right() {
    var logits = numbers.matrix("calibration.logits");
    var labels = ints("calibration.labels");
    var values = numbers.config().get("values").get("calibration");

    double temperature = Calibration.temperature(logits, labels);

    assertThat(temperature).isCloseTo(values.get("temperature").asDouble(), within(1e-5));
    assertThat(Calibration.surprise(logits, labels, 1))
        .isCloseTo(values.get("nll_before").asDouble(), within(EXACT));
    assertThat(Calibration.surprise(logits, labels, temperature))
        .isCloseTo(values.get("nll_after").asDouble(), within(EXACT));
    assertThat(error(logits, labels, 1))
        .isCloseTo(values.get("ece15_before").asDouble(), within(EXACT));
    assertThat(error(logits, labels, temperature))
        .isCloseTo(values.get("ece15_after").asDouble(), within(1e-6));
  }

  @Test
  void intervals_of_shares_are_wilsons() {
    numbers
        .config()
        .get("values")
        .get("wilson")
        .forEach(kase -> {
          var share = Share.of(kase.get("k").asInt(), kase.get("n").asInt());
          assertThat(share.low()).isCloseTo(kase.get("interval").get(0).asDouble(), within(EXACT));
          assertThat(share.high()).isCloseTo(kase.get("interval").get(1).asDouble(), within(EXACT));
        });
  }

  // ---

  private static double error(double[][] logits, int[] labels, double temperature) {
    var said = new double[labels.length];
    var happened = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      var p = Calibration.softmax(logits[i], temperature);
      int best = Threshold.best(p);
      said[i] = p[best];
      happened[i] = best == labels[i];
    }
    return CalibrationError.of(said, happened, 15);
  }

  private double hardLoss(double[][] weak, double[][] strong, boolean[] passes) {
    return PoolLoss.toward(logs(strong), PoolLoss.hard(weak), passes).getDouble();
  }

  private NDArray logs(double[][] p) {
    var flat = Arrays.stream(p).flatMapToDouble(Arrays::stream).map(Math::log).toArray();
    return manager.create(flat, new Shape(p.length, p[0].length)).toType(DataType.FLOAT64, false);
  }

  private double[][] rows(String name, int t, int batch, int classes) {
    var all = numbers.vector(name);
    var rows = new double[batch][];
    for (int i = 0; i < batch; i++) {
      int from = (t * batch + i) * classes;
      rows[i] = Arrays.copyOfRange(all, from, from + classes);
    }
    return rows;
  }

  private double[] part(String name, int t, int size) {
    return Arrays.copyOfRange(numbers.vector(name), t * size, (t + 1) * size);
  }

  private boolean[] flags(String name, int t, int size) {
    var part = part(name, t, size);
    var flags = new boolean[size];
    for (int i = 0; i < size; i++) {
      flags[i] = part[i] != 0;
    }
    return flags;
  }

  private int[] ints(String name) {
    return Arrays.stream(numbers.vector(name)).mapToInt(value -> (int) value).toArray();
  }

  private static void near(double[] found, double[] expected) {
    assertThat(found).containsExactly(expected, within(EXACT));
  }
}
