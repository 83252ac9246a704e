package undertone.engine.features;

import java.util.Arrays;

/// How a sound goes on over time, for networks that read spectrograms and sequences.
public final class SpeechFrames {
  /// What sounds must be sampled at.
  public static final int RATE_HZ = LogMel.RATE_HZ;

  /// Numbers of a frame of [#cepstra].
  public static final int CEPSTRA = 39;

  private static final int COEFFICIENTS = CEPSTRA / 3;
  private static final int REACH = 2; // frames to each side that a slope is fitted to

  private SpeechFrames() {}

  /// The logarithm of energy in bands of the mel scale, as `voice` features take them.
  ///
  /// @param sound samples at 16 kHz, -1..1
  /// @return `[T,64]`
  public static float[][] mel(float[] sound) {
    return LogMel.of(sound);
  }

  /// Thirteen cepstral coefficients of each frame (MFCC), how they change, and how that changes.
  ///
  /// Source: Davis & Mermelstein 1980; slopes by least squares over five frames.
  ///
  /// @param mel `[T,·]`
  /// @return `[T,39]`
  public static float[][] cepstra(float[][] mel) {
    var still = new float[mel.length][COEFFICIENTS];
    for (int t = 0; t < mel.length; t++) {
      int bands = mel[t].length;
      for (int c = 0; c < COEFFICIENTS; c++) {
        double sum = 0;
        for (int m = 0; m < bands; m++) {
          sum += mel[t][m] * Math.cos(Math.PI * c * (m + .5) / bands);
        }
        still[t][c] = (float) (sum * Math.sqrt(2.0 / bands));
      }
    }
    var moving = slopes(still);
    var bending = slopes(moving);
    var all = new float[mel.length][];
    for (int t = 0; t < all.length; t++) {
      all[t] = Arrays.copyOf(still[t], CEPSTRA);
      System.arraycopy(moving[t], 0, all[t], COEFFICIENTS, COEFFICIENTS);
      System.arraycopy(bending[t], 0, all[t], 2 * COEFFICIENTS, COEFFICIENTS);
    }
    return all;
  }

  private static float[][] slopes(float[][] series) {
    var slopes = new float[series.length][COEFFICIENTS];
    int last = series.length - 1;
    for (int t = 0; t <= last; t++) {
      for (int k = 1; k <= REACH; k++) {
        var after = series[Math.min(last, t + k)];
        var before = series[Math.max(0, t - k)];
        for (int c = 0; c < COEFFICIENTS; c++) {
          slopes[t][c] += k * (after[c] - before[c]) / 10; // 2 (1² + 2²)
        }
      }
    }
    return slopes;
  }
}
