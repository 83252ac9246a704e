package undertone.corpora.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static undertone.corpora.media.RealMedia.file;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaDecoderTest {

  @TempDir private Path folder;
  private final MediaDecoder decoder = new WorkerMediaDecoder(RealMedia.WORKERS);

  @Test
  void frames_come_at_the_rate_asked_for_with_their_own_times() throws IOException {
    var frames = decoder.frames(file(RealMedia.MPEG1), 5, 100, 160); // 3 s of 25 pictures

    assertThat(frames).extracting(Frame::timeMicros).containsExactly(times(0, 200_000, 15));
    assertThat(frames)
        .allSatisfy(frame -> {
          assertThat(frame.width()).isEqualTo(160);
          assertThat(frame.height()).isEqualTo(128);
          assertThat(frame.rgb()).hasSize(160 * 128 * 3);
        });
  }

  @Test
  void too_many_frames_are_thinned_over_the_whole_clip() throws IOException {
    var frames = decoder.frames(file(RealMedia.MPEG1), 25, 4, 64);

    // four equal parts of 2.96 s, the first picture after the middle of each
    assertThat(frames)
        .extracting(Frame::timeMicros)
        .containsExactly(400_000L, 1_120_000L, 1_880_000L, 2_600_000L);
  }

  @Test
  void no_picture_comes_twice_however_high_the_rate() throws IOException {
    var frames = decoder.frames(file(RealMedia.MPEG1), 1000, 10_000, 32);

    assertThat(frames).extracting(Frame::timeMicros).containsExactly(times(0, 40_000, 75));
  }

  @Test
  void times_of_a_changing_frame_rate_are_those_of_the_file() throws IOException {
    var frames = decoder.frames(file(RealMedia.HEVC), 1000, 10_000, 16);

    assertThat(frames).hasSize(169);
    assertThat(frames.getLast().timeMicros()).isEqualTo(6_360_352);
    var steps =
        IntStream.range(1, frames.size())
            .mapToLong(i -> frames.get(i).timeMicros() - frames.get(i - 1).timeMicros())
            .distinct()
            .sorted()
            .toArray();
    assertThat(steps[0]).isPositive();
    assertThat(steps[steps.length - 1]).isGreaterThan(steps[0] + 5_000); // no typed fps fits
  }

  @Test
  void an_image_is_one_frame_with_its_very_colours() throws IOException {
    var image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    int[] colours = {0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF, 0x000000, 0x123456};
    for (int i = 0; i < 6; i++) {
      image.setRGB(i % 3, i / 3, colours[i]);
    }
    var png = folder.resolve("six.png");
    ImageIO.write(image, "png", png.toFile());

    var frames = decoder.frames(png, 10, 10, 100);

    assertThat(frames).hasSize(1);
    var frame = frames.getFirst();
    assertThat(List.of(frame.timeMicros(), (long) frame.width(), (long) frame.height()))
        .containsExactly(0L, 3L, 2L);
    assertThat(frame.rgb())
        .containsExactly(
            0xFF, 0, 0, 0, 0xFF, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0x12, 0x34, 0x56);
  }

  @ParameterizedTest
  @CsvSource({"90", "180", "270"})
  void a_clip_filmed_with_a_turned_phone_is_upright(int clockwise) throws IOException {
    var lying = decoder.frames(file(RealMedia.SILENT), 1, 1, 64).getFirst();
    var turned = PhoneClips.turned(file(RealMedia.H264_AND_MP3), clockwise, folder);
    var original = decoder.frames(file(RealMedia.H264_AND_MP3), 1, 1, 640).getFirst();

    var upright = decoder.frames(turned, 1, 1, 640).getFirst();

    assertThat(lying.width()).isEqualTo(64);
    boolean standing = clockwise != 180;
    assertThat(upright.width()).isEqualTo(standing ? original.height() : original.width());
    assertThat(upright.height()).isEqualTo(standing ? original.width() : original.height());
    // The first pixel of the lying picture is found again in the corner it was turned to.
    int x = clockwise == 270 ? 0 : upright.width() - 1;
    int y = clockwise == 90 ? 0 : upright.height() - 1;
    int at = 3 * (y * upright.width() + x);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(upright.rgb()[at + channel]).isEqualTo(original.rgb()[channel]);
    }
  }

  @Test
  void sound_is_one_channel_at_the_rate_asked_for() throws IOException {
    var wav = wav(8000, 2, tone(8000, 2, 16_000));

    var mono = decoder.mono(wav, 16_000);

    assertThat(mono).hasSize(32_000);
    // 440 Hz at half of full scale, the same on both sides
    float loudest = 0;
    int crossings = 0;
    for (int i = 1; i < mono.length; i++) {
      loudest = Math.max(loudest, Math.abs(mono[i]));
      crossings += mono[i - 1] < 0 && mono[i] >= 0 ? 1 : 0;
    }
    assertThat(loudest).isCloseTo(0.5f, within(0.03f));
    assertThat(crossings).isBetween(878, 881);
  }

  @Test
  void sound_that_starts_late_lies_at_its_time() throws IOException {
    var mono = decoder.mono(file(RealMedia.HEVC), 16_000); // its sound starts after 2.43 s

    int first = 0;
    while (mono[first] == 0) {
      first++;
    }
    assertThat(first / 16_000.0).isBetween(2.43, 2.60);
    assertThat(mono.length / 16_000.0).isCloseTo(6.40, within(0.05));
  }

  @Test
  void a_silent_clip_has_no_samples_and_a_voice_no_pictures() throws IOException {
    assertThat(decoder.mono(file(RealMedia.SILENT), 16_000)).isEmpty();
    assertThat(decoder.frames(file(RealMedia.WAV), 5, 10, 100)).isEmpty();
  }

  @Test
  void text_has_neither_pictures_nor_sound() throws IOException {
    var text = Files.writeString(folder.resolve("line.txt"), "I am so happy.");
    assertThat(decoder.frames(text, 5, 10, 100)).isEmpty();
    assertThat(decoder.mono(text, 16_000)).isEmpty();
  }

  @Test
  void what_cannot_be_read_says_which_file_and_why() throws IOException {
    var page = Files.writeString(folder.resolve("clip.mp4"), "<html>not found</html>");
    assertThatThrownBy(() -> decoder.frames(page, 5, 10, 100))
        .isInstanceOf(UnreadableMediaException.class)
        .hasMessage("clip.mp4 cannot be read: its content is text/html, which is not taken in");
  }

  private static Long[] times(long from, long step, int count) {
    var times = new Long[count];
    for (int i = 0; i < count; i++) {
      times[i] = from + i * step;
    }
    return times;
  }

  /// 440 Hz, half of full scale, on every channel.
  private static short[] tone(int rateHz, int channels, int samples) {
    var tone = new short[samples * channels];
    for (int i = 0; i < samples; i++) {
      short value = (short) Math.round(16_384 * Math.sin(2 * Math.PI * 440 * i / rateHz));
      for (int channel = 0; channel < channels; channel++) {
        tone[i * channels + channel] = value;
      }
    }
    return tone;
  }

  private Path wav(int rateHz, int channels, short[] samples) throws IOException {
    var bytes = ByteBuffer.allocate(44 + samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII));
    bytes.putInt(36 + samples.length * 2);
    bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII));
    bytes.putInt(16).putShort((short) 1).putShort((short) channels).putInt(rateHz);
    bytes.putInt(rateHz * channels * 2).putShort((short) (channels * 2)).putShort((short) 16);
    bytes.put("data".getBytes(StandardCharsets.US_ASCII));
    bytes.putInt(samples.length * 2);
    for (short sample : samples) {
      bytes.putShort(sample);
    }
    return Files.write(folder.resolve("tone.wav"), bytes.array());
  }
}
