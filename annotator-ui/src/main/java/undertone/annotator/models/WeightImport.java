package undertone.annotator.models;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.home.HomeFolder;
import undertone.models.hosting.Fit;
import undertone.models.hosting.HostedModel;
import undertone.models.hosting.HostedNetwork;
import undertone.models.weights.SafeTensors;
import undertone.models.weights.UnreadableWeightsException;

/// Brings weights into the house: which network a file belongs to is told by the names and shapes
/// in it, never by its own name, and it is kept as safetensors with its sizes and its hash.
public final class WeightImport {
  private static final String CLASSES = "head.bias";
  private static final int HASH_SHOWN = 12;

  /// Weights that are in the house.
  ///
  /// @param model whose they are
  /// @param variant which of its sizes
  /// @param parameters numbers that were learned
  /// @param sha256 of the file that was brought
  /// @param file where they are kept
  public record Kept(String model, String variant, long parameters, String sha256, Path file) {}

  /// A network that a file may be of.
  private record Match(HostedModel model, String variant, HostedNetwork network, Fit fit) {}

  private WeightImport() {}

  /// Reads a file and keeps its weights.
  ///
  /// @throws UnreadableWeightsException if it fits no network exactly, with what is missing,
  ///   unexpected or of another shape beside the network that it comes closest to
  public static Kept keep(Path file, HomeFolder home) throws IOException {
    var brought = BroughtWeights.open(file);
    var match = closest(brought.shapes());
    if (!match.fit().exact()) {
      throw new UnreadableWeightsException(
          "%s fits no hosted network. Closest is %s in the size %s. %s"
              .formatted(
                  file.getFileName(), match.model().name(), match.variant(), match.fit().told()));
    }
    var sha256 = sha256(file);
    var writer =
        new SafeTensors.Writer()
            .fact("model", match.model().name())
            .fact("variant", match.variant())
            .fact("config", JsonMapper.shared().writeValueAsString(match.network().config()))
            .fact("source", String.valueOf(file.getFileName()))
            .fact("sourceSha256", sha256);
    for (var weight : match.network().weights().entrySet()) {
      writer.add(weight.getKey(), brought.floats(weight.getKey()), weight.getValue());
    }
    var kept =
        home.weights(match.model().name())
            .resolve(
                "%s-%s.safetensors".formatted(match.variant(), sha256.substring(0, HASH_SHOWN)));
    write(kept, writer.bytes());
    return new Kept(
        match.model().name(), match.variant(), match.network().parameters(), sha256, kept);
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
    @Nullable Match closest = null;
    for (var model : HostedModel.all()) {
      int classes =
          head != null && head.dimension() == 1 ? (int) head.get(0) : model.publishedClasses();
      for (var variant : model.variants(classes).entrySet()) {
        var network = variant.getValue();
        var fit = Fit.of(network.weights(), given);
        if (closest == null || fit.faults() < closest.fit().faults()) {
          closest = new Match(model, variant.getKey(), network, fit);
        }
      }
    }
    if (closest == null) {
      throw new IllegalStateException("Bug: no model is hosted.");
    }
    return closest;
  }

  /// All or nothing: a reader never meets half a file.
  private static void write(Path kept, byte[] bytes) throws IOException {
    var folder = kept.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    var unfinished = Files.createTempFile(folder, "bringing", ".part");
    try {
      Files.write(unfinished, bytes);
      Files.move(unfinished, kept, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
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
