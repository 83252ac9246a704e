package undertone.engine.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import undertone.engine.refinement.FeatureTable;
import undertone.engine.refinement.RunCancelledException;
import undertone.engine.refinement.RunListener;

class FusionRunTest {
  private static final List<String> LABELS = List.of("neutral", "angry", "happy", "sad");
  private static final int CLIPS = 1200;
  private static final int ASIDE = 800; // the last of them
  private static final int WIDTH = 12;
  private static final double VARIANCE = 1.25; // of the four valences
  private static final FusionPlan PLAN = FusionPlan.DEFAULT.of(5, 8);

  private final SplittableRandom random = new SplittableRandom(5);
  private final List<FusionClip> clips = clips(true);
  private final FeatureTable telling = telling();

  private List<FusionClip> clips(boolean valences) {
    return clips(i -> valences);
  }

  private List<FusionClip> clips(IntPredicate rated) {
    return IntStream.range(0, CLIPS)
        .mapToObj(i -> {
          int label = i % LABELS.size();
          Double valence = rated.test(i) ? label - 1.5 : null;
          return new FusionClip("clip" + i, "speaker" + i / 10, label, valence, i >= CLIPS - ASIDE);
        })
        .toList();
  }

  /// Numbers around a centre of the clip's label, so far apart that some clips are taken for
  /// others.
  private FeatureTable telling() {
    var centres = numbers(LABELS.size(), 1);
    var rows = numbers(CLIPS, 1.2);
    for (int i = 0; i < CLIPS; i++) {
      for (int d = 0; d < WIDTH; d++) {
        rows[i][d] += centres[i % LABELS.size()][d];
      }
    }
    return FeatureTable.of(rows);
  }

  private FeatureTable idle() {
    return FeatureTable.of(numbers(CLIPS, 1));
  }

  private float[][] numbers(int count, double spread) {
    var rows = new float[count][WIDTH];
    for (var row : rows) {
      for (int d = 0; d < WIDTH; d++) {
        row[d] = (float) (spread * random.nextGaussian());
      }
    }
    return rows;
  }

  private FusionFigures aside(FusionPlan plan, FeatureTable... modalities) {
    var input = new FusionInput(LABELS, clips, List.of(modalities));
    return FusionFigures.of(FusionRun.of(input, plan, RunListener.SILENT).aside(), input);
  }

  @Test
  void attention_finds_the_one_modality_that_tells_and_is_lost_without_it() {
    var oracle = aside(PLAN.by(FusionMethod.MLP), telling, telling, telling);

    var fused = aside(PLAN, idle(), telling, idle());
    var without = aside(PLAN, idle(), FusionInput.nothing(CLIPS), idle());

    assertThat(oracle.f1()).isGreaterThan(.8);
    assertThat(fused.f1()).isGreaterThan(.95 * oracle.f1());
    assertThat(without.f1()).isLessThan(fused.f1() - .2);
    assertThat(fused.mse()).isLessThan(without.mse());
  }

  @Test
  void all_folds_together_are_as_good_as_the_best_of_them() {
    var input = new FusionInput(LABELS, clips, List.of(idle(), telling, idle()));

    var result = FusionRun.of(input, PLAN, RunListener.SILENT);

    double best =
        result.folds().stream()
            .mapToDouble(fold -> FusionFigures.of(fold.aside(), input).f1())
            .max()
            .orElseThrow();
    assertThat(FusionFigures.of(result.aside(), input).f1()).isGreaterThan(best - .01);
  }

  @Test
  void every_clip_is_judged_by_a_network_that_never_saw_its_group() {
    var input = new FusionInput(LABELS, clips, List.of(idle(), telling, idle()));

    var result = FusionRun.of(input, PLAN.of(5, 1), RunListener.SILENT);

    assertThat(result.folds()).hasSize(5);
    var held = result.held();
    assertThat(IntStream.range(0, held.size()).map(held::row).sorted().toArray())
        .isEqualTo(IntStream.range(0, CLIPS - ASIDE).toArray());
    var folds = result.folds().stream().map(fold -> groups(fold.held())).toList();
    for (int f = 0; f < folds.size(); f++) {
      for (int other = f + 1; other < folds.size(); other++) {
        assertThat(folds.get(f)).doesNotContainAnyElementsOf(folds.get(other));
      }
    }
  }

  private List<String> groups(FusionAnswers answers) {
    return IntStream.range(0, answers.size())
        .mapToObj(a -> clips.get(answers.row(a)).group())
        .toList();
  }

  @Test
  void equal_seeds_give_equal_answers_however_many_folds_learn_at_once() {
    var input = new FusionInput(LABELS, clips, List.of(idle(), telling, idle()));
    var plan = PLAN.of(3, 2).withSeed(4);
    var alone =
        new FusionPlan(
            plan.method(), 3, 2, plan.batch(), plan.rate(), plan.decay(), 1, plan.seed());

    var first = FusionRun.of(input, plan, RunListener.SILENT).aside();
    var again = FusionRun.of(input, alone, RunListener.SILENT).aside();
    var other = FusionRun.of(input, plan.withSeed(5), RunListener.SILENT).aside();

    assertThat(valences(again)).isEqualTo(valences(first));
    assertThat(valences(other)).isNotEqualTo(valences(first));
  }

  private static List<Float> valences(FusionAnswers answers) {
    return IntStream.range(0, answers.size()).mapToObj(answers::valence).toList();
  }

  @Test
  void without_valence_classes_alone_are_learned_and_scored() {
    var input = new FusionInput(LABELS, clips(false), List.of(idle(), telling, idle()));

    var figures =
        FusionFigures.of(FusionRun.of(input, PLAN.of(2, 3), RunListener.SILENT).aside(), input);

    assertThat(figures.mse()).isNull();
    assertThat(figures.score()).isEqualTo(figures.f1());
  }

  @Test
  void clips_whose_valence_is_known_teach_it_and_the_others_teach_their_class() {
    var modalities = List.of(idle(), telling, idle());
    var whole = new FusionInput(LABELS, clips, modalities);
    var some = new FusionInput(LABELS, clips(i -> i % 5 == 0), modalities);
    var none = new FusionInput(LABELS, clips(false), modalities);

    var taught = FusionFigures.of(FusionRun.of(some, PLAN, RunListener.SILENT).aside(), whole);
    var untaught = FusionFigures.of(FusionRun.of(none, PLAN, RunListener.SILENT).aside(), whole);

    assertThat(some.rated()).isEqualTo((CLIPS - ASIDE) / 5);
    assertThat(taught.mse()).isLessThan(.8 * VARIANCE);
    assertThat(untaught.mse()).isGreaterThan(.9 * VARIANCE);
    assertThat(taught.f1()).isGreaterThan(untaught.f1() - .05);
  }

  @Test
  void the_error_of_valence_is_over_the_clips_of_which_it_is_known() {
    var some = new FusionInput(LABELS, clips(i -> i % 5 == 0), List.of(idle(), telling, idle()));
    var answers = FusionRun.of(some, PLAN.of(2, 2), RunListener.SILENT).aside();

    var figures = FusionFigures.of(answers, some);

    double sum = 0;
    int rated = 0;
    for (int a = 0; a < answers.size(); a++) {
      int row = answers.row(a);
      if (row % 5 == 0) {
        sum += Math.pow(answers.valence(a) - (row % LABELS.size() - 1.5), 2);
        rated++;
      }
    }
    assertThat(figures.mse()).isCloseTo(sum / rated, within(1e-9));
    assertThat(figures.clips()).isEqualTo(ASIDE);
  }

  @Test
  void the_score_takes_a_quarter_of_the_squared_error_from_f1() {
    assertThat(new FusionFigures(4, .5, .75, 0.8, 4).score()).isCloseTo(.55, within(1e-12));
    assertThat(new FusionFigures(4, .5, .75, 0.8, 4).choosing()).isCloseTo(.55, within(1e-12));
    assertThat(new FusionFigures(4, .5, .75, 0.8, 1).choosing()).isEqualTo(.75);
  }

  @Test
  void a_run_that_is_cancelled_stops_within_an_epoch() {
    var input = new FusionInput(LABELS, clips, List.of(idle(), telling, idle()));
    var heard = new ArrayList<Double>();
    var stop =
        new RunListener() {
          @Override
          public void progress(double share) {
            heard.add(share);
          }

          @Override
          public boolean cancelled() {
            return true;
          }
        };

    assertThatThrownBy(() -> FusionRun.of(input, PLAN, stop))
        .isInstanceOf(RunCancelledException.class);
    assertThat(heard).hasSizeLessThanOrEqualTo(PLAN.folds());
  }

  @Test
  void what_nothing_can_be_learned_from_is_refused() {
    assertThatThrownBy(() -> new FusionClip("clip", "clip", -1, null, false))
        .hasMessageContaining("has no label to learn from");
    assertThatThrownBy(() -> new FusionInput(LABELS, clips, List.of(telling, telling)))
        .hasMessageContaining("need three modalities");
    assertThatThrownBy(() -> FusionMethod.of("vote"))
        .hasMessageContaining("choose one of [mlp, attention]");
    assertThatThrownBy(() -> FusionPlan.DEFAULT.of(1, 1)).hasMessageContaining("at least 2 folds");
  }
}
