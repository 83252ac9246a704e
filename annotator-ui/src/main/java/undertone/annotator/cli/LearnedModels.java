package undertone.annotator.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/// Where models lie that benches are told to describe clips by.
final class LearnedModels {
  @Option(
      names = "--model",
      split = ",",
      paramLabel = "NAME=DIR",
      description =
          "Where a model lies that --features names, such as mae-dfer-tiny-12=HOME/runs/12/model.")
  private Map<String, Path> folders = new LinkedHashMap<>();

  Map<String, Path> folders() {
    return folders;
  }
}
