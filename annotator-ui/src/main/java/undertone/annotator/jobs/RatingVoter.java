package undertone.annotator.jobs;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.Measure;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;
import undertone.engine.recognition.Impression;
import undertone.engine.recognition.RatedLesson;
import undertone.engine.recognition.Recognizer;
import undertone.engine.recognition.SensesReader;
import undertone.engine.voters.VotingModel;

/// A model that was taught how whole clips feel. It never votes for a label; what it says stands
/// with the tracks of machines, as a level line from the beginning of a clip to the end.
final class RatingVoter implements VotingModel {
  private static final double MICROS = 1e6;

  private final String name;
  private final Recognizer recognizer;
  private final SensesReader senses;

  private RatingVoter(String name, Recognizer recognizer, SensesReader senses) {
    this.name = name;
    this.recognizer = recognizer;
    this.senses = senses;
  }

  /// @param folder what the model learned
  /// @param senses closed with the voter
  /// @throws IOException if it cannot be read
  static RatingVoter open(TrainedModels.Trained model, Path folder, SensesReader senses)
      throws IOException {
    return Sight.orClose(
        senses,
        () -> new RatingVoter(model.name(), Recognizer.open(folder, senses, Device.cpu()), senses));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean rates() {
    return true;
  }

  @Override
  public List<String> mayHaveSeen() {
    return List.of();
  }

  @Override
  public Said look(List<ClipSource> clips, FeatureProgress progress)
      throws IOException, InterruptedException {
    var unseen = new HashMap<String, String>();
    var unreadable = new HashMap<String, String>();
    var followed = new HashMap<String, List<FrameTrack>>();
    recognizer
        .rate(clips, progress)
        .forEach((clip, said) -> {
          switch (said) {
            case Impression.Rates(var rated, var seconds) ->
                followed.put(clip, level(rated, seconds));
            case Impression.CannotSay(var reason) -> {
              unseen.put(clip, reason);
              followed.put(clip, List.of()); // the face may be gone from a new film
            }
            case Impression.Unreadable(var why) -> unreadable.put(clip, why);
          }
        });
    return new Said(Map.of(), unseen, Set.of(), unreadable, followed);
  }

  /// What is said of a clip as a whole, from its beginning to its end.
  static List<FrameTrack> level(Map<Measure, Double> rated, double seconds) {
    long end = Math.max(1, Math.round(seconds * MICROS));
    var tracks = new ArrayList<FrameTrack>();
    for (var measure : RatedLesson.DIMENSIONS) {
      var value = rated.get(measure);
      if (value != null) {
        float number = value.floatValue();
        tracks.add(new FrameTrack(measure, new long[] {0, end}, new float[] {number, number}));
      }
    }
    return tracks;
  }

  @Override
  public void close() {
    recognizer.close();
    senses.close();
  }
}
