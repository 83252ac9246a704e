package undertone.engine.frames;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.Measure;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;
import undertone.engine.recognition.FaceFilm;
import undertone.engine.recognition.Opinion;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.RgbPicture;
import undertone.engine.recognition.SensesReader;
import undertone.engine.recognition.Warmth;
import undertone.models.TrainingTurn;
import undertone.models.hosting.FrameModel;
import undertone.models.hosting.FrameNetwork;

/// A model of frames that has learned and says what it makes of clips. One thread at a time.
public final class FrameReader implements AutoCloseable {
  private static final double GAP = 1.5; // steps of a film; farther apart, the face was gone

  private final RecognitionFolder folder;
  private final FrameCard card;
  private final int side;
  private final FrameNetwork network;
  private final SensesReader senses;
  private final NDManager manager;

  private FrameReader(
      RecognitionFolder folder,
      FrameCard card,
      int side,
      FrameNetwork network,
      SensesReader senses,
      NDManager manager) {
    this.folder = folder;
    this.card = card;
    this.side = side;
    this.network = network;
    this.senses = senses;
    this.manager = manager;
  }

  /// @throws undertone.models.weights.UnreadableWeightsException if the folder holds no trained
  ///   model, or a damaged one
  public static FrameReader open(Path path, SensesReader senses, Device device) throws IOException {
    var folder = RecognitionFolder.whole(path);
    var card = FrameCard.read(path);
    var model =
        FrameModel.named(folder.model())
            .filter(one -> one.sizes().contains(folder.size()))
            .orElseThrow(() ->
                RecognitionFolder.damaged(
                    path,
                    "it is of the model \"%s\", which is not hosted".formatted(folder.model())));
    var manager = NDManager.newBaseManager(device);
    try {
      var network =
          model.network(
              folder.size(),
              folder.classes().size(),
              card.heads().outputs(),
              manager,
              new SplittableRandom(0));
      folder.fill(FrameTraining.arrays(network), manager);
      return new FrameReader(folder, card, model.side(folder.size()), network, senses, manager);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /// Names of the classes, in their order.
  public List<String> classes() {
    return folder.classes();
  }

  /// What it speaks of.
  public FrameCard card() {
    return card;
  }

  /// What the model says of clips, by their names.
  ///
  /// @throws CancellationException if the progress asks to stop
  public Map<String, FrameOpinion> look(List<ClipSource> clips, FeatureProgress progress)
      throws InterruptedException {
    var opinions = new LinkedHashMap<String, FrameOpinion>();
    for (var clip : clips) {
      if (progress.cancelled()) {
        throw new CancellationException("Looking at clips was cancelled.");
      }
      opinions.put(clip.clip(), opinion(clip));
      progress.advanced(opinions.size(), clips.size());
    }
    return opinions;
  }

  /// Some frames of a clip, evenly spread, and what each says for the class that the clip is said
  /// to be of.
  ///
  /// @param said place of that class
  /// @param shares its probability in each frame, before calibration
  public record Shown(List<RgbPicture> frames, int said, List<Double> shares) {
    public Shown {
      frames = List.copyOf(frames);
      shares = List.copyOf(shares);
    }
  }

  /// What a clip looks like to it; empty where it sees no face.
  ///
  /// @param most frames
  /// @throws IOException if the clip cannot be read
  public Optional<Shown> shown(ClipSource clip, int most) throws IOException, InterruptedException {
    var film = senses.of(clip).faces().orElse(null);
    if (film == null) {
      return Optional.empty();
    }
    FrameSaid said;
    try (var _ = TrainingTurn.take()) {
      said = FrameSaid.of(network, GreyFilm.of(film, side, film.frames()), manager);
    }
    var mean = said.clip();
    int best = 0;
    for (int k = 1; k < mean.length; k++) {
      best = mean[k] > mean[best] ? k : best;
    }
    int shown = Math.min(most, film.frames());
    var frames = new ArrayList<RgbPicture>();
    var shares = new ArrayList<Double>();
    for (int i = 0; i < shown; i++) {
      int frame = i * film.frames() / shown;
      frames.add(film.picture(frame));
      shares.add((double) said.share(frame, best));
    }
    return Optional.of(new Shown(frames, best, shares));
  }

  private FrameOpinion opinion(ClipSource clip) throws InterruptedException {
    try {
      var film = senses.of(clip).faces().orElse(null);
      if (film == null) {
        return new FrameOpinion(new Opinion.CannotSay("no face"), List.of());
      }
      FrameSaid said;
      try (var _ = TrainingTurn.take()) {
        said = FrameSaid.of(network, GreyFilm.of(film, side, film.frames()), manager);
      }
      var p = Warmth.scaled(said.clip(), folder.temperature());
      return new FrameOpinion(
          new Opinion.Says(Arrays.stream(p).boxed().toList()), tracks(said, film));
    } catch (IOException e) {
      return new FrameOpinion(new Opinion.Unreadable(String.valueOf(e.getMessage())), List.of());
    }
  }

  private List<FrameTrack> tracks(FrameSaid said, FaceFilm film) {
    var heads = card.heads();
    var tracks = new ArrayList<FrameTrack>();
    if (heads.valence()) {
      tracks.add(track(Measure.VALENCE, said::valence, film));
    }
    if (heads.arousal()) {
      tracks.add(track(Measure.AROUSAL, said::arousal, film));
    }
    for (int a = 0; a < heads.units().size(); a++) {
      int place = a;
      tracks.add(track(Measure.unit(heads.units().get(a)), t -> said.unit(t, place), film));
    }
    return tracks;
  }

  private interface Value {
    float of(int frame);
  }

  /// Where the face is gone for a while stands one NaN, so that nothing is drawn across.
  private static FrameTrack track(Measure measure, Value value, FaceFilm film) {
    var micros = new long[2 * film.frames()];
    var values = new float[2 * film.frames()];
    int n = 0;
    for (int t = 0; t < film.frames(); t++) {
      long at = Math.round(film.seconds(t) * 1e6);
      if (n > 0 && film.seconds(t) - film.seconds(t - 1) > GAP * film.secondsPerFrame()) {
        micros[n] = micros[n - 1] + Math.round(film.secondsPerFrame() * 1e6);
        values[n++] = Float.NaN;
      }
      micros[n] = at;
      values[n++] = value.of(t);
    }
    return new FrameTrack(measure, Arrays.copyOf(micros, n), Arrays.copyOf(values, n));
  }

  @Override
  public void close() {
    manager.close();
  }
}
