package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchBenchTest {
  @Test
  void small_tables_are_compared_one_by_one_and_nothing_is_missed() throws Exception {
    var report = SearchBench.run(new SearchBench.Options(3000, 16, 20, true, false, 96, 1));

    assertThat(report).containsEntry("bench", "search").containsEntry("clips", 3000);
    @SuppressWarnings("unchecked") // so it is built
    var metrics = (Map<String, Object>) report.get("metrics");
    assertThat(metrics)
        .containsEntry("recallAt10", 1.0)
        .containsEntry("recallAt10Filtered", 1.0)
        .containsKeys("p50Ms", "p95Ms", "p95FilteredMs", "p95EncodingMs", "p95RequestMs")
        .containsKeys("buildPerSecond", "indexMb", "peakRssMb");
  }
}
