package undertone.engine.refinement;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 over what a run starts from and what it learned.
public final class RunHash {
  private final MessageDigest digest;

  public RunHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one does not.", e);
    }
  }

  public RunHash add(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    digest.update(bytes);
    return this;
  }

  public RunHash add(float[] values) {
    var bytes = ByteBuffer.allocate(4 * values.length);
    for (float value : values) {
      bytes.putFloat(value);
    }
    digest.update(bytes.flip());
    return this;
  }

  public RunHash add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  public byte[] bytes() {
    return digest.digest();
  }

  public static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
