package undertone.engine.recognition;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import undertone.models.TrainingTurn;
import undertone.models.hosting.HostedClassifier;
import undertone.models.hosting.HostedModel;
import undertone.models.hosting.HostedNetwork;
import undertone.models.weights.SafeTensors;
import undertone.models.weights.UnreadableWeightsException;

/// What a finished training leaves in its folder: `weights.safetensors`, and `model.json` with the
/// rest, which is written last: where it lies, all is there.
///
/// @param path of the folder; of a model that was fine-tuned elsewhere, of the file of its weights
/// @param model its name
/// @param size as the plan had it
/// @param classes in their order; none of a pre-trained one
/// @param temperature that brings its probabilities to what they say
/// @param learnedFrom clips
/// @param taught clips whose labels it was told; none of a pre-trained one
/// @param startedFrom hash of the weights that it started from; empty = drawn ones
/// @param figures of a fine-tuned one
/// @param hash of the weights' file, SHA-256 in hex
/// @param views by which it judges clips
public record RecognitionFolder(
    Path path,
    String model,
    String size,
    Stage stage,
    List<String> classes,
    double temperature,
    int learnedFrom,
    List<String> taught,
    String startedFrom,
    @Nullable RecognitionFigures figures,
    String hash,
    TestViews views) {
  private static final String WEIGHTS = "weights.safetensors";
  private static final String MODEL = "model.json";

  public RecognitionFolder {
    classes = List.copyOf(classes);
    taught = List.copyOf(taught);
  }

  /// What `model.json` holds.
  record Card(
      String model,
      String size,
      Stage stage,
      List<String> classes,
      double temperature,
      int learnedFrom,
      List<String> taught,
      String startedFrom,
      @Nullable RecognitionFigures figures,
      String hash,
      @Nullable TestViews views) { // null in folders of earlier versions

    RecognitionFolder in(Path path) {
      return new RecognitionFolder(
          path,
          model,
          size,
          stage,
          classes,
          temperature,
          learnedFrom,
          taught,
          startedFrom,
          figures,
          hash,
          Objects.requireNonNullElse(views, TestViews.USUAL));
    }
  }

  /// Whether a training has ended in this folder.
  public static boolean isFinished(Path folder) {
    return Files.exists(folder.resolve(MODEL));
  }

  /// @throws UnreadableWeightsException if there is none, or it is damaged
  public static RecognitionFolder read(Path folder) throws IOException {
    var read = whole(folder);
    read.network();
    return read;
  }

  /// The same of any model, also of one that reads features or frames instead of clips.
  ///
  /// @throws UnreadableWeightsException if there is none, or it is damaged
  public static RecognitionFolder whole(Path folder) throws IOException {
    if (!isFinished(folder)) {
      throw new UnreadableWeightsException(
          "%s holds no trained model: its %s is missing; train one there first."
              .formatted(folder, MODEL));
    }
    var card = card(folder);
    if (!Files.exists(folder.resolve(WEIGHTS))) {
      throw damaged(folder, WEIGHTS + " is missing");
    }
    if (!WholeFiles.hash(folder.resolve(WEIGHTS)).equals(card.hash)) {
      throw damaged(folder, WEIGHTS + " is not the file that " + MODEL + " was written for");
    }
    return card.in(folder);
  }

  /// What is known of a model that was fine-tuned elsewhere: neither what taught it nor how it
  /// fared.
  ///
  /// @param file its weights as safetensors
  static RecognitionFolder ofWeights(Path file, String model, String size, List<String> classes)
      throws IOException {
    var brought =
        new RecognitionFolder(
            file,
            model,
            size,
            Stage.FINE_TUNING,
            classes,
            1,
            0,
            List.of(),
            "",
            null,
            WholeFiles.hash(file),
            TestViews.USUAL);
    if (!(brought.network() instanceof HostedClassifier)) {
      throw new UnreadableWeightsException(
          "%s was pre-trained only and tells no classes apart; fine-tune it first."
              .formatted(file.getFileName()));
    }
    return brought;
  }

  /// Clips whose labels a model was told, without a look at its weights; none if nothing was
  /// learned in this folder.
  ///
  /// @throws UnreadableWeightsException if what it was told cannot be read
  public static List<String> taught(Path folder) throws IOException {
    return isFinished(folder) ? card(folder).in(folder).taught() : List.of();
  }

  private static Card card(Path folder) throws IOException {
    try {
      return JsonMapper.shared().readValue(Files.readString(folder.resolve(MODEL)), Card.class);
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      throw damaged(folder, MODEL + " cannot be read: " + firstLine(e));
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /// What is told of a folder in which something does not fit.
  public static UnreadableWeightsException damaged(Path folder, String what) {
    return new UnreadableWeightsException(
        "The trained model in %s is damaged: %s. Train it again, or copy it here again."
            .formatted(folder, what));
  }

  private HostedModel hosted() throws UnreadableWeightsException {
    return HostedModel.named(model)
        .orElseThrow(
            () -> damaged(path, "it is of the model \"%s\", which is not hosted".formatted(model)));
  }

  HostedNetwork network() throws UnreadableWeightsException {
    var network = hosted().variants(Math.max(2, classes.size())).get(size);
    if (network == null) {
      throw damaged(path, "%s has no size \"%s\"".formatted(model, size));
    }
    return network;
  }

  /// The classifier that may start from a pre-trained one; it knows no classes yet.
  HostedClassifier begun() throws UnreadableWeightsException {
    var begun = size.substring(0, size.length() - RecognitionPlan.PRE.length());
    if (hosted().variants(2).get(begun) instanceof HostedClassifier classifier) {
      return classifier;
    }
    throw new IllegalStateException("Bug: %s has no classifier %s.".formatted(model, begun));
  }

  /// All weights, by name.
  public Map<String, NDArray> weights(NDManager manager) throws IOException {
    return weights(Files.isDirectory(path) ? path.resolve(WEIGHTS) : path, manager);
  }

  /// Sets arrays of a network to what was learned.
  ///
  /// @param arrays by the names they were kept under
  /// @throws UnreadableWeightsException if one is missing or of another shape
  public void fill(Map<String, NDArray> arrays, NDManager manager) throws IOException {
    try (var _ = TrainingTurn.take();
        var reading = manager.newSubManager()) {
      var kept = weights(reading);
      for (var array : arrays.entrySet()) {
        var read = kept.get(array.getKey());
        if (read == null || !read.getShape().equals(array.getValue().getShape())) {
          throw damaged(path, "its weight %s does not fit".formatted(array.getKey()));
        }
        array.getValue().set(read.toFloatArray());
      }
    }
  }

  static Map<String, NDArray> weights(Path file, NDManager manager) throws IOException {
    var read = SafeTensors.read(file);
    var weights = new LinkedHashMap<String, NDArray>();
    for (var name : read.names()) {
      weights.put(name, read.array(manager, name, read.shape(name)));
    }
    return weights;
  }

  /// Keeps what a model learned that reads features, or frames of faces.
  ///
  /// @param taught clips whose labels it was told
  public static RecognitionFolder keep(
      Path folder,
      Map<String, NDArray> weights,
      String model,
      String size,
      List<String> classes,
      double temperature,
      List<String> taught,
      RecognitionFigures figures)
      throws IOException {
    return write(
        folder,
        weights,
        new Card(
            model,
            size,
            Stage.FINE_TUNING,
            classes,
            temperature,
            figures.learnedFrom(),
            taught,
            "",
            figures,
            "",
            null));
  }

  /// Keeps what was learned.
  ///
  /// @param card all but the hash, which is worked out here
  static RecognitionFolder write(Path folder, Map<String, NDArray> weights, Card card)
      throws IOException {
    WholeFiles.write(folder.resolve(WEIGHTS), weights, Map.of());
    var whole =
        new Card(
            card.model,
            card.size,
            card.stage,
            card.classes,
            card.temperature,
            card.learnedFrom,
            card.taught,
            card.startedFrom,
            card.figures,
            WholeFiles.hash(folder.resolve(WEIGHTS)),
            card.views);
    WholeFiles.write(
        folder.resolve(MODEL),
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(whole));
    return whole.in(folder);
  }
}
