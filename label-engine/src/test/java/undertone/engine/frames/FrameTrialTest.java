package undertone.engine.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameTrialTest {
  private static final int CLASSES = 2;

  /// Faces of class 1 are bright in their upper half, those of class 0 in their lower one; class 1
  /// is pleasant, excited and moves the first six units, class 0 the opposite.
  private static FaceStills stills(int count, long seed) {
    var random = new SplittableRandom(seed);
    var truths = new ArrayList<FrameTruth>();
    var faces = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++) {
      int one = i % CLASSES;
      var face = new byte[FaceStills.SIDE * FaceStills.SIDE];
      for (int p = 0; p < face.length; p++) {
        boolean upper = p < face.length / 2;
        face[p] = (byte) (80 + (upper == (one == 1) ? 60 : 0) + random.nextInt(60));
      }
      var units =
          IntStream.range(0, ActionUnits.ALL.size()).map(a -> a < 6 == (one == 1) ? 1 : 0).boxed();
      double side = one == 1 ? .6 : -.6;
      truths.add(new FrameTruth(one, side, side / 2, units.toList()));
      faces.add(face);
    }
    return new FaceStills(truths, truths.stream().map(FrameTruth::expression).toList(), faces);
  }

  private static FrameTrial trial(int epochs, double missing) {
    return new FrameTrial(
        new FramePlan(epochs, 8, 16, 4, 3e-3, missing, 1), stills(40, 1), stills(20, 2), CLASSES);
  }

  @Test
  void all_tasks_learn_together_and_their_heads_with_them() {
    var before = trial(1, 0).of(FrameCase.FULL);
    var after = trial(6, 0).of(FrameCase.FULL);

    assertThat(after.p()).isGreaterThan(2.2).isGreaterThan(before.p());
    assertThat(after.expression()).isGreaterThan(.8);
    assertThat(after.valence()).isGreaterThan(.6);
    assertThat(after.units()).isGreaterThan(.8);
    assertThat(after.smoothing()).isNotEqualTo(1);
  }

  @Test
  void what_is_told_of_a_frame_that_lacks_a_task_still_counts() {
    var partial = trial(6, .6).of(FrameCase.PARTIAL);
    var complete = trial(6, .6).of(FrameCase.COMPLETE);

    assertThat(partial.p()).isGreaterThan(1.8).isGreaterThanOrEqualTo(complete.p() - .05);
  }

  @Test
  void the_same_seed_comes_to_the_same_score() {
    assertThat(trial(1, .3).of(FrameCase.PARTIAL).p())
        .isEqualTo(trial(1, .3).of(FrameCase.PARTIAL).p());
  }

  @Test
  void an_expression_lasts_in_a_film_and_every_expression_is_shown_alike() {
    var stills = stills(40, 1);

    var film = stills.film(2000, new SplittableRandom(4));

    long changes =
        IntStream.range(1, film.size())
            .filter(t ->
                stills.truth(film.get(t)).expression()
                    != stills.truth(film.get(t - 1)).expression())
            .count();
    assertThat(changes).isBetween(60L, 140L); // a tenth draws anew, half of that another one
    long ones = film.stream().filter(place -> stills.truth(place).expression() == 1).count();
    assertThat(ones).isBetween(700L, 1300L);
  }

  @Test
  void units_are_drawn_around_what_an_expression_usually_moves() {
    var random = new SplittableRandom(3);
    int smiles = 0;
    int frowns = 0;
    for (int i = 0; i < 500; i++) {
      var units = ActionUnits.drawn("happiness", random);
      smiles += units.get(ActionUnits.ALL.indexOf(12));
      frowns += units.get(ActionUnits.ALL.indexOf(4));
    }
    assertThat(smiles).isBetween(390, 460);
    assertThat(frowns).isBetween(8, 50);
  }

  @Test
  void plans_and_faces_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> trial(0, 0)).hasMessageContaining("an epoch");
    assertThatThrownBy(() -> trial(1, 1)).hasMessageContaining("share below 1");
    assertThatThrownBy(() -> new FaceStills(List.of(), List.of(), List.of()))
        .hasMessageContaining("Every face");
  }
}
