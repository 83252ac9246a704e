package undertone.engine.recognition;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import undertone.models.weights.SafeTensors;

/// Files that others see whole or not at all, and their hashes.
public final class WholeFiles {
  private WholeFiles() {}

  /// What a file is to hold.
  public interface Content {
    /// @param out is closed by others
    void to(OutputStream out) throws IOException;
  }

  /// It grows under another name and is moved in one step.
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, out -> out.write(bytes));
  }

  /// The same of what is too large to be put together in memory.
  public static void write(Path file, Content content) throws IOException {
    var folder = file.resolveSibling(".");
    Files.createDirectories(folder);
    var growing = Files.createTempFile(folder, ".growing-", ".part");
    try {
      try (var out = new BufferedOutputStream(Files.newOutputStream(growing))) {
        content.to(out);
      }
      Files.move(
          growing, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(growing);
    }
  }

  /// Arrays in safetensors, of which one at a time is read from where it lies.
  ///
  /// @param facts what else is to be known of them
  static void write(Path file, Map<String, NDArray> arrays, Map<String, String> facts)
      throws IOException {
    var shapes = new LinkedHashMap<String, Shape>();
    arrays.forEach((name, array) -> shapes.put(name, array.getShape()));
    write(
        file,
        out ->
            SafeTensors.write(
                out,
                shapes,
                facts,
                name -> Objects.requireNonNull(arrays.get(name)).toFloatArray()));
  }

  /// SHA-256 in hex.
  public static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /// SHA-256 in hex.
  static String hash(Path file) throws IOException {
    var digest = sha256();
    var buffer = new byte[1 << 16];
    try (var in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one does not.", e);
    }
  }
}
