package undertone.annotator.jobs;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import undertone.corpora.CandidateSet;
import undertone.corpora.clip.Clip;
import undertone.engine.architecture.StructureReader;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;
import undertone.engine.recognition.Opinion;
import undertone.engine.recognition.SensesReader;
import undertone.engine.voters.VotingModel;
import undertone.models.hosting.FeatureModel;

/// A model whose structure was found here as a voter.
final class StructureVoter implements VotingModel {
  private final String name;
  private final List<String> classes;
  private final StructureReader reader;
  private final ClipDescriber describer;
  private final SensesReader senses;
  private final Map<String, Clip> clips = new HashMap<>();

  private StructureVoter(
      TrainedModels.Trained model,
      StructureReader reader,
      ClipDescriber describer,
      SensesReader senses,
      CorpusTalks corpus) {
    name = model.name();
    classes = model.classes();
    this.reader = reader;
    this.describer = describer;
    this.senses = senses;
    corpus.clips().forEach(clip -> clips.put(clip.id().toString(), clip));
  }

  /// @param folder what the model learned
  /// @param senses closed with the voter
  /// @throws IOException if it cannot be read
  static StructureVoter open(
      TrainedModels.Trained model,
      Path folder,
      ClipDescriber describer,
      SensesReader senses,
      CorpusTalks corpus)
      throws IOException {
    return Sight.orClose(
        senses,
        () ->
            new StructureVoter(
                model,
                StructureReader.open(folder, senses, Device.cpu()),
                describer,
                senses,
                corpus));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> mayHaveSeen() {
    return List.of();
  }

  /// Of a clip that came while the run was at work nothing is said.
  @Override
  public Said look(List<ClipSource> asked, FeatureProgress progress)
      throws IOException, InterruptedException {
    var known =
        asked.stream().map(source -> clips.get(source.clip())).filter(Objects::nonNull).toList();
    var described =
        describer.describe(
            reader.card().sources(), FeatureModel.Reads.STEPS, known, TurnVoter.asking(progress));
    var said = reader.look(asked, described);
    progress.advanced(asked.size(), asked.size());
    var votes = new HashMap<String, CandidateSet>();
    var unseen = new HashMap<String, String>();
    var unreadable = new HashMap<String, String>();
    said.forEach((clip, opinion) -> {
      switch (opinion) {
        case Opinion.Says(var shares) -> votes.put(clip, RecognitionVoter.likely(classes, shares));
        case Opinion.Unreadable(var why) -> unreadable.put(clip, why);
        case Opinion.CannotSay(var reason) -> unseen.put(clip, reason);
      }
    });
    return new Said(votes, unseen, new HashSet<>(), unreadable);
  }

  @Override
  public void close() {
    reader.close();
    senses.close();
  }
}
