package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import undertone.corpora.Modality;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;

class FaceFeaturesTest {
  private static final int FACE = 8 * 8 * 31 + 6 * 6 * 59; // then motion [8,8], then the share

  private static final FaceFeatures FACES = new FaceFeatures(showing(List.of()));

  @AfterAll
  static void free() {
    FACES.close();
  }

  @Test
  void a_tiny_square_picture_is_taken_whole() {
    var described = FACES.describe(List.of(picture(48, 48, 1))).orElseThrow();

    assertThat(described).hasSize(FACES.dim());
    assertThat(described[FACES.dim() - 1]).isOne();
  }

  @Test
  void a_small_square_picture_in_which_nothing_is_found_is_taken_whole() {
    assertThat(FACES.describe(List.of(picture(112, 112, 1)))).isPresent();
  }

  @Test
  void a_larger_or_longer_picture_without_a_face_has_none() {
    assertThat(FACES.describe(List.of(picture(160, 160, 1)))).isEmpty();
    assertThat(FACES.describe(List.of(picture(48, 96, 1)))).isEmpty();
    assertThat(FACES.describe(List.of(picture(320, 240, 1)))).isEmpty();
  }

  @Test
  void a_film_without_frames_has_no_face() {
    assertThat(FACES.describe(List.of())).isEmpty();
  }

  @Test
  void a_film_that_stands_still_is_its_picture_without_motion() {
    var still = FACES.describe(List.of(picture(48, 48, 3))).orElseThrow();

    var film = FACES.describe(List.of(picture(48, 48, 3), picture(48, 48, 3))).orElseThrow();

    assertThat(film).containsExactly(still);
    for (int cell = 0; cell < 64; cell++) {
      assertThat(film[FACE + cell]).isZero();
    }
  }

  @Test
  void a_film_that_moves_is_the_mean_of_its_pictures_with_motion() {
    var one = FACES.describe(List.of(picture(48, 48, 3))).orElseThrow();
    var other = FACES.describe(List.of(picture(48, 48, 4))).orElseThrow();

    var film = FACES.describe(List.of(picture(48, 48, 3), picture(48, 48, 4))).orElseThrow();

    for (int i = 0; i < FACE; i++) {
      assertThat(film[i]).isCloseTo((one[i] + other[i]) / 2, Offset.offset(1e-6f));
    }
    for (int cell = 0; cell < 64; cell++) {
      assertThat(film[FACE + cell]).isPositive();
    }
  }

  @Test
  void the_share_of_frames_with_a_face_is_told() {
    var film = FACES.describe(List.of(picture(48, 48, 3), picture(320, 240, 1))).orElseThrow();

    assertThat(film[FACES.dim() - 1]).isEqualTo(0.5f);
  }

  @Test
  void the_same_picture_gives_the_same_bits() {
    var once = FACES.describe(List.of(picture(48, 48, 5))).orElseThrow();

    assertThat(FACES.describe(List.of(picture(48, 48, 5))).orElseThrow()).containsExactly(once);
  }

  @Test
  void textures_are_seldom_taken_for_faces() {
    int alarms = 0;
    for (int seed = 0; seed < 50; seed++) {
      alarms += FACES.describe(List.of(picture(132, 132, seed))).isPresent() ? 1 : 0;
    }

    assertThat(alarms).isLessThanOrEqualTo(5);
  }

  @Test
  void it_asks_for_pictures_of_images_and_films_only() {
    assertThat(FACES.supports(ClipSource.ofMedia("ada", Modality.IMAGE, Path.of("a.png"))))
        .isTrue();
    assertThat(FACES.supports(ClipSource.ofMedia("ada", Modality.VIDEO, Path.of("a.mp4"))))
        .isTrue();
    assertThat(FACES.supports(ClipSource.ofMedia("ada", Modality.AUDIO, Path.of("a.wav"))))
        .isFalse();
    assertThat(FACES.supports(ClipSource.ofText("ada", "hm"))).isFalse();
  }

  private static Frame picture(int width, int height, long seed) {
    return Pictures.frame(0, Pictures.clouds(width, height, seed));
  }

  private static MediaDecoder showing(List<Frame> frames) {
    return new MediaDecoder() {
      @Override
      public List<Frame> frames(Path file, double rateHz, int maxFrames, int maxSide) {
        return frames;
      }

      @Override
      public float[] mono(Path file, int sampleRateHz) {
        return new float[0];
      }
    };
  }
}
