package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import undertone.engine.captions.CaptionRecipe.Form;
import undertone.engine.captions.CaptionRecipe.Local;
import undertone.engine.metrics.Retrieval;
import undertone.models.weights.SafeTensors;

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
  @CsvSource({"SOFTMAX,SAMPLED", "SIGMOID,SAMPLED", "SIGMOID,ATTENDED"})
  void captions_find_drawn_faces_that_were_not_trained_on(Form form, Local local) {
    var train = DrawnFaces.random(800, 1, 1);
    var test = DrawnFaces.random(TEST, 1, 2);
    var heard = new ArrayList<CaptionEpoch>();
    var mode = local == Local.SAMPLED ? PositiveMining.Mode.AND : PositiveMining.Mode.OFF;

    try (var space =
        trained(train, CaptionRecipe.small().with(form).with(mode).with(local), heard)) {
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
    if (mode == PositiveMining.Mode.OFF) {
      assertThat(heard.getLast().minedPerClip()).isZero();
    } else {
      assertThat(heard.getLast().minedPerClip()).isPositive();
    }
    assertThat(heard.getLast().localLoss()).isLessThan(heard.getFirst().localLoss());
  }

  @Test
  void vectors_of_parts_serve_learning_alone_with_mining_too_and_are_not_kept() throws IOException {
    var train = DrawnFaces.random(60, 1, 1);
    var heard = new ArrayList<CaptionEpoch>();
    var recipe =
        CaptionRecipe.small()
            .with(Form.SOFTMAX)
            .with(PositiveMining.Mode.AND)
            .with(Local.ATTENDED)
            .withEpochs(6);
    try (var space = trained(train, recipe, heard)) {
      assertThat(SafeTensors.read(space.bytes()).names())
          .contains("visual.proj.weight")
          .noneMatch(name -> name.contains("regions"));
    }
    assertThat(heard).hasSize(6).allSatisfy(epoch -> assertThat(epoch.localLoss()).isPositive());
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
