package undertone.engine.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Operations on pictures small enough to work out by hand, as Pillow would do them.
class PictureTest {

  /// A picture of grey values, row after row.
  private static Picture grey(int side, int... values) {
    var pixels = new byte[values.length * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) values[i / 3];
    }
    return new Picture(pixels, side);
  }

  private static Picture colours(int side, int... values) {
    var pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) values[i];
    }
    return new Picture(pixels, side);
  }

  private static int[] all(Picture picture) {
    var values = new int[picture.pixels().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = picture.pixels()[i] & 0xff;
    }
    return values;
  }

  /// The red values, which are the grey ones of a grey picture.
  private static int[] reds(Picture picture) {
    var values = new int[picture.pixels().length / 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = picture.pixels()[3 * i] & 0xff;
    }
    return values;
  }

  @Test
  void a_mirror_swaps_left_and_right() {
    var picture = grey(2, 1, 2, 3, 4);
    picture.mirror();
    assertThat(reds(picture)).containsExactly(2, 1, 4, 3);
  }

  @Test
  void a_crop_of_everything_is_the_picture_itself() {
    var picture = grey(3, 10, 20, 30, 40, 50, 60, 70, 80, 90);
    picture.crop(new Piece(0, 0, 3, 3));
    assertThat(reds(picture)).containsExactly(10, 20, 30, 40, 50, 60, 70, 80, 90);
  }

  @Test
  void a_crop_of_one_pixel_fills_the_picture_with_it() {
    var picture = grey(3, 10, 20, 30, 40, 50, 60, 70, 80, 90);
    picture.crop(new Piece(2, 1, 1, 1));
    assertThat(reds(picture)).containsOnly(60);
  }

  @Test
  void a_crop_is_stretched_between_the_middles_of_its_pixels() {
    // two columns to four: output middles lie at .25, .75, 1.25 and 1.75, pixel middles at .5, 1.5
    var picture = grey(4, 0, 0, 0, 0, 0, 100, 200, 0, 0, 100, 200, 0, 0, 0, 0, 0);
    picture.crop(new Piece(1, 1, 2, 2));
    assertThat(reds(picture))
        .containsExactly(
            100, 125, 175, 200, 100, 125, 175, 200, 100, 125, 175, 200, 100, 125, 175, 200);
  }

  @Test
  void brightness_multiplies_and_is_cut_off() {
    var picture = grey(2, 0, 101, 200, 255);
    picture.brightness(0.5);
    assertThat(reds(picture)).containsExactly(0, 50, 100, 127);
    picture.brightness(3);
    assertThat(reds(picture)).containsExactly(0, 150, 255, 255);
  }

  @Test
  void contrast_moves_values_towards_their_mean() {
    var picture = grey(2, 0, 100, 100, 200); // mean 100
    picture.contrast(0.5);
    assertThat(reds(picture)).containsExactly(50, 100, 100, 150);
    picture.contrast(4);
    assertThat(reds(picture)).containsExactly(0, 100, 100, 255);
  }

  @Test
  void saturation_moves_channels_towards_the_pixels_own_grey() {
    var picture = colours(1, 200, 100, 0); // grey (200·19595 + 100·38470 + 32768) >> 16 = 118
    picture.saturation(0);
    assertThat(all(picture)).containsExactly(118, 118, 118);
    picture = colours(1, 200, 100, 0);
    picture.saturation(0.5);
    assertThat(all(picture)).containsExactly(159, 109, 59);
  }

  @Test
  void a_third_of_the_colour_wheel_makes_red_green_and_leaves_grey_alone() {
    var picture = colours(2, 255, 0, 0, 80, 80, 80, 0, 0, 255, 0, 255, 0);
    picture.hue(1 / 3.0);
    assertThat(all(picture)).containsExactly(0, 255, 0, 80, 80, 80, 255, 0, 0, 0, 0, 255);
  }

  @Test
  void grey_weighs_green_most() {
    var picture = colours(2, 255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9);
    picture.grey();
    assertThat(reds(picture)).containsExactly(76, 150, 29, 9);
  }

  @Test
  void autocontrast_stretches_each_channel_and_leaves_a_flat_one() {
    var picture = colours(2, 50, 7, 0, 100, 7, 255, 150, 7, 10, 50, 7, 20);
    picture.autocontrast();
    assertThat(all(picture)).containsExactly(0, 7, 0, 127, 7, 255, 255, 7, 10, 0, 7, 20);
  }

  @Test
  void equalising_spreads_two_heaps_and_leaves_pictures_too_small_for_it() {
    // 32x32: 512 of 100 and 512 of 101; step (1024 − 512)/255 = 2; 100 → 1/2 = 0, 101 → 513/2 = 256
    var values = new int[1024];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 2 == 0 ? 100 : 101;
    }
    var picture = grey(32, values);
    picture.equalise();
    assertThat(reds(picture)).containsOnly(0, 255);
    assertThat(reds(picture)[0]).isZero();

    var small = grey(2, 1, 2, 3, 4);
    small.equalise();
    assertThat(reds(small)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void posterising_keeps_the_high_bits() {
    var picture = grey(2, 255, 16, 15, 137);
    picture.posterise(4);
    assertThat(reds(picture)).containsExactly(240, 16, 0, 128);
  }

  @Test
  void solarising_turns_bright_values_round() {
    var picture = grey(2, 0, 99, 100, 255);
    picture.solarise(100);
    assertThat(reds(picture)).containsExactly(0, 99, 155, 0);
  }

  @Test
  void sharpness_0_is_the_smoothed_picture_whose_rim_stays() {
    var picture = grey(3, 0, 0, 0, 0, 130, 0, 13, 0, 0); // middle (5·130 + 13)/13 = 51
    picture.sharpness(0);
    assertThat(reds(picture)).containsExactly(0, 0, 0, 0, 51, 0, 13, 0, 0);
  }

  @Test
  void a_quarter_turn_is_anticlockwise() {
    var picture = grey(2, 1, 2, 3, 4);
    picture.rotate(90);
    assertThat(reds(picture)).containsExactly(2, 4, 1, 3);
  }

  @Test
  void shears_and_shifts_read_the_nearest_pixel_and_are_black_beyond_the_rim() {
    var shifted = grey(4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    Operation.TRANSLATE_X.apply(shifted, 0.25);
    assertThat(reds(shifted)).containsExactly(2, 3, 4, 0, 6, 7, 8, 0, 10, 11, 12, 0, 14, 15, 16, 0);
    var raised = grey(2, 1, 2, 3, 4);
    Operation.TRANSLATE_Y.apply(raised, -0.5);
    assertThat(reds(raised)).containsExactly(0, 0, 1, 2);
    // rows middles .5, 1.5, 2.5, 3.5 move by .15, .45, .75, 1.05
    var sheared = grey(4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    Operation.SHEAR_X.apply(sheared, 0.3);
    assertThat(reds(sheared)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 0, 14, 15, 16, 0);
  }

  @Test
  void a_patch_is_grey_and_stays_inside_the_picture() {
    var picture = grey(4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    picture.cutout(0.25, 2.5, 0.4); // from (2,0) to (3,1), both drawn
    assertThat(reds(picture))
        .containsExactly(0, 0, 127, 127, 0, 0, 127, 127, 0, 0, 0, 0, 0, 0, 0, 0);
    picture.cutout(0.5, 3.9, 3.9);
    assertThat(reds(picture)).endsWith(0, 0, 127, 127, 0, 0, 127, 127);
  }

  @Test
  void pictures_of_the_wrong_size_are_refused() {
    assertThatThrownBy(() -> new Pictures(new byte[][] {new byte[11]}, 2))
        .hasMessageContaining("Picture 0 has 11 bytes");
  }
}
