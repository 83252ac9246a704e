package undertone.annotator.jobs;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.engine.features.FaceDescription;

/// Models that describe the clips of a corpus, because they learned on it or because weights that
/// read any clip were brought in: whoever has done so in a run can be chosen wherever faces are
/// described, by its name. Clips that came since are read when they are needed.
public final class DescribingModels {
  private final Runs runs;
  private final TrainedModels trained;

  DescribingModels(Runs runs, TrainedModels trained) {
    this.runs = runs;
    this.trained = trained;
  }

  /// Names of those that have described a corpus: what learned here first, the newest before
  /// others, then what was brought in.
  public List<String> of(CorpusId corpus) {
    var described =
        runs.of(corpus, RunKind.DESCRIBE).stream()
            .filter(run -> run.state() == RunState.DONE)
            .map(run -> JsonMapper.shared().readValue(run.plan(), DescribePlan.class).model())
            .collect(Collectors.toSet());
    var shelf = trained.of(corpus);
    return Stream.concat(shelf.models().stream().map(TrainedModels.Trained::name), reading(shelf))
        .filter(described::contains)
        .toList();
  }

  /// Names of models that were brought in and read any clip.
  private static Stream<String> reading(TrainedModels.Shelf shelf) {
    return shelf.brought().stream()
        .filter(BroughtModels.Brought::readsWords)
        .map(BroughtModels.Brought::name);
  }

  /// A plan under its model's whole name, where it was named without the hash of its weights.
  ///
  /// @throws InvalidValueException if several models are called so
  public DescribePlan whole(CorpusId corpus, DescribePlan plan) {
    return new DescribePlan(trained.of(corpus).whole(plan.model()));
  }

  /// Where the model of a plan lies: the folder of what learned here, or the file of weights that
  /// were brought in.
  ///
  /// @throws InvalidValueException if it is not there, or reads anything but clips
  public Path mustRead(CorpusId corpus, DescribePlan plan) {
    var shelf = trained.of(corpus);
    var brought = shelf.brought(plan.model()).filter(BroughtModels.Brought::readsWords);
    if (brought.isPresent()) {
      return brought.get().file();
    }
    var model =
        shelf
            .named(plan.model())
            .orElseThrow(() -> {
              var reading =
                  Stream.concat(
                          shelf.models().stream()
                              .filter(TrainedModels.Trained::readsClips)
                              .map(TrainedModels.Trained::name),
                          reading(shelf))
                      .toList();
              return reading.isEmpty()
                  ? new InvalidValueException(
                      "No model learned on this corpus that could describe its clips; let one"
                          + " learn first.")
                  : new InvalidValueException(
                      "There is no model \"%s\" that describes clips; there is %s.",
                      plan.model(), String.join(", ", reading));
            });
    if (!model.readsClips()) {
      throw new InvalidValueException(
          "%s does not read whole clips, so it cannot describe them; choose another model.",
          model.name());
    }
    return trained.folder(model.run().id());
  }

  /// The description with its models' whole names, where some were named without the hash of their
  /// weights.
  ///
  /// @throws InvalidValueException if it names a model that has not described the corpus, or one
  ///   name of several
  public FaceDescription mustDescribe(CorpusId corpus, FaceDescription faces) {
    if (faces.models().isEmpty()) {
      return faces;
    }
    var shelf = trained.of(corpus);
    var whole =
        new FaceDescription(faces.parts(), faces.models().stream().map(shelf::whole).toList());
    var known = of(corpus);
    for (var model : whole.models()) {
      if (!known.contains(model)) {
        mustRead(corpus, new DescribePlan(model));
        throw new InvalidValueException(
            "%s has not described the clips of this corpus yet; let it do so first, on its page"
                + " or by run describe.",
            model);
      }
    }
    return whole;
  }

  /// Where the models lie that a description names, by their whole names: folders, or files of
  /// weights.
  ///
  /// @throws InvalidValueException if one of them has not described the corpus
  public Map<String, Path> folders(CorpusId corpus, FaceDescription faces) {
    var folders = new LinkedHashMap<String, Path>();
    for (var model : mustDescribe(corpus, faces).models()) {
      folders.put(model, mustRead(corpus, new DescribePlan(model)));
    }
    return folders;
  }
}
