package undertone.models.face;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import undertone.models.weights.TfjsWeights;
import undertone.models.weights.UnreadableWeightsException;

/// The weights that the build lays beside this class, known by their hashes.
public enum FaceWeights {
  EXPRESSION(
      "face_expression_model",
      "5b349c17c7836da506e03422cd6461c74085d8bb2713ad4114647dc5d28174c8",
      "9a9840f2cf1f4c7eab95f197512569345c00d2426754d4608b92af30e0300f3d");

  /// Where bytes come from; null for a file that is not there.
  interface Source {
    @Nullable InputStream open(String file) throws IOException;
  }

  private final String manifest;
  private final String shard;
  private final String manifestSha256;
  private final String shardSha256;

  FaceWeights(String name, String manifestSha256, String shardSha256) {
    manifest = name + "-weights_manifest.json";
    shard = name + ".bin";
    this.manifestSha256 = manifestSha256;
    this.shardSha256 = shardSha256;
  }

  /// The weights; empty if the build could not fetch them.
  ///
  /// @throws UnreadableWeightsException if a file is not the one this product was made with
  public Optional<TfjsWeights> read() throws IOException {
    return read(file -> FaceWeights.class.getResourceAsStream("model/" + file));
  }

  Optional<TfjsWeights> read(Source source) throws IOException {
    var description = bytes(source, manifest, manifestSha256);
    var numbers = bytes(source, shard, shardSha256);
    if (description.isEmpty() || numbers.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(TfjsWeights.read(description.get(), Map.of(shard, numbers.get())));
  }

  /// Names these weights wherever their outputs are kept: the first digits of the shard's hash.
  public String mark() {
    return shardSha256.substring(0, 8);
  }

  private static Optional<byte[]> bytes(Source source, String file, String sha256)
      throws IOException {
    try (var in = source.open(file)) {
      if (in == null) {
        return Optional.empty();
      }
      var bytes = in.readAllBytes();
      var found = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      if (!found.equals(sha256)) {
        throw new UnreadableWeightsException(
            "%s has the SHA-256 %s but must have %s; remove the folder .weights and build again."
                .formatted(file, found, sha256));
      }
      return Optional.of(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one does not.", e);
    }
  }
}
