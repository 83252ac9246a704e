package undertone.engine.features;

import java.util.Arrays;
import org.jtransforms.fft.FloatFFT_1D;

/// How high a voice speaks, 100 times a second, and how periodic the sound is.
///
/// Source: de Cheveigné and Kawahara 2002, *YIN, a fundamental frequency estimator for speech and
/// music*, steps 1 to 5. The difference function is computed by FFT; step 6, the search around each
/// best lag, is left out.
///
/// @param hz `[T]`, 60..500, 0 where the sound is not voiced
/// @param aperiodicity `[T]`, 0 = perfectly periodic, about 1 = noise
@SuppressWarnings(
    "ArrayRecordComponent") // two series of one sound, read in place, compared by nobody
record PitchTrack(float[] hz, float[] aperiodicity) {
  private static final float LOWEST_HZ = 60;
  private static final float HIGHEST_HZ = 500;
  private static final int SHORTEST_LAG = (int) (LogMel.RATE_HZ / HIGHEST_HZ); // 32
  private static final int LONGEST_LAG = (int) Math.ceil(LogMel.RATE_HZ / LOWEST_HZ) + 1;
  private static final int WINDOW = 512; // samples that are compared with later ones, 32 ms
  private static final int REACH = WINDOW + LONGEST_LAG;
  private static final int FFT = 1024; // over REACH, so that the correlation does not wrap around
  private static final float GOOD_ENOUGH = 0.15f; // YIN's absolute threshold
  private static final float VOICED = 0.35f; // above it even the best lag is no period
  private static final float AUDIBLE = 1e-4f; // root mean square, -80 dB

  /// @param sound samples at 16 kHz
  static PitchTrack of(float[] sound) {
    int frames = LogMel.frames(sound.length);
    var hz = new float[frames];
    var aperiodicity = new float[frames];
    var search = new Search();
    for (int t = 0; t < frames; t++) {
      // Centred on the same moment as the window of the mel bands.
      int from = t * LogMel.HOP + LogMel.WINDOW / 2 - REACH / 2;
      search.look(sound, Math.clamp(from, 0, Math.max(0, sound.length - REACH)));
      hz[t] = search.hz;
      aperiodicity[t] = search.aperiodicity;
    }
    return new PitchTrack(hz, aperiodicity);
  }

  /// One window at a time, with the arrays it needs.
  private static final class Search {
    private final FloatFFT_1D fft = new FloatFFT_1D(FFT);
    private final float[] early = new float[FFT];
    private final float[] whole = new float[FFT];
    private final double[] energy = new double[REACH + 1]; // of the samples before each one
    private final float[] difference = new float[LONGEST_LAG + 1]; // eq. 6, then eq. 8
    private float hz;
    private float aperiodicity;

    void look(float[] sound, int from) {
      Arrays.fill(early, 0);
      Arrays.fill(whole, 0);
      for (int i = 0; i < REACH && from + i < sound.length; i++) {
        whole[i] = sound[from + i];
      }
      System.arraycopy(whole, 0, early, 0, WINDOW);
      for (int i = 0; i < REACH; i++) {
        energy[i + 1] = energy[i] + (double) whole[i] * whole[i];
      }
      hz = 0;
      aperiodicity = 1;
      if (energy[WINDOW] < WINDOW * AUDIBLE * AUDIBLE) {
        return;
      }
      correlate();
      normalise();
      int lag = bestLag();
      aperiodicity = Math.min(1, difference[lag]);
      if (difference[lag] < VOICED) {
        hz = LogMel.RATE_HZ / between(lag);
      }
    }

    // whole <- correlation of the early part with the whole, by lag
    private void correlate() {
      fft.realForward(early);
      fft.realForward(whole);
      whole[0] *= early[0];
      whole[1] *= early[1]; // the last line, which is real too
      for (int k = 1; k < FFT / 2; k++) {
        float re = early[2 * k] * whole[2 * k] + early[2 * k + 1] * whole[2 * k + 1];
        float im = early[2 * k] * whole[2 * k + 1] - early[2 * k + 1] * whole[2 * k];
        whole[2 * k] = re;
        whole[2 * k + 1] = im;
      }
      fft.realInverse(whole, true);
    }

    private void normalise() {
      difference[0] = 1;
      double sum = 0;
      for (int lag = 1; lag <= LONGEST_LAG; lag++) {
        double d = energy[WINDOW] + energy[lag + WINDOW] - energy[lag] - 2 * whole[lag];
        sum += Math.max(d, 0);
        difference[lag] = sum > 0 ? (float) (Math.max(d, 0) * lag / sum) : 1;
      }
    }

    // The first dip below the threshold, else the deepest: a later dip is a multiple of the period.
    private int bestLag() {
      int best = SHORTEST_LAG;
      for (int lag = SHORTEST_LAG; lag < LONGEST_LAG; lag++) {
        if (difference[lag] < GOOD_ENOUGH) {
          while (lag + 1 < LONGEST_LAG && difference[lag + 1] < difference[lag]) {
            lag++;
          }
          return lag;
        }
        if (difference[lag] < difference[best]) {
          best = lag;
        }
      }
      return best;
    }

    // The bottom of the parabola through the best lag and its neighbours.
    private float between(int lag) {
      float before = difference[lag - 1];
      float after = difference[lag + 1];
      float bend = before + after - 2 * difference[lag];
      return bend > 0 ? lag + Math.clamp((before - after) / (2 * bend), -0.5f, 0.5f) : lag;
    }
  }
}
