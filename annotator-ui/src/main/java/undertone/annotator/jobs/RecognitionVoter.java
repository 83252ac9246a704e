package undertone.annotator.jobs;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import undertone.corpora.CandidateSet;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;
import undertone.engine.recognition.Opinion;
import undertone.engine.recognition.Recognizer;
import undertone.engine.recognition.SensesReader;
import undertone.engine.voters.Choice;
import undertone.engine.voters.LikelySet;
import undertone.engine.voters.VotingModel;

/// A recognition model that was learned here as a voter.
final class RecognitionVoter implements VotingModel {

  private final String name;
  private final List<String> classes;
  private final Recognizer recognizer;
  private final SensesReader senses;

  private RecognitionVoter(
      String name, List<String> classes, Recognizer recognizer, SensesReader senses) {
    this.name = name;
    this.classes = List.copyOf(classes);
    this.recognizer = recognizer;
    this.senses = senses;
  }

  /// @param folder what the model learned
  /// @param senses closed with the voter
  /// @throws IOException if it cannot be read
  static RecognitionVoter open(TrainedModels.Trained model, Path folder, SensesReader senses)
      throws IOException {
    return Sight.orClose(
        senses,
        () ->
            new RecognitionVoter(
                model.name(),
                model.classes(),
                Recognizer.open(folder, senses, Device.cpu()),
                senses));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> mayHaveSeen() {
    return List.of();
  }

  @Override
  public Said look(List<ClipSource> clips, FeatureProgress progress) throws InterruptedException {
    var votes = new HashMap<String, CandidateSet>();
    var unseen = new HashMap<String, String>();
    var unreadable = new HashMap<String, String>();
    for (Map.Entry<String, Opinion> said : recognizer.look(clips, progress).entrySet()) {
      switch (said.getValue()) {
        case Opinion.Says(var shares) -> votes.put(said.getKey(), likely(classes, shares));
        case Opinion.Unreadable(var why) -> unreadable.put(said.getKey(), why);
        case Opinion.CannotSay(var reason) -> unseen.put(said.getKey(), reason);
      }
    }
    return new Said(votes, unseen, new HashSet<>(), unreadable);
  }

  /// The labels that are held possible, most probable first.
  ///
  /// @param shares of the classes, in their order
  static CandidateSet likely(List<String> classes, List<Double> shares) {
    return LikelySet.of(
        IntStream.range(0, shares.size())
            .mapToObj(c -> new Choice(classes.get(c), shares.get(c)))
            .sorted(Comparator.comparingDouble(Choice::probability).reversed())
            .toList());
  }

  @Override
  public void close() {
    recognizer.close();
    senses.close();
  }
}
