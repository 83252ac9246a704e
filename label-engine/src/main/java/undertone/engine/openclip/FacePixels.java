package undertone.engine.openclip;

import java.util.List;
import java.util.stream.IntStream;
import undertone.engine.recognition.FaceFilm;

/// Frames of a face as a network of still pictures reads them.
final class FacePixels {
  private FacePixels() {}

  /// Frames evenly spread over a film, the middle one of each part; all of a short one.
  ///
  /// @param most how many at most
  /// @param side of what the network reads, in pixels
  /// @return `[3,S,S]` each, red, green, blue, 0..1
  static List<float[]> spread(FaceFilm film, int most, int side) {
    int count = Math.min(most, film.frames());
    return IntStream.range(0, count)
        .map(i -> (2 * i + 1) * film.frames() / (2 * count))
        .mapToObj(frame -> scaled(film.frame(frame), film.side(), side))
        .toList();
  }

  /// Larger pictures are averaged, smaller ones drawn out between the middles of their pixels.
  ///
  /// @param frame `[from,from,3]`
  static float[] scaled(byte[] frame, int from, int side) {
    var picture = new float[3 * side * side];
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          picture[(channel * side + y) * side + x] =
              (side < from
                      ? averaged(frame, from, side, channel, y, x)
                      : between(frame, from, side, channel, y, x))
                  / 255;
        }
      }
    }
    return picture;
  }

  private static float averaged(byte[] frame, int from, int side, int channel, int y, int x) {
    int bottom = (y + 1) * from / side;
    int right = (x + 1) * from / side;
    int sum = 0;
    int pixels = 0;
    for (int row = y * from / side; row < bottom; row++) {
      for (int column = x * from / side; column < right; column++) {
        sum += at(frame, from, channel, row, column);
        pixels++;
      }
    }
    return (float) sum / pixels;
  }

  private static float between(byte[] frame, int from, int side, int channel, int y, int x) {
    float row = Math.clamp((y + .5f) * from / side - .5f, 0, from - 1);
    float column = Math.clamp((x + .5f) * from / side - .5f, 0, from - 1);
    int top = (int) row;
    int left = (int) column;
    int bottom = Math.min(top + 1, from - 1);
    int right = Math.min(left + 1, from - 1);
    float down = row - top;
    float across = column - left;
    float above =
        (1 - across) * at(frame, from, channel, top, left)
            + across * at(frame, from, channel, top, right);
    float below =
        (1 - across) * at(frame, from, channel, bottom, left)
            + across * at(frame, from, channel, bottom, right);
    return (1 - down) * above + down * below;
  }

  private static int at(byte[] frame, int from, int channel, int row, int column) {
    return Byte.toUnsignedInt(frame[3 * (row * from + column) + channel]);
  }
}
