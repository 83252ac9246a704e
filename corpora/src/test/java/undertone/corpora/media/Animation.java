package undertone.corpora.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;

/// A GIF of several pictures, and where each of them ends.
final class Animation {

  private final byte[] bytes;
  private final List<Integer> ends; // offset after each picture, bytes

  private Animation(byte[] bytes, List<Integer> ends) {
    this.bytes = bytes;
    this.ends = ends;
  }

  static Animation ofPictures(int pictures) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var ends = new ArrayList<Integer>();
    var writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int n = 0; n < pictures; n++) {
        writer.writeToSequence(new IIOImage(picture(n), null, null), null);
        ends.add((int) out.getStreamPosition());
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return new Animation(bytes.toByteArray(), ends);
  }

  byte[] bytes() {
    return bytes;
  }

  /// The file without the last few bytes of a picture and all that follows.
  ///
  /// @param picture counted from 1
  byte[] cutWithinThe(int picture) {
    return Arrays.copyOf(bytes, ends.get(picture - 1) - 100);
  }

  private static BufferedImage picture(int n) {
    var image = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        image.getRaster().setSample(x, y, 0, (x * 37 ^ y * 91) + n & 0xff);
      }
    }
    return image;
  }
}
