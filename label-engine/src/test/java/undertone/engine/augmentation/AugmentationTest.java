package undertone.engine.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What chance does to many views of one picture.
class AugmentationTest {
  private static final int SIDE = 16;
  private static final int DRAWS = 4000;

  /// Red grows to the right and green downwards, so a pixel says where it came from.
  private static Pictures slopes() {
    var pixels = new byte[SIDE * SIDE * 3];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        pixels[(y * SIDE + x) * 3] = (byte) (16 * x);
        pixels[(y * SIDE + x) * 3 + 1] = (byte) (16 * y);
        pixels[(y * SIDE + x) * 3 + 2] = 40;
      }
    }
    return new Pictures(new byte[][] {pixels}, SIDE);
  }

  private static Picture view(Augmentation augmentation, SplittableRandom random) {
    var picture = slopes().copy(0);
    augmentation.apply(picture, random);
    return picture;
  }

  private static int red(Picture picture, int x, int y) {
    return picture.pixels()[(y * SIDE + x) * 3] & 0xff;
  }

  private static int green(Picture picture, int x, int y) {
    return picture.pixels()[(y * SIDE + x) * 3 + 1] & 0xff;
  }

  private static int blue(Picture picture, int x, int y) {
    return picture.pixels()[(y * SIDE + x) * 3 + 2] & 0xff;
  }

  @Test
  void a_fifth_of_the_weak_views_is_grey() {
    var random = new SplittableRandom(1);
    int grey = 0;
    for (int i = 0; i < DRAWS; i++) {
      var view = view(Augmentation.WEAK, random);
      boolean same = true;
      for (int p = 0; p < view.pixels().length; p += 3) {
        same &=
            view.pixels()[p] == view.pixels()[p + 1] && view.pixels()[p] == view.pixels()[p + 2];
      }
      grey += same ? 1 : 0;
    }
    assertThat((double) grey / DRAWS).isCloseTo(.2, offset(.025));
  }

  @Test
  void a_fifth_of_the_weak_views_keeps_its_colours_and_these_are_mirrored_half_the_time() {
    var random = new SplittableRandom(2);
    int kept = 0;
    int mirrored = 0;
    double area = 0;
    for (int i = 0; i < DRAWS; i++) {
      var view = view(Augmentation.WEAK, random);
      boolean blueStays =
          IntStream.range(0, SIDE)
              .allMatch(
                  x -> blue(view, x, x) == 40 && green(view, 0, 0) <= green(view, x, SIDE - 1));
      if (blueStays
          && red(view, 0, 0) != red(view, SIDE - 1, 0)
          && green(view, 0, 0) == green(view, SIDE - 1, 0)) {
        kept++;
        int across = red(view, SIDE - 1, 0) - red(view, 0, 0);
        mirrored += across < 0 ? 1 : 0;
        area +=
            (Math.abs(across) / 16.0 + 1)
                / SIDE
                * ((green(view, 0, SIDE - 1) - green(view, 0, 0)) / 16.0 + 1)
                / SIDE;
      }
    }
    // .2 without jitter and .8 of those not turned grey
    assertThat((double) kept / DRAWS).isCloseTo(.16, offset(.03));
    assertThat((double) mirrored / kept).isCloseTo(.5, offset(.08));
    assertThat(area / kept).isCloseTo(.6, offset(.05)); // .2 to 1, all alike
  }

  @Test
  void every_operation_of_strong_views_has_a_strength_all_over_its_range() {
    var random = new SplittableRandom(3);
    var least = new EnumMap<Operation, Double>(Operation.class);
    var most = new EnumMap<Operation, Double>(Operation.class);
    for (int i = 0; i < 2000; i++) {
      for (var operation : Operation.values()) {
        double strength = operation.strength(random);
        least.merge(operation, strength, Math::min);
        most.merge(operation, strength, Math::max);
      }
    }
    assertThat(Operation.values()).hasSize(14);
    assertThat(least.get(Operation.ROTATE)).isBetween(-30.0, -29.5);
    assertThat(most.get(Operation.ROTATE)).isBetween(29.5, 30.0);
    assertThat(least.get(Operation.SOLARISE)).isBetween(0.0, 1.5);
    assertThat(most.get(Operation.SOLARISE)).isBetween(254.5, 256.0);
    assertThat(least.get(Operation.BRIGHTNESS)).isBetween(.05, .06);
    assertThat(most.get(Operation.BRIGHTNESS)).isBetween(.94, .95);
    assertThat(most.get(Operation.POSTERISE)).isBetween(7.9, 8.0);
    assertThat(least.get(Operation.SHEAR_Y)).isBetween(-.3, -.29);
    assertThat(most.get(Operation.TRANSLATE_X)).isBetween(.29, .3);
  }

  @Test
  void strong_views_carry_a_grey_patch_of_up_to_half_the_width() {
    var random = new SplittableRandom(4);
    double area = 0;
    int most = 0;
    for (int i = 0; i < DRAWS; i++) {
      var view = view(Augmentation.STRONG, random);
      int patch = 0;
      for (int p = 0; p < view.pixels().length; p += 3) {
        patch +=
            view.pixels()[p] == 127 && view.pixels()[p + 1] == 127 && view.pixels()[p + 2] == 127
                ? 1
                : 0;
      }
      area += patch;
      most = Math.max(most, patch);
    }
    // with the last line drawn, at most 9 by 9 of 16 by 16; squares of .5 u have a mean area of
    // 1/12
    assertThat(most).isBetween(64, 81);
    assertThat(area / DRAWS / (SIDE * SIDE)).isBetween(.06, .13);
  }

  @ParameterizedTest
  @EnumSource(value = Augmentation.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void views_are_the_same_whatever_the_number_of_threads_and_others_for_another_seed(
      Augmentation augmentation) {
    var rows = new int[64];
    try (var one = new PictureViews(slopes(), Normalisation.CIFAR10, 1);
        var three = new PictureViews(slopes(), Normalisation.CIFAR10, 3)) {
      var alone = one.draw(rows, augmentation, new SplittableRandom(5));

      assertThat(three.draw(rows, augmentation, new SplittableRandom(5))).isEqualTo(alone);
      assertThat(three.draw(rows, augmentation, new SplittableRandom(6))).isNotEqualTo(alone);
      int each = alone.length / rows.length;
      assertThat(Arrays.copyOf(alone, each))
          .isNotEqualTo(Arrays.copyOfRange(alone, each, 2 * each));
    }
  }

  @Test
  void a_plain_picture_is_laid_out_by_channels_and_normalised() {
    try (var views = new PictureViews(slopes(), Normalisation.CIFAR10, 1)) {
      var plain = views.plain(new int[] {0});

      assertThat(plain).hasSize(3 * SIDE * SIDE);
      // row 2, column 5: red 80, green 32, blue 40
      int at = 2 * SIDE + 5;
      assertThat(plain[at]).isCloseTo((float) ((80 / 255.0 - .4914) / .2470), offset(1e-5f));
      assertThat(plain[SIDE * SIDE + at])
          .isCloseTo((float) ((32 / 255.0 - .4822) / .2435), offset(1e-5f));
      assertThat(plain[2 * SIDE * SIDE + at])
          .isCloseTo((float) ((40 / 255.0 - .4465) / .2616), offset(1e-5f));
    }
  }

  @Test
  void a_measured_normalisation_brings_pictures_to_mean_0_and_spread_1() {
    var pictures = slopes();
    try (var views = new PictureViews(pictures, pictures.normalisation(), 1)) {
      var plain = views.plain(new int[] {0});
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < SIDE * SIDE; i++) {
        sum += plain[i];
        squares += plain[i] * plain[i];
      }
      assertThat(sum / (SIDE * SIDE)).isCloseTo(0, offset(1e-4));
      assertThat(squares / (SIDE * SIDE)).isCloseTo(1, offset(1e-4));
    }
  }
}
