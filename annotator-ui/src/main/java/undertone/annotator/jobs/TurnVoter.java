package undertone.annotator.jobs;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import undertone.corpora.CandidateSet;
import undertone.corpora.clip.Clip;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.Measure;
import undertone.engine.contract.Dialogue;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;
import undertone.engine.multimodal.TurnRecognizer;
import undertone.engine.recognition.Opinion;
import undertone.engine.voters.VotingModel;

/// A model on features that was learned here as a voter. It is asked about some clips at a time and
/// hears whole conversations all the same: what it says of other turns of theirs is kept until they
/// are asked for. One that was taught valence says that as well, which is no vote.
final class TurnVoter implements VotingModel {
  private static final int TURNS_AT_ONCE = 512;
  private static final double MICROS = 1e6;

  private final String name;
  private final List<String> classes;
  private final TurnRecognizer recognizer;
  private final ClipDescriber describer;
  private final Map<String, Clip> clips = new HashMap<>();
  private final Map<String, Dialogue> talkOf = new HashMap<>();
  private final Map<String, Opinion> said = new HashMap<>();
  private final Map<String, Double> felt = new HashMap<>(); // valence, if it was taught any
  private final Map<String, String> unreadable = new HashMap<>();

  private TurnVoter(
      TrainedModels.Trained model,
      TurnRecognizer recognizer,
      ClipDescriber describer,
      CorpusTalks corpus) {
    name = model.name();
    classes = model.classes();
    this.recognizer = recognizer;
    this.describer = describer;
    corpus.clips().forEach(clip -> clips.put(clip.id().toString(), clip));
    for (var talk : corpus.talks()) {
      talk.turns().forEach(turn -> talkOf.put(turn.name(), talk));
    }
  }

  /// @param folder what the model learned
  /// @throws IOException if it cannot be read
  static TurnVoter open(
      TrainedModels.Trained model, Path folder, ClipDescriber describer, CorpusTalks corpus)
      throws IOException {
    return new TurnVoter(model, TurnRecognizer.open(folder, Device.cpu()), describer, corpus);
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
  public Said look(List<ClipSource> asked, FeatureProgress progress)
      throws IOException, InterruptedException {
    listen(asked, progress);
    var votes = new HashMap<String, CandidateSet>();
    var unseen = new HashMap<String, String>();
    var silenced = new HashMap<String, String>();
    var followed = new HashMap<String, List<FrameTrack>>();
    for (var source : asked) {
      var opinion = said.remove(source.clip());
      var valence = felt.remove(source.clip());
      var why = unreadable.remove(source.clip());
      if (why != null) { // less is known of it than there is, so what was said before stands
        silenced.put(source.clip(), why);
      } else if (opinion instanceof Opinion.Says(var shares)) {
        votes.put(source.clip(), RecognitionVoter.likely(classes, shares));
      } else if (opinion instanceof Opinion.CannotSay(var reason)) {
        unseen.put(source.clip(), reason);
      } else {
        unseen.put(source.clip(), "not described"); // it came while the run was at work
      }
      if (recognizer.rates() && why == null) {
        followed.put(source.clip(), valence == null ? List.of() : level(source.clip(), valence));
      }
    }
    return new Said(votes, unseen, new HashSet<>(), silenced, followed);
  }

  /// Stands with the tracks of machines, whatever becomes of its votes. A text has no length along
  /// which a line could be drawn.
  private List<FrameTrack> level(String clip, double valence) {
    var known = clips.get(clip);
    double seconds = known == null ? 0 : known.durationMicros().orElse(0L) / MICROS;
    return seconds > 0 ? RatingVoter.level(Map.of(Measure.VALENCE, valence), seconds) : List.of();
  }

  /// Hears the conversations of clips of which nothing was said yet.
  private void listen(List<ClipSource> asked, FeatureProgress progress)
      throws IOException, InterruptedException {
    var open = new LinkedHashMap<Dialogue, Integer>(); // and how many of those asked are its turns
    for (var source : asked) {
      var talk = talkOf.get(source.clip());
      if (talk != null && !said.containsKey(source.clip())) {
        open.merge(talk, 1, Integer::sum);
      }
    }
    int done = asked.size() - open.values().stream().mapToInt(Integer::intValue).sum();
    var some = new ArrayList<Dialogue>();
    int turns = 0;
    for (var talk : open.entrySet()) {
      some.add(talk.getKey());
      turns += talk.getKey().length();
      done += talk.getValue();
      if (turns >= TURNS_AT_ONCE) {
        hear(some, progress);
        some.clear();
        turns = 0;
        progress.advanced(done, asked.size());
      }
    }
    hear(some, progress);
    progress.advanced(asked.size(), asked.size());
  }

  /// @param whole told nothing of single conversations, but asked whether to stop
  private void hear(List<Dialogue> talks, FeatureProgress whole)
      throws IOException, InterruptedException {
    var turns = new ArrayList<Clip>();
    for (var talk : talks) {
      for (var turn : talk.turns()) {
        var clip = clips.get(turn.name());
        if (clip != null) {
          turns.add(clip);
        }
      }
    }
    var described =
        describer.describe(recognizer.card().sources(), recognizer.reads(), turns, asking(whole));
    said.putAll(recognizer.look(talks, described));
    if (recognizer.rates()) {
      felt.putAll(recognizer.valences(talks, described));
    }
    unreadable.putAll(described.unreadable());
  }

  /// Told nothing of how far it is, but asked whether to stop.
  static FeatureProgress asking(FeatureProgress whole) {
    return new FeatureProgress() {
      @Override
      public void advanced(int done, int total) {}

      @Override
      public boolean cancelled() {
        return whole.cancelled();
      }
    };
  }

  @Override
  public void close() {
    recognizer.close();
  }
}
