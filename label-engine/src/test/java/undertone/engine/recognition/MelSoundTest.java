package undertone.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Held against the same figures worked out the long way, sum by sum.
class MelSoundTest {

  @Test
  void a_tone_a_sweep_and_noise_have_the_power_that_the_long_way_finds() {
    var random = new SplittableRandom(1);
    var tone = new float[2000];
    var sweep = new float[2000];
    var noise = new float[2000];
    for (int i = 0; i < tone.length; i++) {
      double s = i / 16000.0;
      tone[i] = (float) (0.1 + 0.5 * Math.sin(2 * Math.PI * 440 * s));
      sweep[i] = (float) (0.5 * Math.sin(2 * Math.PI * (100 + 20000 * s) * s));
      noise[i] = (float) random.nextDouble(-0.3, 0.3);
    }
    for (var sound : new float[][] {tone, sweep, noise}) {
      var mel = MelSound.of(sound).orElseThrow();
      assertThat(mel.frames()).isEqualTo(11); // 1 + (2000 - 400) / 160
      for (int f : new int[] {0, 4, 10}) {
        var expected = theLongWay(sound, f);
        for (int m = 0; m < MelSound.BANDS; m++) {
          assertThat((double) mel.at(f, m)).isCloseTo(expected[m], offset(1e-3));
        }
      }
    }
  }

  private static double[] theLongWay(float[] sound, int frame) {
    double all = 0;
    for (float sample : sound) {
      all += sample;
    }
    var x = new double[400];
    double mean = 0;
    for (int i = 0; i < 400; i++) {
      x[i] = sound[frame * 160 + i] - all / sound.length;
      mean += x[i];
    }
    var y = new double[400];
    for (int i = 0; i < 400; i++) {
      double own = x[i] - mean / 400;
      double before = x[Math.max(0, i - 1)] - mean / 400;
      double hann = Math.pow(Math.sin(Math.PI * i / 399), 2);
      y[i] = (own - 0.97 * before) * hann;
    }
    var bands = new double[128];
    double low = 1127 * Math.log(1 + 20 / 700.0);
    double step = (1127 * Math.log(1 + 8000 / 700.0) - low) / 129;
    for (int k = 0; k < 256; k++) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < 400; i++) {
        re += y[i] * Math.cos(2 * Math.PI * k * i / 512);
        im -= y[i] * Math.sin(2 * Math.PI * k * i / 512);
      }
      double mel = 1127 * Math.log(1 + k * 31.25 / 700);
      for (int m = 0; m < 128; m++) {
        double up = (mel - (low + m * step)) / step;
        double down = (low + (m + 2) * step - mel) / step;
        bands[m] += Math.max(0, Math.min(up, down)) * (re * re + im * im);
      }
    }
    for (int m = 0; m < 128; m++) {
      bands[m] = Math.log(Math.max(1.1920928955078125e-7, bands[m]));
    }
    return bands;
  }

  @Test
  void two_and_a_half_seconds_have_254_frames() {
    var sound = new float[40960];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (float) Math.sin(i);
    }
    assertThat(MelSound.of(sound).orElseThrow().frames()).isEqualTo(254);
  }

  @Test
  void silence_and_a_constant_are_no_sound() {
    assertThat(MelSound.of(new float[16000])).isEmpty();
    var constant = new float[16000];
    Arrays.fill(constant, 0.4f);
    assertThat(MelSound.of(constant)).isEmpty();
    assertThat(MelSound.of(new float[0])).isEmpty();
  }
}
