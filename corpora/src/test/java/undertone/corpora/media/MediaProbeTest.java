package undertone.corpora.media;

import static org.assertj.core.api.Assertions.assertThat;
import static undertone.corpora.media.RealMedia.file;
import static undertone.corpora.media.RealMedia.probe;
import static undertone.corpora.media.RealMedia.whyUnreadable;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaProbeTest {

  @TempDir private Path folder;

  @Test
  void mpeg_1_is_read_and_needs_a_proxy() {
    assertThat(probe(file(RealMedia.MPEG1)))
        .isEqualTo(
            new ProbeResult.Readable(
                MediaKind.VIDEO, "video/mpeg", 2_980_000, 360, 288, "mpeg1video", "mp2", false));
  }

  @Test
  void hevc_in_a_mov_is_read_and_needs_a_proxy() {
    assertThat(probe(file(RealMedia.HEVC)))
        .isEqualTo(
            new ProbeResult.Readable(
                MediaKind.VIDEO, "video/quicktime", 6_423_855, 960, 540, "hevc", "aac", false));
  }

  @Test
  void h264_with_mp3_plays_as_it_is() {
    assertThat(probe(file(RealMedia.H264_AND_MP3)))
        .isEqualTo(
            new ProbeResult.Readable(
                MediaKind.VIDEO, "video/mp4", 2_419_002, 640, 360, "h264", "mp3", true));
  }

  @Test
  void h264_with_full_colour_needs_a_proxy() {
    assertThat(probe(file("video/eamm-mead/test/crop/M030_sad_3_001.mp4")))
        .isInstanceOfSatisfying(
            ProbeResult.Readable.class,
            found -> {
              assertThat(found.videoCodec()).isEqualTo("h264"); // but 4:4:4
              assertThat(found.browserSafe()).isFalse();
            });
  }

  @Test
  void a_clip_without_sound_says_so() {
    assertThat(probe(file(RealMedia.SILENT)))
        .isInstanceOfSatisfying(
            ProbeResult.Readable.class,
            found -> {
              assertThat(found.hasAudio()).isFalse();
              assertThat(found.kind()).isEqualTo(MediaKind.VIDEO);
              assertThat(found.browserSafe()).isTrue();
            });
  }

  @Test
  void a_voice_and_a_face_are_read() throws IOException {
    assertThat(probe(file(RealMedia.WAV)))
        .isInstanceOfSatisfying(
            ProbeResult.Readable.class,
            found -> {
              assertThat(found.kind()).isEqualTo(MediaKind.AUDIO);
              assertThat(found.mime()).isEqualTo("audio/wav");
              assertThat(found.durationMicros()).isBetween(1_000_000L, 6_000_000L);
            });
    assertThat(probe(RealMedia.files("ck48", ".png", 1).getFirst()))
        .isEqualTo(
            new ProbeResult.Readable(MediaKind.IMAGE, "image/png", 0, 48, 48, null, null, true));
  }

  @Test
  void plain_text_is_read() throws IOException {
    var text = Files.writeString(folder.resolve("line.txt"), "我很高兴。 I am so happy.");
    assertThat(probe(text))
        .isEqualTo(
            new ProbeResult.Readable(MediaKind.TEXT, "text/plain", 0, 0, 0, null, null, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip.mp4", "clip.wav", "table.csv", "README"})
  void text_under_another_name_is_no_clip(String name) throws IOException {
    var text = Files.writeString(folder.resolve(name), "404 page not found");
    assertThat(whyUnreadable(text)).contains("plain text").contains(".txt");
  }

  @Test
  void text_that_is_not_utf_8_is_told_so() throws IOException {
    var text =
        Files.write(folder.resolve("line.txt"), "schön".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(whyUnreadable(text)).contains("UTF-8");
  }

  @Test
  void a_film_cut_off_before_its_index_is_unreadable() throws IOException {
    var whole = Files.readAllBytes(file(RealMedia.SILENT));
    var index = new String(whole, StandardCharsets.ISO_8859_1).indexOf("moov");
    var cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, index - 100));
    assertThat(whyUnreadable(cut)).contains("damaged");
  }

  @ParameterizedTest
  @CsvSource({
    RealMedia.MPEG1 + ", 40",
    RealMedia.HEVC + ", 40",
    RealMedia.SILENT + ", 40",
    RealMedia.WAV + ", 20"
  })
  void a_file_of_a_few_bytes_is_unreadable(String name, int length) throws IOException {
    var stump =
        Files.write(folder.resolve("stump"), Arrays.copyOf(Files.readAllBytes(file(name)), length));
    assertThat(whyUnreadable(stump)).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "bmp", "gif"})
  void a_picture_cut_in_half_is_unreadable(String format) throws IOException {
    var whole = picture(format);
    var good = Files.write(folder.resolve("good"), whole);
    var cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(probe(good)).isInstanceOf(ProbeResult.Readable.class);
    assertThat(whyUnreadable(cut)).contains("damaged");
  }

  @Test
  void a_webp_that_lacks_its_last_bytes_is_unreadable() throws IOException {
    var whole =
        Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
    var good = Files.write(folder.resolve("good.webp"), whole);
    var cut = Files.write(folder.resolve("cut.webp"), Arrays.copyOf(whole, whole.length - 4));
    assertThat(probe(good)).isInstanceOf(ProbeResult.Readable.class);
    assertThat(whyUnreadable(cut)).contains("damaged");
  }

  @Test
  void an_animation_cut_off_after_its_first_picture_is_read() throws IOException {
    var cut = Files.write(folder.resolve("cut.gif"), Animation.ofPictures(3).cutWithinThe(3));
    assertThat(probe(cut))
        .isEqualTo(
            new ProbeResult.Readable(MediaKind.IMAGE, "image/gif", 0, 64, 48, null, null, true));
  }

  @Test
  void an_animation_cut_off_within_its_first_picture_is_unreadable() throws IOException {
    var cut = Files.write(folder.resolve("cut.gif"), Animation.ofPictures(3).cutWithinThe(1));
    assertThat(whyUnreadable(cut)).contains("damaged");
  }

  @Test
  void nothing_is_unreadable() throws IOException {
    assertThat(whyUnreadable(Files.createFile(folder.resolve("a.mp4")))).isEqualTo("it is empty");
    assertThat(whyUnreadable(folder.resolve("b.mp4"))).isEqualTo("it is not there");
    assertThat(whyUnreadable(folder)).isEqualTo("it is not a regular file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n", "ffconcat version 1.0\nfile /etc/passwd\n"})
  void a_playlist_is_unreadable_whatever_its_name(String playlist) throws IOException {
    for (var name : new String[] {"clip.mp4", "clip.m3u8", "clip.txt", "clip"}) {
      var file = Files.writeString(folder.resolve(name), playlist);
      assertThat(whyUnreadable(file)).contains("playlist");
    }
  }

  @Test
  void a_picture_that_promises_billions_of_pixels_is_not_unpacked() throws IOException {
    var bomb = Files.write(folder.resolve("bomb.png"), pngHeader(60_000, 60_000));
    assertThat(whyUnreadable(bomb)).contains("64 megapixels");
  }

  @Test
  void a_name_that_looks_like_an_address_stays_a_name() throws IOException {
    var odd = Files.createDirectory(folder.resolve("http:")).resolve("concat:a|b %d ü 喜.png");
    Files.write(odd, picture("png"));
    assertThat(probe(odd)).isInstanceOf(ProbeResult.Readable.class);
  }

  @Test
  void many_small_faces_are_read_by_few_processes() throws IOException {
    var faces = RealMedia.files("ck48", ".png", 200);
    assertThat(faces)
        .hasSize(200)
        .allSatisfy(face -> assertThat(probe(face)).isInstanceOf(ProbeResult.Readable.class));
    assertThat(RealMedia.WORKERS.processIds()).hasSizeLessThanOrEqualTo(2);
  }

  /// A picture with enough detail that half of its file is not all of it.
  private static byte[] picture(String format) throws IOException {
    var image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        image.setRGB(x, y, (x * 37 ^ y * 91) * 0x010203);
      }
    }
    var out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  /// The header of a PNG and one chunk of nothing.
  private static byte[] pngHeader(int width, int height) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeLong(0x89504E470D0A1A0AL);
    var header = new ByteArrayOutputStream();
    var fields = new DataOutputStream(header);
    fields.writeBytes("IHDR");
    fields.writeInt(width);
    fields.writeInt(height);
    fields.write(new byte[] {8, 2, 0, 0, 0}); // 8 bits, RGB
    chunk(out, header.toByteArray());
    chunk(out, "IDATx".getBytes(StandardCharsets.ISO_8859_1));
    chunk(out, "IEND".getBytes(StandardCharsets.ISO_8859_1));
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, byte[] typeAndData) throws IOException {
    var crc = new CRC32();
    crc.update(typeAndData);
    out.writeInt(typeAndData.length - 4);
    out.write(typeAndData);
    out.writeInt((int) crc.getValue());
  }
}
