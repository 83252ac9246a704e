package undertone.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.Modality;
import undertone.engine.features.Channel;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureProgress;
import undertone.models.weights.UnreadableWeightsException;

/// A model that learned describes clips as every other extractor does.
class ModelFeaturesTest {
  private static final SensesReader DRAWN = new DrawnClips();
  private static final int WIDTH = 64; // of the tiny networks

  @TempDir Path folder;

  private Path preTrained(String model, String kind) throws Exception {
    var plan = RecognitionPlan.usual(model, "tiny-pretrain").withEpochs(1);
    var clips = DrawnClips.lessons(kind, 8).stream().map(Lesson::clip).toList();
    return new PreTraining(plan, DRAWN, Device.cpu())
        .run(clips, folder.resolve(model), RecognitionWatch.SILENT)
        .path();
  }

  private static ClipSource clip(String kind, int number, Modality modality) {
    var name = "%s-%d-%d".formatted(kind, number % 4, number);
    var hash = "%064x".formatted(name.hashCode() & 0xffffffffL);
    return new ClipSource(name, modality, Path.of("drawn"), hash, null, null);
  }

  private static ClipSource film(String kind, int number) {
    return clip(kind, number, Modality.VIDEO);
  }

  @Test
  void clips_become_rows_and_one_that_shows_nothing_is_flagged_and_one_that_is_torn_is_told()
      throws Exception {
    var clips =
        List.of(film("bar", 1), film("void", 2), film("bar", 3), film("torn", 4), film("bar", 6));
    try (var model = ModelFeatures.open("mae-dfer-tiny-7", preTrained("mae-dfer", "bar"), DRAWN)) {
      var cache = new FeatureCache(folder.resolve("cache"));
      var vectors =
          new ClipFeatures(List.of(model), cache, 2).vectors(clips, FeatureProgress.SILENT);

      assertThat(vectors.blocks())
          .singleElement()
          .satisfies(block -> {
            assertThat(block.extractor()).isEqualTo("mae-dfer-tiny-7-v1");
            assertThat(block.channel()).isEqualTo(Channel.VISUAL);
            assertThat(block.dim()).isEqualTo(WIDTH);
            assertThat(block.present()).isEqualTo(3);
          });
      assertThat(vectors.unreadable()).containsOnlyKeys("torn-0-4");
      assertThat(vectors.x()[1]).containsOnly(0);
      assertThat(vectors.x()[0][WIDTH]).isOne();
      assertThat(vectors.x()[0]).isNotEqualTo(vectors.x()[2]);
      assertThat(vectors.mayHaveSeen(List.of(model))).isEmpty(); // it was told no label
    }
  }

  @Test
  void what_was_read_once_is_not_read_again_and_is_the_same_whoever_is_read_beside_it()
      throws Exception {
    var learned = preTrained("mae-dfer", "bar");
    var cache = new FeatureCache(folder.resolve("cache"));
    var clips = IntStream.range(0, 6).mapToObj(i -> film("bar", i)).toList();
    float[] first;
    try (var model = ModelFeatures.open("mae-dfer-tiny-7", learned, DRAWN)) {
      first = cache.vector(model, clips.get(5)).orElseThrow();
      var all = new ClipFeatures(List.of(model), cache, 2).numbers(clips, FeatureProgress.SILENT);
      assertThat(all.of("mae-dfer-tiny-7-v1", 5)).isEqualTo(first);
      assertThat(model.extract(clips.get(5))).hasValue(first);
    }
    SensesReader blind =
        _ -> {
          throw new IOException("nobody is to look again");
        };
    try (var again = ModelFeatures.open("mae-dfer-tiny-7", learned, blind)) {
      assertThat(cache.vector(again, clips.get(5))).hasValue(first);
      assertThatThrownBy(() -> again.extract(clips.get(5))).hasMessageContaining("look again");
    }
  }

  @Test
  void a_model_that_was_told_labels_says_of_how_many_clips() throws Exception {
    var tuned =
        new FineTuning(RecognitionPlan.usual("mae-dfer", "tiny").withEpochs(1), DRAWN, Device.cpu())
            .run(
                DrawnClips.lessons("bar", 32),
                DrawnClips.CLASSES,
                null,
                folder.resolve("tuned"),
                RecognitionWatch.SILENT);
    try (var model = ModelFeatures.open("mae-dfer-tiny-8", tuned.path(), DRAWN)) {
      assertThat(model.taught()).isEqualTo(tuned.taught()).isNotEmpty();
      assertThat(model.mayHaveSeen())
          .hasValue(
              "labels of %d clips, from which mae-dfer-tiny-8 learned"
                  .formatted(tuned.taught().size()));
      assertThat(model.parameters()).contains(tuned.hash());
    }
  }

  @Test
  void what_a_model_cannot_read_it_is_not_asked_for() throws Exception {
    try (var faces = ModelFeatures.open("mae-dfer-tiny-7", preTrained("mae-dfer", "bar"), DRAWN);
        var both = ModelFeatures.open("hicmae-tiny-9", preTrained("hicmae", "tone"), DRAWN)) {
      var sound = clip("tone", 1, Modality.AUDIO);
      assertThat(faces.supports(sound)).isFalse();
      assertThat(both.supports(sound)).isTrue();
      assertThat(both.channel()).isEqualTo(Channel.VISUAL);
      assertThat(both.extract(sound).orElseThrow()).hasSize(both.dim());
      assertThat(both.supports(ClipSource.ofText("words", "Hello."))).isFalse();
    }
    assertThatThrownBy(() -> ModelFeatures.open("svfap-tiny-1", folder.resolve("none"), DRAWN))
        .isInstanceOf(UnreadableWeightsException.class);
  }
}
