package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import undertone.corpora.InvalidValueException;

/// A corpus' own captions are learned from, and what that is worth is measured first.
class CaptionStudyTest {
  private static final HashedWords WORDS = new HashedWords(256);
  private static final ClipKind FEATURES = new ClipKind.Features(DrawnFaces.FEATURES, 64);

  private final CaptionStudy study = new CaptionStudy(0, 1, Device.cpu());

  private static CaptionStudy.Material material(DrawnFaces faces, List<CaptionedClip> captions) {
    return new CaptionStudy.Material(
        FEATURES,
        ClipInputs.of(faces.features()),
        IntStream.range(0, faces.films.length).mapToObj(i -> "speaker " + i / 3).toList(),
        new Sentences(
            WORDS.id(), faces.sentences.stream().map(WORDS::embed).toArray(float[][]::new)),
        captions);
  }

  @Test
  void captions_that_tell_of_their_clips_find_clips_held_back() {
    var faces = DrawnFaces.random(400, 1, 1);

    var proof =
        study.proof(
            material(faces, faces.captions), CaptionStudy.recipe(faces.captions.size()), _ -> {});

    assertThat(proof.heldBack()).isBetween(80, 83); // whole speakers of three clips each
    assertThat(proof.holds()).isTrue();
    assertThat(proof.first()).isEqualTo(10);
    assertThat(proof.captionToClip().recallAt10()).isGreaterThan(2 * proof.chance());
  }

  @Test
  void captions_that_belong_to_other_clips_prove_nothing() {
    var faces = DrawnFaces.random(200, 1, 1);
    var clips = new ArrayList<>(faces.captions.stream().map(CaptionedClip::clip).toList());
    Collections.shuffle(clips, new Random(5));
    var mixed =
        IntStream.range(0, clips.size())
            .mapToObj(i -> {
              var caption = faces.captions.get(i);
              return new CaptionedClip(
                  clips.get(i), caption.global(), caption.summary(), caption.locals());
            })
            .toList();

    var proof = study.proof(material(faces, mixed), CaptionStudy.recipe(mixed.size()), _ -> {});

    assertThat(proof.holds()).isFalse();
  }

  @Test
  void where_many_clips_are_described_alike_fewer_hits_count_so_that_luck_proves_nothing() {
    var faces = DrawnFaces.random(120, 1, 1);
    var alike =
        faces.captions.stream()
            .map(caption ->
                new CaptionedClip(
                    caption.clip(), caption.clip() % 4, CaptionedClip.NONE, List.of()))
            .toList();

    var proof =
        study.proof(material(faces, alike), CaptionStudy.recipe(120).withEpochs(1), _ -> {});

    assertThat(proof.first()).isLessThan(5); // a quarter of the gallery is right
    assertThat(proof.chance()).isBetween(.2, .5);
  }

  @Test
  void too_few_captioned_clips_are_refused_in_plain_words() {
    var faces = DrawnFaces.random(CaptionStudy.LEAST_CLIPS - 1, 1, 1);

    assertThatThrownBy(
            () -> study.proof(material(faces, faces.captions), CaptionStudy.recipe(39), _ -> {}))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("Captions of 40 clips or more are needed to learn from; 39 have one.");
  }

  @Test
  void questions_can_be_asked_without_a_tensor_library() throws Exception {
    var faces = DrawnFaces.random(40, 1, 1);
    var recipe = CaptionStudy.recipe(40).withEpochs(2);
    for (int hidden : new int[] {0, 48}) {
      var wide = new CaptionRecipe(recipe.descent(), recipe.contrast(), hidden, recipe.width());
      try (var space = study.space(material(faces, faces.captions), wide, _ -> {})) {
        var side = SentenceSide.read(space.bytes());
        var sentence = WORDS.embed("a smile lifts the corners of the mouth");

        assertThat(side.sentenceEncoder()).isEqualTo(WORDS.id());
        assertThat(side.width()).isEqualTo(space.width());
        assertThat(side.embed(sentence))
            .containsExactly(space.embedSentences(new float[][] {sentence})[0], within(1e-5f));
      }
    }
  }
}
