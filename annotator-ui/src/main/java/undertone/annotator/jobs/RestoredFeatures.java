package undertone.annotator.jobs;

import ai.djl.Device;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;
import undertone.corpora.media.MediaStore;
import undertone.engine.bench.BenchEyes;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.ModalityCard;
import undertone.engine.features.FaceDescription;
import undertone.engine.features.FeatureProgress;
import undertone.engine.multimodal.DescribedClips;
import undertone.engine.multimodal.Source;
import undertone.engine.multimodal.TurnRecognizer;
import undertone.models.hosting.FeatureModel;

/// What is known of the clips of a corpus, and what a model that learned on it makes of what they
/// lack.
public final class RestoredFeatures {
  /// How the extractors must describe faces: as models on features are shown them.
  public static final FaceDescription FACES = FaceDescription.ALIGNED;

  private final List<Source> sources;
  private final DescribedClips known;
  private final DescribedClips guessed;

  private RestoredFeatures(List<Source> sources, DescribedClips known, DescribedClips guessed) {
    this.sources = sources;
    this.known = known;
    this.guessed = guessed;
  }

  /// @throws InvalidValueException if no model of that name learned here, or it fills no gaps
  public static RestoredFeatures of(
      CorpusId corpus,
      String model,
      TrainedModels trained,
      Library library,
      HomeFolder home,
      BenchEyes eyes,
      FeatureProgress progress)
      throws IOException, InterruptedException {
    var learned = trained.of(corpus).require(model);
    var plan = learned.plan();
    if (plan.features() == null || plan.followsStreams() || plan.searches()) {
      throw fillsNone(model);
    }
    var describer =
        new ClipDescriber(
            corpus, eyes.extractors(), eyes.cache(), new MediaStore(home.root()), home);
    var talks = CorpusTalks.read(corpus, library, () -> {});
    try (var recognizer = TurnRecognizer.open(trained.folder(learned.run().id()), Device.cpu())) {
      if (recognizer.reads() != FeatureModel.Reads.TURNS) {
        throw fillsNone(model); // before every clip is described for nothing
      }
      var sources = recognizer.card().sources();
      var known =
          describer
              .describe(sources, recognizer.reads(), talks.clips(), progress)
              .as(recognizer.reads());
      var guessed = recognizer.restored(talks.talks(), known).orElseThrow(() -> fillsNone(model));
      return new RestoredFeatures(sources, known, guessed);
    }
  }

  private static InvalidValueException fillsNone(String model) {
    return new InvalidValueException(
        "%s fills no gaps of whole turns; name a model of gcnet that learned on this corpus.",
        model);
  }

  /// What is known or guessed of each modality, in the model's order.
  public List<ModalityCard> modalities() {
    return sources.stream().map(Source::card).toList();
  }

  /// Clips by modality of which the numbers are guesses.
  public Map<String, Integer> guesses() {
    var counts = new LinkedHashMap<String, Integer>();
    for (int s = 0; s < sources.size(); s++) {
      counts.put(sources.get(s).card().name(), guessed.count(s));
    }
    return counts;
  }

  /// Clips whose media could not be read. They may have what is not known of them, so nothing is
  /// guessed of them.
  public int unreadable() {
    return known.unreadable().size();
  }

  /// Whether the numbers of a clip are a guess.
  public boolean isGuess(ModalityCard modality, Clip clip) {
    return guessed.of(place(modality), clip.id().toString()).isPresent();
  }

  /// Empty of a clip of which nothing at all is known.
  public Optional<ClipSteps> of(ModalityCard modality, Clip clip) {
    int place = place(modality);
    var id = clip.id().toString();
    return known.of(place, id).or(() -> guessed.of(place, id));
  }

  private int place(ModalityCard modality) {
    return known.place(modality.name());
  }
}
