package undertone.annotator.jobs;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import undertone.corpora.CandidateSet;
import undertone.corpora.track.FrameTrack;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;
import undertone.engine.frames.FrameReader;
import undertone.engine.recognition.Opinion;
import undertone.engine.recognition.SensesReader;
import undertone.engine.voters.VotingModel;

/// A model of frames that was learned here as a voter, which also follows faces.
final class FrameVoter implements VotingModel {
  private final String name;
  private final List<String> classes;
  private final FrameReader reader;
  private final SensesReader senses;

  private FrameVoter(String name, List<String> classes, FrameReader reader, SensesReader senses) {
    this.name = name;
    this.classes = List.copyOf(classes);
    this.reader = reader;
    this.senses = senses;
  }

  /// @param folder what the model learned
  /// @param senses closed with the voter
  /// @throws IOException if it cannot be read
  static FrameVoter open(TrainedModels.Trained model, Path folder, SensesReader senses)
      throws IOException {
    return Sight.orClose(
        senses,
        () ->
            new FrameVoter(
                model.name(),
                model.classes(),
                FrameReader.open(folder, senses, Device.cpu()),
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
    var followed = new HashMap<String, List<FrameTrack>>();
    reader
        .look(clips, progress)
        .forEach((clip, said) -> {
          switch (said.opinion()) {
            case Opinion.Says(var shares) ->
                votes.put(clip, RecognitionVoter.likely(classes, shares));
            case Opinion.Unreadable(var why) -> unreadable.put(clip, why);
            case Opinion.CannotSay(var reason) -> unseen.put(clip, reason);
          }
          if (!(said.opinion() instanceof Opinion.Unreadable)) {
            followed.put(clip, said.tracks()); // none, too: the face may be gone from a new film
          }
        });
    return new Said(votes, unseen, new HashSet<>(), unreadable, followed);
  }

  @Override
  public void close() {
    reader.close();
    senses.close();
  }
}
