package undertone.corpora.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static undertone.corpora.media.RealMedia.file;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaPreparationTest {

  @TempDir private Path home;
  private MediaStore store;
  private MediaPreparation preparation;

  @BeforeEach
  void anEmptyHouse() {
    store = new MediaStore(home);
    preparation = new MediaPreparation(store, RealMedia.WORKERS);
  }

  @Test
  void an_mpeg_1_clip_gets_a_proxy_that_keeps_the_time_of_every_picture() throws IOException {
    var hash = store.put(file(RealMedia.MPEG1)).hash();

    var prepared = prepared(hash);

    assertThat(prepared.frames()).isEqualTo(75);
    assertThat(prepared.durationMicros()).isEqualTo(3_000_000);
    assertThat(prepared.remark()).isNull();
    assertThat(frameTimes(hash)).hasSize(75).startsWith(0, 40_000, 80_000).endsWith(2_960_000);
    assertProxyPlays(hash, 360, 288);
    assertThat(timesOf(proxy(hash))).isEqualTo(frameTimes(hash));
    assertThat(soundSeconds(proxy(hash))).isCloseTo(2.98, within(0.03));
  }

  @Test
  void an_hevc_clip_gets_a_proxy_that_keeps_its_changing_frame_rate() throws IOException {
    var hash = store.put(file(RealMedia.HEVC)).hash();

    var prepared = prepared(hash);

    assertThat(prepared.frames()).isEqualTo(169);
    assertProxyPlays(hash, 960, 540);
    assertThat(timesOf(proxy(hash))).isEqualTo(frameTimes(hash));
    // sound starts after 2.43 s; before it the waveform is flat
    var peaks = Files.readAllBytes(store.derived(hash, DerivedFile.PEAKS));
    assertThat(peaks).hasSize((int) prepared.peaks()).hasSizeBetween(638, 642);
    assertThat(Arrays.copyOf(peaks, 240)).containsOnly(0);
    assertThat(loudest(peaks)).isEqualTo(127);
  }

  @Test
  void a_clip_browsers_play_gets_stills_but_no_proxy() throws IOException {
    var hash = store.put(file(RealMedia.H264_AND_MP3)).hash();

    var prepared = prepared(hash);

    assertThat(prepared.proxy()).isFalse();
    assertThat(proxy(hash)).doesNotExist();
    assertThat(image(hash, DerivedFile.POSTER)).containsExactly(640, 360);
    assertThat(prepared.thumbnails()).isEqualTo(8);
    assertThat(image(hash, DerivedFile.THUMBNAILS))
        .containsExactly(8 * prepared.thumbnailWidth(), prepared.thumbnailHeight());
    assertThat(prepared.thumbnailHeight()).isEqualTo(160);
  }

  @Test
  void a_silent_clip_has_no_peaks_and_says_so() throws IOException {
    var hash = store.put(file(RealMedia.SILENT)).hash();

    assertThat(prepared(hash).peaks()).isZero();
    assertThat(store.derived(hash, DerivedFile.PEAKS)).doesNotExist();
  }

  @Test
  void a_voice_has_peaks_and_no_stills() throws IOException {
    var hash = store.put(file(RealMedia.WAV)).hash();

    var prepared = prepared(hash);

    assertThat(prepared.frames()).isZero();
    assertThat(prepared.poster()).isFalse();
    assertThat(prepared.proxy()).isFalse();
    assertThat(prepared.peaks() / (double) Prepared.PEAKS_PER_SECOND)
        .isCloseTo(prepared.durationMicros() / 1e6, within(0.011));
    var peaks = Files.readAllBytes(store.derived(hash, DerivedFile.PEAKS));
    assertThat(loudest(peaks)).isEqualTo(127); // a quiet voice is seen as well as a loud one
    assertThat(prepared.loudest()).isStrictlyBetween(0f, 0.2f);
  }

  @Test
  void a_face_gets_stills_and_nothing_that_moves() throws IOException {
    var hash = store.put(RealMedia.files("ck48", ".png", 1).getFirst()).hash();

    assertThat(prepared(hash)).isEqualTo(new Prepared(0, 0, false, true, 1, 48, 48, 0, 0, null));
    assertThat(image(hash, DerivedFile.POSTER)).containsExactly(48, 48); // never blown up
    assertThat(store.derived(hash, DerivedFile.FRAME_TIMES)).doesNotExist();
  }

  @Test
  void text_needs_no_preparation() throws IOException {
    var text = Files.writeString(home.resolve("line.txt"), "I am so happy.");
    assertThat(preparation.prepare(store.put(text).hash())).isEqualTo(Prepared.AS_IT_IS);
  }

  @Test
  void a_clip_filmed_with_a_turned_phone_gets_an_upright_proxy() throws IOException {
    // given a clip that needs a proxy for its full colour, and a header that turns it
    var hash = store.put(file("video/eamm-mead/test/crop/M030_sad_3_001.mp4")).hash();
    var turned = PhoneClips.turned(store.path(hash), 90, home);
    var turnedHash = store.put(turned).hash();

    var prepared = prepared(turnedHash);

    assertProxyPlays(turnedHash, 1080, 1920);
    assertThat(image(turnedHash, DerivedFile.POSTER)).containsExactly(360, 640);
    assertThat(prepared.thumbnailWidth()).isEqualTo(90);
  }

  @Test
  void a_file_that_ends_early_is_prepared_as_far_as_it_goes_and_says_so() throws IOException {
    var prepared = prepared(store.put(file(RealMedia.ENDS_EARLY)).hash());

    assertThat(prepared.remark())
        .isEqualTo("The file ends after 4.4 of the 6.3 seconds it claims.");
    assertThat(prepared.frames()).isEqualTo(110);
  }

  @Test
  void an_animation_that_is_cut_off_is_prepared_and_says_so() throws IOException {
    var whole = Files.write(home.resolve("whole.gif"), Animation.ofPictures(3).bytes());
    var cut = Files.write(home.resolve("cut.gif"), Animation.ofPictures(3).cutWithinThe(3));

    assertThat(prepared(store.put(whole).hash()).remark()).isNull();
    assertThat(prepared(store.put(cut).hash()).remark())
        .isEqualTo("The file is cut off after 2 whole pictures.");
  }

  @Test
  void a_second_call_does_nothing() throws IOException {
    var hash = store.put(file(RealMedia.MPEG1)).hash();
    var first = prepared(hash);
    var made = Files.getLastModifiedTime(proxy(hash));

    // The workers are gone, so whoever asked one would be told.
    var closed = new MediaWorkers(1);
    closed.close();
    var second = new MediaPreparation(store, closed).prepare(hash);

    assertThat(second).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(proxy(hash))).isEqualTo(made);
  }

  @Test
  void files_appear_all_at_once_and_nothing_is_left_behind() throws IOException {
    var good = store.put(file(RealMedia.SILENT)).hash();
    var cut = Arrays.copyOf(Files.readAllBytes(file(RealMedia.SILENT)), 50_000);
    var bad = store.put(Files.write(home.resolve("cut.mp4"), cut)).hash();

    prepared(good);
    var result = preparation.prepare(bad);

    assertThat(result).isInstanceOf(Unreadable.class);
    assertThat(store.derivedFolder(bad)).doesNotExist();
    assertThat(store.scratch()).isEmptyDirectory();
    try (var files = Files.list(store.derivedFolder(good))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "frame-times.i64", "poster.jpg", "thumbnails.jpg", "prepared.json");
    }
  }

  @Test
  void a_page_that_got_into_the_store_is_never_prepared() throws IOException {
    var page = Files.writeString(home.resolve("clip.mp4"), "<html><script>1</script></html>");
    assertThat(preparation.prepare(store.put(page).hash())).isInstanceOf(Unreadable.class);
  }

  private Prepared prepared(String hash) throws IOException {
    return switch (preparation.prepare(hash)) {
      case Prepared prepared -> prepared;
      case Unreadable(var reason) -> throw new AssertionError(reason);
    };
  }

  private static int loudest(byte[] peaks) {
    int loudest = 0;
    for (byte peak : peaks) {
      assertThat(peak).isNotNegative();
      loudest = Math.max(loudest, peak);
    }
    return loudest;
  }

  private Path proxy(String hash) {
    return store.derived(hash, DerivedFile.PROXY);
  }

  private void assertProxyPlays(String hash, int width, int height) throws IOException {
    assertThat(RealMedia.probe(proxy(hash)))
        .isInstanceOfSatisfying(
            ProbeResult.Readable.class,
            found -> {
              assertThat(found.mime()).isEqualTo("video/mp4");
              assertThat(found.videoCodec()).isEqualTo("h264"); // never MPEG-4 part 2
              assertThat(found.audioCodec()).isEqualTo("aac");
              assertThat(List.of(found.width(), found.height())).containsExactly(width, height);
              assertThat(found.browserSafe()).isTrue(); // which includes 4:2:0
            });
    var content = Files.readString(proxy(hash), StandardCharsets.ISO_8859_1);
    assertThat(content.indexOf("moov")).isBetween(1, content.indexOf("mdat")); // fast start
  }

  private long[] frameTimes(String hash) throws IOException {
    var bytes = Files.readAllBytes(store.derived(hash, DerivedFile.FRAME_TIMES));
    var times = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(times);
    return times;
  }

  private static long[] timesOf(Path video) throws IOException {
    return new WorkerMediaDecoder(RealMedia.WORKERS)
        .frames(video, 1000, 10_000, 8).stream().mapToLong(Frame::timeMicros).toArray();
  }

  private static double soundSeconds(Path video) throws IOException {
    return new WorkerMediaDecoder(RealMedia.WORKERS).mono(video, 16_000).length / 16_000.0;
  }

  private int[] image(String hash, DerivedFile still) throws IOException {
    BufferedImage image = ImageIO.read(store.derived(hash, still).toFile());
    return new int[] {image.getWidth(), image.getHeight()};
  }
}
