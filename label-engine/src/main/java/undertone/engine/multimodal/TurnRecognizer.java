package undertone.engine.multimodal;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.Dialogue;
import undertone.engine.recognition.Opinion;
import undertone.engine.recognition.RatingCard;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.Warmth;
import undertone.models.TrainingTurn;
import undertone.models.hosting.FeatureModel;
import undertone.models.hosting.FeatureNetwork;

/// A model that has learned from features and says what it makes of conversations.
public final class TurnRecognizer implements AutoCloseable {
  private final RecognitionFolder folder;
  private final FeatureCard card;
  private final FeatureModel.Reads reads;
  private final FeatureNetwork network;
  private final boolean rates;
  private final NDManager manager;

  private TurnRecognizer(
      RecognitionFolder folder,
      FeatureCard card,
      FeatureModel.Reads reads,
      FeatureNetwork network,
      boolean rates,
      NDManager manager) {
    this.folder = folder;
    this.card = card;
    this.reads = reads;
    this.network = network;
    this.rates = rates;
    this.manager = manager;
  }

  /// @throws undertone.models.weights.UnreadableWeightsException if the folder holds no trained
  ///   model, or a damaged one
  public static TurnRecognizer open(Path path, Device device) throws IOException {
    var folder = RecognitionFolder.whole(path);
    var card = FeatureCard.read(path);
    var model =
        FeatureModel.named(folder.model())
            .orElseThrow(() ->
                RecognitionFolder.damaged(
                    path,
                    "it is of the model \"%s\", which is not hosted".formatted(folder.model())));
    var manager = NDManager.newBaseManager(device);
    try {
      var network =
          model.network(
              folder.size(),
              Source.widths(card.sources()),
              card.speakers(),
              new FeatureModel.Tells(folder.classes().size(), RatingCard.isIn(path)),
              manager,
              new SplittableRandom(0));
      folder.fill(MultimodalTraining.arrays(network), manager);
      return new TurnRecognizer(
          folder, card, model.reads(), network, RatingCard.isIn(path), manager);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /// What it must be shown.
  public FeatureCard card() {
    return card;
  }

  /// Numbers that it learned.
  public long weights() {
    return network.weights().values().stream().mapToLong(NDArray::size).sum();
  }

  public FeatureModel.Reads reads() {
    return reads;
  }

  /// What the model says of every turn, by clip.
  ///
  /// @param clips by the sources of its card; of a turn in none of them it says nothing, though it
  ///   hears that there was one
  public Map<String, Opinion> look(List<Dialogue> talks, DescribedClips clips) {
    var batches = batches(clips);
    var opinions = new LinkedHashMap<String, Opinion>();
    try (var turn = TrainingTurn.take()) {
      new TurnExaminer(network, batches, reads, manager)
          .probabilities(TurnExaminer.parts(talks, reads), turn)
          .forEach((clip, p) -> opinions.put(clip, opinion(clip, p, clips)));
    }
    return opinions;
  }

  /// What the model makes of what turns lack, read from what is known of them and of the turns
  /// around them: a guess for every source of its card that a clip is not in, on that source's own
  /// scale. A clip of which nothing at all is known gets none, nor does one whose media could not
  /// be read: what it seems to lack may be there.
  ///
  /// @param clips by the sources of its card, in the form that it reads
  /// @return the guesses alone; empty = the model fills no gaps of whole turns
  public Optional<DescribedClips> restored(List<Dialogue> talks, DescribedClips clips) {
    try (var _ = TrainingTurn.take()) {
      var unreadable = clips.unreadable();
      var scaled = new TurnBatches(clips.on(card.scale()), reads, card.speakers());
      return new TurnExaminer(network, scaled, reads, manager)
          .restored(
              talks,
              (clip, m) -> {
                int source = clips.place(FeatureModel.MODALITIES.get(m));
                return source >= 0
                    && clips.of(source, clip).isEmpty()
                    && clips.knows(clip)
                    && !unreadable.containsKey(clip);
              })
          .map(this::guesses);
    }
  }

  private DescribedClips guesses(Map<String, Map<Integer, float[]>> restored) {
    var guesses = new DescribedClips(card.sources());
    for (int s = 0; s < card.sources().size(); s++) {
      int source = s;
      var modality = card.sources().get(s).card();
      int place = FeatureModel.MODALITIES.indexOf(modality.name());
      restored.forEach((clip, byPlace) -> {
        var guess = byPlace.get(place);
        if (guess != null) {
          // the last number only says that there is one
          var numbers = Arrays.copyOf(guess, modality.dim());
          guesses.put(source, clip, ClipSteps.ofWhole(card.scale().back(modality, numbers)));
        }
      });
    }
    return guesses;
  }

  /// Whether it was taught valence beside labels.
  public boolean rates() {
    return rates;
  }

  /// How turns feel, -1..1, by clip; of a turn that nothing is known of it says nothing.
  ///
  /// @param clips by the sources of its card
  /// @throws IllegalStateException if it was not taught that
  public Map<String, Double> valences(List<Dialogue> talks, DescribedClips clips) {
    if (!rates) {
      throw new IllegalStateException("Bug: %s was taught no valence.".formatted(folder.model()));
    }
    try (var _ = TrainingTurn.take()) {
      var felt =
          new TurnExaminer(network, batches(clips), reads, manager)
              .valences(TurnExaminer.parts(talks, reads));
      felt.keySet().removeIf(clip -> !clips.knows(clip));
      return felt;
    }
  }

  private TurnBatches batches(DescribedClips clips) {
    return new TurnBatches(clips.as(reads).on(card.scale()), reads, card.speakers());
  }

  private Opinion opinion(String clip, double[] p, DescribedClips clips) {
    return clips.knows(clip)
        ? new Opinion.Says(Arrays.stream(Warmth.scaled(p, folder.temperature())).boxed().toList())
        : new Opinion.CannotSay("no words, sound or face");
  }

  @Override
  public void close() {
    manager.close();
  }
}
