package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import undertone.corpora.CandidateSet;
import undertone.engine.augmentation.Bars;
import undertone.engine.metrics.Auroc;

/// A refinement whose networks read the faces themselves, and nothing of the features.
class FacesInFoldsTest {
  private static final int CLASSES = 3;
  private static final int CLIPS = 240;
  private static final RefinementPlan PLAN =
      RefinementPlan.DEFAULT.withSeed(2).withFolds(2, 1).withEpochs(20);

  private static int truth(int clip) {
    return clip % CLASSES;
  }

  /// Every third clip is a film of two pictures, the last one has none at all.
  private static ClipPictures faces() {
    var random = new SplittableRandom(4);
    var faces = new ArrayList<List<byte[]>>();
    for (int i = 0; i < CLIPS; i++) {
      var own = new ArrayList<byte[]>();
      int frames = i == CLIPS - 1 ? 0 : i % 3 == 0 ? 2 : 1;
      for (int f = 0; f < frames; f++) {
        own.add(Bars.picture(truth(i), random));
      }
      faces.add(own);
    }
    return ClipPictures.of(faces, Bars.SIDE);
  }

  private static boolean[][] sets() {
    return CandidateProtocol.IRNET.sets(
        IntStream.range(0, CLIPS).map(FacesInFoldsTest::truth).toArray(), CLASSES, .2, .2, 3);
  }

  /// Features say nothing: they are the same for all clips but for noise.
  private static RefinementInput input(ClipPictures faces) {
    var random = new SplittableRandom(9);
    var sets = sets();
    var clips = new ArrayList<RefinementClip>();
    var features = new float[CLIPS][4];
    for (int i = 0; i < CLIPS; i++) {
      int clip = i;
      var held =
          IntStream.range(0, CLASSES).filter(k -> sets[clip][k]).mapToObj(Bars.KINDS::get).toList();
      clips.add(
          RefinementClip.voted(
              "clip%03d".formatted(i), "g" + i, List.of(Ballot.of("kim", new CandidateSet(held)))));
      for (int d = 0; d < 4; d++) {
        features[i][d] = (float) random.nextGaussian();
      }
    }
    return new RefinementInput(Bars.KINDS, clips, FeatureTable.of(features), faces);
  }

  private static RefinementResult run(RefinementInput input) {
    return RefinementRecipe.of("irnet")
        .with(null, PixelEncoder.LIGHT)
        .refinement()
        .run(input, PLAN, Checkpoints.inMemory(), RunListener.SILENT);
  }

  @Test
  void networks_that_read_faces_rank_noisy_sets_where_features_say_nothing() {
    var result = run(input(faces()));

    var sets = sets();
    var noise = new double[CLIPS];
    var missing = new boolean[CLIPS];
    int right = 0;
    for (int i = 0; i < CLIPS; i++) {
      noise[i] = result.clips().get(i).noiseProbability();
      missing[i] = !sets[i][truth(i)];
      right += result.clips().get(i).proposed().equals(Bars.KINDS.get(truth(i))) ? 1 : 0;
    }
    assertThat(Auroc.of(noise, missing)).isGreaterThan(.85);
    assertThat((double) right / CLIPS).isGreaterThan(.85);
    assertThat(result.clips()).extracting(ClipOutcome::clip).contains("clip239"); // without a face
  }

  @Test
  void equal_seeds_give_equal_outcomes_and_another_face_gives_another() {
    var plan = PLAN.withEpochs(2);
    var recipe = RefinementRecipe.of("pico").with(null, PixelEncoder.LIGHT).refinement();
    var one = recipe.run(input(faces()), plan, Checkpoints.inMemory(), RunListener.SILENT);
    var two = recipe.run(input(faces()), plan, Checkpoints.inMemory(), RunListener.SILENT);

    assertThat(two.clips()).isEqualTo(one.clips());
    assertThat(two.facts()).isEqualTo(one.facts());

    var first = Bars.picture(1, new SplittableRandom(1));
    var same =
        ClipPictures.of(
            IntStream.range(0, CLIPS).mapToObj(_ -> List.of(first)).toList(), Bars.SIDE);
    var other = recipe.run(input(same), plan, Checkpoints.inMemory(), RunListener.SILENT);
    assertThat(other.facts().dataHash()).isNotEqualTo(one.facts().dataHash());
  }

  @Test
  void a_corpus_without_a_single_face_is_refused() {
    var none = IntStream.range(0, 3).mapToObj(_ -> List.<byte[]>of()).toList();

    assertThatThrownBy(() -> ClipPictures.of(none, Bars.SIDE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No face was found");
  }

  @Test
  void only_methods_that_train_networks_read_faces() {
    assertThatThrownBy(() -> RefinementRecipe.of("trusted").with(null, PixelEncoder.LIGHT))
        .hasMessageContaining("trains no network");
    assertThatThrownBy(() -> PixelEncoder.of("vgg")).hasMessageContaining("light or resnet18");
  }
}
