package undertone.engine.pseudo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import undertone.engine.augmentation.Bars;
import undertone.engine.refinement.Checkpoints;
import undertone.engine.refinement.ClipPictures;
import undertone.engine.refinement.FeatureTable;
import undertone.engine.refinement.PixelEncoder;
import undertone.engine.refinement.RunCancelledException;
import undertone.engine.refinement.RunListener;

/// Labels are spread by networks that look at the faces themselves, and at nothing of the features:
/// by a method that begins again, one that asks for agreement and one that matches views.
class FacesSpreadTest {
  private static final int CLIPS = 120;
  private static final int LABELLED = 36;

  private static final PseudoPlan PLAN =
      PseudoPlan.DEFAULT
          .with(new PseudoPlan.Learning(2, 120, 1, 8, 3, 0, 0, 1e-3, 1e-5))
          .withThreshold(.8)
          .withSeed(2);

  private static final PseudoPlan SHORT = PLAN.with(PLAN.learning().of(2, 3, 1));

  /// What labels alone teach is the same for every method.
  private static final Checkpoints ALONE = Checkpoints.inMemory();

  private static int truth(int clip) {
    return clip % Bars.KINDS.size();
  }

  /// Every third clip is a film of two pictures. Features are the same for all but for noise.
  private static PseudoInput input(long pictures) {
    var random = new SplittableRandom(pictures);
    var clips = new ArrayList<PseudoClip>();
    var faces = new ArrayList<List<byte[]>>();
    var features = new float[CLIPS][4];
    var noise = new SplittableRandom(9);
    for (int i = 0; i < CLIPS; i++) {
      var id = "clip%03d".formatted(i);
      clips.add(
          i < LABELLED
              ? PseudoClip.labelled(id, "g" + i, Bars.KINDS.get(truth(i)))
              : PseudoClip.unlabelled(id, "g" + i));
      var own = new ArrayList<byte[]>();
      for (int f = 0; f < (i % 3 == 0 ? 2 : 1); f++) {
        own.add(Bars.picture(truth(i), random));
      }
      faces.add(own);
      for (int d = 0; d < 4; d++) {
        features[i][d] = (float) noise.nextGaussian();
      }
    }
    return new PseudoInput(
        Bars.KINDS,
        clips,
        FeatureTable.of(features),
        List.of(new Modality("VISUAL", 0, 4)),
        ClipPictures.of(faces, Bars.SIDE));
  }

  private static PseudoLabelling looking() {
    return new PseudoLabelling(PixelEncoder.LIGHT);
  }

  private static double right(PseudoResult result) {
    return result.pool().stream()
        .mapToInt(one -> one.label() == truth(Integer.parseInt(one.clip().substring(4))) ? 1 : 0)
        .average()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(names = {"NOISY_STUDENT", "MEAN_TEACHER", "FIXMATCH"})
  void faces_tell_what_features_do_not(PseudoMethod method) {
    var result = looking().run(input(4), PLAN.by(method), ALONE, RunListener.SILENT);

    assertThat(right(result)).isGreaterThan(.7); // a third by chance
    assertThat(result.pool()).hasSize(CLIPS - LABELLED);
  }

  @Test
  void features_of_these_clips_tell_nothing() {
    var result =
        new PseudoLabelling().run(input(4), PLAN, Checkpoints.inMemory(), RunListener.SILENT);

    assertThat(right(result)).isBetween(.2, .5);
  }

  @Test
  void a_run_that_was_stopped_goes_on_to_the_same_end() {
    var whole = looking().run(input(4), SHORT, Checkpoints.inMemory(), RunListener.SILENT);
    var kept = Checkpoints.inMemory();
    var stopping =
        new RunListener() {
          private double done;

          @Override
          public void progress(double share) {
            done = share;
          }

          @Override
          public boolean cancelled() {
            return done > .7;
          }
        };
    assertThatThrownBy(() -> looking().run(input(4), SHORT, kept, stopping))
        .isInstanceOf(RunCancelledException.class);

    assertThat(looking().run(input(4), SHORT, kept, RunListener.SILENT)).isEqualTo(whole);
  }

  @Test
  void other_faces_and_networks_that_read_features_take_nothing_that_was_kept_of_these() {
    var kept = Checkpoints.inMemory();
    var one = looking().run(input(4), SHORT, kept, RunListener.SILENT);
    var other = looking().run(input(5), SHORT, kept, RunListener.SILENT);
    var reading = new PseudoLabelling().run(input(4), SHORT, kept, RunListener.SILENT);

    assertThat(List.of(one.dataHash(), other.dataHash(), reading.dataHash()))
        .doesNotHaveDuplicates();
    assertThat(one.networks().planHash()).isNotEqualTo(reading.networks().planHash());
    assertThat(one.networks().hashes()).doesNotContainAnyElementsOf(other.networks().hashes());
  }
}
