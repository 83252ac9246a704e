package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.models.weights.UnreadableWeightsException;

class CaptionSpaceTest {
  private static final HashedWords WORDS = new HashedWords(64);
  private static final CaptionRecipe SHORT =
      new CaptionRecipe(
          new CaptionRecipe.Descent(2, 16, 1e-3, 5e-4, .05),
          new CaptionRecipe.Contrast(
              CaptionRecipe.Form.SIGMOID,
              1,
              1,
              .5,
              PositiveMining.usual(PositiveMining.Mode.AND),
              2),
          0,
          32);

  private final DrawnFaces faces = DrawnFaces.random(40, 2, 1);

  private CaptionSpace trained(long seed, Consumer<CaptionEpoch> heard) {
    var vectors = faces.sentences.stream().map(WORDS::embed).toArray(float[][]::new);
    return new CaptionTraining(SHORT, seed, 1, Device.cpu())
        .run(
            faces.kind(),
            faces.inputs(),
            new Sentences(WORDS.id(), vectors),
            faces.captions,
            heard);
  }

  @Test
  void a_space_that_is_written_and_read_gives_the_same_vectors_under_the_same_id()
      throws Exception {
    try (var space = trained(0, _ -> {});
        var again = CaptionSpace.read(space.bytes(), Device.cpu())) {
      assertThat(again.modelId()).isEqualTo(space.modelId()).hasSize(64);
      assertThat(again.kind()).isEqualTo(space.kind());
      assertThat(again.scale()).isEqualTo(space.scale()).isCloseTo(10, within(1.0));
      assertThat(again.sentenceEncoder()).isEqualTo(WORDS.id());
      assertThat(again.embedClips(faces.inputs())).isDeepEqualTo(space.embedClips(faces.inputs()));
      var sentence = new float[][] {WORDS.embed("a smile lifts the corners of the mouth")};
      assertThat(again.embedSentences(sentence)).isDeepEqualTo(space.embedSentences(sentence));
    }
  }

  @Test
  void vectors_have_length_one_and_do_not_depend_on_their_neighbours() {
    try (var space = trained(0, _ -> {})) {
      var all = space.embedClips(faces.inputs());
      var alone = space.embedClips(ClipInputs.of(Arrays.copyOfRange(faces.films, 7, 8)));
      assertThat(alone[0]).containsExactly(all[7], within(1e-5f));
      for (var vector : all) {
        assertThat(Vectors.dot(vector, vector)).isCloseTo(1, within(1e-5));
        assertThat(vector).hasSize(space.width());
      }
    }
  }

  @Test
  void equal_seeds_give_equal_models_and_others_do_not() {
    try (var first = trained(3, _ -> {});
        var second = trained(3, _ -> {});
        var other = trained(4, _ -> {})) {
      assertThat(second.modelId()).isEqualTo(first.modelId());
      assertThat(other.modelId()).isNotEqualTo(first.modelId());
    }
  }

  @Test
  void every_epoch_is_heard_and_hearing_may_stop_the_training() {
    var heard = new ArrayList<CaptionEpoch>();

    assertThatThrownBy(() ->
            trained(
                0,
                epoch -> {
                  heard.add(epoch);
                  throw new CancellationException("enough");
                }))
        .isInstanceOf(CancellationException.class);

    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst().scale()).isCloseTo(10, within(1.0));
    try (var space = trained(0, heard::add)) { // the right to train was given back
      assertThat(heard).hasSize(3);
      assertThat(space.width()).isEqualTo(32);
    }
  }

  @Test
  void clips_with_one_level_only_are_learned_from_too() {
    var some =
        faces.captions.stream()
            .map(caption ->
                caption.clip() % 2 == 0
                    ? new CaptionedClip(caption.clip(), caption.global(), -1, List.of())
                    : new CaptionedClip(caption.clip(), -1, -1, caption.locals()))
            .toList();
    var vectors = faces.sentences.stream().map(WORDS::embed).toArray(float[][]::new);
    var heard = new ArrayList<CaptionEpoch>();

    try (var space =
        new CaptionTraining(SHORT, 0, 1, Device.cpu())
            .run(
                new ClipKind.Features(DrawnFaces.FEATURES, 16),
                ClipInputs.of(faces.features()),
                new Sentences(WORDS.id(), vectors),
                some,
                heard::add)) {
      assertThat(space.embedSentences(vectors)).hasNumberOfRows(vectors.length);
    }
    assertThat(heard.getLast().globalLoss()).isPositive();
    assertThat(heard.getLast().localLoss()).isPositive();
    assertThat(heard.getLast().summaryLoss()).isZero();
  }

  private CaptionSpace learned(float[][] clips, List<CaptionedClip> captions) {
    var sentences = new Sentences(WORDS.id(), new float[][] {WORDS.embed("a"), WORDS.embed("b")});
    return new CaptionTraining(SHORT, 0, 1, Device.cpu())
        .run(new ClipKind.Features(2, 4), ClipInputs.of(clips), sentences, captions, _ -> {});
  }

  @Test
  void captions_of_what_does_not_exist_and_numbers_that_are_none_are_refused() {
    var first = new CaptionedClip(0, 0, -1, List.of());
    var second = new CaptionedClip(1, 1, -1, List.of());
    var clips = new float[][] {{1, 2}, {3, 4}};

    assertThatThrownBy(() -> learned(clips, List.of(first, new CaptionedClip(2, 0, -1, List.of()))))
        .hasMessageContaining("names clip 2");
    assertThatThrownBy(() -> learned(clips, List.of(first, new CaptionedClip(1, 2, -1, List.of()))))
        .hasMessageContaining("sentence 2, but there are 2 clips and 2 sentences");
    assertThatThrownBy(() -> learned(clips, List.of(first))).hasMessageContaining("two captions");
    assertThatThrownBy(
            () -> learned(new float[][] {{1, 2}, {3, Float.NaN}}, List.of(first, second)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("in epoch 1");
  }

  @Test
  void clips_and_sentences_of_other_sizes_are_refused() {
    try (var space = trained(0, _ -> {})) {
      assertThatThrownBy(() -> space.embedClips(ClipInputs.of(new float[1][5])))
          .hasMessageContaining("frames 48 2");
      assertThatThrownBy(() -> space.embedSentences(new float[1][5]))
          .hasMessageContaining("hashed-words-64");
    }
  }

  @Test
  void a_damaged_or_foreign_file_is_refused() {
    try (var space = trained(0, _ -> {})) {
      var whole = space.bytes();
      assertThatThrownBy(
              () -> CaptionSpace.read(Arrays.copyOf(whole, whole.length - 1), Device.cpu()))
          .isInstanceOf(UnreadableWeightsException.class);
      var other = replaced(whole, "frames 48 2", "frames 99 2");
      var wide = replaced(whole, "frames 48 2", "frames 48 x");
      var width = replaced(whole, "\"width\":\"32\"", "\"width\":\"33\"");
      var version = replaced(whole, "captions-1", "captions-9");
      // the network is the same for any side, so 99 pixels are another model, not a broken one
      assertThat(id(other)).isNotEqualTo(space.modelId());
      for (var broken : List.of(wide, width, version)) {
        assertThatThrownBy(() -> CaptionSpace.read(broken, Device.cpu()))
            .isInstanceOf(UnreadableWeightsException.class);
      }
    }
  }

  private static String id(byte[] bytes) {
    try (var space = CaptionSpace.read(bytes, Device.cpu())) {
      return space.modelId();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] replaced(byte[] bytes, String what, String by) {
    var latin = StandardCharsets.ISO_8859_1;
    return new String(bytes, latin).replace(what, by).getBytes(latin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "frames 48", "frames 4 1", "frames 48 0", "features 1 x", "sound 1 1"})
  void what_names_no_kind_of_clip_is_refused(String line) {
    assertThatThrownBy(() -> ClipKind.written(line)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hashed_words_bring_sentences_of_the_same_words_together() {
    var smile = WORDS.embed("The lip corners are raised.");

    assertThat(Vectors.dot(smile, WORDS.embed("the lip corners are RAISED")))
        .isCloseTo(1, within(1e-6));
    assertThat(Vectors.dot(smile, WORDS.embed("raised are the corners of a lip")))
        .isGreaterThan(Vectors.dot(smile, WORDS.embed("eyes half shut")));
    assertThat(WORDS.embed("!?")).containsOnly(0);
  }
}
