package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.engine.refinement.LabelsRight.Belief;
import undertone.engine.refinement.LabelsRight.Confirmed;

class LabelsRightTest {
  private static final int CLIPS = 4000;
  private static final int CLASSES = 4;

  /// Clips whose run takes half of one class for the next: sure of itself, and wrong.
  private static final class World {
    final List<Belief> beliefs = new ArrayList<>();
    final int[] seen = new int[CLIPS]; // what the run takes each for
    final int[] truth = new int[CLIPS];

    World(double mistaken) {
      var random = new SplittableRandom(7);
      for (int i = 0; i < CLIPS; i++) {
        truth[i] = random.nextInt(CLASSES);
        seen[i] = truth[i] == 0 && random.nextDouble() < mistaken ? 1 : truth[i];
        double sure = random.nextDouble(.7, .98);
        var p = new double[CLASSES];
        for (int k = 0; k < CLASSES; k++) {
          p[k] = k == seen[i] ? sure : (1 - sure) / (CLASSES - 1);
        }
        beliefs.add(new Belief(i, p));
      }
    }

    List<Confirmed> confirmed(int count) {
      var confirmed = new ArrayList<Confirmed>();
      for (int i = 0; i < count; i++) {
        confirmed.add(new Confirmed(beliefs.get(i), truth[i], "group" + i));
      }
      return confirmed;
    }

    /// What the run's likeliest labels really are worth.
    double right() {
      int right = 0;
      for (int i = 0; i < CLIPS; i++) {
        right += seen[i] == truth[i] ? 1 : 0;
      }
      return (double) right / CLIPS;
    }
  }

  @Test
  void before_anything_is_confirmed_the_run_is_taken_at_its_word() {
    var right = new LabelsRight(2, List.of(belief(1, .6, .4), belief(2, .1, .9)));

    assertThat(right.before()).isCloseTo(.75, within(1e-12));
  }

  @Test
  void each_confirmed_clip_is_right_and_a_sample_stands_for_all_that_are_open() {
    var one = belief(1, .6, .4);
    var right = new LabelsRight(10, List.of(one, belief(2, .1, .9)));

    assertThat(right.after(List.of(new Confirmed(one, 1, "a"))))
        .isCloseTo((1 + 9 * .9) / 10, within(1e-12));
  }

  @Test
  void a_run_that_was_too_sure_of_itself_is_found_out_as_clips_are_confirmed() {
    var world = new World(.8);
    var right = new LabelsRight(CLIPS, world.beliefs);
    double really = world.right();
    assertThat(right.before()).isGreaterThan(really + .02);

    double found = right.after(world.confirmed(300));

    // The corrected reading may turn labels over, so it can be better than the run, not worse.
    assertThat(found).isBetween(really - .03, really + .3);
    assertThat(Math.abs(found - corrected(world, 300))).isLessThan(.04);
  }

  /// What share is right after correction: each taken for what most of its kind really are.
  private static double corrected(World world, int confirmed) {
    int[][] table = new int[CLASSES][CLASSES];
    for (int i = 0; i < CLIPS; i++) {
      table[world.seen[i]][world.truth[i]]++;
    }
    int right = 0;
    for (var row : table) {
      int most = 0;
      for (int count : row) {
        most = Math.max(most, count);
      }
      right += most;
    }
    double share = (double) right / CLIPS;
    return (confirmed + (CLIPS - confirmed) * share) / CLIPS;
  }

  /// What teaches most is what a run doubts: it must not be taken for how the run does elsewhere.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void confirming_the_most_doubtful_clips_of_an_honest_run_does_not_lead_astray(long seed) {
    var random = new SplittableRandom(seed);
    var beliefs = new ArrayList<Belief>();
    var truth = new int[CLIPS];
    var right = new boolean[CLIPS];
    var sureness = new double[CLIPS];
    for (int i = 0; i < CLIPS; i++) {
      double sure = random.nextDouble(.4, .98);
      int seen = random.nextInt(CLASSES);
      right[i] = random.nextDouble() < sure;
      truth[i] = right[i] ? seen : (seen + 1 + random.nextInt(CLASSES - 1)) % CLASSES;
      var p = new double[CLASSES];
      for (int k = 0; k < CLASSES; k++) {
        p[k] = k == seen ? sure : (1 - sure) / (CLASSES - 1);
      }
      sureness[i] = sure;
      beliefs.add(new Belief(i, p));
    }
    var doubtful =
        IntStream.range(0, CLIPS)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> sureness[i]))
            .toList();
    var estimate = new LabelsRight(CLIPS, beliefs);
    for (int count : new int[] {10, 12, 15, 20, 40, 100}) {
      var confirmed = doubtful.subList(0, count);
      double really =
          (count
                  + IntStream.range(0, CLIPS)
                      .filter(i -> right[i] && !confirmed.contains(i))
                      .count())
              / (double) CLIPS;

      double found =
          estimate.after(
              confirmed.stream()
                  .map(i -> new Confirmed(beliefs.get(i), truth[i], "group" + i))
                  .toList());

      assertThat(found).as("%d confirmed", count).isCloseTo(really, within(.08));
    }
  }

  @Test
  void what_the_run_knew_stays_right_however_the_rest_is_read() {
    var world = new World(.8);
    var known = new ArrayList<Belief>();
    for (int i = 0; i < 100; i++) {
      known.add(belief(CLIPS + i, 0, 1, 0, 0));
    }
    var right = new LabelsRight(100, known);

    assertThat(right.after(world.confirmed(300))).isEqualTo(1);
  }

  @Test
  void what_the_run_knew_is_told_apart_from_what_it_believed() {
    assertThat(belief(1, 1, 0).isKnown()).isTrue();
    assertThat(belief(1, .999, .001).isKnown()).isFalse();
  }

  @Test
  void a_corpus_without_clips_has_no_wrong_label() {
    assertThat(new LabelsRight(0, List.of()).before()).isEqualTo(1);
  }

  private static Belief belief(long clip, double... p) {
    return new Belief(clip, p);
  }
}
