package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import undertone.models.hosting.FeatureModel;
import undertone.models.hosting.HostedModel;

/// How fast a model learns and answers, and what memory it takes, on drawn inputs: the very jobs
/// that learn on a corpus, of which only the clock is ours.
public final class SpeedBench {
  private final SpeedBenchOptions options;
  private final Path folder;

  /// @param folder for what is learned; to be deleted afterwards
  public SpeedBench(SpeedBenchOptions options, Path folder) {
    this.options = options;
    this.folder = folder;
  }

  /// One kind of model.
  interface Speed {
    /// Puts figures into a report.
    void measure(SpeedBenchOptions options, Path folder, Map<String, Object> report)
        throws IOException, InterruptedException;
  }

  /// The figures, as one JSON object would hold them.
  ///
  /// @throws IllegalArgumentException if there is no such model or size, or it knows no such task
  public Map<String, Object> run() throws IOException, InterruptedException {
    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "speed");
    report.put("model", options.model());
    report.put("size", options.size());
    report.put("seed", options.seed());
    report.put("device", "cpu");
    report.put("threads", 1);
    HostedModel.named(options.model())
        .<Speed>map(ClipSpeed::new)
        .or(() -> FeatureModel.named(options.model()).map(TalkSpeed::new))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no model \"%s\"; there are %s."
                    .formatted(options.model(), String.join(", ", models()))))
        .measure(options, folder, report);
    report.put("peakRssMb", ProcessMemory.peakMb());
    return report;
  }

  /// Every model whose speed can be measured, by name.
  public static List<String> models() {
    return Stream.of(
            HostedModel.all().stream().map(HostedModel::name),
            FeatureModel.all().stream().map(FeatureModel::name))
        .flatMap(Function.identity())
        .sorted()
        .toList();
  }
}
