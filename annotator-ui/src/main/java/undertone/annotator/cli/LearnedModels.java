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
      paramLabel = "NAME=PATH",
      description =
          "Where a model lies that --features names: the folder `model` of its run, such as"
              + " mae-dfer-tiny-12=HOME/runs/12/model, or its file under models/hosted.")
  private Map<String, Path> folders = new LinkedHashMap<>();

  Map<String, Path> folders() {
    return folders;
  }
}
