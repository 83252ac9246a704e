package undertone.corpora.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static undertone.corpora.media.RealMedia.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaRemixTest {
  private static final int RATE_HZ = 16_000;

  @TempDir private Path folder;
  private final MediaRemix remix = new MediaRemix(RealMedia.WORKERS);
  private final MediaDecoder decoder = new WorkerMediaDecoder(RealMedia.WORKERS);

  private Path scratch() throws IOException {
    return Files.createDirectories(folder.resolve("scratch"));
  }

  private static short[] tone(double seconds) {
    var samples = new short[(int) (seconds * RATE_HZ)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (8000 * Math.sin(2 * Math.PI * 440 * i / RATE_HZ));
    }
    return samples;
  }

  private static ProbeResult.Readable probed(Path file) {
    return (ProbeResult.Readable) new MediaProbe(RealMedia.WORKERS).probe(file);
  }

  @Test
  void a_film_gets_other_sound_and_keeps_every_picture_blurred() throws IOException {
    var film = file(RealMedia.MPEG1);
    var copy = folder.resolve("copy.mp4");
    var before = decoder.frames(film, 100, 1000, 4096);

    remix.film(film, tone(2), RATE_HZ, 4, scratch(), copy);

    var after = decoder.frames(copy, 100, 1000, 4096);
    assertThat(probed(copy).videoCodec()).isEqualTo("h264");
    assertThat(probed(copy).audioCodec()).isEqualTo("aac");
    assertThat(after).hasSameSizeAs(before);
    assertThat(after.getLast().timeMicros())
        .isCloseTo(before.getLast().timeMicros(), within(1000L));
    assertThat(after.getFirst().width()).isEqualTo(Math.ceilDiv(before.getFirst().width(), 4) * 4);
    assertThat(edges(after.getFirst())).isLessThan(.7 * edges(before.getFirst()));
    assertThat(decoder.mono(copy, RATE_HZ).length / (double) RATE_HZ).isCloseTo(2, within(.2));
    assertThat(scratch()).isEmptyDirectory();
  }

  /// Mean step from one pixel to the next.
  private static double edges(Frame frame) {
    long sum = 0;
    for (int i = 3; i < frame.rgb().length; i++) {
      sum += Math.abs(Byte.toUnsignedInt(frame.rgb()[i]) - Byte.toUnsignedInt(frame.rgb()[i - 3]));
    }
    return (double) sum / frame.rgb().length;
  }

  @Test
  void sound_alone_keeps_its_samples() throws IOException {
    var copy = folder.resolve("copy.wav");

    MediaRemix.sound(tone(1), RATE_HZ, scratch(), copy);

    var heard = decoder.mono(copy, RATE_HZ);
    assertThat(heard).hasSize(RATE_HZ);
    assertThat(Math.round(heard[9] * 32768)).isEqualTo(tone(1)[9]);
  }

  @Test
  void media_without_pictures_make_no_film_and_leave_nothing_behind() throws IOException {
    var copy = folder.resolve("copy.mp4");

    assertThatThrownBy(() -> remix.film(file(RealMedia.WAV), tone(1), RATE_HZ, 2, scratch(), copy))
        .isInstanceOf(UnreadableMediaException.class)
        .hasMessageContaining("it has no pictures");

    assertThat(copy).doesNotExist();
    assertThat(scratch()).isEmptyDirectory();
  }
}
