package undertone.corpora.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// Clips as a phone writes them that is not held level: the pictures lie, and a matrix in the
/// header says how to turn them.
final class PhoneClips {

  private static final int ONE = 0x10000; // in 16.16 fixed point

  private PhoneClips() {}

  /// The same clip with a header that turns its pictures clockwise.
  static Path turned(Path mp4, int degreesClockwise, Path folder) throws IOException {
    var bytes = Files.readAllBytes(mp4);
    var matrix =
        switch (degreesClockwise) {
          case 90 -> new int[] {0, ONE, 0, -ONE, 0, 0};
          case 180 -> new int[] {-ONE, 0, 0, 0, -ONE, 0};
          case 270 -> new int[] {0, -ONE, 0, ONE, 0, 0};
          default -> throw new IllegalArgumentException("Phones are turned by quarters.");
        };
    var text = new String(bytes, ISO_8859_1);
    for (int at = text.indexOf("tkhd"); at >= 0; at = text.indexOf("tkhd", at + 1)) {
      int place = at + 4 + 40; // after version, times, ids, layer and volume of version 0
      var header = ByteBuffer.wrap(bytes);
      boolean picture = header.getInt(place + 36) != 0; // a width
      for (int i = 0; picture && i < matrix.length; i++) {
        header.putInt(place + 4 * i, matrix[i]);
      }
    }
    return Files.write(folder.resolve("turned-%d.mp4".formatted(degreesClockwise)), bytes);
  }
}
