package undertone.engine.features;

import java.util.Arrays;
import org.jtransforms.fft.FloatFFT_1D;

/// The logarithm of energy in 64 bands that are equally wide on the mel scale, 100 times a second.
///
/// Windows of 25 ms (Hann) every 10 ms, an FFT of 512, triangles from 50 to 7600 Hz, `log(1e-6 +
/// x)`.
///
/// Source: Stevens, Volkmann and Newman 1937 for the scale, in the form `2595 log10(1 + f/700)`.
final class LogMel {
  static final int RATE_HZ = 16_000;
  static final int BANDS = 64;
  static final int HOP = 160; // samples, 10 ms
  static final int WINDOW = 400; // samples, 25 ms
  private static final int FFT = 512;
  private static final int LINES = FFT / 2 + 1;
  private static final double LOWEST_HZ = 50;
  private static final double HIGHEST_HZ = 7600;

  private static final float[] HANN = hann();
  private static final float[][] TRIANGLES = triangles(); // [BANDS,LINES]

  private LogMel() {}

  /// How many windows lie in so many samples: those that fit whole, but at least one.
  static int frames(int samples) {
    return 1 + Math.max(0, samples - WINDOW) / HOP;
  }

  /// @param sound samples at 16 kHz, -1..1; shorter than one window counts as followed by silence
  /// @return `[T,64]`
  static float[][] of(float[] sound) {
    var fft = new FloatFFT_1D(FFT);
    var window = new float[FFT];
    var power = new float[LINES];
    var mel = new float[frames(sound.length)][BANDS];
    for (int t = 0; t < mel.length; t++) {
      Arrays.fill(window, 0);
      for (int i = 0; i < WINDOW && t * HOP + i < sound.length; i++) {
        window[i] = sound[t * HOP + i] * HANN[i];
      }
      fft.realForward(window);
      power[0] = window[0] * window[0];
      power[LINES - 1] = window[1] * window[1]; // JTransforms keeps the last line here
      for (int k = 1; k < LINES - 1; k++) {
        power[k] = window[2 * k] * window[2 * k] + window[2 * k + 1] * window[2 * k + 1];
      }
      for (int m = 0; m < BANDS; m++) {
        var triangle = TRIANGLES[m];
        float sum = 0;
        for (int k = 0; k < LINES; k++) {
          sum += triangle[k] * power[k];
        }
        mel[t][m] = (float) Math.log(1e-6 + sum);
      }
    }
    return mel;
  }

  /// The middle of a band.
  static double centreHz(int band) {
    double low = mel(LOWEST_HZ);
    return hz(low + (band + 1) * (mel(HIGHEST_HZ) - low) / (BANDS + 1));
  }

  private static float[][] triangles() {
    var edges = new double[BANDS + 2];
    edges[0] = LOWEST_HZ;
    edges[BANDS + 1] = HIGHEST_HZ;
    for (int m = 0; m < BANDS; m++) {
      edges[m + 1] = centreHz(m);
    }
    var triangles = new float[BANDS][LINES];
    for (int m = 0; m < BANDS; m++) {
      for (int k = 0; k < LINES; k++) {
        double hz = (double) k * RATE_HZ / FFT;
        double rising = (hz - edges[m]) / (edges[m + 1] - edges[m]);
        double falling = (edges[m + 2] - hz) / (edges[m + 2] - edges[m + 1]);
        triangles[m][k] = (float) Math.max(0, Math.min(rising, falling));
      }
    }
    return triangles;
  }

  private static float[] hann() {
    var window = new float[WINDOW];
    for (int i = 0; i < WINDOW; i++) {
      window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / WINDOW));
    }
    return window;
  }

  private static double mel(double hz) {
    return 2595 * Math.log10(1 + hz / 700);
  }

  private static double hz(double mel) {
    return 700 * (Math.pow(10, mel / 2595) - 1);
  }
}
