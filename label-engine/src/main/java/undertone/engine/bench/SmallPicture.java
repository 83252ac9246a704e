package undertone.engine.bench;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/// Reads small JPEG and PNG pictures into bytes `[H,W,3]`; grey stands in all three channels.
final class SmallPicture {
  private static final int MOST_PIXELS = 4096 * 4096;

  private SmallPicture() {}

  /// @param name for messages
  /// @param side height and width that a picture of another size is brought to
  /// @throws IOException if the bytes are no picture, or one that is suspiciously large
  static byte[] read(String name, byte[] file, int side) throws IOException {
    var picture = squared(decoded(name, file), side);
    var pixels = picture.getRGB(0, 0, side, side, null, 0, side);
    var bytes = new byte[pixels.length * 3];
    for (int i = 0; i < pixels.length; i++) {
      bytes[3 * i] = (byte) (pixels[i] >> 16);
      bytes[3 * i + 1] = (byte) (pixels[i] >> 8);
      bytes[3 * i + 2] = (byte) pixels[i];
    }
    return bytes;
  }

  private static BufferedImage decoded(String name, byte[] file) throws IOException {
    try (var stream = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      var readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new IOException("%s is no picture that can be read.".formatted(name));
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        // asked before decoding: a small file can claim to be a huge picture
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
          throw new IOException(
              "%s claims %d pixels; at most %d are read.".formatted(name, pixels, MOST_PIXELS));
        }
        return reader.read(0);
      } catch (RuntimeException e) {
        throw new IOException("%s is damaged: %s.".formatted(name, e.getMessage()), e);
      } finally {
        reader.dispose();
      }
    }
  }

  /// In plain red, green and blue, at the size asked for. Grey bytes stay as they are: Java's own
  /// conversion would brighten them.
  private static BufferedImage squared(BufferedImage picture, int side) {
    var plain =
        picture.getRaster().getNumBands() == 1
                && picture.getColorModel().getPixelSize() == 8
                && !(picture.getColorModel() instanceof IndexColorModel)
            ? ofGrey(picture)
            : picture;
    if (plain.getWidth() == side && plain.getHeight() == side) {
      return plain;
    }
    var squared = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    var graphics = squared.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(plain, 0, 0, side, side, null);
    graphics.dispose();
    return squared;
  }

  private static BufferedImage ofGrey(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    var grey = picture.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
    var plain = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < grey.length; i++) {
      plain.setRGB(i % width, i / width, grey[i] * 0x010101);
    }
    return plain;
  }
}
