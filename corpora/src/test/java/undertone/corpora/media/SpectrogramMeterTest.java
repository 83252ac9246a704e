package undertone.corpora.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectrogramMeterTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 44_100, 48_000})
  void a_tone_is_a_line_at_its_pitch_whatever_the_rate(int rateHz) throws IOException {
    var picture = pictured(rateHz, 1, 1.0, 1000);

    // 1000 Hz lies at this share of the mel scale from 50 to 7600 Hz
    double share = (mel(1000) - mel(50)) / (mel(7600) - mel(50));
    int expected = (int) Math.round(share * (Spectrogram.BINS + 1)) - 1;
    assertThat(loudest(picture, 50)).isBetween(expected - 1, expected + 1);
  }

  @Test
  void a_full_tone_is_nearly_opaque_and_silence_is_clear() throws IOException {
    var tone = pictured(16_000, 1, 1.0, 1000);

    assertThat(opacity(tone, 50, loudest(tone, 50))).isGreaterThan(235);
    assertThat(opacity(tone, 50, Spectrogram.BINS - 1)).isLessThan(60);
    assertThat(loudness(pictured(16_000, 1, 0, 1000))).isZero();
  }

  @Test
  void a_hundred_columns_stand_for_a_second_in_pictures_of_twenty_seconds() throws IOException {
    hear(8_000, 2, 0.5, 440, 41);

    assertThat(ImageIO.read(folder.resolve(Spectrogram.fileName(0)).toFile()).getWidth())
        .isEqualTo(Spectrogram.TILE_COLUMNS);
    assertThat(ImageIO.read(folder.resolve(Spectrogram.fileName(2)).toFile()).getWidth())
        .isBetween(97, 100);
    assertThat(Spectrogram.tiles(41_000_000)).isEqualTo(3);
  }

  private BufferedImage pictured(int rateHz, int channels, double loudness, double toneHz)
      throws IOException {
    hear(rateHz, channels, loudness, toneHz, 1);
    return ImageIO.read(folder.resolve(Spectrogram.fileName(0)).toFile());
  }

  private void hear(int rateHz, int channels, double loudness, double toneHz, int seconds)
      throws IOException {
    var meter = new SpectrogramMeter(rateHz, channels);
    for (int second = 0; second < seconds; second++) {
      var samples = new float[rateHz * channels];
      for (int moment = 0; moment < rateHz; moment++) {
        float sample = (float) (loudness * Math.sin(2 * Math.PI * toneHz * moment / rateHz));
        Arrays.fill(samples, moment * channels, (moment + 1) * channels, sample);
      }
      meter.hear(samples);
    }
    meter.write(folder);
  }

  private static int loudest(BufferedImage picture, int column) {
    int best = 0;
    for (int bin = 1; bin < Spectrogram.BINS; bin++) {
      best = opacity(picture, column, bin) > opacity(picture, column, best) ? bin : best;
    }
    return best;
  }

  private static int opacity(BufferedImage picture, int column, int bin) {
    return picture.getRGB(column, Spectrogram.BINS - 1 - bin) >>> 24;
  }

  private static long loudness(BufferedImage picture) {
    long sum = 0;
    for (int bin = 0; bin < Spectrogram.BINS; bin++) {
      sum += opacity(picture, 50, bin);
    }
    return sum;
  }

  private static double mel(double hz) {
    return 2595 * Math.log10(1 + hz / 700);
  }
}
