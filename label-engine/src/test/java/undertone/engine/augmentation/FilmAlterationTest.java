package undertone.engine.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What chance does to the films that teach a network.
class FilmAlterationTest {
  private static final int SIDE = 32;
  private static final int DRAWS = 2000;

  /// Red grows to the right and green downwards, so a pixel says where it came from.
  private static byte[] slopes() {
    var pixels = new byte[SIDE * SIDE * 3];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        pixels[(y * SIDE + x) * 3] = (byte) (7 * x + 20);
        pixels[(y * SIDE + x) * 3 + 1] = (byte) (7 * y + 20);
        pixels[(y * SIDE + x) * 3 + 2] = 40;
      }
    }
    return pixels;
  }

  private static double share(IntPredicate holds) {
    return IntStream.range(0, DRAWS).filter(holds).count() / (double) DRAWS;
  }

  private static long erased(FilmAlteration alteration) {
    return IntStream.range(0, SIDE * SIDE)
        .filter(p -> alteration.erases(p % SIDE, p / SIDE))
        .count();
  }

  @Test
  void all_frames_of_a_film_are_altered_alike() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 100; i++) {
      var alteration = FilmAlteration.fineTuning(SIDE, random);
      assertThat(alteration.of(slopes())).isEqualTo(alteration.of(slopes()));
    }
  }

  @Test
  void hardly_any_film_teaches_labels_as_it_is() {
    var random = new SplittableRandom(2);
    assertThat(
            share(
                _ -> Arrays.equals(FilmAlteration.fineTuning(SIDE, random).of(slopes()), slopes())))
        .isLessThan(.01);
  }

  @Test
  void a_box_of_every_fourth_film_is_erased_a_fiftieth_to_a_third_of_it() {
    var random = new SplittableRandom(3);
    assertThat(
            share(_ -> {
              long box = erased(FilmAlteration.fineTuning(SIDE, random));
              assertThat(box / (double) (SIDE * SIDE))
                  .isBetween(0.0, .36); // sides are whole pixels
              return box > 0;
            }))
        .isCloseTo(.25, offset(.03));
  }

  @Test
  void films_without_labels_keep_their_colours_and_lose_at_most_a_third_of_a_side() {
    var random = new SplittableRandom(4);
    assertThat(
            share(_ -> {
              var alteration = FilmAlteration.preTraining(SIDE, random);
              var frame = alteration.of(slopes());
              int across = span(frame, 0, (SIDE - 1) * 3);
              int down = span(frame, 1, (SIDE - 1) * SIDE * 3);
              assertThat(erased(alteration)).isZero();
              assertThat(Math.min(across, down)).isGreaterThanOrEqualTo((int) (.6 * 7 * SIDE));
              assertThat(Byte.toUnsignedInt(frame[2])).isEqualTo(40);
              return Arrays.equals(frame, slopes());
            }))
        .as("share of films that stay whole")
        .isCloseTo(1.0 / 10, offset(.03)); // one of the ten pairs of sides
  }

  private static int span(byte[] frame, int channel, int far) {
    return Byte.toUnsignedInt(frame[far + channel]) - Byte.toUnsignedInt(frame[channel]);
  }

  @Test
  void equal_seeds_alter_alike() {
    var one = FilmAlteration.fineTuning(SIDE, new SplittableRandom(5)).of(slopes());
    var same = FilmAlteration.fineTuning(SIDE, new SplittableRandom(5)).of(slopes());
    assertThat(one).isEqualTo(same);
  }

  @Test
  void frames_of_another_size_are_refused() {
    var alteration = FilmAlteration.preTraining(SIDE, new SplittableRandom(6));
    assertThatThrownBy(() -> alteration.of(new byte[12]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 pixels square are 3072 bytes");
  }

  private static int[] grey(RandomChange change, int sign, int... values) {
    int side = (int) Math.sqrt(values.length);
    var pixels = new byte[values.length * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) values[i / 3];
    }
    var picture = new Picture(pixels, side, Picture.GREY);
    change.at(.7, sign).accept(picture);
    return IntStream.range(0, values.length)
        .map(i -> Byte.toUnsignedInt(picture.pixels()[3 * i]))
        .toArray();
  }

  @Test
  void at_seven_of_ten_two_bits_stay_and_values_turn_round_from_77_on() {
    assertThat(grey(RandomChange.POSTERISE, 1, 63, 64, 200, 255)).containsExactly(0, 64, 192, 192);
    assertThat(grey(RandomChange.SOLARISE, 1, 76, 77, 200, 255)).containsExactly(76, 178, 55, 0);
    assertThat(grey(RandomChange.SOLARISE_ADD, 1, 0, 127, 128, 255))
        .containsExactly(77, 204, 128, 255);
    assertThat(grey(RandomChange.INVERT, 1, 0, 10, 128, 255)).containsExactly(255, 245, 127, 0);
  }

  @Test
  void at_seven_of_ten_brightness_is_163_or_37_hundredths() {
    assertThat(grey(RandomChange.BRIGHTNESS, 1, 0, 100, 150, 200))
        .containsExactly(0, 163, 244, 255);
    assertThat(grey(RandomChange.BRIGHTNESS, -1, 0, 100, 150, 200)).containsExactly(0, 37, 55, 74);
  }

  @Test
  void what_is_pushed_away_leaves_grey_behind() {
    var pushed = grey(RandomChange.TRANSLATE_X, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(pushed).containsExactly(2, 3, 127, 5, 6, 127, 8, 9, 127); // .315 of 3 pixels
    assertThat(grey(RandomChange.TRANSLATE_Y, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9))
        .containsExactly(127, 127, 127, 1, 2, 3, 4, 5, 6);
  }
}
