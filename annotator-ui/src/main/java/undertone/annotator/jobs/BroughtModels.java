package undertone.annotator.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.InvalidValueException;
import undertone.corpora.LabelScheme;
import undertone.engine.openclip.OpenClipFile;
import undertone.engine.recognition.RecognitionPlan;
import undertone.models.clip.OpenClipConfig;
import undertone.models.hosting.HostedModel;

/// Models that were trained elsewhere and whose weights were brought in. Each is a file of weights,
/// named by its size and the beginning of its hash, and beside it, where somebody told them, the
/// words for what its head tells apart. So there is no list of them beside the files.
public final class BroughtModels {
  /// Settled clips that show something a model reads, from which its temperature is fitted.
  public static final int FEWEST_TRUTHS = 30;

  private static final String WEIGHTS = ".safetensors";
  private static final String HEAD = ".json";

  private BroughtModels() {}

  /// What the outputs of a head mean.
  ///
  /// @param classes words for them, in their order; none = nobody told
  /// @param trainedOn the data set that taught it, as it was told; empty = nobody told
  public record Head(List<String> classes, String trainedOn) {
    /// Of which nothing was told.
    public static final Head UNTOLD = new Head(List.of(), "");

    public Head { // a file that says nothing of one of them gives null
      classes = List.copyOf(classes);
      trainedOn = Objects.requireNonNullElse(trainedOn, "");
    }
  }

  /// One of them.
  ///
  /// @param name under which it votes: the model, its size, and the beginning of its file's hash
  /// @param model such as `mae-dfer`
  /// @param size such as `base`
  /// @param file its weights as safetensors
  public record Brought(String name, String model, String size, Path file, Head head) {

    /// Whether it has a head that tells classes apart.
    public boolean tellsApart() {
      return !size.endsWith(RecognitionPlan.PRE);
    }

    /// Whether it reads words as well as faces, and so votes for any labels without having been
    /// taught one.
    public boolean readsWords() {
      return model.equals(OpenClipFile.MODEL);
    }

    /// Whether it could vote where labels fit.
    public boolean votes() {
      return readsWords() || (tellsApart() && !head.classes().isEmpty());
    }

    /// Its name without the hash.
    String family() {
      return "%s-%s".formatted(model, size);
    }

    /// What its classes stand for in a scheme.
    ///
    /// @param said labels of some of its classes
    /// @throws InvalidValueException if it cannot vote for the labels of the scheme
    public ClassMapping mustVote(LabelScheme scheme, Map<String, String> said) {
      if (!tellsApart()) {
        throw new InvalidValueException(
            "%s was pre-trained only and has no head that tells labels apart; fine-tune %s from it"
                + " first, starting from %s.",
            name, model, file.getFileName());
      }
      if (head.classes().isEmpty()) {
        throw new InvalidValueException(
            "Nobody told what the classes of %s are called; bring its file again with --classes or"
                + " --trained-on.",
            name);
      }
      return ClassMapping.of(head.classes(), said, scheme);
    }
  }

  /// All that are in the house, by name.
  public static List<Brought> in(HomeFolder home) {
    var all = new ArrayList<Brought>();
    for (var model : HostedModel.all()) {
      var sizes = model.variants(model.publishedClasses()).keySet();
      all.addAll(of(model.name(), sizes, home));
    }
    all.addAll(of(OpenClipFile.MODEL, OpenClipConfig.sizes().keySet(), home));
    return all;
  }

  private static List<Brought> of(String model, Set<String> sizes, HomeFolder home) {
    var all = new ArrayList<Brought>();
    for (var file : files(home.weights(model))) {
      var name = String.valueOf(file.getFileName());
      var whole = name.substring(0, name.length() - WEIGHTS.length());
      var size = whole.substring(0, Math.max(0, whole.lastIndexOf('-')));
      if (sizes.contains(size)) {
        all.add(new Brought(model + "-" + whole, model, size, file, head(file)));
      }
    }
    return all;
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).endsWith(WEIGHTS))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<Brought> named(List<Brought> all, String name) {
    return all.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /// The whole name of a model that may be named without its hash.
  ///
  /// @return what was given where no model is called so
  /// @throws InvalidValueException if several are
  static String whole(List<Brought> all, String name) {
    var called = all.stream().filter(one -> one.family().equals(name)).map(Brought::name).toList();
    if (called.size() > 1) {
      throw new InvalidValueException(
          "There are several %s: %s. Name one of them.", name, String.join(", ", called));
    }
    return called.isEmpty() ? name : called.getFirst();
  }

  /// Where the words for a head lie.
  ///
  /// @param weights a file of weights
  public static Path headOf(Path weights) {
    var name = String.valueOf(weights.getFileName());
    return weights.resolveSibling(name.substring(0, name.length() - WEIGHTS.length()) + HEAD);
  }

  /// What was told of a head. What cannot be read any more counts as untold: it is mended by
  /// telling it again, and hinders no other model.
  ///
  /// @param weights a file of weights
  public static Head head(Path weights) {
    var file = headOf(weights);
    if (!Files.exists(file)) {
      return Head.UNTOLD;
    }
    try {
      return JsonMapper.shared().readValue(Files.readString(file), Head.class);
    } catch (JacksonException | NullPointerException _) {
      return Head.UNTOLD;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
