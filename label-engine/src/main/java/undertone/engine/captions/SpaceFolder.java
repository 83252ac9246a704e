package undertone.engine.captions;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import undertone.corpora.ClipId;
import undertone.models.weights.SafeTensors;

/// The spaces of captions that were learned on one corpus, and where its clips lie in them.
///
/// `serving` names the embedding that questions go to, as `<space>/<embedding>`; below a space lie
/// its weights and its embeddings, each in shards. A file comes whole or not at all, and what
/// `serving` names is complete, so one process may read while another writes.
public final class SpaceFolder {
  private static final String SERVING = "serving";
  private static final String WEIGHTS = "space.safetensors";
  private static final String CUT = "cut";
  private static final String LAYOUT = "layout.safetensors";
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}/[A-Za-z0-9-]{1,64}");
  private static final int PER_SHARD = 4096;

  private final Path root;

  /// @param root made when something is kept
  public SpaceFolder(Path root) {
    this.root = root;
  }

  /// An embedding of all clips.
  ///
  /// @param space its [CaptionSpace#modelId()]
  /// @param embedding tells those of one space apart
  public record Serving(String space, String embedding) {
    private String written() {
      return space + "/" + embedding;
    }
  }

  /// Keeps a space and the way the numbers of its clips lie.
  public void keep(CaptionSpace space, NumberLayout layout) throws IOException {
    write(root.resolve(space.modelId()).resolve(LAYOUT), layout.bytes());
    write(root.resolve(space.modelId()).resolve(WEIGHTS), space.bytes());
  }

  /// Keeps below which cosine a sentence is no wording for a clip.
  public void keepCut(String space, double cut) throws IOException {
    write(root.resolve(space).resolve(CUT), Double.toString(cut).getBytes(StandardCharsets.UTF_8));
  }

  /// Below which cosine a sentence is no wording for a clip; -1 where nobody has measured it.
  public double cut(String space) throws IOException {
    var file = root.resolve(space).resolve(CUT);
    try {
      return Files.exists(file) ? Double.parseDouble(Files.readString(file).strip()) : -1;
    } catch (NumberFormatException e) {
      throw new IOException("%s holds no number; learn from captions again.".formatted(file), e);
    }
  }

  /// Keeps where clips lie; the same embedding again is written anew.
  ///
  /// @param vectors by clip `[D]`, length 1
  public void keep(Serving of, Map<ClipId, float[]> vectors) throws IOException {
    var clips = List.copyOf(vectors.keySet());
    for (int from = 0; from < clips.size(); from += PER_SHARD) {
      var writer = new SafeTensors.Writer();
      for (var clip : clips.subList(from, Math.min(clips.size(), from + PER_SHARD))) {
        var vector = vectors.get(clip);
        if (vector != null) {
          writer.add(clip.toString(), vector, new Shape(vector.length));
        }
      }
      write(embedding(of).resolve("%05d.safetensors".formatted(from / PER_SHARD)), writer.bytes());
    }
  }

  /// Lets questions go to an embedding from now on.
  public void serve(Serving embedding) throws IOException {
    write(root.resolve(SERVING), embedding.written().getBytes(StandardCharsets.UTF_8));
  }

  /// What questions go to; empty = nothing was learned here that is worth it.
  public Optional<Serving> serving() throws IOException {
    var file = root.resolve(SERVING);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var name = Files.readString(file).strip();
    return NAME.matcher(name).matches()
        ? Optional.of(new Serving(name.substring(0, 64), name.substring(65)))
        : Optional.empty();
  }

  /// The half of a space that reads questions.
  public SentenceSide sentences(String space) throws IOException {
    return SentenceSide.read(Files.readAllBytes(root.resolve(space).resolve(WEIGHTS)));
  }

  public CaptionSpace space(String space, Device device) throws IOException {
    return CaptionSpace.read(Files.readAllBytes(root.resolve(space).resolve(WEIGHTS)), device);
  }

  public NumberLayout layout(String space) throws IOException {
    return NumberLayout.read(Files.readAllBytes(root.resolve(space).resolve(LAYOUT)));
  }

  /// Parts of an embedding, to be read one after the other.
  public List<Path> shards(Serving of) throws IOException {
    try (var files = Files.list(embedding(of))) {
      return files.filter(f -> f.toString().endsWith(".safetensors")).sorted().toList();
    }
  }

  /// Where the clips of one part lie.
  public static Map<ClipId, float[]> shard(Path file) throws IOException {
    var read = SafeTensors.read(file);
    var vectors = new LinkedHashMap<ClipId, float[]>();
    for (var name : new ArrayList<>(read.names())) {
      vectors.put(new ClipId(Long.parseLong(name)), read.floats(name));
    }
    return vectors;
  }

  private Path embedding(Serving of) {
    return root.resolve(of.space()).resolve(of.embedding());
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    var growing = Files.createTempFile(file.resolveSibling("."), ".growing-", ".part");
    try {
      Files.write(growing, bytes);
      Files.move(
          growing, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(growing);
    }
  }
}
