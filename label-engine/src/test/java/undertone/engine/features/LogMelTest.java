package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogMelTest {

  @ParameterizedTest(name = "{0} Hz")
  @ValueSource(ints = {200, 440, 1000, 3000, 6000})
  void a_sine_peaks_in_the_band_around_its_frequency(int hz) {
    var mel = LogMel.of(Sounds.sine(hz, 1));

    var middle = mel[mel.length / 2];
    int peak = 0;
    int nearest = 0;
    for (int m = 0; m < LogMel.BANDS; m++) {
      peak = middle[m] > middle[peak] ? m : peak;
      nearest =
          Math.abs(LogMel.centreHz(m) - hz) < Math.abs(LogMel.centreHz(nearest) - hz) ? m : nearest;
    }
    assertThat(peak).isBetween(nearest - 1, nearest + 1);
  }

  @Test
  void one_kilohertz_peaks_in_the_band_whose_triangle_covers_it() {
    var middle = LogMel.of(Sounds.sine(1000, 1))[40];

    // 50 Hz is 77.8 mel and 7600 Hz 2787.1 mel, so 65 steps of 41.7; 1000 Hz is 1000 mel: step 22.1
    assertThat(indexOfLargest(middle)).isEqualTo(21);
  }

  @Test
  void silence_is_the_logarithm_of_the_floor() {
    for (var frame : LogMel.of(new float[LogMel.RATE_HZ])) {
      for (float band : frame) {
        assertThat(band).isEqualTo((float) Math.log(1e-6f));
      }
    }
  }

  @Test
  void there_are_a_hundred_frames_a_second_and_at_least_one() {
    assertThat(LogMel.of(new float[16_000])).hasNumberOfRows(98);
    assertThat(LogMel.of(new float[400])).hasNumberOfRows(1);
    assertThat(LogMel.of(new float[1])).hasNumberOfRows(1);
  }

  /// Against the defining sums, without an FFT.
  @Test
  void the_bands_equal_a_plain_fourier_sum() {
    var sound = Sounds.noise(0.02, 3);

    var mel = LogMel.of(sound);

    var power = new double[257];
    for (int k = 0; k < power.length; k++) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < sound.length; i++) {
        double x = sound[i] * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / 400));
        re += x * Math.cos(2 * Math.PI * k * i / 512);
        im += x * Math.sin(2 * Math.PI * k * i / 512);
      }
      power[k] = re * re + im * im;
    }
    for (int m = 0; m < LogMel.BANDS; m++) {
      double low = edge(m);
      double centre = edge(m + 1);
      double high = edge(m + 2);
      double sum = 1e-6;
      for (int k = 0; k < power.length; k++) {
        double hz = k * 31.25;
        if (hz > low && hz < high) {
          sum +=
              power[k]
                  * (hz < centre ? (hz - low) / (centre - low) : (high - hz) / (high - centre));
        }
      }
      assertThat((double) mel[0][m]).isCloseTo(Math.log(sum), within(1e-3));
    }
  }

  private static double edge(int step) {
    double low = 2595 * Math.log10(1 + 50 / 700.0);
    double high = 2595 * Math.log10(1 + 7600 / 700.0);
    return 700 * (Math.pow(10, (low + step * (high - low) / 65) / 2595) - 1);
  }

  private static int indexOfLargest(float[] series) {
    int best = 0;
    for (int i = 0; i < series.length; i++) {
      best = series[i] > series[best] ? i : best;
    }
    return best;
  }

  private static Offset<Double> within(double offset) {
    return Offset.offset(offset);
  }
}
