package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import undertone.engine.captions.CaptionRecipe.Form;
import undertone.engine.metrics.Retrieval;

/// A short training on few drawn faces already finds faces by captions it never saw.
class CaptionLearningTest {
  private static final int TEST = 150;

  private static final HashedWords WORDS = new HashedWords(256);
  private static final ClipKind FEATURES = new ClipKind.Features(DrawnFaces.FEATURES, 128);

  private static Sentences sentences(DrawnFaces faces) {
    return new Sentences(
        WORDS.id(), faces.sentences.stream().map(WORDS::embed).toArray(float[][]::new));
  }

  private static CaptionSpace trained(
      DrawnFaces faces, CaptionRecipe recipe, List<CaptionEpoch> heard) {
    return new CaptionTraining(recipe, 0, 1, Device.cpu())
        .run(
            FEATURES,
            ClipInputs.of(faces.features()),
            sentences(faces),
            faces.captions,
            heard::add);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void captions_find_drawn_faces_that_were_not_trained_on(Form form) {
    var train = DrawnFaces.random(800, 1, 1);
    var test = DrawnFaces.random(TEST, 1, 2);
    var heard = new ArrayList<CaptionEpoch>();

    try (var space =
        trained(train, CaptionRecipe.small().with(form).with(PositiveMining.Mode.AND), heard)) {
      var clips = space.embedClips(ClipInputs.of(test.features()));
      var queries =
          space.embedSentences(
              test.captions.stream()
                  .map(caption -> WORDS.embed(test.sentences.get(caption.global())))
                  .toArray(float[][]::new));
      var found = Retrieval.of(Vectors.scores(queries, clips), same(test));

      // by chance a tenth of the queries would, and half of the first hits lie beyond rank 55
      assertThat(found.recallAt10()).isGreaterThan(.2);
      assertThat(found.medianRank()).isLessThan(TEST / 5.0);
    }
    assertThat(heard.getLast().loss()).isLessThan(heard.getFirst().loss());
    assertThat(heard.getFirst().minedPerClip()).isZero();
    assertThat(heard.getLast().minedPerClip()).isPositive();
  }

  private static boolean[][] same(DrawnFaces faces) {
    return IntStream.range(0, faces.films.length)
        .mapToObj(q -> {
          var same = new boolean[faces.films.length];
          for (int i = 0; i < same.length; i++) {
            same[i] = faces.kindOf(i) == faces.kindOf(q);
          }
          return same;
        })
        .toArray(boolean[][]::new);
  }
}
