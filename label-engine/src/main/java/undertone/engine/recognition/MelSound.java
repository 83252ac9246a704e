package undertone.engine.recognition;

import java.util.Arrays;
import java.util.Optional;
import org.jtransforms.fft.DoubleFFT_1D;

/// The logarithm of a sound's power in 128 bands that are equally wide on the mel scale, 100 times
/// a second.
///
/// Windows of 25 ms every 10 ms, those that fit whole; each without its mean, with pre-emphasis
/// 0.97, under a Hann window that ends in zeros; an FFT of 512; triangles in mel from 20 Hz to half
/// the sampling rate; natural logarithm of at least the smallest step of a float at 1.
///
/// Source: Sun et al. 2024, *HiCMAE*, sec. 4.2; Kaldi's `feature-fbank.cc`, as `torchaudio` has it.
public final class MelSound {
  /// Samples a second.
  public static final int RATE_HZ = 16_000;

  /// Bands of a frame.
  public static final int BANDS = 128;

  /// From one frame to the next.
  public static final double SECONDS_PER_FRAME = 0.01;

  private static final int WINDOW = 400; // samples, 25 ms
  private static final int HOP = 160; // samples, 10 ms
  private static final int FFT = 512;
  private static final double LOWEST_HZ = 20;
  private static final double EMPHASIS = 0.97;
  private static final double FLOOR = Math.scalb(1.0, -23);
  private static final float SILENCE = 1e-4f; // 80 dB below the loudest there can be

  private static final double[] HANN = hann();
  private static final double[][] TRIANGLES = triangles(); // [BANDS,FFT/2]

  private final float[] values; // [F,128]

  private MelSound(float[] values) {
    this.values = values;
  }

  /// Empty for silence, and for a sound shorter than a window.
  ///
  /// @param sound samples at 16 kHz, -1..1
  public static Optional<MelSound> of(float[] sound) {
    double mean = 0;
    for (float sample : sound) {
      mean += sample / (double) sound.length;
    }
    double loudest = 0;
    for (float sample : sound) {
      loudest = Math.max(loudest, Math.abs(sample - mean));
    }
    if (sound.length < WINDOW || loudest < SILENCE) {
      return Optional.empty();
    }
    int frames = 1 + (sound.length - WINDOW) / HOP;
    var values = new float[frames * BANDS];
    var fft = new DoubleFFT_1D(FFT);
    for (int f = 0; f < frames; f++) {
      bands(power(sound, f * HOP, mean, fft), values, f * BANDS);
    }
    return Optional.of(new MelSound(values));
  }

  /// @param values `[F,128]`, at least one frame, as [#of] makes them
  static MelSound kept(float[] values) {
    return new MelSound(values);
  }

  private static double[] power(float[] sound, int from, double mean, DoubleFFT_1D fft) {
    var window = new double[FFT];
    double own = 0;
    for (int i = 0; i < WINDOW; i++) {
      window[i] = sound[from + i] - mean;
      own += window[i] / WINDOW;
    }
    for (int i = WINDOW - 1; i >= 0; i--) {
      double before = window[Math.max(0, i - 1)] - own; // the first sample follows itself
      window[i] = (window[i] - own - EMPHASIS * before) * HANN[i];
    }
    fft.realForward(window);
    var power = new double[FFT / 2]; // triangles end at half the rate with nothing
    power[0] = window[0] * window[0];
    for (int k = 1; k < power.length; k++) {
      power[k] = window[2 * k] * window[2 * k] + window[2 * k + 1] * window[2 * k + 1];
    }
    return power;
  }

  private static void bands(double[] power, float[] values, int at) {
    for (int m = 0; m < BANDS; m++) {
      double sum = 0;
      for (int k = 0; k < power.length; k++) {
        sum += TRIANGLES[m][k] * power[k];
      }
      values[at + m] = (float) Math.log(Math.max(FLOOR, sum));
    }
  }

  private static double[][] triangles() {
    double low = mel(LOWEST_HZ);
    double width = (mel(RATE_HZ / 2.0) - low) / (BANDS + 1);
    var triangles = new double[BANDS][FFT / 2];
    for (int m = 0; m < BANDS; m++) {
      double left = low + m * width;
      for (int k = 0; k < FFT / 2; k++) {
        double place = (mel((double) k * RATE_HZ / FFT) - left) / width; // 0..2 in the triangle
        triangles[m][k] = Math.max(0, Math.min(place, 2 - place));
      }
    }
    return triangles;
  }

  private static double mel(double hz) {
    return 1127 * Math.log1p(hz / 700);
  }

  private static double[] hann() {
    var window = new double[WINDOW];
    Arrays.setAll(window, i -> 0.5 - 0.5 * Math.cos(2 * Math.PI * i / (WINDOW - 1)));
    return window;
  }

  /// How many, 10 ms each (F).
  public int frames() {
    return values.length / BANDS;
  }

  public float at(int frame, int band) {
    return values[frame * BANDS + band];
  }

  /// `[F,128]`.
  public float[] values() {
    return values.clone();
  }
}
