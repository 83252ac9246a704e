package undertone.corpora.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static undertone.corpora.media.RealMedia.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CueCopyTest {

  @TempDir private Path home;
  private MediaStore store;
  private MediaPreparation preparation;

  @BeforeEach
  void anEmptyHouse() {
    store = new MediaStore(home);
    preparation = new MediaPreparation(store, RealMedia.WORKERS);
  }

  @Test
  void a_face_keeps_every_picture_and_no_sound() throws IOException {
    var hash = store.put(file(RealMedia.H264_AND_MP3)).hash();

    assertThat(preparation.copyCue(hash, DerivedFile.FACE)).isTrue();

    var face = store.derived(hash, DerivedFile.FACE);
    var probed = probed(face);
    assertThat(probed.kind()).isEqualTo(MediaKind.VIDEO);
    assertThat(probed.audioCodec()).isNull();
    assertThat(probed.browserSafe()).isTrue();
    assertThat(probed.durationMicros())
        .isCloseTo(probed(store.path(hash)).durationMicros(), within(200_000L));
    assertThat(new WorkerMediaDecoder(RealMedia.WORKERS).mono(face, 16_000)).isEmpty();
    assertThat(store.derived(hash, DerivedFile.POSTER)).as("made on the way").exists();
  }

  @Test
  void a_voice_keeps_the_sound_and_no_picture() throws IOException {
    var hash = store.put(file(RealMedia.H264_AND_MP3)).hash();
    preparation.prepare(hash);

    assertThat(preparation.copyCue(hash, DerivedFile.VOICE)).isTrue();

    var voice = store.derived(hash, DerivedFile.VOICE);
    assertThat(probed(voice).kind()).isEqualTo(MediaKind.AUDIO);
    assertThat(probed(voice).videoCodec()).isNull();
    var decoder = new WorkerMediaDecoder(RealMedia.WORKERS);
    assertThat(decoder.frames(voice, 1, 10, 100)).isEmpty();
    assertThat(decoder.mono(voice, 16_000).length / 16_000.0)
        .isCloseTo(decoder.mono(store.path(hash), 16_000).length / 16_000.0, within(0.2));
  }

  @Test
  void media_without_a_cue_give_no_copy_of_it() throws IOException {
    var silent = store.put(file(RealMedia.SILENT)).hash();
    var sound = store.put(file(RealMedia.WAV)).hash();

    assertThat(preparation.copyCue(silent, DerivedFile.VOICE)).isFalse();
    assertThat(preparation.copyCue(sound, DerivedFile.FACE)).isFalse();
    assertThat(store.derived(silent, DerivedFile.VOICE)).doesNotExist();
  }

  @Test
  void a_second_time_changes_nothing() throws IOException {
    var hash = store.put(file(RealMedia.WAV)).hash();
    preparation.copyCue(hash, DerivedFile.VOICE);
    var before = Files.getLastModifiedTime(store.derived(hash, DerivedFile.VOICE));

    assertThat(preparation.copyCue(hash, DerivedFile.VOICE)).isTrue();

    assertThat(Files.getLastModifiedTime(store.derived(hash, DerivedFile.VOICE))).isEqualTo(before);
  }

  private static ProbeResult.Readable probed(Path file) throws IOException {
    return (ProbeResult.Readable) new MediaProbe(RealMedia.WORKERS).probe(file);
  }
}
