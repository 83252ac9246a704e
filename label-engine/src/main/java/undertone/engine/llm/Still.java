package undertone.engine.llm;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// One picture as it is sent: a JPEG.
public final class Still {
  /// Longest side in pixels unless told otherwise.
  public static final int LONGEST_SIDE = 512;

  private static final float QUALITY = 0.85f;

  private final byte[] jpeg;

  private Still(byte[] jpeg) {
    this.jpeg = jpeg;
  }

  /// @param jpeg a whole file
  public static Still ofJpeg(byte[] jpeg) {
    return new Still(jpeg.clone());
  }

  /// Scaled down if it is larger, never up.
  ///
  /// @param longestSide pixels
  public static Still of(BufferedImage picture, int longestSide) throws IOException {
    double scale =
        Math.min(1, (double) longestSide / Math.max(picture.getWidth(), picture.getHeight()));
    int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
    var scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var brush = scaled.createGraphics();
    try {
      brush.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      brush.drawImage(picture, 0, 0, width, height, null);
    } finally {
      brush.dispose();
    }
    return new Still(encoded(scaled));
  }

  private static byte[] encoded(BufferedImage picture) throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      var how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /// SHA-256 of the file.
  String hash() {
    return Fingerprint.of(jpeg);
  }

  String dataUrl() {
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
  }
}
