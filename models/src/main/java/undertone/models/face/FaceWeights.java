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
      "9a9840f2cf1f4c7eab95f197512569345c00d2426754d4608b92af30e0300f3d"),
  LANDMARKS(
      "face_landmark_68_model",
      "ca4886639f86e99b39fed0c155f81b63317225773bd9616716e887b0153389c9",
      "4611ef65c87d836d03d684b30eec4d195d8b219fa1dd58fc58945831c6b9299b"),
  DESCRIPTOR(
      "face_recognition_model",
      "cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b",
      "b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589"),
  FINDER(
      "tiny_face_detector_model",
      "5d1af4849ac48d5b985f4a9b16010c512353ddd6fcc63d50fd0bc9e9e64296e5",
      "b7503ce7df31039b1c43316a9b865cab6a70dd748cc602d3fa28b551503c3871");

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

  /// Whether the build could fetch them; nothing is read.
  public boolean isInBuild() {
    return FaceWeights.class.getResource("model/" + manifest) != null
        && FaceWeights.class.getResource("model/" + shard) != null;
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
