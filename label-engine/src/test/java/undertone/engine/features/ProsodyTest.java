package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProsodyTest {
  // Places of some figures, in the order in which Prosody writes them.
  private static final int MEAN_SEMITONES = 0;
  private static final int MEAN_LOUDNESS = 11;
  private static final int VOICED_SHARE = 30;
  private static final int SILENT_SHARE = 34;
  private static final int PAUSES_PER_SECOND = 35;
  private static final int PAUSE_SECONDS = 36;
  private static final int SYLLABLES_PER_SECOND = 37;

  @Test
  void an_octave_is_twelve_semitones() {
    var low = of(Sounds.vowel(110, 1));
    var high = of(Sounds.vowel(220, 1));

    assertThat(low[MEAN_SEMITONES]).isBetween(23.9f, 24.1f); // 110 Hz lies two octaves over 27.5
    assertThat(high[MEAN_SEMITONES] - low[MEAN_SEMITONES]).isBetween(11.9f, 12.1f);
  }

  @Test
  void half_the_amplitude_is_six_decibels_less() {
    var loud = Sounds.vowel(150, 1);
    var soft = loud.clone();
    for (int i = 0; i < soft.length; i++) {
      soft[i] /= 2;
    }

    assertThat(of(loud)[MEAN_LOUDNESS] - of(soft)[MEAN_LOUDNESS]).isBetween(5.9f, 6.1f);
  }

  @ParameterizedTest(name = "{0} per second")
  @ValueSource(doubles = {2, 4, 6})
  void syllables_are_counted(double perSecond) {
    var figures = of(Sounds.syllables(150, perSecond, 3));

    assertThat((double) figures[SYLLABLES_PER_SECOND]).isBetween(perSecond - 0.5, perSecond + 0.5);
  }

  @Test
  void a_pause_between_two_words_is_one_pause_of_its_length() {
    var figures =
        of(Sounds.joined(Sounds.vowel(150, 1), Sounds.silence(0.5), Sounds.vowel(150, 1)));

    assertThat(figures[PAUSES_PER_SECOND] * 2.5f).isBetween(0.95f, 1.1f);
    assertThat(figures[PAUSE_SECONDS]).isBetween(0.45f, 0.52f);
    assertThat(figures[SILENT_SHARE]).isBetween(0.18f, 0.22f);
    assertThat(figures[VOICED_SHARE]).isBetween(0.75f, 0.85f);
  }

  @Test
  void a_voice_is_voiced_and_noise_is_not() {
    assertThat(of(Sounds.vowel(200, 1))[VOICED_SHARE]).isGreaterThan(0.95f);
    assertThat(of(Sounds.noise(1, 2))[VOICED_SHARE]).isLessThan(0.1f);
  }

  private static float[] of(float[] sound) {
    return Prosody.of(sound, LogMel.of(sound));
  }
}
