package undertone.engine.architecture;

import java.util.Arrays;
import undertone.engine.recognition.MelSound;

/// Spectrograms as the first stream takes them: 32 mel bands by frames of 80 ms. Of longer sounds
/// the middle is kept.
final class MelMap {
  private static final int FRAME = 8; // mel frames of 10 ms

  private MelMap() {}

  /// @param mel `[T,M]`, frames of 10 ms, M a multiple of 32
  /// @return `[T',32]`, at most [StreamForm#FRAMES]
  static float[][] of(float[][] mel) {
    return middle(pooled(narrowed(mel), FRAME), StreamForm.FRAMES);
  }

  /// The same of a sound that was heard before.
  static float[][] of(MelSound sound) {
    var mel = new float[sound.frames()][MelSound.BANDS];
    for (int t = 0; t < mel.length; t++) {
      for (int m = 0; m < MelSound.BANDS; m++) {
        mel[t][m] = sound.at(t, m);
      }
    }
    return of(mel);
  }

  private static float[][] narrowed(float[][] mel) {
    var narrow = new float[mel.length][StreamForm.BANDS];
    for (int t = 0; t < mel.length; t++) {
      int each = mel[t].length / StreamForm.BANDS;
      for (int m = 0; m < StreamForm.BANDS * each; m++) {
        narrow[t][m / each] += mel[t][m] / each;
      }
    }
    return narrow;
  }

  /// Means over so many rows, one behind the other.
  static float[][] pooled(float[][] series, int so) {
    int width = series[0].length;
    var pooled = new float[(series.length + so - 1) / so][width];
    for (int t = 0; t < series.length; t++) {
      int within = Math.min(so, series.length - t / so * so);
      for (int d = 0; d < width; d++) {
        pooled[t / so][d] += series[t][d] / within;
      }
    }
    return pooled;
  }

  /// As many rows as asked for at most, those in the middle.
  static float[][] middle(float[][] series, int most) {
    int from = Math.max(0, (series.length - most) / 2);
    return Arrays.copyOfRange(series, from, Math.min(series.length, from + most));
  }
}
