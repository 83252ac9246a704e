package undertone.engine.recognition;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
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
import undertone.corpora.track.Measure;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;
import undertone.models.TrainingTurn;
import undertone.models.hosting.HostedAutoencoder;
import undertone.models.hosting.HostedClassifier;
import undertone.models.hosting.HostedNetwork;
import undertone.models.hosting.HostedWeights;
import undertone.models.video.FirstWeights;

/// A trained model at work. One thread at a time.
public final class Recognizer implements AutoCloseable {
  private static final int FEW = 8; // clips between two looks at whether to stop

  private final RecognitionFolder folder;
  private final HostedNetwork network;
  private final Map<String, NDArray> weights;
  private final Examiner examiner; // of a pre-trained one, as a classifier that knows no classes
  private final Reading reading;
  private final SensesReader senses;
  private final NDManager manager;

  private Recognizer(
      RecognitionFolder folder,
      HostedNetwork network,
      Map<String, NDArray> weights,
      Examiner examiner,
      SensesReader senses,
      NDManager manager) {
    this.folder = folder;
    this.network = network;
    this.weights = weights;
    this.examiner = examiner;
    this.senses = senses;
    this.manager = manager;
    reading = Reading.of(network);
  }

  /// @throws undertone.models.weights.UnreadableWeightsException if the folder holds no trained
  ///   model, or a damaged one
  public static Recognizer open(Path folder, SensesReader senses, Device device)
      throws IOException {
    return open(RecognitionFolder.read(folder), senses, device);
  }

  /// A model that was fine-tuned elsewhere. Its probabilities are as they come, for nothing is
  /// known of how far they can be trusted.
  ///
  /// @param file its weights as safetensors
  /// @param size of its network
  /// @param classes that its head tells apart, in their order
  /// @throws undertone.models.weights.UnreadableWeightsException if the weights are not such a
  ///   network's
  public static Recognizer ofWeights(
      Path file,
      String model,
      String size,
      List<String> classes,
      SensesReader senses,
      Device device)
      throws IOException {
    return open(RecognitionFolder.ofWeights(file, model, size, classes), senses, device);
  }

  private static Recognizer open(RecognitionFolder read, SensesReader senses, Device device)
      throws IOException {
    var network = read.network();
    var manager = NDManager.newBaseManager(device);
    try {
      var weights = HostedWeights.exactly(network.weights(), read.weights(manager));
      return new Recognizer(
          read,
          network,
          weights,
          examiner(read, network, weights, senses, manager),
          senses,
          manager);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static Examiner examiner(
      RecognitionFolder folder,
      HostedNetwork network,
      Map<String, NDArray> weights,
      SensesReader senses,
      NDManager manager)
      throws IOException {
    return switch (network) {
      case HostedClassifier classifier ->
          new Examiner(classifier, weights, senses, folder.views(), manager);
      case HostedAutoencoder _ -> {
        var classifier = folder.begun();
        var encoder = FirstWeights.draw(classifier.weights(), 1, manager, new SplittableRandom(0));
        HostedWeights.begin(classifier, encoder, weights);
        yield new Examiner(classifier, encoder, senses, folder.views(), manager);
      }
    };
  }

  /// What was trained.
  public RecognitionFolder folder() {
    return folder;
  }

  /// What the model says of clips, by their names.
  ///
  /// @throws IllegalStateException if the model was pre-trained only, and knows no classes
  /// @throws CancellationException if the progress asks to stop
  public Map<String, Opinion> look(List<ClipSource> clips, FeatureProgress progress)
      throws InterruptedException {
    mustKnowClasses();
    var opinions = new LinkedHashMap<String, Opinion>();
    each(
        clips,
        progress,
        opinions::put,
        (some, seen) -> {
          var said = examiner.probabilitiesOf(seen);
          for (int i = 0; i < some.size(); i++) {
            var p = Warmth.scaled(said.get(i), folder.temperature());
            opinions.put(some.get(i).clip(), new Opinion.Says(Arrays.stream(p).boxed().toList()));
          }
        });
    return opinions;
  }

  private void mustKnowClasses() {
    if (folder.stage() != Stage.FINE_TUNING) {
      throw new IllegalStateException(
          "%s was %s and knows no classes; fine-tune it first."
              .formatted(
                  folder.path(),
                  folder.stage() == Stage.RATING ? "taught valence and arousal" : "pre-trained"));
    }
  }

  /// How clips feel to a model that was taught it, by their names.
  ///
  /// @throws IllegalStateException if the model was taught something else
  /// @throws IOException if the folder is damaged
  /// @throws CancellationException if the progress asks to stop
  public Map<String, Impression> rate(List<ClipSource> clips, FeatureProgress progress)
      throws IOException, InterruptedException {
    if (folder.stage() != Stage.RATING) {
      throw new IllegalStateException(
          "%s was not taught how clips feel; let it learn valence and arousal first."
              .formatted(folder.path()));
    }
    var taught = RatingCard.read(folder.path()).dimensions();
    var impressions = new LinkedHashMap<String, Impression>();
    each(
        clips,
        progress,
        (clip, why) -> impressions.put(clip, silent(why)),
        (some, seen) -> {
          var said = examiner.numbersOf(seen);
          for (int i = 0; i < some.size(); i++) {
            impressions.put(
                some.get(i).clip(),
                new Impression.Rates(rated(said.get(i), taught), seconds(seen.get(i))));
          }
        });
    return impressions;
  }

  private static Impression silent(Opinion why) {
    return switch (why) {
      case Opinion.CannotSay(var reason) -> new Impression.CannotSay(reason);
      case Opinion.Unreadable(var what) -> new Impression.Unreadable(what);
      case Opinion.Says _ ->
          throw new IllegalStateException("Bug: a clip was both seen and not seen.");
    };
  }

  private static Map<Measure, Double> rated(double[] said, List<String> taught) {
    var rated = new LinkedHashMap<Measure, Double>();
    for (int d = 0; d < said.length; d++) {
      var measure = RatedLesson.DIMENSIONS.get(d);
      if (taught.contains(measure.name())) {
        rated.put(measure, Math.clamp(said[d], -1, 1));
      }
    }
    return rated;
  }

  /// To the last frame that is looked at, or the last sound.
  private static double seconds(Senses seen) {
    double looked = seen.faces().map(film -> film.seconds(film.frames() - 1)).orElse(0.0);
    double heard =
        seen.sound().map(sound -> sound.frames() * MelSound.SECONDS_PER_FRAME).orElse(0.0);
    return Math.max(looked, heard);
  }

  /// What the head reads of clips `[D]`, by their names; empty where there is nothing to look at.
  /// Of a pre-trained model, what a head would read.
  ///
  /// @throws CancellationException if the progress asks to stop
  public Map<String, Optional<float[]>> embed(List<ClipSource> clips, FeatureProgress progress)
      throws InterruptedException {
    var found = new LinkedHashMap<String, Optional<float[]>>();
    each(
        clips,
        progress,
        (clip, _) -> found.put(clip, Optional.empty()),
        (some, seen) -> {
          var features = examiner.featuresOf(seen);
          for (int i = 0; i < some.size(); i++) {
            found.put(some.get(i).clip(), Optional.of(floats(features.get(i))));
          }
        });
    return found;
  }

  /// The same of one clip; several threads may ask.
  ///
  /// @throws IOException if the clip cannot be read
  Optional<float[]> embed(ClipSource clip) throws IOException, InterruptedException {
    var seen = senses.of(clip);
    if (reading.lacking(seen).isPresent()) {
      return Optional.empty();
    }
    try (var _ = TrainingTurn.take()) {
      return Optional.of(floats(examiner.featuresOf(List.of(seen)).getFirst()));
    }
  }

  /// D, the length of what the head reads.
  int width() {
    return examiner.width();
  }

  /// How clips are read.
  Reading reading() {
    return reading;
  }

  private static float[] floats(double[] values) {
    var floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private interface Blind {
    void hear(String clip, Opinion why);
  }

  private interface Some {
    void hear(List<ClipSource> clips, List<Senses> seen);
  }

  private void each(List<ClipSource> clips, FeatureProgress progress, Blind blind, Some some)
      throws InterruptedException {
    for (int from = 0; from < clips.size(); from += FEW) {
      if (progress.cancelled()) {
        throw new CancellationException("Looking at clips was cancelled.");
      }
      int to = Math.min(clips.size(), from + FEW);
      var looked = new ArrayList<ClipSource>();
      var seen = new ArrayList<Senses>();
      for (var clip : clips.subList(from, to)) {
        try {
          var one = senses.of(clip);
          var lacking = reading.lacking(one);
          if (lacking.isPresent()) {
            blind.hear(clip.clip(), new Opinion.CannotSay(lacking.get()));
          } else {
            looked.add(clip);
            seen.add(one);
          }
        } catch (IOException e) {
          blind.hear(clip.clip(), new Opinion.Unreadable(String.valueOf(e.getMessage())));
        }
      }
      if (!looked.isEmpty()) {
        try (var _ = TrainingTurn.take()) {
          some.hear(looked, seen);
        }
      }
      progress.advanced(to, clips.size());
    }
  }

  /// How a pre-trained model fills the gaps of a clip.
  ///
  /// @param seed of what is hidden
  /// @return empty if the clip shows no face, or the model does not look
  /// @throws IllegalStateException if the model was fine-tuned: its decoder is gone
  /// @throws IOException if the clip cannot be read
  public Optional<Reconstruction> reconstruct(ClipSource clip, long seed)
      throws IOException, InterruptedException {
    if (!(network instanceof HostedAutoencoder autoencoder)) {
      throw new IllegalStateException(
          "%s was fine-tuned and fills no gaps any more.".formatted(folder.path()));
    }
    var seen = senses.of(clip);
    if (!reading.looks() || seen.faces().isEmpty()) {
      return Optional.empty();
    }
    var read = reading.read(seen, reading.first(seen));
    try (var _ = TrainingTurn.take();
        var _ = new NDScope()) {
      var inputs = reading.batch(List.of(read), manager);
      inputs.putAll(autoencoder.hidden(1, new SplittableRandom(seed), manager));
      return autoencoder
          .restored(weights, inputs)
          .map(films ->
              new Reconstruction(
                  pictures(reading.film(read)),
                  pictures(films.masked().toFloatArray()),
                  pictures(films.restored().toFloatArray()),
                  autoencoder.error(weights, inputs).getFloat()));
    }
  }

  private List<RgbPicture> pictures(float[] film) {
    int pixels = reading.height() * reading.width();
    var pictures = new ArrayList<RgbPicture>();
    for (int t = 0; t < reading.frames(); t++) {
      var rgb = new int[pixels];
      for (int channel = 0; channel < 3; channel++) {
        for (int p = 0; p < pixels; p++) {
          float value = film[(channel * reading.frames() + t) * pixels + p];
          rgb[p] = rgb[p] << 8 | Math.clamp(Math.round(255 * value), 0, 255);
        }
      }
      pictures.add(new RgbPicture(reading.width(), reading.height(), rgb));
    }
    return pictures;
  }

  /// The frames of a clip's first window, as the model sees them; none if the clip shows no face,
  /// or the model does not look.
  ///
  /// @throws IOException if the clip cannot be read
  public List<RgbPicture> frames(ClipSource clip) throws IOException, InterruptedException {
    var seen = senses.of(clip);
    return !reading.looks() || seen.faces().isEmpty()
        ? List.of()
        : pictures(reading.film(reading.read(seen, reading.first(seen))));
  }

  /// How much each frame of a clip's first window speaks for the likeliest class: by how much its
  /// probability falls when that frame is left grey. Negative where the frame speaks against it.
  ///
  /// @return one number per frame; none if the clip shows no face, or the model does not look
  /// @throws IllegalStateException if the model was pre-trained only
  /// @throws IOException if the clip cannot be read
  public List<Double> strip(ClipSource clip) throws IOException, InterruptedException {
    mustKnowClasses();
    var seen = senses.of(clip);
    if (!reading.looks() || seen.faces().isEmpty()) {
      return List.of();
    }
    var window = reading.first(seen);
    var parts = new ArrayList<Reading.Read>();
    parts.add(reading.read(seen, window));
    for (int t = 0; t < reading.frames(); t++) {
      parts.add(reading.read(seen, window, t));
    }
    try (var _ = TrainingTurn.take()) {
      var said = examiner.probabilitiesOfParts(parts);
      var whole = said.getFirst();
      int likeliest = 0;
      for (int k = 1; k < whole.length; k++) {
        likeliest = whole[k] > whole[likeliest] ? k : likeliest;
      }
      var strip = new ArrayList<Double>();
      for (var without : said.subList(1, said.size())) {
        strip.add((double) whole[likeliest] - without[likeliest]);
      }
      return strip;
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
