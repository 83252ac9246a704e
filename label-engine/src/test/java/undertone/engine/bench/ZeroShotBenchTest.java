package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.engine.captions.CaptionEpoch;
import undertone.engine.captions.CaptionRecipe;
import undertone.engine.captions.VoteCaptions;
import undertone.engine.features.FaceDescription;
import undertone.engine.features.FacePictures;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.NoMedia;

class ZeroShotBenchTest {
  private static final List<String> LABELS = List.of("anger", "happiness", "surprise");
  private static final List<String> OTHER_WORDS = List.of("angry", "happy", "surprised");

  @TempDir Path folder = Path.of("");

  /// Lines whose first digit is what seven of ten people see; two see another, one cannot tell.
  private Path voted(String name, int count, boolean splits) throws IOException {
    var random = new Random(4);
    var rows = new ArrayList<String>();
    rows.add("clip,text,split,label,votes:anger,votes:happiness,votes:surprise,votes:unknown");
    for (int i = 0; i < count; i++) {
      int truth = random.nextInt(3);
      var crowd = new int[3];
      crowd[truth] = 7;
      crowd[(truth + 1) % 3] = 2;
      rows.add(
          "c%03d,%d %d,%s,%s,%d,%d,%d,1"
              .formatted(
                  i,
                  truth,
                  random.nextInt(1000),
                  splits ? (i % 4 == 0 ? "valid" : "train") : "",
                  LABELS.get(truth),
                  crowd[0],
                  crowd[1],
                  crowd[2]));
    }
    return written(name, rows);
  }

  private Path written(String name, List<String> rows) throws IOException {
    var data = Files.createDirectories(folder.resolve(name));
    Files.write(data.resolve("clips.csv"), rows);
    return data;
  }

  private static ZeroShotBenchOptions options(Path data, @Nullable Path train, int limit) {
    return new ZeroShotBenchOptions(
        data, train, FaceDescription.HOG, limit, false, CaptionRecipe.small().withEpochs(30), 3);
  }

  private Map<String, Object> bench(ZeroShotBenchOptions options, List<CaptionEpoch> heard)
      throws Exception {
    return new ZeroShotBench(eyes()).run(options, heard::add);
  }

  private BenchEyes eyes() throws IOException {
    return new BenchEyes(
        List.of(new DigitFeatures(Optional.of("digits of the bench"))),
        FacePictures.open(new NoMedia()),
        new FeatureCache(folder.resolve("cache")));
  }

  private VotedClips read(Path data) throws Exception {
    return VotedClips.read(options(data, null, 0), VotedClips.slice(data, 3).read(), eyes());
  }

  private static Map<String, Double> figures(Map<String, Object> report) {
    var figures = new HashMap<String, Double>();
    if (report.get("metrics") instanceof Map<?, ?> metrics) {
      metrics.forEach((name, value) ->
          figures.put(String.valueOf(name), Double.valueOf(String.valueOf(value))));
    }
    return figures;
  }

  private static double figure(Map<String, Double> figures, String name) {
    assertThat(figures).containsKey(name);
    return figures.getOrDefault(name, Double.NaN);
  }

  @Test
  void prompts_tell_clips_apart_after_training_and_every_figure_stands_there_twice()
      throws Exception {
    var heard = new ArrayList<CaptionEpoch>();
    var report = bench(options(voted("voted", 400, true), null, 0), heard);

    assertThat(report)
        .containsEntry("bench", "zero-shot")
        .containsEntry("clips", 100)
        .containsEntry("classes", 3)
        .containsEntry("trainClips", 250)
        .containsEntry("calibrationClips", 50)
        .containsEntry("featuresMaySeen", List.of("digits of the bench"));
    assertThat(heard).hasSize(30);
    var figures = figures(report);
    for (var name : List.of("uar", "war", "ece", "setCoverage", "setSize", "names.uar")) {
      assertThat(figures).containsKeys(name + "Before", name + "After");
    }
    for (var way : List.of("captionToClip", "clipToCaption", "captionToAlike", "clipToAlike")) {
      for (var figure : List.of("r1", "r5", "r10", "medianRank")) {
        assertThat(figures)
            .containsKeys(way + "." + figure + "Before", way + "." + figure + "After");
      }
    }
    assertThat(figure(figures, "uarAfter")).isGreaterThan(.9);
    assertThat(figure(figures, "uarBefore")).isLessThan(.7);
    assertThat(figure(figures, "setCoverageAfter")).isGreaterThan(.8);
    assertThat(figure(figures, "captionToAlike.r1After")).isGreaterThan(.8);
    assertThat(figure(figures, "captionToClip.r1After")).isLessThan(.5); // a third say the same
  }

  @Test
  void a_folder_that_was_never_learned_from_is_measured_whole_whatever_its_words_for_labels()
      throws Exception {
    var train = voted("voted", 300, true);
    var rows = new ArrayList<String>();
    rows.add("clip,text,label,speaker");
    for (int i = 0; i < 30; i++) {
      rows.add("d%d,%d %d,%s,s%d".formatted(i, i % 3, 2000 + i, OTHER_WORDS.get(i % 3), i / 5));
    }

    var report = bench(options(written("other", rows), train, 150), new ArrayList<>());

    assertThat(report)
        .containsEntry("clips", 30)
        .containsEntry("trainClips", 150)
        .containsEntry("calibrationClips", 38)
        .containsEntry("labels", List.of("anger", "happiness", "surprise"));
    assertThat(figure(figures(report), "uarAfter")).isGreaterThan(.9);
    assertThat(figures(report)).containsKey("eceAfter");
  }

  @Test
  void equal_seeds_give_equal_figures() throws Exception {
    var data = voted("voted", 80, false);

    var one = figures(bench(options(data, null, 0), new ArrayList<>()));
    var again = figures(bench(options(data, null, 0), new ArrayList<>()));

    one.keySet().removeIf(name -> name.endsWith("Seconds"));
    again.keySet().removeIf(name -> name.endsWith("Seconds"));
    assertThat(one).isEqualTo(again);
  }

  @Test
  void of_a_folder_without_splits_no_group_is_both_learned_from_and_measured() throws Exception {
    var rows = new ArrayList<String>();
    rows.add("clip,text,label,speaker");
    for (int i = 0; i < 80; i++) {
      rows.add("e%d,%d %d,%s,s%d".formatted(i, i % 3, i, LABELS.get(i % 3), i / 10));
    }
    var data = written("grouped", rows);

    var clips = read(data);

    var seen = new HashMap<String, Integer>();
    var parts = List.of(clips.learned(), clips.held(), clips.measured());
    for (int part = 0; part < parts.size(); part++) {
      for (int row : parts.get(part)) {
        assertThat(seen.merge(String.valueOf(clips.row(row).speaker()), part, Math::max))
            .isEqualTo(part);
      }
    }
    assertThat(seen).hasSize(8).containsValues(0, 1, 2);
  }

  @Test
  void rare_readings_are_told_more_often_only_where_they_shall_weigh_evenly() throws Exception {
    var rows = new ArrayList<String>();
    rows.add("clip,text,label");
    for (int i = 0; i < 120; i++) {
      rows.add("h%d,%d %d,%s".formatted(i, i % 2, i, LABELS.get(i % 12 == 0 ? 0 : 1)));
    }
    var clips = read(written("uneven", rows));

    assertThat(clips.tellings(false)).containsOnly(1).hasSize(clips.learned().length);
    var even = clips.tellings(true);
    for (int row : clips.learned()) {
      assertThat(even[row]).isBetween(1, 8);
      assertThat(even[row] > 1).isEqualTo("anger".equals(clips.row(row).gold()));
    }
    var captions = VoteCaptions.english();
    var thrice = clips.told(0, captions, 5, 3);
    assertThat(thrice).hasSize(3).startsWith(clips.told(0, captions, 5, 1).getFirst());
    assertThat(clips.told(0, captions, 6, 20)).isNotEqualTo(clips.told(0, captions, 5, 20));
  }

  @Test
  void written_captions_are_labelled_with_and_without_their_emotion_words() throws Exception {
    var rows = new ArrayList<String>();
    rows.add("clip,label,caption:en,caption:zh");
    for (int i = 0; i < 24; i++) {
      rows.add(
          i % 2 == 0
              ? "f%d,anger,He is furious number %d. His brows are lowered.,他很愤怒，第%d个。他眉头紧皱。"
                  .formatted(i, i, i)
              : "f%d,happiness,She is joyful number %d. Her cheeks are lifted.,她很开心，第%d个。她嘴角上扬。"
                  .formatted(i, i, i));
    }

    var report = bench(options(written("told", rows), null, 0), new ArrayList<>());

    assertThat(report)
        .containsEntry("clips", 24)
        .containsEntry("labels", List.of("anger", "happiness"));
    var figures = figures(report);
    for (var language : List.of("en", "zh")) {
      assertThat(figures)
          .containsEntry(language + ".namesEmotion", 1.0)
          .containsEntry(language + ".uar", 1.0)
          .containsKeys(
              language + ".ece",
              language + ".setCoverage",
              language + ".setSize",
              language + ".masked.uar",
              language + ".masked.names.war");
    }
  }

  @Test
  void a_folder_without_anything_to_learn_from_is_refused() throws Exception {
    var data = written("bare", List.of("clip,text,label", "g,1 1,anger"));

    assertThatThrownBy(() -> bench(options(data, null, 0), new ArrayList<>()))
        .hasMessageContaining("both are needed");
    assertThatThrownBy(() -> options(data, null, -1)).hasMessageContaining("--limit");
  }

  @Test
  void captions_of_real_clips_are_labelled_far_above_chance() throws Exception {
    var data =
        Path.of(System.getenv().getOrDefault("UNDERTONE_DATA", "../../shared/data"))
            .resolve("emer");
    assumeTrue(Files.exists(data), data + " is not here; set UNDERTONE_DATA to run this test");

    var figures = figures(bench(options(data, null, 25), new ArrayList<>()));

    assertThat(figure(figures, "en.uar")).isGreaterThan(.4); // .2 by chance
    assertThat(figure(figures, "en.masked.uar")).isLessThan(figure(figures, "en.uar"));
  }
}
