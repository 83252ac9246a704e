package undertone.engine.features;

import java.util.SplittableRandom;

/// Sounds of which every figure is known, at 16 kHz.
final class Sounds {
  private static final int RATE = LogMel.RATE_HZ;

  private Sounds() {}

  static float[] silence(double seconds) {
    return new float[(int) Math.round(seconds * RATE)];
  }

  static float[] sine(double hz, double seconds) {
    var sound = silence(seconds);
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (float) (0.5 * Math.sin(2 * Math.PI * hz * i / RATE));
    }
    return sound;
  }

  /// Harmonics under the formants of an open vowel, up to 5 kHz.
  static float[] vowel(double hz, double seconds) {
    var sound = silence(seconds);
    for (int harmonic = 1; harmonic * hz < 5000; harmonic++) {
      double f = harmonic * hz;
      double level =
          resonance(f, 730, 90) + 0.5 * resonance(f, 1090, 110) + 0.2 * resonance(f, 2440, 170);
      for (int i = 0; i < sound.length; i++) {
        sound[i] +=
            (float) (0.2 * level / harmonic * Math.sin(2 * Math.PI * f * i / RATE + harmonic));
      }
    }
    return sound;
  }

  static float[] noise(double seconds, long seed) {
    var random = new SplittableRandom(seed);
    var sound = silence(seconds);
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (float) (0.2 * random.nextGaussian());
    }
    return sound;
  }

  /// A vowel that swells and fades so many times a second.
  static float[] syllables(double hz, double perSecond, double seconds) {
    var sound = vowel(hz, seconds);
    for (int i = 0; i < sound.length; i++) {
      double swell = Math.sin(Math.PI * perSecond * i / RATE);
      sound[i] *= (float) (swell * swell);
    }
    return sound;
  }

  static float[] joined(float[]... parts) {
    int length = 0;
    for (var part : parts) {
      length += part.length;
    }
    var sound = new float[length];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, sound, at, part.length);
      at += part.length;
    }
    return sound;
  }

  private static double resonance(double hz, double formant, double width) {
    double off = (hz - formant) / width;
    return 0.1 + 1 / (1 + off * off);
  }
}
