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
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.Measure;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;
import undertone.engine.multimodal.FeatureCard;
import undertone.engine.multimodal.Source;
import undertone.engine.recognition.Opinion;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.Warmth;
import undertone.models.TrainingTurn;
import undertone.models.hosting.StreamModel;

/// A model of streams that has learned and says what it makes of clips. One thread at a time.
public final class StreamReader implements AutoCloseable {
  private final RecognitionFolder folder;
  private final FeatureCard features;
  private final FrameCard card;
  private final StreamEar ear;
  private final int most; // frames of a clip
  private final NDManager manager;

  private StreamReader(
      RecognitionFolder folder,
      FeatureCard features,
      FrameCard card,
      StreamEar ear,
      int most,
      NDManager manager) {
    this.folder = folder;
    this.features = features;
    this.card = card;
    this.ear = ear;
    this.most = most;
    this.manager = manager;
  }

  /// @throws undertone.models.weights.UnreadableWeightsException if the folder holds no trained
  ///   model, or a damaged one
  public static StreamReader open(Path path, Device device) throws IOException {
    var folder = RecognitionFolder.whole(path);
    var features = FeatureCard.read(path);
    var streams = StreamCard.read(path);
    var card = FrameCard.read(path);
    var model =
        StreamModel.named(folder.model())
            .filter(one -> one.sizes().contains(folder.size()))
            .orElseThrow(() ->
                RecognitionFolder.damaged(
                    path,
                    "it is of the model \"%s\", which is not hosted".formatted(folder.model())));
    var manager = NDManager.newBaseManager(device);
    try {
      var widths = Source.widths(features.sources());
      var network =
          model.network(
              folder.size(), widths, folder.classes().size(), manager, new SplittableRandom(0));
      folder.fill(network.weights(), manager);
      var ear =
          new StreamEar(
              network,
              widths,
              model.stepsOfFrame(folder.size()),
              streams.frames(),
              streams.wide(),
              manager);
      return new StreamReader(folder, features, card, ear, streams.most(), manager);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /// What it must be shown.
  public FeatureCard features() {
    return features;
  }

  /// What it speaks of.
  public FrameCard card() {
    return card;
  }

  /// What the model says of clips, by their names. Valence and arousal are followed where a clip
  /// has a length.
  ///
  /// @param clips what is known of them, by the sources of [#features]
  /// @throws CancellationException if the progress asks to stop
  public Map<String, FrameOpinion> look(
      List<ClipSource> asked, StreamedClips clips, FeatureProgress progress) {
    var scaled = clips.on(features.scale());
    var unreadable = clips.known().unreadable();
    var opinions = new LinkedHashMap<String, FrameOpinion>();
    for (var source : asked) {
      if (progress.cancelled()) {
        throw new CancellationException("Looking at clips was cancelled.");
      }
      var clip = source.clip();
      var why = unreadable.get(clip);
      opinions.put(
          clip,
          why == null
              ? scaled
                  .inStep(clip, most, ear.stepsOfFrame())
                  .filter(InStep::says)
                  .map(streams -> opinion(streams, clips.runs(clip)))
                  .orElse(
                      new FrameOpinion(new Opinion.CannotSay("no words, sound or face"), List.of()))
              : new FrameOpinion(new Opinion.Unreadable(why), List.of()));
      progress.advanced(opinions.size(), asked.size());
    }
    return opinions;
  }

  private FrameOpinion opinion(InStep streams, boolean runs) {
    FrameSaid said;
    try (var _ = TrainingTurn.take()) {
      said = ear.says(streams);
    }
    var p = Warmth.scaled(said.clip(), folder.temperature());
    var tracks = new ArrayList<FrameTrack>();
    if (runs && card.heads().valence()) {
      tracks.add(track(Measure.VALENCE, said::valence, streams));
    }
    if (runs && card.heads().arousal()) {
      tracks.add(track(Measure.AROUSAL, said::arousal, streams));
    }
    return new FrameOpinion(new Opinion.Says(Arrays.stream(p).boxed().toList()), tracks);
  }

  private interface Value {
    float of(int frame);
  }

  /// Where no stream says anything stands NaN, though context would let the model guess.
  private static FrameTrack track(Measure measure, Value value, InStep streams) {
    var micros = new long[streams.frames()];
    var values = new float[streams.frames()];
    for (int t = 0; t < micros.length; t++) {
      micros[t] = streams.micros(t);
      values[t] = streams.says(t) ? value.of(t) : Float.NaN;
    }
    return new FrameTrack(measure, micros, values);
  }

  @Override
  public void close() {
    manager.close();
  }
}
