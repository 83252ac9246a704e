package undertone.engine.openclip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import undertone.engine.recognition.WholeFiles;
import undertone.models.clip.ClipTokenizer;
import undertone.models.clip.OpenClipConfig;
import undertone.models.weights.SafeTensors;
import undertone.models.weights.UnreadableWeightsException;

/// Weights of a CLIP network as they are kept once they were brought in: as safetensors, with
/// beside them the list of merges by which the network cuts texts, which belongs to them as much as
/// they do.
///
/// @param weights the file of the weights
/// @param size which of [OpenClipConfig#sizes()]
/// @param quickGelu whether it was trained with OpenAI's approximation of GELU
/// @param sha256 of the file that was brought
/// @param mergesSha256 of the list of merges
public record OpenClipFile(
    Path weights, String size, boolean quickGelu, String sha256, String mergesSha256) {
  /// Under which CLIP networks are hosted.
  public static final String MODEL = "openclip";

  private static final String WEIGHTS = ".safetensors";
  private static final String MERGES = ".merges";

  /// Larger lists are none; the published one has 1.3 MB packed.
  private static final long MOST_MERGES_BYTES = 16L << 20;

  /// What was brought in.
  ///
  /// @throws UnreadableWeightsException if the file holds no such weights
  public static OpenClipFile read(Path weights) throws IOException {
    var facts = SafeTensors.read(weights).metadata();
    var size = facts.getOrDefault("variant", "");
    if (!OpenClipConfig.sizes().containsKey(size) || !MODEL.equals(facts.get("model"))) {
      throw new UnreadableWeightsException(
          "%s holds no weights of %s as \"models add\" keeps them; bring its file in again."
              .formatted(weights.getFileName(), MODEL));
    }
    return new OpenClipFile(
        weights,
        size,
        Boolean.parseBoolean(facts.get("quickGelu")),
        facts.getOrDefault("sourceSha256", ""),
        facts.getOrDefault("mergesSha256", ""));
  }

  /// What is kept with the weights, as [#read] finds it.
  public Map<String, String> facts() {
    var facts = new LinkedHashMap<String, String>();
    facts.put("model", MODEL);
    facts.put("variant", size);
    facts.put("quickGelu", Boolean.toString(quickGelu));
    facts.put("sourceSha256", sha256);
    facts.put("mergesSha256", mergesSha256);
    return facts;
  }

  /// Sizes of the network.
  public OpenClipConfig config() {
    return config(size, quickGelu);
  }

  private static OpenClipConfig config(String size, boolean quickGelu) {
    var config = OpenClipConfig.sizes().get(size);
    if (config == null) {
      throw new IllegalStateException("Bug: %s is no size of %s.".formatted(size, MODEL));
    }
    return quickGelu ? config.withQuickGelu() : config;
  }

  /// Where the list of merges lies that belongs to weights.
  public static Path mergesOf(Path weights) {
    var name = String.valueOf(weights.getFileName());
    return weights.resolveSibling(name.substring(0, name.length() - WEIGHTS.length()) + MERGES);
  }

  /// The bytes of a list of merges that fits a network.
  ///
  /// @param file the list, packed by gzip or not
  /// @param size of the network
  /// @throws UnreadableWeightsException if it is no such list, or has too few or too many merges
  public static byte[] mustFit(Path file, String size) throws IOException {
    var name = file.getFileName();
    if (!Files.isRegularFile(file)) {
      throw new UnreadableWeightsException(
          "There is no list of merges at %s; name the bpe_simple_vocab_16e6.txt.gz of whoever"
                  .formatted(file)
              + " published the weights.");
    }
    if (Files.size(file) > MOST_MERGES_BYTES) {
      throw new UnreadableWeightsException(
          "%s has more than %d MB and is no list of merges."
              .formatted(name, MOST_MERGES_BYTES >> 20));
    }
    int needed = config(size, false).vocabulary();
    int found = ClipTokenizer.read(file).vocabulary();
    if (found != needed) {
      throw new UnreadableWeightsException(
          "%s has %d merges; %s in the size %s reads texts by %d. Bring the list that its weights"
                  .formatted(
                      name, ClipTokenizer.merges(found), MODEL, size, ClipTokenizer.merges(needed))
              + " were trained with.");
    }
    return Files.readAllBytes(file);
  }

  /// What cuts texts for the network.
  ///
  /// @throws UnreadableWeightsException if the list of merges is gone, or is another one
  ClipTokenizer tokenizer() throws IOException {
    var merges = mergesOf(weights);
    if (!Files.isRegularFile(merges)
        || !WholeFiles.hash(mustFit(merges, size)).equals(mergesSha256)) {
      throw new UnreadableWeightsException(
          "The list of merges that was brought with %s is gone or was changed; bring both in again"
                  .formatted(weights.getFileName())
              + " by \"models add\" with --merges.");
    }
    return ClipTokenizer.read(merges);
  }
}
