package undertone.corpora.media;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much of a GIF is there, by its blocks. Decoders fill up a picture that breaks off without a
/// word, so the file itself is asked.
///
/// Layout: GIF89a specification, sections 17 to 27.
///
/// @param wholePictures pictures whose data are there to the last block
/// @param cutOff whether the file ends within a block
record GifBlocks(int wholePictures, boolean cutOff) {

  private static final int SIGNATURE_AND_SIZE = 10; // "GIF89a", width, height
  private static final int BACKGROUND_AND_ASPECT = 2;
  private static final int PLACE_AND_SIZE = 8; // of a picture within the canvas
  private static final int HAS_COLOURS = 0x80;
  private static final int COLOURS = 0x07;

  private static final int EXTENSION = 0x21;
  private static final int PICTURE = 0x2C;

  static GifBlocks of(Path file) throws IOException {
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int whole = 0;
      try {
        in.skipNBytes(SIGNATURE_AND_SIZE);
        int canvas = in.readUnsignedByte();
        in.skipNBytes(BACKGROUND_AND_ASPECT + coloursOf(canvas));
        for (int block = in.read(); block == EXTENSION || block == PICTURE; block = in.read()) {
          if (block == EXTENSION) {
            in.skipNBytes(1); // its kind
            skipData(in);
          } else {
            in.skipNBytes(PLACE_AND_SIZE);
            in.skipNBytes(coloursOf(in.readUnsignedByte()) + 1); // and the width of its first code
            skipData(in);
            whole++;
          }
        }
        return new GifBlocks(whole, false);
      } catch (EOFException _) {
        return new GifBlocks(whole, true);
      }
    }
  }

  /// Bytes of the colour table a flag byte announces.
  private static int coloursOf(int flags) {
    return (flags & HAS_COLOURS) == 0 ? 0 : 3 * (2 << (flags & COLOURS));
  }

  private static void skipData(DataInputStream in) throws IOException {
    for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
      in.skipNBytes(length);
    }
  }
}
