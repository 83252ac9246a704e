package undertone.engine.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.corpora.media.PyramidBlur;
import undertone.engine.corruption.NoiseDraw.Noise;
import undertone.engine.parity.ParityNumbers;

class CorruptionTest {

  private static short[] samples(double[] values) {
    var samples = new short[values.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) values[i];
    }
    return samples;
  }

  @Test
  void speech_is_mixed_with_noise_as_in_the_reference() throws IOException {
    var numbers = ParityNumbers.of("mer");
    var noise = samples(numbers.vector("corrupt.noise"));
    for (var kase : numbers.config().get("values").get("corrupt")) {
      var signal = kase.get("signal").asString();
      int snr = kase.get("snr").asInt();
      var clean = samples(numbers.vector("corrupt." + signal));

      var mix = NoisyMix.of(clean, noise, kase.get("offset").asInt(), snr).orElseThrow();

      var expected = numbers.ints("corrupt.%s_snr%d".formatted(signal, snr));
      var ours = mix.samples();
      assertThat(ours).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        assertThat((int) ours[i]).as("sample %d", i).isCloseTo(expected[i], within(1));
      }
      assertThat(mix.noiseScale()).isCloseTo(kase.get("noise_scale").asDouble(), within(1e-5));
      assertThat(mix.mixScale()).isCloseTo(kase.get("clip_scale").asDouble(), within(1e-6));
      assertThat(mix.achievedSnrDb())
          .isCloseTo(kase.get("achieved_snr_after_rounding").asDouble(), within(0.01));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void pictures_are_blurred_as_in_the_reference(int rate) throws IOException {
    var numbers = ParityNumbers.of("mer");
    var frame = numbers.ints("blur.frame");
    var rgb = new byte[frame.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) frame[i];
    }

    var blurred = PyramidBlur.of(rgb, 18, 13, rate);

    var expected = numbers.ints("blur.rate" + rate);
    var ours = blurred.rgb();
    assertThat(ours).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Byte.toUnsignedInt(ours[i])).as("value %d", i).isEqualTo(expected[i]);
    }
  }

  @Test
  void a_plain_picture_stays_plain_and_grows_to_a_multiple_of_the_rate() {
    for (int side = 1; side < 8; side++) {
      var rgb = new byte[side * side * 3];
      Arrays.fill(rgb, (byte) 200);

      var blurred = PyramidBlur.of(rgb, side, side, 4);

      assertThat(blurred.width()).isEqualTo(Math.ceilDiv(side, 4) * 4);
      assertThat(blurred.rgb()).containsOnly(200);
    }
  }

  @Test
  void
      fifty_clips_reach_their_ratio_within_a_tenth_of_a_decibel_and_the_same_seed_the_same_bytes() {
    var pool = List.of(new Noise("a", 3000), new Noise("b", 9000));
    for (int clip = 0; clip < 50; clip++) {
      var random = new SplittableRandom(clip);
      var clean = speech(random, 16_000);
      var draw = NoiseDraw.of(7, "clip" + clip, clean.length, pool);
      var noise = speech(new SplittableRandom(99), draw.noises().size() * 9000);

      var mix = NoisyMix.of(clean, noise, draw.offset(), draw.snrDb()).orElseThrow();
      var again =
          NoisyMix.of(
                  clean,
                  noise,
                  NoiseDraw.of(7, "clip" + clip, clean.length, pool).offset(),
                  draw.snrDb())
              .orElseThrow();

      assertThat(mix.achievedSnrDb()).isCloseTo(draw.snrDb(), within(0.1));
      assertThat(again.samples()).isEqualTo(mix.samples());
    }
  }

  private static short[] speech(SplittableRandom random, int length) {
    var samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) (4000 * random.nextGaussian() * Math.sin(i / 4000.0));
    }
    return samples;
  }

  @Test
  void silence_has_no_ratio_and_is_left_alone() {
    assertThat(NoisyMix.of(new short[100], speech(new SplittableRandom(1), 200), 0, 5)).isEmpty();
    assertThat(NoisyMix.of(speech(new SplittableRandom(1), 100), new short[100], 0, 5)).isEmpty();
    assertThatThrownBy(() -> NoisyMix.of(new short[100], new short[120], 30, 5))
        .hasMessageContaining("do not cover a clip of 100");
  }

  @Test
  void a_draw_hangs_on_seed_and_clip_alone_and_covers_the_clip(@TempDir Path folder)
      throws IOException {
    var pool = List.of(new Noise("a.wav", 10), new Noise("b.wav", 35));

    var draws =
        IntStream.range(0, 300).mapToObj(i -> NoiseDraw.of(3, "clip" + i, 100, pool)).toList();

    assertThat(NoiseDraw.of(3, "clip7", 100, pool)).isEqualTo(draws.get(7));
    assertThat(NoiseDraw.of(4, "clip7", 100, pool)).isNotEqualTo(draws.get(7));
    assertThat(draws.stream().map(NoiseDraw::snrDb).distinct().sorted())
        .containsExactly(5, 6, 7, 8, 9, 10);
    assertThat(draws.stream().map(NoiseDraw::blur).distinct().sorted()).containsExactly(1, 2, 4);
    for (var draw : draws) {
      int length = draw.noises().stream().mapToInt(n -> n.equals("a.wav") ? 10 : 35).sum();
      assertThat(length).isGreaterThan(100);
      assertThat(draw.offset()).isBetween(0, length - 100);
    }
    var file = folder.resolve("draws.csv");
    NoiseDraw.write(file, List.of(new NoiseDraw("样本", 5, List.of("a.wav", "b.wav"), 3, 4)));
    assertThat(file).hasContent("name,snr,noise_files,offset,blur\n样本,5,a.wav|b.wav,3,4\n");
    assertThatThrownBy(() -> NoiseDraw.of(1, "clip", 100, List.of()))
        .hasMessageContaining("no noise to mix in");
  }
}
