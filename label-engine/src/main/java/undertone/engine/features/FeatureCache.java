package undertone.engine.features;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/// Vectors that were once extracted, as files that NumPy reads:
/// `<extractor>-v<version>-<parameters>/<2 hex>/<content hash>.npy`, and of a stretch of a clip
/// `<content hash>@<start>-<end>.npy`.
///
/// A place is named by everything that can change its vector, so nothing is ever overwritten with
/// something else, and any number of threads and processes may share one folder. An empty array
/// means that the clip has nothing on this channel. A file that is not whole counts as absent.
public final class FeatureCache {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path root;
  private final Map<String, Path> described = new ConcurrentHashMap<>();

  /// @param root usually the folder `features` of the home folder; made when first needed
  public FeatureCache(Path root) {
    this.root = root;
  }

  /// The vector from the cache, else from the extractor, and then kept.
  ///
  /// @throws UnreadableClipException if the media cannot be read
  /// @throws IOException if the cache cannot be written
  public Optional<float[]> vector(FeatureExtractor extractor, ClipSource clip)
      throws IOException, InterruptedException {
    var place = place(extractor, clip);
    var kept = read(place, extractor.dim());
    if (kept.isPresent()) {
      return kept.filter(vector -> vector.length > 0);
    }
    Optional<float[]> vector;
    try {
      vector = extractor.extract(clip);
    } catch (IOException e) {
      throw new UnreadableClipException(clip, e);
    }
    if (vector.isPresent()) {
      check(extractor, clip, vector.get());
    }
    write(place, Npy.encode(vector.orElseGet(() -> new float[0])));
    return vector;
  }

  /// The vectors of stretches from the cache; the clip is decoded, once, for those that are not
  /// there, which are then kept.
  ///
  /// @return in the order of the stretches, empty where one has nothing on this channel
  /// @throws UnreadableClipException if the media cannot be read
  /// @throws IOException if the cache cannot be written
  public List<Optional<float[]>> vectors(
      StretchExtractor extractor, ClipSource clip, List<Stretch> stretches)
      throws IOException, InterruptedException {
    var key = key(extractor.channel(), clip);
    var known = new HashMap<Stretch, float[]>();
    var lacking = new ArrayList<Stretch>();
    for (var stretch : stretches) {
      read(place(extractor, key, stretch), extractor.dim())
          .ifPresentOrElse(kept -> known.put(stretch, kept), () -> lacking.add(stretch));
    }
    if (!lacking.isEmpty()) {
      List<Optional<float[]>> made;
      try {
        made = extractor.extract(clip, lacking);
      } catch (IOException e) {
        throw new UnreadableClipException(clip, e);
      }
      for (int i = 0; i < lacking.size(); i++) {
        if (made.get(i).isPresent()) {
          check(extractor, clip, made.get(i).get());
        }
        var vector = made.get(i).orElseGet(() -> new float[0]);
        write(place(extractor, key, lacking.get(i)), Npy.encode(vector));
        known.put(lacking.get(i), vector);
      }
    }
    return stretches.stream()
        .map(known::get)
        .map(vector -> Optional.ofNullable(vector).filter(numbers -> numbers.length > 0))
        .toList();
  }

  private Path place(FeatureExtractor extractor, String key, Stretch stretch) throws IOException {
    return folder(extractor)
        .resolve(key.substring(0, 2))
        .resolve(key + "@" + stretch.written() + ".npy");
  }

  /// Where the vector of a clip lies or would lie.
  Path place(FeatureExtractor extractor, ClipSource clip) throws IOException {
    var key = key(extractor.channel(), clip);
    return folder(extractor).resolve(key.substring(0, 2)).resolve(key + ".npy");
  }

  private static String key(Channel channel, ClipSource clip) throws IOException {
    if (channel == Channel.TEXT) {
      if (clip.text() == null) {
        throw new IllegalArgumentException(
            "Bug: clip %s has no text and was asked for text features.".formatted(clip.clip()));
      }
      return hex(sha256().digest(clip.text().getBytes(StandardCharsets.UTF_8)));
    }
    if (clip.contentHash() != null) {
      return clip.contentHash();
    }
    if (clip.file() == null) {
      throw new IllegalArgumentException(
          "Bug: clip %s has no media and was asked for features of it.".formatted(clip.clip()));
    }
    try {
      return hashOf(clip.file());
    } catch (IOException e) {
      throw new UnreadableClipException(clip, e);
    }
  }

  private static String hashOf(Path file) throws IOException {
    var digest = sha256();
    var buffer = new byte[1 << 16];
    try (var in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return hex(digest.digest());
  }

  private Path folder(FeatureExtractor extractor) throws IOException {
    var parameters =
        hex(sha256().digest(extractor.parameters().getBytes(StandardCharsets.UTF_8)))
            .substring(0, 8);
    var name = extractor.id() + "-v" + extractor.version() + "-" + parameters;
    var known = described.get(name);
    if (known != null) {
      return known;
    }
    var folder = root.resolve(name);
    Files.createDirectories(folder);
    var card = new LinkedHashMap<String, Object>();
    card.put("id", extractor.id());
    card.put("version", extractor.version());
    card.put("parameters", extractor.parameters());
    card.put("dim", extractor.dim());
    write(folder.resolve("extractor.json"), JSON.writeValueAsBytes(card));
    described.put(name, folder);
    return folder;
  }

  private static Optional<float[]> read(Path place, int dim) throws IOException {
    byte[] file;
    try {
      file = Files.readAllBytes(place);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    return Npy.decode(file).filter(vector -> vector.length == dim || vector.length == 0);
  }

  // Readers see the whole file or none: it grows under another name and is moved in one step.
  private static void write(Path place, byte[] bytes) throws IOException {
    var folder = place.resolveSibling(".");
    Files.createDirectories(folder);
    var growing = Files.createTempFile(folder, ".growing-", ".part");
    try {
      Files.write(growing, bytes);
      Files.move(
          growing, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(growing);
    }
  }

  private static void check(FeatureExtractor extractor, ClipSource clip, float[] vector) {
    if (vector.length != extractor.dim()) {
      throw new IllegalStateException(
          "Bug: %s promised %d numbers per clip and gave %d for %s."
              .formatted(extractor.id(), extractor.dim(), vector.length, clip.clip()));
    }
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw new IllegalStateException(
            "Bug: %s gave %s as number %d of %s."
                .formatted(extractor.id(), vector[i], i, clip.clip()));
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one does not.", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
