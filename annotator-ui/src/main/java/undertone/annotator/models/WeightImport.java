package undertone.annotator.models;

import ai.djl.ndarray.types.Shape;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.jobs.BroughtModels;
import undertone.corpora.InvalidValueException;
import undertone.engine.openclip.OpenClipFile;
import undertone.engine.recognition.RecognitionPlan;
import undertone.engine.recognition.WholeFiles;
import undertone.models.clip.OpenClipConfig;
import undertone.models.hosting.Fit;
import undertone.models.hosting.HostedModel;
import undertone.models.weights.SafeTensors;
import undertone.models.weights.UnreadableWeightsException;

/// Brings weights into the house: which network a file belongs to is told by the names and shapes
/// in it, never by its own name, and it is kept as safetensors with its sizes and its hash.
public final class WeightImport {
  private static final String CLASSES = "head.bias";
  private static final int HASH_SHOWN = 12;
  private static final int LONGEST_WORD = 100; // of a class

  /// Weights that are in the house.
  ///
  /// @param model whose they are
  /// @param variant which of its sizes
  /// @param parameters numbers that were learned
  /// @param sha256 of the file that was brought
  /// @param file where they are kept
  /// @param head what is known of its classes
  public record Kept(
      String model,
      String variant,
      long parameters,
      String sha256,
      Path file,
      BroughtModels.Head head) {

    /// Under which it can vote.
    public String name() {
      return "%s-%s-%s".formatted(model, variant, sha256.substring(0, HASH_SHOWN));
    }

    /// Whether it was pre-trained only.
    public boolean preTrained() {
      return variant.endsWith(RecognitionPlan.PRE);
    }

    /// Whether it reads words as well as faces.
    public boolean readsWords() {
      return model.equals(OpenClipFile.MODEL);
    }
  }

  /// What somebody says of the head of a file.
  ///
  /// @param classes words for its outputs, in their order; empty = they are not said
  /// @param trainedOn a data set, which the card may know the classes of; empty = it is not said
  public record Told(List<String> classes, String trainedOn) {
    /// Nothing.
    public static final Told NOTHING = new Told(List.of(), "");

    public Told {
      classes = classes.stream().map(String::strip).toList();
      trainedOn = trainedOn.strip();
    }
  }

  /// What a network that reads words needs to know beside its weights.
  ///
  /// @param merges the list by which it cuts texts; null = none was brought
  /// @param quickGelu whether it was trained with OpenAI's approximation of GELU
  public record Words(@Nullable Path merges, boolean quickGelu) {
    /// Nothing.
    public static final Words NONE = new Words(null, false);
  }

  /// A network that a file may be of.
  private record Match(
      String model, String variant, Map<String, Shape> weights, Record config, Fit fit) {

    static Match of(
        String model,
        String variant,
        Map<String, Shape> weights,
        Record config,
        Map<String, Shape> given) {
      return new Match(model, variant, weights, config, Fit.of(weights, given));
    }

    boolean readsWords() {
      return model.equals(OpenClipFile.MODEL);
    }

    long parameters() {
      return weights.values().stream().mapToLong(Shape::size).sum();
    }
  }

  private WeightImport() {}

  /// Reads a file and keeps its weights, and beside them what is said of its head. Where nothing
  /// is, what was said of the same file before stands.
  ///
  /// @throws UnreadableWeightsException if it fits no network exactly, with what is missing,
  ///   unexpected or of another shape beside the network that it comes closest to
  /// @throws InvalidValueException if what is said does not fit its head
  public static Kept keep(Path file, Told told, HomeFolder home) throws IOException {
    return keep(file, told, Words.NONE, home);
  }

  /// The same of weights that may be of a network that reads words. Of a `.safetensors` no more
  /// than one array is in memory at a time, of a `.pth` one in about three times its size; a `.npz`
  /// is read whole.
  ///
  /// @throws UnreadableWeightsException also if such a network lacks its list of merges, or that is
  ///   of another
  public static Kept keep(Path file, Told told, Words words, HomeFolder home) throws IOException {
    var brought = BroughtWeights.open(file);
    var match = closest(brought.shapes());
    if (!match.fit().exact()) {
      throw new UnreadableWeightsException(
          "%s fits no hosted network. Closest is %s in the size %s. %s"
              .formatted(file.getFileName(), match.model(), match.variant(), match.fit().told()));
    }
    var head = head(match, told);
    var merges = merges(match, words);
    var sha256 = sha256(file);
    var kept =
        home.weights(match.model())
            .resolve(
                "%s-%s.safetensors".formatted(match.variant(), sha256.substring(0, HASH_SHOWN)));
    var facts = new LinkedHashMap<String, String>();
    facts.put("model", match.model());
    facts.put("variant", match.variant());
    facts.put("config", JsonMapper.shared().writeValueAsString(match.config()));
    facts.put("source", String.valueOf(file.getFileName()));
    facts.put("sourceSha256", sha256);
    if (merges.length > 0) {
      facts.putAll(
          new OpenClipFile(
                  kept, match.variant(), words.quickGelu(), sha256, WholeFiles.hash(merges))
              .facts());
    }
    try (var weights = new Unfinished(kept)) {
      weights.write(out -> SafeTensors.write(out, match.weights(), facts, brought::floats));
      if (merges.length > 0) { // only of weights that could be read, and there before they are
        write(OpenClipFile.mergesOf(kept), out -> out.write(merges));
      }
      weights.finish();
    }
    if (!head.equals(BroughtModels.Head.UNTOLD)) {
      var said = JsonMapper.shared().writeValueAsBytes(head);
      write(BroughtModels.headOf(kept), out -> out.write(said));
    }
    return new Kept(
        match.model(), match.variant(), match.parameters(), sha256, kept, BroughtModels.head(kept));
  }

  /// The list of merges of a network that reads words; of others none.
  private static byte[] merges(Match match, Words words) throws IOException {
    if (!match.readsWords()) {
      if (!words.equals(Words.NONE)) {
        throw new InvalidValueException(
            "These weights are of %s in the size %s, which reads no words; leave out --merges and"
                + " --quick-gelu.",
            match.model(), match.variant());
      }
      return new byte[0];
    }
    if (words.merges() == null) {
      throw new UnreadableWeightsException(
          ("These weights are of %s in the size %s, which reads texts by a list of merges; bring it"
                  + " too, by --merges: the bpe_simple_vocab_16e6.txt.gz of whoever published"
                  + " them.")
              .formatted(match.model(), match.variant()));
    }
    return OpenClipFile.mustFit(words.merges(), match.variant());
  }

  private static BroughtModels.Head head(Match match, Told told) {
    if (told.equals(Told.NOTHING)) {
      return BroughtModels.Head.UNTOLD;
    }
    if (match.readsWords()) {
      throw new InvalidValueException(
          "These weights are of %s in the size %s, which votes for any labels by descriptions of"
              + " them; leave out --classes and --trained-on.",
          match.model(), match.variant());
    }
    var bias = match.weights().get(CLASSES);
    if (bias == null) {
      throw new InvalidValueException(
          "These weights are of %s in the size %s: they were pre-trained only and have no head that"
              + " tells classes apart; leave out --classes and --trained-on, and fine-tune from"
              + " them.",
          match.model(), match.variant());
    }
    var classes = told.classes().isEmpty() ? published(match.model(), told) : told.classes();
    if (classes.size() != bias.get(0)) {
      throw new InvalidValueException(
          "%s classes are said, %s, but the head tells %s apart.",
          classes.size(), String.join(", ", classes), bias.get(0));
    }
    if (new HashSet<>(classes).size() < classes.size()
        || classes.stream().anyMatch(word -> word.isEmpty() || word.length() > LONGEST_WORD)) {
      throw new InvalidValueException(
          "Every class needs a word of its own, of at most %s characters: %s.",
          LONGEST_WORD, String.join(", ", classes));
    }
    return new BroughtModels.Head(classes, told.trainedOn());
  }

  private static List<String> published(String model, Told told) {
    var heads = ModelCard.of(model).heads();
    var classes = heads.get(told.trainedOn().toLowerCase(Locale.ROOT));
    if (classes == null) {
      throw new InvalidValueException(
          "The card of %s does not know the classes of \"%s\", only of %s; name them by --classes.",
          model, told.trainedOn(), heads.isEmpty() ? "none" : String.join(", ", heads.keySet()));
    }
    return classes;
  }

  /// Names of the files of weights in a folder that were brought, in their order.
  ///
  /// @param folder of a model; none are in one that is not there
  static List<String> kept(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".safetensors"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Match closest(Map<String, Shape> given) {
    var head = given.get(CLASSES);
    var all = new ArrayList<Match>();
    for (var model : HostedModel.all()) {
      int classes =
          head != null && head.dimension() == 1 ? (int) head.get(0) : model.publishedClasses();
      model
          .variants(classes)
          .forEach((size, network) ->
              all.add(Match.of(model.name(), size, network.weights(), network.config(), given)));
    }
    OpenClipConfig.sizes()
        .forEach((size, config) ->
            all.add(Match.of(OpenClipFile.MODEL, size, config.weights(), config, given)));
    return all.stream().min(Comparator.comparingInt(match -> match.fit().faults())).orElseThrow();
  }

  /// What a file is to hold.
  private interface Content {
    void to(OutputStream out) throws IOException;
  }

  /// All or nothing: a reader never meets half a file, and what is not finished is gone.
  private static final class Unfinished implements AutoCloseable {
    private final Path kept;
    private final Path part;

    Unfinished(Path kept) throws IOException {
      this.kept = kept;
      var folder = kept.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      part = Files.createTempFile(folder, "bringing", ".part");
    }

    void write(Content content) throws IOException {
      try (var out = new BufferedOutputStream(Files.newOutputStream(part))) {
        content.to(out);
      }
    }

    void finish() throws IOException {
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(part);
    }
  }

  private static void write(Path kept, Content content) throws IOException {
    try (var file = new Unfinished(kept)) {
      file.write(content);
      file.finish();
    }
  }

  private static String sha256(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var part = new byte[1 << 16];
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        digest.update(part, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Bug: every JDK has SHA-256.", e);
    }
  }
}
