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
import java.util.function.Predicate;
import java.util.regex.Pattern;
import undertone.corpora.ClipId;
import undertone.engine.features.Stretch;
import undertone.models.weights.SafeTensors;

/// The spaces of captions that were learned on one corpus, and where its clips lie in them.
///
/// `serving` names the embedding that questions go to, as `<space>/<embedding>`; below a space lie
/// its weights and its embeddings, each in shards, those of whole clips and of their moments apart;
/// older embeddings have none of moments. A file comes whole or not at all, and what `serving`
/// names is complete, so one process may read while another writes.
public final class SpaceFolder {
  private static final String SERVING = "serving";
  private static final String WEIGHTS = "space.safetensors";
  private static final String CUT = "cut";
  private static final String LAYOUT = "layout.safetensors";
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}/[A-Za-z0-9-]{1,64}");
  private static final String MOMENTS = "moments-";
  private static final String BETWEEN = "@"; // a clip and its stretch
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

  /// Keeps where the moments of some clips lie.
  ///
  /// @param part tells the parts of an embedding apart; the same again is written anew
  /// @param moments vectors `[D]`, length 1, by clip and stretch
  public void keepMoments(Serving of, int part, Map<ClipId, Map<Stretch, float[]>> moments)
      throws IOException {
    var writer = new SafeTensors.Writer();
    moments.forEach((clip, stretches) ->
        stretches.forEach((stretch, vector) ->
            writer.add(clip + BETWEEN + stretch.written(), vector, new Shape(vector.length))));
    write(embedding(of).resolve(MOMENTS + "%05d.safetensors".formatted(part)), writer.bytes());
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
    return files(of, file -> !file.startsWith(MOMENTS));
  }

  /// Parts of an embedding's moments, to be read one after the other; none where it has none.
  public List<Path> momentShards(Serving of) throws IOException {
    return files(of, file -> file.startsWith(MOMENTS));
  }

  private List<Path> files(Serving of, Predicate<String> named) throws IOException {
    if (!Files.isDirectory(embedding(of))) {
      return List.of();
    }
    try (var files = Files.list(embedding(of))) {
      return files
          .filter(f -> f.toString().endsWith(".safetensors"))
          .filter(f -> named.test(String.valueOf(f.getFileName())))
          .sorted()
          .toList();
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

  /// Where the moments of one part lie, all of a clip's in one part.
  public static Map<ClipId, Map<Stretch, float[]>> momentShard(Path file) throws IOException {
    var read = SafeTensors.read(file);
    var moments = new LinkedHashMap<ClipId, Map<Stretch, float[]>>();
    for (var name : new ArrayList<>(read.names())) {
      int at = name.indexOf(BETWEEN);
      moments
          .computeIfAbsent(
              new ClipId(Long.parseLong(name.substring(0, at))), _ -> new LinkedHashMap<>())
          .put(Stretch.of(name.substring(at + 1)), read.floats(name));
    }
    return moments;
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
