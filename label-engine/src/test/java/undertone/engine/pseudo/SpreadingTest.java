package undertone.engine.pseudo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import undertone.engine.refinement.Checkpoints;
import undertone.engine.refinement.FeatureTable;
import undertone.engine.refinement.RunCancelledException;
import undertone.engine.refinement.RunListener;

/// Labels are spread over made-up clips: bent clusters, of which a label each stands on few.
class SpreadingTest {
  private static final int CLASSES = 3;
  private static final int WIDTH = 12;
  private static final PseudoPlan QUICK =
      PseudoPlan.DEFAULT
          .with(PseudoPlan.DEFAULT.learning().of(3, 120, 1))
          .withThreshold(.9)
          .withSeed(3);

  private static final double[] POOL = {.33, .25, .18, .12, .09, .03}; // shares of six classes

  private static final PseudoPlan SHORT = QUICK.with(QUICK.learning().of(3, 60, 1));

  @ParameterizedTest
  @EnumSource
  void every_method_learns_from_few_labels_what_clips_are_called(PseudoMethod method) {
    var made = made(400, 8, 1);

    var result = spread(made.input, QUICK.by(method));

    assertThat(right(made, result)).isGreaterThan(.75); // a third by chance
    assertThat(result.judged()).hasSize(8 * CLASSES);
    assertThat(result.pool())
        .allSatisfy(one -> {
          assertThat(one.probabilities()).hasSize(CLASSES);
          assertThat(one.probabilities().stream().mapToDouble(p -> p).sum())
              .isBetween(.9999, 1.0001);
          assertThat(one.candidates()).contains(one.label());
          assertThat(one.neighbours()).hasSize(10);
          assertThat(one.foldsAgreeing()).isBetween(1, 3);
          assertThat(one.looksAgreeing()).isBetween(1, 12);
        });
    var networks = result.networks();
    assertThat(networks.looks()).isEqualTo(12);
    assertThat(networks.hashes()).hasSize(3).doesNotHaveDuplicates();
    assertThat(networks.threshold()).isEqualTo(method.threshold());
    assertThat(networks.thresholds())
        .hasSize(method.threshold() == ThresholdKind.NONE ? 0 : CLASSES);
  }

  @Test
  void the_pool_teaches_what_labels_alone_do_not() {
    double alone = 0;
    double together = 0;
    for (int seed = 0; seed < 3; seed++) {
      var made = made(600, 5, seed);
      alone += right(made, spread(made.input, QUICK.by(PseudoMethod.SUPERVISED).withSeed(seed)));
      together += right(made, spread(made.input, QUICK.by(PseudoMethod.FIXMATCH).withSeed(seed)));
    }

    assertThat(together).isGreaterThan(alone);
  }

  @Test
  void equal_seeds_say_the_same_whatever_the_order_of_clips() {
    var made = made(120, 8, 2);
    var clips = new ArrayList<>(made.input.clips());
    var rows = new ArrayList<float[]>();
    for (int i = 0; i < clips.size(); i++) {
      rows.add(made.input.features().row(i));
    }
    Collections.reverse(clips);
    Collections.reverse(rows);
    var turned =
        new PseudoInput(
            made.input.labels(),
            clips,
            FeatureTable.of(rows.toArray(float[][]::new)),
            made.input.modalities(),
            null);

    var first = spread(made.input, SHORT);
    var second = spread(turned, SHORT);

    assertThat(second).isEqualTo(first);
  }

  @Test
  void a_run_that_was_stopped_goes_on_to_the_same_end() {
    var made = made(120, 8, 4);
    var plan = SHORT.by(PseudoMethod.FLEXMATCH);
    var whole = spread(made.input, plan);
    var kept = Checkpoints.inMemory();
    var half =
        new RunListener() {
          private double done;

          @Override
          public void progress(double share) {
            done = share;
          }

          @Override
          public boolean cancelled() {
            return done > .7; // one of three networks is done by then
          }
        };
    assertThatThrownBy(() -> new PseudoLabelling().run(made.input, plan, kept, half))
        .isInstanceOf(RunCancelledException.class);

    var resumed = new PseudoLabelling().run(made.input, plan, kept, RunListener.SILENT);

    assertThat(resumed).isEqualTo(whole);
  }

  @Test
  void a_clip_that_taught_its_own_network_is_told_from_one_that_did_not() {
    var made = made(300, 8, 1);

    var silent = spread(made.input, QUICK.by(PseudoMethod.MEAN_TEACHER)); // gives no labels
    var loose = spread(made.input, QUICK.withThreshold(.01));

    assertThat(silent.pool()).allMatch(one -> one.taught() == 0);
    assertThat(loose.pool()).anyMatch(one -> one.taught() == 3);
    assertThat(loose.networks().thresholds()).containsOnly(.01);
  }

  @Test
  void one_modality_is_asked_beside_another() {
    var made = made(200, 8, 5);
    var result = spread(made.input, SHORT);

    assertThat(result.modalities()).isEqualTo(2);
    assertThat(result.pool()).anyMatch(one -> one.modalitiesAgreeing() == 2);
  }

  @Test
  void gates_tell_what_they_let_through_before_anything_is_proposed() {
    var made = made(300, 20, 6);
    var result = spread(made.input, QUICK);
    var open = Gates.of(result, 0).preview(result);
    var strict = new Gates(List.of(.99, .5, 1.0), 3, 2, 8, 0);

    assertThat(open.stream().mapToInt(Gates.Preview::unlabelled).sum())
        .isEqualTo(result.pool().size());
    assertThat(open.stream().mapToInt(preview -> preview.right().of()).sum())
        .isEqualTo(result.judged().size());
    var previews = strict.preview(result);
    for (int c = 0; c < CLASSES; c++) {
      int label = c;
      assertThat(previews.get(c).passing())
          .isEqualTo(
              result.pool().stream()
                  .filter(one -> one.label() == label && strict.pass(one))
                  .count())
          .isLessThanOrEqualTo(open.get(c).passing());
    }
  }

  /// Labels were drawn evenly, the pool holds a third of one class and a thirtieth of another.
  @Test
  void thresholds_of_their_own_find_rare_classes_where_the_pool_is_unlike_the_labels() {
    double fixed = 0;
    double adaptive = 0;
    for (int seed = 0; seed < 3; seed++) {
      var made = uneven(1200, seed);
      var plan = QUICK.with(QUICK.learning().of(3, 240, 1)).withThreshold(.95).withSeed(seed);
      fixed += macroF1(made, spread(made.input, plan.by(PseudoMethod.FIXMATCH)));
      var free = spread(made.input, plan.by(PseudoMethod.FREEMATCH));
      adaptive += macroF1(made, free);
      var called = shares(free.pool().stream().map(PseudoLabel::label).toList());
      var real = shares(free.pool().stream().map(one -> truth(made, one)).toList());
      for (int c = 0; c < POOL.length; c++) {
        assertThat(called[c])
            .as("share of class %d, seed %d", c, seed)
            .isCloseTo(real[c], within(.08));
      }
    }

    assertThat(adaptive).isGreaterThanOrEqualTo(fixed);
  }

  /// The same pool: at one number for all, labels that networks are seldom sure of teach less often
  /// than they occur.
  @ParameterizedTest
  @EnumSource(names = {"SELF_TRAINING", "FIXMATCH"})
  void a_share_of_each_label_keeps_rare_ones_among_those_that_teach(PseudoMethod method) {
    var made = uneven(1200, 0);
    var plan = QUICK.by(method).with(QUICK.learning().of(3, 120, 1)).withThreshold(.95);

    var one = spread(made.input, plan);
    var each = spread(made.input, plan.with(LabelThresholds.share(.5)));

    assertThat(each.networks().threshold()).isEqualTo(ThresholdKind.PER_LABEL);
    assertThat(farthest(each)).as(method.written()).isLessThan(farthest(one));
  }

  /// How far the share of a label among those that taught lies from its share of the pool, at most.
  private static double farthest(PseudoResult result) {
    var called = shares(result.pool().stream().map(PseudoLabel::label).toList());
    var taught =
        shares(
            result.pool().stream()
                .flatMap(one -> Collections.nCopies(one.taught(), one.label()).stream())
                .toList());
    return IntStream.range(0, POOL.length)
        .mapToDouble(c -> Math.abs(called[c] - taught[c]))
        .max()
        .orElseThrow();
  }

  @Test
  void thresholds_of_labels_are_refused_where_a_method_has_none_or_a_label_is_unknown() {
    var made = made(60, 4, 1);
    var share = QUICK.with(LabelThresholds.share(.5));

    assertThatThrownBy(() -> spread(made.input, share.by(PseudoMethod.FREEMATCH)))
        .hasMessageContaining("freematch has no thresholds of labels");
    assertThatThrownBy(() -> spread(made.input, share.withPrior(Prior.UNIFORM, List.of())))
        .hasMessageContaining("Thresholds by share");
    assertThatThrownBy(
            () -> spread(made.input, QUICK.with(LabelThresholds.given(Map.of("glum", .9)))))
        .hasMessageContaining("[glum]");
  }

  @Test
  void labels_that_stand_on_too_few_clips_are_refused() {
    assertThatThrownBy(() ->
            new PseudoInput(
                List.of("joy", "anger"),
                List.of(PseudoClip.labelled("a", "a", "joy"), PseudoClip.labelled("b", "b", "joy")),
                FeatureTable.of(new float[2][1]),
                List.of(new Modality("face", 0, 1)),
                null))
        .hasMessageContaining("two of them stand on at least 2 clips");
  }

  // ---

  private record Made(PseudoInput input, List<Integer> truths) {}

  private static PseudoResult spread(PseudoInput input, PseudoPlan plan) {
    return new PseudoLabelling().run(input, plan, Checkpoints.inMemory(), RunListener.SILENT);
  }

  private static double right(Made made, PseudoResult result) {
    int right = 0;
    for (var one : result.pool()) {
      int clip = Integer.parseInt(one.clip().substring(1));
      right += one.label() == made.truths.get(clip) ? 1 : 0;
    }
    return right / (double) result.pool().size();
  }

  private static int truth(Made made, PseudoLabel one) {
    return made.truths.get(Integer.parseInt(one.clip().substring(1)));
  }

  private static double macroF1(Made made, PseudoResult result) {
    int[] called = result.pool().stream().mapToInt(PseudoLabel::label).toArray();
    int[] truths = result.pool().stream().mapToInt(one -> truth(made, one)).toArray();
    double sum = 0;
    for (int c = 0; c < POOL.length; c++) {
      int hits = 0;
      int either = 0;
      for (int i = 0; i < called.length; i++) {
        hits += called[i] == c && truths[i] == c ? 1 : 0;
        either += (called[i] == c ? 1 : 0) + (truths[i] == c ? 1 : 0);
      }
      sum += either == 0 ? 0 : 2.0 * hits / either;
    }
    return sum / POOL.length;
  }

  private static double[] shares(List<Integer> labels) {
    var shares = new double[POOL.length];
    labels.forEach(label -> shares[label] += 1.0 / labels.size());
    return shares;
  }

  /// Six overlapping Gaussian classes with ten labels each, in a pool with shares of its own.
  private static Made uneven(int clips, long seed) {
    var random = new SplittableRandom(seed);
    var centres = new double[POOL.length][24];
    for (var centre : centres) {
      Arrays.setAll(centre, _ -> .75 * random.nextGaussian());
    }
    var rows = new float[clips][24];
    var truths = new ArrayList<Integer>();
    var all = new ArrayList<PseudoClip>();
    for (int i = 0; i < clips; i++) {
      boolean known = i < 10 * POOL.length;
      int truth = known ? i % POOL.length : drawn(random.nextDouble());
      for (int d = 0; d < 24; d++) {
        rows[i][d] = (float) (centres[truth][d] + random.nextGaussian());
      }
      truths.add(truth);
      var name = "c%04d".formatted(i);
      all.add(
          known
              ? PseudoClip.labelled(name, name, "class-" + truth)
              : PseudoClip.unlabelled(name, name));
    }
    var labels = IntStream.range(0, POOL.length).mapToObj(c -> "class-" + c).toList();
    var modality = List.of(new Modality("face", 0, 24));
    return new Made(new PseudoInput(labels, all, FeatureTable.of(rows), modality, null), truths);
  }

  private static int drawn(double chance) {
    double sum = 0;
    for (int c = 0; c < POOL.length - 1; c++) {
      sum += POOL[c];
      if (chance < sum) {
        return c;
      }
    }
    return POOL.length - 1;
  }

  /// Each class lies along an arc, so that a straight cut by few labels misses its ends.
  private static Made made(int clips, int labelled, long seed) {
    var random = new SplittableRandom(seed);
    var rows = new float[clips][WIDTH];
    var truths = new ArrayList<Integer>();
    var all = new ArrayList<PseudoClip>();
    var labels = List.of("joy", "anger", "fear");
    var given = new int[CLASSES];
    for (int i = 0; i < clips; i++) {
      int truth = i % CLASSES;
      double along = random.nextDouble(-1, 1);
      for (int d = 0; d < WIDTH; d++) {
        double centre = d % CLASSES == truth ? 2.2 : 0;
        double bend = Math.sin(2 * along + d + truth) * 1.2;
        rows[i][d] = (float) (centre + bend + .7 * random.nextGaussian());
      }
      truths.add(truth);
      var name = "c%04d".formatted(i);
      boolean known = given[truth]++ < labelled;
      all.add(
          known
              ? PseudoClip.labelled(name, name, Objects.requireNonNull(labels.get(truth)))
              : PseudoClip.unlabelled(name, name));
    }
    var modalities = List.of(new Modality("face", 0, 6), new Modality("voice", 6, WIDTH));
    return new Made(new PseudoInput(labels, all, FeatureTable.of(rows), modalities, null), truths);
  }
}
