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
import undertone.corpora.track.FrameTrack;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;
import undertone.engine.frames.FrameOpinion;
import undertone.engine.frames.StreamReader;
import undertone.engine.recognition.Opinion;
import undertone.engine.voters.VotingModel;

/// A model of streams that was learned here as a voter, which also follows valence and arousal.
final class StreamVoter implements VotingModel {
  private final String name;
  private final List<String> classes;
  private final StreamReader reader;
  private final ClipDescriber describer;
  private final Map<String, Clip> clips = new HashMap<>();

  private StreamVoter(
      TrainedModels.Trained model,
      StreamReader reader,
      ClipDescriber describer,
      CorpusTalks corpus) {
    name = model.name();
    classes = model.classes();
    this.reader = reader;
    this.describer = describer;
    corpus.clips().forEach(clip -> clips.put(clip.id().toString(), clip));
  }

  /// @param folder what the model learned
  /// @throws IOException if it cannot be read
  static StreamVoter open(
      TrainedModels.Trained model, Path folder, ClipDescriber describer, CorpusTalks corpus)
      throws IOException {
    return new StreamVoter(model, StreamReader.open(folder, Device.cpu()), describer, corpus);
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
        describer.streams(reader.features().sources(), known, TurnVoter.asking(progress));
    var votes = new HashMap<String, CandidateSet>();
    var unseen = new HashMap<String, String>();
    var unreadable = new HashMap<String, String>();
    var followed = new HashMap<String, List<FrameTrack>>();
    reader
        .look(asked, described, progress)
        .forEach((clip, said) -> {
          switch (said.opinion()) {
            case Opinion.Says(var shares) ->
                votes.put(clip, RecognitionVoter.likely(classes, shares));
            case Opinion.Unreadable(var why) -> unreadable.put(clip, why);
            case Opinion.CannotSay(var reason) -> unseen.put(clip, reason);
          }
          keep(clip, said, followed);
        });
    return new Said(votes, unseen, new HashSet<>(), unreadable, followed);
  }

  /// None, too: what it followed before may be gone. Of what cannot be read, what was said stands.
  private static void keep(String clip, FrameOpinion said, Map<String, List<FrameTrack>> followed) {
    if (!(said.opinion() instanceof Opinion.Unreadable)) {
      followed.put(clip, said.tracks());
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
