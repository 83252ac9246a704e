package undertone.engine.openclip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.Modality;
import undertone.engine.captions.PromptBook;
import undertone.engine.captions.Vectors;
import undertone.engine.captions.ZeroShotLabels;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureProgress;
import undertone.engine.recognition.FaceFilm;
import undertone.engine.recognition.Senses;
import undertone.engine.recognition.SensesReader;
import undertone.engine.recognition.WholeFiles;
import undertone.models.TrainingTurn;
import undertone.models.clip.ClipTokenizer;
import undertone.models.clip.OpenClip;
import undertone.models.clip.OpenClipConfig;
import undertone.models.weights.SafeTensors;
import undertone.models.weights.UnreadableWeightsException;

/// Brought weights are the tiny network's, drawn; clips are bars of light, every eleventh nobody.
class OpenClipVoterTest {
  private static final List<String> LABELS = List.of("anger", "happiness", "sadness", "surprise");
  private static final int SIDE = 40;

  @TempDir private Path folder;
  private Path weights = Path.of("");

  @BeforeEach
  void bring() throws IOException {
    weights = folder.resolve("tiny-0123456789ab.safetensors");
    var merges = new StringBuilder("#version: 0.2\n");
    for (int i = 0; i < 30; i++) {
      merges.append((char) ('a' + i % 26)).append(' ').append((char) ('b' + i / 26)).append('\n');
    }
    var list = OpenClipFile.mergesOf(weights);
    try (var out = new GZIPOutputStream(Files.newOutputStream(list))) {
      out.write(merges.toString().getBytes(StandardCharsets.UTF_8));
    }
    var facts =
        new OpenClipFile(
                weights, "tiny", true, "f".repeat(64), WholeFiles.hash(Files.readAllBytes(list)))
            .facts();
    var shapes = new LinkedHashMap<String, Shape>();
    try (var manager = NDManager.newBaseManager();
        var out = Files.newOutputStream(weights)) {
      var drawn = OpenClip.drawn(OpenClipConfig.TINY, manager, new SplittableRandom(5));
      drawn.weights().forEach((name, array) -> shapes.put(name, array.getShape()));
      SafeTensors.write(
          out,
          shapes,
          facts,
          name -> Objects.requireNonNull(drawn.weights().get(name)).toFloatArray());
    }
  }

  private static ClipSource clip(int number) {
    return new ClipSource(
        "clip-" + number,
        Modality.VIDEO,
        Path.of("film-" + number),
        "%064x".formatted(number),
        null,
        null);
  }

  private static List<ClipSource> clips(int count) {
    return IntStream.range(0, count).mapToObj(OpenClipVoterTest::clip).toList();
  }

  private static FaceFilm film(int number, int frames) {
    var random = new SplittableRandom(number);
    var all = new ArrayList<byte[]>();
    for (int t = 0; t < frames; t++) {
      var frame = new byte[3 * SIDE * SIDE];
      for (int p = 0; p < frame.length; p++) {
        boolean bar = p / 3 / SIDE / (SIDE / 4) == number % 4;
        frame[p] = (byte) ((bar ? 200 : 20) + random.nextInt(30));
      }
      all.add(frame);
    }
    return FaceFilm.even(SIDE, .16, all);
  }

  private static final SensesReader SENSES =
      clip -> {
        int number = Integer.parseInt(clip.clip().substring(5));
        if (number == 12) {
          throw new IOException("the file ends too early");
        }
        return number % 11 == 10
            ? Senses.NONE
            : Senses.of(Optional.of(film(number, 3 + number % 9)), Optional.empty());
      };

  private OpenClipVoter voter(Map<ClipSource, String> settled) throws IOException {
    var words = new LinkedHashMap<String, String>();
    LABELS.forEach(label -> words.put(label, label));
    return voter(words, settled);
  }

  private OpenClipVoter voter(Map<String, String> words, Map<ClipSource, String> settled)
      throws IOException {
    return OpenClipVoter.open(
        "openclip-tiny-0123456789ab",
        weights,
        words,
        SENSES,
        settled,
        new FeatureCache(folder.resolve("features")));
  }

  /// The label whose prompts lie nearest to a clip, worked out beside the voter.
  private String nearest(OpenClip network, ClipTokenizer tokenizer, NDManager manager, int clip) {
    var film = film(clip, 3 + clip % 9);
    var seen = new ArrayList<float[]>();
    for (var picture : FacePixels.spread(film, 8, 32)) {
      var pixels = manager.create(picture, new Shape(1, 3, 32, 32));
      seen.add(network.pictures(OpenClip.normalised(pixels)).whole().toFloatArray());
    }
    var face = Vectors.mean(seen);
    return LABELS.stream()
        .max(
            Comparator.comparingDouble((String label) ->
                Vectors.dot(
                    face,
                    Vectors.mean(
                        PromptBook.english().prompts(label).stream()
                            .map(prompt ->
                                network
                                    .texts(new int[][] {tokenizer.encode(prompt, 77)})
                                    .toFloatArray())
                            .toList()))))
        .orElseThrow();
  }

  @Test
  void it_votes_for_the_label_whose_prompts_lie_nearest_to_the_face() throws Exception {
    try (var voter = voter(Map.of());
        var manager = NDManager.newBaseManager()) {
      var said = voter.look(clips(24), FeatureProgress.SILENT);
      var network =
          OpenClip.read(SafeTensors.read(weights), OpenClipConfig.TINY.withQuickGelu(), manager);
      var tokenizer = ClipTokenizer.read(OpenClipFile.mergesOf(weights));

      assertThat(said.unseen()).containsOnlyKeys("clip-10", "clip-21");
      assertThat(said.unreadable()).containsOnlyKeys("clip-12");
      assertThat(said.votes()).hasSize(21);
      try (var _ = TrainingTurn.take()) { // after the voter's own threads have had theirs
        for (int c = 0; c < 10; c++) {
          var held = Objects.requireNonNull(said.votes().get("clip-" + c));
          assertThat(held.first()).contains(nearest(network, tokenizer, manager, c));
          assertThat(held.size()).as("never all").isLessThan(LABELS.size());
        }
      }
      assertThat(voter.basis()).containsEntry("calibrated", false).containsEntry("settled", 0);
    }
  }

  /// Which label's prompts lie nearer to each clip than they do to others on average: a drawn
  /// network tells nothing else, and one label's prompts lie nearest to nearly all.
  private Map<String, String> truths(int count) throws Exception {
    var cosines = new LinkedHashMap<String, double[]>();
    try (var faces = OpenClipFeatures.open("openclip-tiny-0123456789ab", weights, SENSES)) {
      var prompts = ZeroShotLabels.of(LABELS, PromptBook.english(), faces.towers()::texts);
      for (var clip : clips(count)) {
        if (!clip.clip().equals("clip-12")) { // torn
          faces
              .extract(clip)
              .ifPresent(vector -> cosines.put(clip.clip(), prompts.cosines(vector)));
        }
      }
    }
    var usual =
        IntStream.range(0, LABELS.size())
            .mapToDouble(k -> cosines.values().stream().mapToDouble(c -> c[k]).average().orElse(0))
            .toArray();
    var truths = new HashMap<String, String>();
    cosines.forEach((clip, near) -> {
      var more = Comparator.comparingDouble((Integer k) -> near[k] - usual[k]);
      truths.put(clip, LABELS.get(IntStream.range(0, near.length).boxed().max(more).orElseThrow()));
    });
    return truths;
  }

  @Test
  void enough_settled_clips_calibrate_it_and_its_sets_hold_their_truth() throws Exception {
    var truths = truths(530);
    var settled = new LinkedHashMap<ClipSource, String>();
    for (var clip : clips(330)) {
      settled.put(clip, truths.getOrDefault(clip.clip(), LABELS.getFirst()));
    }
    try (var voter = voter(settled)) {
      var fresh = IntStream.range(330, 530).mapToObj(OpenClipVoterTest::clip).toList();
      var votes = voter.look(fresh, FeatureProgress.SILENT).votes();

      assertThat(voter.basis()).containsEntry("calibrated", true);
      assertThat(voter.basis()).containsEntry("settled", 299); // 30 show nobody, one is torn
      assertThat(votes).as("a set of all is no vote").hasSizeGreaterThan(150);
      long held =
          votes.entrySet().stream()
              .filter(vote -> vote.getValue().contains(truths.getOrDefault(vote.getKey(), "")))
              .count();
      assertThat(held / (double) votes.size()).isGreaterThan(.85);
    }
  }

  @Test
  void labels_of_another_language_are_asked_about_in_english_and_voted_for_by_their_ids()
      throws Exception {
    var words = new LinkedHashMap<String, String>();
    LABELS.forEach(label -> words.put("标签" + LABELS.indexOf(label), label));
    try (var plain = voter(Map.of());
        var other = voter(words, Map.of())) {
      var said = plain.look(clips(8), FeatureProgress.SILENT).votes();
      var told = other.look(clips(8), FeatureProgress.SILENT).votes();
      assertThat(told).hasSameSizeAs(said).isNotEmpty();
      told.forEach((clip, vote) ->
          assertThat(vote.labels().stream().map(words::get))
              .containsExactlyElementsOf(Objects.requireNonNull(said.get(clip)).labels()));
    }
  }

  @Test
  void it_tells_how_far_it_is_with_the_settled_clips_that_it_looks_at_first() throws Exception {
    var beforehand = new ArrayList<Integer>();
    try (var voter = voter(Map.of(clip(1), "anger", clip(2), "sadness"))) {
      voter.look(
          clips(4),
          new FeatureProgress() {
            @Override
            public void advanced(int done, int total) {
              assertThat(total).isEqualTo(4);
            }

            @Override
            public void beforehand(int done, int total) {
              assertThat(total).isEqualTo(2);
              beforehand.add(done);
            }
          });
    }
    assertThat(beforehand).endsWith(2);
  }

  @Test
  void what_it_reads_of_a_clip_is_one_vector_of_length_one_whichever_the_length_of_the_clip()
      throws Exception {
    try (var faces = OpenClipFeatures.open("openclip-tiny-0123456789ab", weights, SENSES)) {
      for (var number : List.of(0, 8)) { // three frames, and eleven
        var vector = faces.extract(clip(number)).orElseThrow();
        assertThat(vector).hasSize(faces.dim()).hasSize(16);
        assertThat(Vectors.dot(vector, vector)).isCloseTo(1, within(1e-5));
      }
      assertThat(faces.extract(clip(10))).isEmpty();
      assertThat(faces.taught()).isEmpty();
      assertThat(faces.parameters()).contains("quickGelu=true");
    }
  }

  @Test
  void who_only_asks_questions_reads_them_as_the_voter_does() throws Exception {
    var said = List.of("a face that looks angry", "bc", "an open mouth, wide eyes. ".repeat(20));
    var questions = OpenClipTexts.open(weights);
    try (var towers = OpenClipTowers.open(weights)) {
      var expected = towers.texts(said);
      var read = questions.of(said);

      assertThat(questions.width()).isEqualTo(16);
      for (int i = 0; i < said.size(); i++) {
        assertThat(Vectors.dot(read[i], expected[i])).isCloseTo(1, within(1e-5));
      }
    }
  }

  @Test
  void weights_whose_list_of_merges_is_gone_or_another_are_not_opened() throws IOException {
    var list = OpenClipFile.mergesOf(weights);
    var bytes = Files.readAllBytes(list);
    Files.write(list, new String("#version\na b\n").getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> OpenClipTowers.open(weights))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessageContaining("has 1 merges; openclip in the size tiny reads texts by 30");

    Files.delete(list);
    assertThatThrownBy(() -> OpenClipTowers.open(weights))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessageContaining("is gone or was changed");
    Files.write(list, bytes);
    OpenClipTowers.open(weights).close();
  }

  @Test
  void pictures_are_drawn_out_between_pixels_and_averaged_when_they_shrink() {
    var two = new byte[3 * 4]; // left column black, right column white
    for (int p = 0; p < 12; p++) {
      two[p] = (byte) (p / 3 % 2 == 1 ? 255 : 0);
    }

    var out = FacePixels.scaled(two, 2, 4);
    assertThat(out).hasSize(48);
    assertThat(new float[] {out[0], out[1], out[2], out[3]}).containsExactly(0, .25f, .75f, 1);

    assertThat(FacePixels.scaled(two, 2, 1)).containsExactly(.5f, .5f, .5f);
    assertThat(FacePixels.scaled(two, 2, 2)[1]).isEqualTo(1);
  }
}
