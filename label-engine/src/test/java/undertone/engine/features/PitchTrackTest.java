package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PitchTrackTest {

  @ParameterizedTest(name = "{0} Hz")
  @ValueSource(doubles = {80, 97.3, 120, 155.5, 200, 251, 310, 400})
  void the_pitch_of_a_vowel_is_right_within_one_per_cent(double hz) {
    var pitch = PitchTrack.of(Sounds.vowel(hz, 1));

    int voiced = 0;
    for (float heard : pitch.hz()) {
      if (heard > 0) {
        voiced++;
        assertThat(Math.abs(heard - hz) / hz).isLessThan(0.01);
      }
    }
    assertThat(voiced).isGreaterThan(95 * pitch.hz().length / 100);
  }

  @Test
  void a_gliding_vowel_is_followed() {
    var sound = Sounds.joined(Sounds.vowel(120, 0.5), Sounds.vowel(240, 0.5));

    var hz = PitchTrack.of(sound).hz();

    assertThat(hz[10]).isBetween(119f, 121f);
    assertThat(hz[90]).isBetween(238f, 242f);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void white_noise_is_hardly_ever_voiced(long seed) {
    var pitch = PitchTrack.of(Sounds.noise(2, seed));

    int voiced = 0;
    for (float hz : pitch.hz()) {
      voiced += hz > 0 ? 1 : 0;
    }
    assertThat(voiced).isLessThan(pitch.hz().length / 10);
  }

  @Test
  void silence_has_no_pitch() {
    assertThat(PitchTrack.of(Sounds.silence(0.5)).hz()).containsOnly(0f);
  }
}
