package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Faces whose captions are nothing but words for votes are later told apart by prompts, whose
/// templates are others.
class VoteCaptionLearningTest {
  private static final HashedWords WORDS = new HashedWords(256);
  private static final ClipKind FEATURES = new ClipKind.Features(DrawnFaces.FEATURES, 128);
  private static final List<String> CLASSES = List.copyOf(DrawnFaces.CLASSES.keySet());
  private static final int TRAIN = 700;
  private static final int TEST = 210;

  /// Eight of ten people see what was drawn, two something else.
  private static CaptionTable captions() {
    var random = new SplittableRandom(3);
    var table = new CaptionTable();
    for (int i = 0; i < TRAIN; i++) {
      var votes =
          Map.of(CLASSES.get(i % CLASSES.size()), 8, CLASSES.get((i + 1) % CLASSES.size()), 2);
      table.add(i, VoteCaptions.english().of(votes, 0, random).orElseThrow());
    }
    return table;
  }

  private static double right(CaptionSpace space, DrawnFaces faces) {
    var labels =
        ZeroShotLabels.of(
            CLASSES,
            PromptBook.english(),
            prompts ->
                space.embedSentences(prompts.stream().map(WORDS::embed).toArray(float[][]::new)));
    var clips = space.embedClips(ClipInputs.of(faces.features()));
    return IntStream.range(0, TEST)
            .filter(i -> {
              var cosines = labels.cosines(clips[i]);
              return IntStream.range(0, cosines.length)
                  .allMatch(c -> cosines[c] <= cosines[i % CLASSES.size()]);
            })
            .count()
        / (double) TEST;
  }

  @Test
  void drawn_faces_are_told_apart_by_prompts_after_training_and_not_before() {
    var train = DrawnFaces.ofClasses(TRAIN, 1, 1);
    var test = DrawnFaces.ofClasses(TEST, 1, 2);
    var table = captions();
    var captions = table.captions();
    var told =
        new Sentences(
            WORDS.id(), table.sentences().stream().map(WORDS::embed).toArray(float[][]::new));
    var training = new CaptionTraining(CaptionRecipe.small(), 0, 1, Device.cpu());
    var clips = ClipInputs.of(train.features());

    try (var before = training.untrained(FEATURES, clips, told, captions);
        var after = training.run(FEATURES, clips, told, captions, _ -> {})) {
      assertThat(before.modelId()).isNotEqualTo(after.modelId());
      assertThat(right(before, test)).isLessThan(.35); // one in seven by chance
      assertThat(right(after, test)).isGreaterThan(.6);
    }
  }
}
