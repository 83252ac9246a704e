package undertone.corpora.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VoiceTest {

  private static final Lexicon LEXICON = Lexicon.read();
  private static final String LINE = "We finally have a garden.";

  @ParameterizedTest
  @EnumSource(Emotion.class)
  void speech_is_heard_where_it_is_meant_and_never_clips(Emotion emotion) {
    var style = VoiceStyle.of(emotion);
    var line = Utterance.of(LINE, LEXICON, style.rate());
    double start = 0.4;

    short[] pcm = speak(Persona.LUCIA, emotion, 3);

    double end = start + line.lengthSeconds();
    assertThat(rms(pcm, 0, start - 0.02)).isLessThan(40);
    assertThat(rms(pcm, start, end)).isGreaterThan(700);
    for (double at = start; at + 0.3 < end; at += 0.1) {
      assertThat(rms(pcm, at, at + 0.3)).as("from second %.1f", at).isGreaterThan(120);
    }
    assertThat(IntStream.range(0, pcm.length).map(i -> Math.abs(pcm[i])).max().orElseThrow())
        .isBetween(3_000, 31_000);
  }

  @Test
  void anger_is_louder_than_calm_and_sorrow_is_softer() {
    assertThat(rms(speak(Persona.KEI, Emotion.ANGER, 1), 0.5, 1.2))
        .isGreaterThan(rms(speak(Persona.KEI, Emotion.NEUTRAL, 1), 0.5, 1.2));
    assertThat(rms(speak(Persona.KEI, Emotion.SADNESS, 1), 0.5, 1.2))
        .isLessThan(rms(speak(Persona.KEI, Emotion.NEUTRAL, 1), 0.5, 1.2));
  }

  @Test
  void fear_is_higher_than_sorrow_in_the_same_throat() {
    assertThat(pitchHz(speak(Persona.THEO, Emotion.FEAR, 1)))
        .isGreaterThan(1.25 * pitchHz(speak(Persona.THEO, Emotion.SADNESS, 1)));
  }

  @Test
  void the_same_seed_speaks_the_same_samples_and_another_seed_does_not() {
    assertThat(speak(Persona.NOOR, Emotion.HAPPINESS, 5))
        .isEqualTo(speak(Persona.NOOR, Emotion.HAPPINESS, 5))
        .isNotEqualTo(speak(Persona.NOOR, Emotion.HAPPINESS, 6));
  }

  @Test
  void lips_close_for_m_and_open_for_a_vowel() {
    var line = Utterance.of("my", LEXICON, 1);
    var consonant = line.sounds().getFirst();
    var vowel = line.sounds().getLast();

    assertThat(line.mouthAt(consonant.start()).of(ActionUnit.AU24)).isGreaterThan(0.5);
    assertThat(line.mouthAt(vowel.middle()).of(ActionUnit.AU26)).isGreaterThan(0.4);
  }

  private static short[] speak(Persona persona, Emotion emotion, long seed) {
    var style = VoiceStyle.of(emotion);
    var line = Utterance.of(LINE, LEXICON, style.rate());
    return new Voice(persona.larynx(), style, new SplittableRandom(seed)).speak(line, 0.4, 3.6);
  }

  private static double rms(short[] pcm, double fromSecond, double toSecond) {
    int from = (int) (fromSecond * Voice.SAMPLE_RATE_HZ);
    int to = (int) (toSecond * Voice.SAMPLE_RATE_HZ);
    double energy = IntStream.range(from, to).mapToDouble(i -> (double) pcm[i] * pcm[i]).sum();
    return Math.sqrt(energy / (to - from));
  }

  // The lag at which the middle of the line looks most like itself.
  private static double pitchHz(short[] pcm) {
    int from = (int) (0.9 * Voice.SAMPLE_RATE_HZ);
    int window = Voice.SAMPLE_RATE_HZ / 4;
    double best = 0;
    int bestLag = 1;
    for (int lag = Voice.SAMPLE_RATE_HZ / 400; lag < Voice.SAMPLE_RATE_HZ / 70; lag++) {
      double same = 0;
      for (int i = from; i < from + window; i++) {
        same += (double) pcm[i] * pcm[i + lag];
      }
      if (same > best) {
        best = same;
        bestLag = lag;
      }
    }
    return (double) Voice.SAMPLE_RATE_HZ / bestLag;
  }
}
