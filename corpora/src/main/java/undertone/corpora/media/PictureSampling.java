package undertone.corpora.media;

import java.io.IOException;

/// Chooses pictures evenly over a clip by their own time stamps.
final class PictureSampling {

  /// Takes one chosen picture.
  @FunctionalInterface
  interface Taker {
    void take(Frame frame) throws IOException;
  }

  private PictureSampling() {}

  /// Moments at which the next picture to come is wanted, microseconds, rising.
  ///
  /// At `rateHz` from the start on; if those are too many, `most` moments in the middles of equal
  /// parts. None lies behind the last picture, so each finds one.
  static long[] moments(long lastPictureMicros, double rateHz, int most) {
    double wanted = Math.floor(lastPictureMicros * rateHz / 1e6) + 1;
    int count = (int) Math.min(wanted, most);
    var moments = new long[count];
    for (int i = 0; i < count; i++) {
      moments[i] =
          wanted <= most
              ? Math.round(i * 1e6 / rateHz)
              : Math.round((i + 0.5) * lastPictureMicros / count);
    }
    return moments;
  }

  static void sample(MediaFile media, MediaRequest.Pictures wanted, Taker taker)
      throws UndecodableException, IOException {
    var pictures = media.pictures();
    if (pictures == null) {
      return;
    }
    if (media.format().isImage()) {
      take(media, pictures, moments(0, 1, 1), wanted.maxSide(), taker);
      return;
    }
    var moments = moments(media.lastPictureMicros(), wanted.rateHz(), wanted.maxFrames());
    try (var fromStart = media.again()) {
      fromStart.ignore(fromStart.sound());
      var track = fromStart.pictures();
      if (track != null) {
        take(fromStart, track, moments, wanted.maxSide(), taker);
      }
    }
  }

  private static void take(
      MediaFile media, Track pictures, long[] moments, int maxSide, Taker taker)
      throws UndecodableException, IOException {
    PictureScaler scaler = null;
    try {
      int next = 0;
      while (next < moments.length) {
        var track = media.next();
        if (track == null) {
          return;
        }
        if (track != pictures) {
          continue;
        }
        long time = media.timeMicros(pictures);
        if (time < moments[next]) {
          continue;
        }
        if (scaler == null) {
          var size = pictures.uprightSize(media.frame()).within(maxSide);
          scaler = PictureScaler.toRgb(size, pictures.quarterTurns());
        }
        taker.take(scaler.still(media.frame(), time));
        while (next < moments.length && moments[next] <= time) {
          next++;
        }
      }
    } finally {
      if (scaler != null) {
        scaler.close();
      }
    }
  }
}
