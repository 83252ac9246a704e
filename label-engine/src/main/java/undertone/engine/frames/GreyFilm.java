package undertone.engine.frames;

import java.util.ArrayList;
import java.util.List;
import undertone.engine.recognition.FaceFilm;

/// The face of a clip in time, small and grey. Where a clip has more frames than are kept, they are
/// thinned out evenly.
final class GreyFilm {
  // how bright red, green and blue look: ITU-R BT.601
  private static final double RED = .299;
  private static final double GREEN = .587;
  private static final double BLUE = .114;

  private final int side;
  private final List<byte[]> faces; // [side,side] each
  private final long[] micros;

  private GreyFilm(int side, List<byte[]> faces, long[] micros) {
    this.side = side;
    this.faces = List.copyOf(faces);
    this.micros = micros;
  }

  /// @param side height and width in pixels that are wanted
  /// @param most frames that are kept, at least 1
  static GreyFilm of(FaceFilm film, int side, int most) {
    int kept = Math.min(most, film.frames());
    var faces = new ArrayList<byte[]>();
    var micros = new long[kept];
    for (int i = 0; i < kept; i++) {
      int frame = (int) ((long) i * film.frames() / kept);
      faces.add(small(film.frame(frame), film.side(), side));
      micros[i] = Math.round(film.seconds(frame) * 1e6);
    }
    return new GreyFilm(side, faces, micros);
  }

  /// Each pixel is the mean of the brightness it covers.
  ///
  /// @param rgb `[from,from,3]`
  /// @return `[to,to]`
  private static byte[] small(byte[] rgb, int from, int to) {
    var bright = new double[from * from];
    for (int p = 0; p < bright.length; p++) {
      bright[p] =
          RED * (rgb[3 * p] & 0xff)
              + GREEN * (rgb[3 * p + 1] & 0xff)
              + BLUE * (rgb[3 * p + 2] & 0xff);
    }
    var half = new double[from * to]; // columns first, then rows
    for (int y = 0; y < from; y++) {
      for (int x = 0; x < to; x++) {
        half[y * to + x] = mean(bright, y * from, 1, x, from, to);
      }
    }
    var grey = new byte[to * to];
    for (int x = 0; x < to; x++) {
      for (int y = 0; y < to; y++) {
        grey[y * to + x] = (byte) Math.round(mean(half, x, to, y, from, to));
      }
    }
    return grey;
  }

  /// The mean over one of `to` equal parts of a line of `from` numbers.
  private static double mean(double[] line, int at, int stride, int part, int from, int to) {
    double begin = (double) part * from / to;
    double end = (double) (part + 1) * from / to;
    double sum = 0;
    for (int i = (int) begin; i < Math.min(from, Math.ceil(end)); i++) {
      sum += line[at + i * stride] * (Math.min(end, i + 1) - Math.max(begin, i));
    }
    return sum / (end - begin);
  }

  int side() {
    return side;
  }

  int size() {
    return faces.size();
  }

  /// When a frame is seen, from the start of the clip.
  long micros(int frame) {
    return micros[frame];
  }

  /// Brightness, row by row, not to be changed.
  byte[] face(int frame) {
    return faces.get(frame);
  }

  /// The same as in a mirror.
  byte[] mirrored(int frame) {
    var face = faces.get(frame);
    var other = new byte[face.length];
    for (int p = 0; p < face.length; p++) {
      other[p] = face[p / side * side + side - 1 - p % side];
    }
    return other;
  }
}
