package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.engine.features.FeatureCache;

class RetrieveBenchTest {
  private static final List<String> SCENES =
      List.of(
          "bakery,面包店",
          "harbour,港口",
          "library,图书馆",
          "tunnel,隧道",
          "orchard,果园",
          "stadium,体育场",
          "chapel,教堂",
          "garage,车库",
          "museum,博物馆",
          "kitchen,厨房");

  @TempDir Path folder;

  @Test
  void texts_that_share_their_scene_find_each_other() throws Exception {
    var table = new StringBuilder("clip,label,text,text:zh,caption:en,caption:zh\n");
    int number = 0;
    for (var scene : SCENES) {
      var names = List.of(scene.split(",", -1));
      var english = names.getFirst();
      var chinese = names.getLast();
      table.append(
          "c%d,calm,We met in the %s.,我们在%s见面。,A man waits in the %s. He looks around the %s again.,一名男子在%s等待。他再次环顾%s。\n"
              .formatted(number++, english, chinese, english, english, chinese, chinese));
    }
    Files.writeString(folder.resolve("clips.csv"), table);
    var slice = new TableSlice(folder, null, List.of(), null, null, 0, 0);

    var report = RetrieveBench.run(slice, new FeatureCache(folder.resolve("vectors")));

    @SuppressWarnings("unchecked") // so it is built
    var metrics = (Map<String, Object>) Objects.requireNonNull(report.get("metrics"));
    assertThat(report).containsEntry("clips", 10);
    for (var direction : List.of("enHalf", "enTranscript", "zhHalf", "zhTranscript")) {
      assertThat(metrics)
          .containsEntry(direction + ".bm25.r1", 1.0)
          .containsEntry(direction + ".fused.r1", 1.0)
          .containsEntry(direction + ".fused.medianRank", 1);
    }
    assertThat(metrics)
        .containsKeys(
            "enToZh.bm25.r1", "enToZh.sentence.r5", "zhToEn.mapped.r10", "zhToEn.minilm.r1")
        .containsEntry("enToZh.bm25.r1", 0.0)
        .containsEntry("enToZh.fused.r1", metrics.get("enToZh.sentence.r1"));
  }

  @Test
  void texts_that_say_the_same_are_one_hit_beside_the_strict_figures() throws Exception {
    var table = new StringBuilder("clip,label,text,caption:en\n");
    int number = 0;
    for (var scene : SCENES) {
      var english = List.of(scene.split(",", -1)).getFirst();
      for (int twin = 0; twin < 2; twin++) { // two clips of which the same was written
        table.append(
            "c%d,calm,We met in the %s.,A man waits in the %s.\n"
                .formatted(number++, english, english));
      }
    }
    Files.writeString(folder.resolve("clips.csv"), table);
    var slice = new TableSlice(folder, null, List.of(), null, null, 0, 0);

    var report = RetrieveBench.run(slice, new FeatureCache(folder.resolve("vectors")));

    @SuppressWarnings("unchecked") // so it is built
    var metrics = (Map<String, Object>) Objects.requireNonNull(report.get("metrics"));
    assertThat(metrics)
        .as("one of two twins comes second")
        .containsEntry("enTranscript.bm25.r1", .5)
        .containsEntry("enTranscript.bm25.clusters.r1", 1.0)
        .containsEntry("enTranscript.bm25.clusters.medianRank", 1);
  }
}
