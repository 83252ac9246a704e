package undertone.engine.recognition;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import undertone.corpora.ClipId;
import undertone.models.weights.SafeTensors;

/// How models have described the clips of one corpus, kept for whoever compares clips by it.
///
/// Below a model lie its descriptions, in shards, and `serving`, which names the one that is
/// compared. A file comes whole or not at all and what `serving` names is complete, so one process
/// may read while another writes. The description before stays until the next, for those who still
/// read it.
///
/// What clips have in common tells none of them from another: outputs of a network share one large
/// direction, and by cosine all clips would look alike. So their mean is kept beside them as the
/// centre from which they are looked at. Where words lie among the clips there is none: words and
/// clips are compared as the network learned to.
///
/// Source: Mu and Viswanath 2018, *All-but-the-Top*, sec. 2 (the mean that vectors share).
public final class DescribedFolder {
  private static final String SERVING = "serving";
  private static final String WORDS = " words";
  private static final String CENTRE = "centre";
  private static final String ENDING = ".safetensors";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,100}");
  private static final Pattern EMBEDDING = Pattern.compile("[A-Za-z0-9]{1,32}");
  private static final int PER_SHARD = 4096;

  private final Path root;

  /// @param root made when something is kept
  public DescribedFolder(Path root) {
    this.root = root;
  }

  /// A description of all clips by a model.
  ///
  /// @param model its name
  /// @param embedding tells those of one model apart
  /// @param words whether words lie in its space
  public record Serving(String model, String embedding, boolean words) {}

  /// What is compared, one description a model, by names of models.
  public List<Serving> serving() throws IOException {
    var all = new ArrayList<Serving>();
    for (var model : below(root)) {
      serving(String.valueOf(model.getFileName())).ifPresent(all::add);
    }
    return all;
  }

  private Optional<Serving> serving(String model) throws IOException {
    var file = root.resolve(model).resolve(SERVING);
    if (!NAME.matcher(model).matches() || !Files.exists(file)) {
      return Optional.empty();
    }
    var written = Files.readString(file).strip();
    boolean words = written.endsWith(WORDS);
    var embedding = words ? written.substring(0, written.length() - WORDS.length()) : written;
    return EMBEDDING.matcher(embedding).matches()
        ? Optional.of(new Serving(model, embedding, words))
        : Optional.empty();
  }

  /// From where the clips of a description are looked at `[D]`.
  public float[] centre(Serving of) throws IOException {
    return SafeTensors.read(Files.readAllBytes(embedding(of).resolve(CENTRE + ENDING)))
        .floats(CENTRE);
  }

  /// Parts of a description, to be read one after the other by [#shard].
  public List<Path> shards(Serving of) throws IOException {
    return below(embedding(of)).stream()
        .filter(file -> String.valueOf(file.getFileName()).matches("\\d+\\" + ENDING))
        .toList();
  }

  /// How the clips of one part were described.
  public static Map<ClipId, float[]> shard(Path file) throws IOException {
    var read = SafeTensors.read(file);
    var vectors = new LinkedHashMap<ClipId, float[]>();
    for (var name : read.names()) {
      vectors.put(new ClipId(Long.parseLong(name)), read.floats(name));
    }
    return vectors;
  }

  /// A description that is being written; the same one again is written anew.
  public Growing begin(Serving description) throws IOException {
    if (!NAME.matcher(description.model()).matches()
        || !EMBEDDING.matcher(description.embedding()).matches()) {
      throw new IllegalArgumentException("Bug: %s is no folder.".formatted(description));
    }
    delete(embedding(description));
    return new Growing(description);
  }

  /// A description that nobody compares clips by as yet.
  public final class Growing {
    private final Serving of;
    private SafeTensors.Writer shard = new SafeTensors.Writer();
    private double[] sum = {}; // [D]
    private int clips;

    private Growing(Serving of) {
      this.of = of;
    }

    /// @param vector `[D]`, as the model gave it
    public void add(ClipId clip, float[] vector) throws IOException {
      sum = clips == 0 ? new double[vector.length] : sum;
      for (int d = 0; d < vector.length; d++) {
        sum[d] += vector[d];
      }
      shard.add(clip.toString(), vector, new Shape(vector.length));
      if (++clips % PER_SHARD == 0) {
        keep();
      }
    }

    private void keep() throws IOException {
      var name = "%05d".formatted((clips - 1) / PER_SHARD) + ENDING;
      WholeFiles.write(embedding(of).resolve(name), shard.bytes());
      shard = new SafeTensors.Writer();
    }

    /// Lets clips be compared by it from now on, if there are any; only the description before is
    /// kept beside it.
    public void serve() throws IOException {
      if (clips == 0) {
        return;
      }
      if (clips % PER_SHARD > 0) {
        keep();
      }
      var centre = new float[sum.length];
      IntStream.range(0, sum.length)
          .forEach(d -> centre[d] = of.words() ? 0 : (float) (sum[d] / clips));
      WholeFiles.write(
          embedding(of).resolve(CENTRE + ENDING),
          new SafeTensors.Writer().add(CENTRE, centre, new Shape(centre.length)).bytes());
      var before = serving(of.model());
      WholeFiles.write(
          root.resolve(of.model()).resolve(SERVING),
          (of.embedding() + (of.words() ? WORDS : "")).getBytes(StandardCharsets.UTF_8));
      for (var other : below(root.resolve(of.model()))) {
        var name = String.valueOf(other.getFileName());
        if (Files.isDirectory(other)
            && !name.equals(of.embedding())
            && before.filter(b -> b.embedding().equals(name)).isEmpty()) {
          delete(other);
        }
      }
    }
  }

  private Path embedding(Serving of) {
    return root.resolve(of.model()).resolve(of.embedding());
  }

  private static List<Path> below(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
