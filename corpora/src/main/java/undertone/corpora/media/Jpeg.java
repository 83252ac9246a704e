package undertone.corpora.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;

/// Writes still pictures as JPEG.
final class Jpeg {

  private static final float QUALITY = 0.85f;

  private Jpeg() {}

  /// Pictures of one size, side by side.
  static void write(Path file, List<Frame> pictures) throws IOException {
    int width = pictures.getFirst().width();
    int height = pictures.getFirst().height();
    var sheet = new BufferedImage(width * pictures.size(), height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < pictures.size(); i++) {
      sheet.setRGB(i * width, 0, width, height, packed(pictures.get(i).rgb()), 0, width);
    }
    var writer =
        ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(sheet), "jpeg").next();
    try (var stream = Files.newOutputStream(file);
        var out = ImageIO.createImageOutputStream(stream)) {
      var how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(sheet, null, null), how);
    } finally {
      writer.dispose();
    }
  }

  private static int[] packed(byte[] rgb) {
    var pixels = new int[rgb.length / 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          (rgb[3 * i] & 0xFF) << 16 | (rgb[3 * i + 1] & 0xFF) << 8 | (rgb[3 * i + 2] & 0xFF);
    }
    return pixels;
  }
}
