package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.Modality;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;

/// A film whose face and voice change after two of four seconds, read window by window.
class StretchFeaturesTest {
  private static final long SECOND = 1_000_000;
  private static final long BEFORE = 3; // seeds of what is seen
  private static final long AFTER = 4;
  private static final Stretch FIRST = new Stretch(0, 2 * SECOND);
  private static final Stretch MIDDLE = new Stretch(SECOND, 3 * SECOND);
  private static final Stretch LAST = new Stretch(2 * SECOND, 4 * SECOND);
  private static final List<Stretch> ALL = List.of(FIRST, MIDDLE, LAST);
  private static final ClipSource ADA =
      new ClipSource("ada", Modality.VIDEO, Path.of("ada.mp4"), "ad".repeat(32), "No!", "en");

  @TempDir Path folder;

  private final Film film = new Film();
  private final FaceFeatures faces = new FaceFeatures(film);
  private final VoiceFeatures voice = new VoiceFeatures(film);

  @AfterEach
  void free() {
    faces.close();
  }

  @Test
  void the_face_of_a_stretch_is_that_of_its_own_frames() throws Exception {
    var read = faces.extract(ADA, ALL);

    assertThat(read.get(0)).hasValue(described(frames(0, 2)));
    assertThat(read.get(1)).hasValue(described(frames(1, 3)));
    assertThat(read.get(2)).hasValue(described(frames(2, 4)));
    assertThat(read.get(0).orElseThrow()).isNotEqualTo(faces.extract(ADA).orElseThrow());
    assertThat(read.get(0).orElseThrow()).isNotEqualTo(read.get(2).orElseThrow());
  }

  @Test
  void the_voice_of_a_stretch_is_that_of_its_own_sound() throws Exception {
    var read = voice.extract(ADA, ALL);

    assertThat(read.get(0)).hasValue(VoiceFeatures.describe(Sounds.vowel(120, 2)));
    assertThat(read.get(2)).hasValue(VoiceFeatures.describe(Sounds.noise(2, 5)));
    assertThat(read.get(1).orElseThrow()).isNotEqualTo(voice.extract(ADA).orElseThrow());
  }

  @Test
  void a_stretch_beyond_the_sound_has_no_voice() throws Exception {
    assertThat(voice.extract(ADA, List.of(new Stretch(5 * SECOND, 6 * SECOND))))
        .first()
        .satisfies(none -> assertThat(none).isEmpty());
  }

  @Test
  void what_is_said_of_a_stretch_hangs_on_no_other_that_is_asked_for() throws Exception {
    var together = faces.extract(ADA, ALL);

    for (int i = 0; i < ALL.size(); i++) {
      assertThat(faces.extract(ADA, List.of(ALL.get(i))).getFirst())
          .hasValue(together.get(i).orElseThrow());
    }
  }

  @Test
  void a_clip_is_decoded_once_for_all_its_stretches_and_then_comes_from_the_cache()
      throws Exception {
    var cache = new FeatureCache(folder);

    var made = cache.vectors(faces, ADA, ALL);
    var kept = cache.vectors(faces, ADA, ALL);

    assertThat(film.decoded).hasValue(1);
    for (int i = 0; i < ALL.size(); i++) {
      assertThat(kept.get(i)).hasValue(made.get(i).orElseThrow());
    }
    // the whole clip has a place of its own
    assertThat(cache.vector(faces, ADA)).hasValue(faces.extract(ADA).orElseThrow());
  }

  @Test
  void a_stretch_without_a_face_is_known_to_have_none() throws Exception {
    var cache = new FeatureCache(folder);
    var beyond = List.of(new Stretch(8 * SECOND, 9 * SECOND));

    assertThat(cache.vectors(faces, ADA, beyond).getFirst()).isEmpty();
    assertThat(cache.vectors(faces, ADA, beyond).getFirst()).isEmpty();
    assertThat(film.decoded).hasValue(1);
  }

  @Test
  void words_are_the_whole_clips_and_a_stretch_with_nothing_to_see_or_hear_is_left_out()
      throws Exception {
    var beyond = new Stretch(8 * SECOND, 9 * SECOND);
    var words = new Spoken();
    var features = new ClipFeatures(List.of(faces, voice, words), new FeatureCache(folder), 2);

    var read =
        features.numbers(
            List.of(ClipSource.ofText("kim", "Yes!"), ADA),
            List.of(List.of(), List.of(FIRST, LAST, beyond)),
            FeatureProgress.SILENT);

    assertThat(read.places())
        .containsExactly(new StretchNumbers.Place(1, FIRST), new StretchNumbers.Place(1, LAST));
    var numbers = read.numbers();
    assertThat(numbers.of("spoken-v1", 0)).containsExactly(3);
    assertThat(numbers.of("spoken-v1", 1)).containsExactly(3);
    assertThat(numbers.of("voice-v1", 1))
        .containsExactly(voice.extract(ADA, List.of(LAST)).getFirst().orElseThrow());
  }

  @Test
  void reading_stretches_can_be_watched_and_stopped() {
    var features = new ClipFeatures(List.of(voice), new FeatureCache(folder), 1);
    var heard = new ArrayList<Integer>();
    var progress =
        new FeatureProgress() {
          @Override
          public void advanced(int done, int total) {
            heard.add(done);
          }

          @Override
          public boolean cancelled() {
            return heard.size() == 2;
          }
        };

    assertThatThrownBy(
            () -> features.numbers(List.of(ADA, ADA, ADA), List.of(ALL, ALL, ALL), progress))
        .isInstanceOf(CancellationException.class);
    assertThat(heard).containsExactly(1, 2);
  }

  private float[] described(List<Frame> frames) {
    return faces.describe(frames).orElseThrow();
  }

  private static List<Frame> frames(int fromSecond, int toSecond) {
    var frames = new ArrayList<Frame>();
    for (int quarter = 4 * fromSecond; quarter < 4 * toSecond; quarter++) {
      var face = Pictures.clouds(48, 48, quarter < 8 ? BEFORE : AFTER);
      frames.add(Pictures.frame(quarter * SECOND / 4, face));
    }
    return frames;
  }

  private static final class Film implements MediaDecoder {
    final AtomicInteger decoded = new AtomicInteger();

    @Override
    public List<Frame> frames(Path file, double rateHz, int maxFrames, int maxSide) {
      decoded.incrementAndGet();
      return StretchFeaturesTest.frames(0, 4);
    }

    @Override
    public float[] mono(Path file, int sampleRateHz) {
      return Sounds.joined(Sounds.vowel(120, 2), Sounds.noise(2, 5));
    }
  }

  /// How many letters are said.
  private static final class Spoken implements FeatureExtractor {
    @Override
    public String id() {
      return "spoken";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String parameters() {
      return "";
    }

    @Override
    public Channel channel() {
      return Channel.TEXT;
    }

    @Override
    public int dim() {
      return 1;
    }

    @Override
    public boolean supports(ClipSource clip) {
      return clip.text() != null;
    }

    @Override
    public Optional<float[]> extract(ClipSource clip) {
      return Optional.of(new float[] {String.valueOf(clip.text()).length()});
    }
  }
}
