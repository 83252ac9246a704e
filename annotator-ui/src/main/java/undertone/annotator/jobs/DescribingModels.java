package undertone.annotator.jobs;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.engine.features.FaceDescription;

/// Models that learned on a corpus and describe its clips: whoever has done so in a run can be
/// chosen wherever faces are described, by its name. Clips that came since are read when they are
/// needed.
public final class DescribingModels {
  private final Runs runs;
  private final TrainedModels trained;

  DescribingModels(Runs runs, TrainedModels trained) {
    this.runs = runs;
    this.trained = trained;
  }

  /// Names of those that have described a corpus, the newest model first.
  public List<String> of(CorpusId corpus) {
    var described =
        runs.of(corpus, RunKind.DESCRIBE).stream()
            .filter(run -> run.state() == RunState.DONE)
            .map(run -> JsonMapper.shared().readValue(run.plan(), DescribePlan.class).model())
            .collect(Collectors.toSet());
    return trained.of(corpus).models().stream()
        .map(TrainedModels.Trained::name)
        .filter(described::contains)
        .toList();
  }

  /// The model of a plan.
  ///
  /// @throws InvalidValueException if it is not there, or reads anything but clips
  public TrainedModels.Trained mustRead(CorpusId corpus, DescribePlan plan) {
    var shelf = trained.of(corpus);
    var model =
        shelf
            .named(plan.model())
            .orElseThrow(() -> {
              var reading =
                  shelf.models().stream()
                      .filter(TrainedModels.Trained::readsClips)
                      .map(TrainedModels.Trained::name)
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
    return model;
  }

  /// @throws InvalidValueException if a description names a model that has not described the corpus
  public void mustDescribe(CorpusId corpus, FaceDescription faces) {
    if (faces.models().isEmpty()) {
      return;
    }
    var known = of(corpus);
    for (var model : faces.models()) {
      if (!known.contains(model)) {
        mustRead(corpus, new DescribePlan(model));
        throw new InvalidValueException(
            "%s has not described the clips of this corpus yet; let it do so first, on its page"
                + " or by run describe.",
            model);
      }
    }
  }

  /// Where the models lie that a description names, by their names.
  ///
  /// @throws InvalidValueException if one of them has not described the corpus
  public Map<String, Path> folders(CorpusId corpus, FaceDescription faces) {
    mustDescribe(corpus, faces);
    var shelf = trained.of(corpus);
    var folders = new LinkedHashMap<String, Path>();
    for (var model : faces.models()) {
      folders.put(model, trained.folder(shelf.named(model).orElseThrow().run().id()));
    }
    return folders;
  }
}
