package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.corpora.Modality;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;

class VoiceFeaturesTest {
  private static final ClipSource ADA =
      ClipSource.ofMedia("ada", Modality.AUDIO, Path.of("ada.wav"));

  @Test
  void a_voice_is_described_by_as_many_numbers_as_promised() throws Exception {
    var voice = new VoiceFeatures(playing(Sounds.vowel(150, 1)));

    assertThat(voice.extract(ADA).orElseThrow()).hasSize(voice.dim());
  }

  @ParameterizedTest(name = "{0} samples")
  @ValueSource(ints = {1, 2, 399, 400, 559, 560, 16_000})
  void silence_of_any_length_gives_finite_numbers(int samples) {
    assertFinite(VoiceFeatures.describe(new float[samples]));
  }

  @ParameterizedTest(name = "{0} s")
  @ValueSource(doubles = {0.001, 0.03, 0.5})
  void short_sounds_give_finite_numbers(double seconds) {
    assertFinite(VoiceFeatures.describe(Sounds.noise(seconds, 1)));
    assertFinite(VoiceFeatures.describe(Sounds.vowel(200, seconds)));
  }

  @Test
  void a_clip_without_sound_has_no_voice() throws Exception {
    assertThat(new VoiceFeatures(playing(new float[0])).extract(ADA)).isEmpty();
  }

  @Test
  void the_same_sound_gives_the_same_bits() {
    var sound = Sounds.joined(Sounds.vowel(140, 0.7), Sounds.noise(0.3, 5));

    assertThat(VoiceFeatures.describe(sound))
        .containsExactly(VoiceFeatures.describe(sound.clone()));
  }

  @Test
  void pictures_and_words_are_not_its_business() {
    var voice = new VoiceFeatures(playing(new float[0]));

    assertThat(voice.supports(ADA)).isTrue();
    assertThat(voice.supports(ClipSource.ofMedia("kim", Modality.VIDEO, Path.of("k.mp4"))))
        .isTrue();
    assertThat(voice.supports(ClipSource.ofMedia("kim", Modality.IMAGE, Path.of("k.png"))))
        .isFalse();
    assertThat(voice.supports(ClipSource.ofText("kim", "no!"))).isFalse();
  }

  private static void assertFinite(float[] figures) {
    for (float figure : figures) {
      assertThat(figure).isFinite();
    }
  }

  private static MediaDecoder playing(float[] sound) {
    return new MediaDecoder() {
      @Override
      public List<Frame> frames(Path file, double rateHz, int maxFrames, int maxSide) {
        return List.of();
      }

      @Override
      public float[] mono(Path file, int sampleRateHz) throws IOException {
        return sound;
      }
    };
  }
}
