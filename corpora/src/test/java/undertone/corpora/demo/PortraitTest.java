package undertone.corpora.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PortraitTest {

  private static final int PIXELS = 160;

  @ParameterizedTest
  @EnumSource(Emotion.class)
  void each_emotion_looks_unlike_every_other_on_the_same_person(Emotion emotion) {
    var portrait = new Portrait(Persona.LUCIA, Backdrop.STUDIO, PIXELS, PIXELS, 1);
    var shown = portrait.picture(emotion.faces().getFirst(), Pose.FRONTAL);

    for (var other : Emotion.values()) {
      if (other != emotion) {
        var unlike = portrait.picture(other.faces().getFirst(), Pose.FRONTAL);
        assertThat(changedPixels(shown, unlike, 0, PIXELS)).as(other.id()).isGreaterThan(250);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ActionUnit.class)
  void each_action_unit_moves_the_face_on_its_own(ActionUnit unit) {
    // Some units act only on parted lips, so they part in both pictures.
    var parted = Expression.facs("25C");
    var rest = unit == ActionUnit.AU25 ? Expression.REST : parted;
    var portrait = new Portrait(Persona.THEO, Backdrop.WINDOW, PIXELS, PIXELS, 1);

    var before = portrait.picture(rest, Pose.FRONTAL);
    var after = portrait.picture(rest.with(unit, 1), Pose.FRONTAL);

    assertThat(changedPixels(before, after, 0, PIXELS)).isGreaterThan(50);
  }

  @Test
  void brows_move_above_the_mouth_and_lips_below_the_brows() {
    var portrait = new Portrait(Persona.MEI, Backdrop.STUDIO, PIXELS, PIXELS, 1);
    var rest = portrait.picture(Expression.REST, Pose.FRONTAL);
    var frown = portrait.picture(Expression.facs("4E"), Pose.FRONTAL);
    var grimace = portrait.picture(Expression.facs("20E"), Pose.FRONTAL);
    int mouth = PIXELS * 2 / 3; // the eyes lie just above the middle, the nose ends before this row

    assertThat(changedPixels(rest, frown, mouth, PIXELS)).isZero();
    assertThat(changedPixels(rest, frown, 0, mouth)).isGreaterThan(100);
    assertThat(changedPixels(rest, grimace, 0, PIXELS / 2)).isZero();
    assertThat(changedPixels(rest, grimace, mouth, PIXELS)).isGreaterThan(100);
  }

  @Test
  void the_same_moment_is_drawn_with_the_same_pixels() {
    var first = new Portrait(Persona.IMANI, Backdrop.PLANTS, PIXELS, PIXELS, 1.1);
    var second = new Portrait(Persona.IMANI, Backdrop.PLANTS, PIXELS, PIXELS, 1.1);
    var face = Expression.facs("1D+2D+5C+25C+26D");

    assertThat(
            changedPixels(
                first.picture(face, Pose.FRONTAL), second.picture(face, Pose.FRONTAL), 0, PIXELS))
        .isZero();
  }

  /// Pixels of some rows whose brightness differs visibly.
  private static int changedPixels(BufferedImage a, BufferedImage b, int fromRow, int toRow) {
    int changed = 0;
    for (int y = fromRow; y < toRow; y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        if (Math.abs(green(a, x, y) - green(b, x, y)) > 12) {
          changed++;
        }
      }
    }
    return changed;
  }

  private static int green(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) >> 8 & 0xFF;
  }
}
