package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.challenge.MerClass;
import undertone.corpora.challenge.MerTrack;
import undertone.corpora.numpy.Npz;
import undertone.corpora.numpy.NumpyArray;
import undertone.engine.challenge.Evaluation;
import undertone.engine.features.FacePictures;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.NoMedia;
import undertone.engine.fusion.FusionMethod;
import undertone.engine.fusion.FusionPlan;
import undertone.engine.refinement.RunListener;

class FusionBenchTest {
  private static final FusionPlan PLAN = FusionPlan.DEFAULT.by(FusionMethod.MLP).of(3, 6);

  @TempDir Path folder = Path.of("");

  private final Random random = new Random(6);

  /// Labels with valence, and for each clip a vector around a centre of its class.
  private Path labelled(String file, String prefix, int count) throws IOException {
    var lines = new ArrayList<>(List.of("name,discrete,valence"));
    for (int i = 0; i < count; i++) {
      int emotion = random.nextInt(MerClass.IN_ORDER.size());
      var name = prefix + i;
      lines.add("%s,%s,%s".formatted(name, MerClass.IN_ORDER.get(emotion).word(), emotion - 2.5));
      write("hubert-UTT", name, emotion, 2);
      write("idle-UTT", name, 0, 0);
    }
    var path = folder.resolve(file);
    Files.write(path, lines);
    return path;
  }

  private void write(String feature, String clip, int emotion, double told) throws IOException {
    var numbers = new double[8];
    for (int d = 0; d < numbers.length; d++) {
      numbers[d] = .4 * random.nextGaussian() + (d == emotion ? told : 0);
    }
    var arrays = new LinkedHashMap<String, NumpyArray>();
    arrays.put("frames", NumpyArray.of(new double[][] {numbers}));
    var archive = new ByteArrayOutputStream();
    Npz.write(archive, arrays);
    var home = Files.createDirectories(folder.resolve("features").resolve(feature));
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive.toByteArray()))) {
      zip.getNextEntry();
      Files.write(home.resolve(clip + ".npy"), zip.readAllBytes());
    }
  }

  private Map<String, Object> bench(FusionBenchOptions options) throws Exception {
    return new FusionBench(options, eyes()).run(RunListener.SILENT);
  }

  private BenchEyes eyes() throws IOException {
    return new BenchEyes(
        List.of(new DigitFeatures(Optional.of("digits of the bench"))),
        FacePictures.open(new NoMedia()),
        new FeatureCache(folder.resolve("cache")));
  }

  private FusionBenchOptions options(
      @Nullable Path labels, @Nullable Path test, List<String> features, @Nullable Path written) {
    return new FusionBenchOptions(folder, labels, test, null, features, null, PLAN, written);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> metrics(Map<String, Object> report) {
    return (Map<String, Object>) report.getOrDefault("metrics", Map.of());
  }

  private static double figure(Map<String, Object> report, String name) {
    return ((Number) metrics(report).getOrDefault(name, Double.NaN)).doubleValue();
  }

  @Test
  void features_of_others_are_learned_and_the_predictions_score_the_same_by_evaluate()
      throws Exception {
    var train = labelled("train.csv", "sample_", 240);
    var test = labelled("test1.csv", "other_", 60);
    var written = folder.resolve("predictions.csv");

    var report = bench(options(train, test, List.of("hubert-UTT", "idle-UTT"), written));

    assertThat(report).containsEntry("features", List.of("hubert-UTT", "idle-UTT"));
    assertThat(metrics(report)).containsEntry("testClips", 60).containsEntry("learnedClips", 240L);
    assertThat(figure(report, "f1")).isGreaterThan(.8);
    var evaluation =
        Evaluation.of(MerTrack.MER2023_MULTI, new Evaluation.Input(test, written, null, null));
    assertThat(evaluation.faults()).isEmpty();
    for (var name : List.of("accuracy", "f1", "mse", "score")) {
      double scored = evaluation.figures().getOrDefault(name, Double.NaN).doubleValue();
      assertThat(scored).as(name).isCloseTo(figure(report, name), within(1e-6));
    }
  }

  @Test
  void the_products_own_features_and_whole_groups_are_measured_where_the_table_has_no_splits()
      throws Exception {
    var lines = new ArrayList<>(List.of("clip,text,label,speaker"));
    for (int i = 0; i < 120; i++) {
      int truth = i % 2;
      lines.add("c%d,%d %d,%s,s%d".formatted(i, truth, i, truth == 0 ? "sad" : "angry", i / 12));
    }
    Files.write(folder.resolve("clips.csv"), lines);

    var report = bench(options(null, null, List.of(), null));

    assertThat(report)
        .containsEntry("features", List.of("digits-v1"))
        .containsEntry("featuresMaySeen", List.of("digits of the bench"));
    assertThat(metrics(report)).containsEntry("testClips", 24).doesNotContainKey("mse");
    assertThat(figure(report, "f1")).isGreaterThan(.9);
    assertThat(figure(report, "score")).isEqualTo(figure(report, "f1"));
  }

  @Test
  void what_cannot_be_measured_is_refused() throws Exception {
    var train = labelled("train.csv", "sample_", 20);
    Files.writeString(
        folder.resolve("clips.csv"), "clip,text,label\na,0,joy\nb,1,disgust\nc,0,joy\n");

    assertThatThrownBy(() -> bench(options(train, null, List.of("wav2vec-UTT"), null)))
        .hasMessageContaining("There are no features \"wav2vec-UTT\"");
    assertThatThrownBy(() -> bench(options(train, null, List.of(), null)))
        .hasMessageContaining("name folders of features");
    assertThatThrownBy(
            () -> bench(options(null, null, List.of(), folder.resolve("predictions.csv"))))
        .hasMessageContaining("\"disgust\" is none of the challenges' six classes");
    assertThatThrownBy(() -> options(null, train, List.of(), null))
        .hasMessageContaining("--test goes with --labels");
    assertThatThrownBy(() -> options(null, null, List.of("a", "b", "c", "d"), null))
        .hasMessageContaining("a network takes three");
  }
}
