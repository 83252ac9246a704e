package undertone.engine.llm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// SHA-256 over parts, each with its length before it, so that no two lists of parts read alike.
final class Fingerprint {
  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one does not.", e);
    }
  }

  static String of(byte[] bytes) {
    return new Fingerprint().add(bytes).hex();
  }

  static String of(List<String> parts) {
    var all = new Fingerprint();
    parts.forEach(part -> all.add(part.getBytes(StandardCharsets.UTF_8)));
    return all.hex();
  }

  private Fingerprint add(byte[] bytes) {
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    digest.update(bytes);
    return this;
  }

  private String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
