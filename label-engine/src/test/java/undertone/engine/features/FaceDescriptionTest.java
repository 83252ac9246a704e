package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceDescriptionTest {
  private final OrientedGradients gradients = new OrientedGradients(12, 8);
  private final LocalBinaryPatterns patterns = new LocalBinaryPatterns(6, 2);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void mirroring_the_description_is_describing_the_mirrored_face(long seed) {
    var face = Pictures.clouds(96, 96, seed);

    assertClose(gradients.mirrored(gradients.of(face)), gradients.of(face.mirrored()), 1e-5f);
    // A neighbour that is exactly as bright may round to either side, once in thousands of pixels.
    assertClose(patterns.mirrored(patterns.of(face)), patterns.of(face.mirrored()), 0.08f);
  }

  @Test
  void an_edge_lies_in_the_direction_across_it() {
    var upright = new float[96 * 96];
    for (int i = 0; i < upright.length; i++) {
      upright[i] =
          i % 96 < 54 ? 40 : 200; // brighter to the right: the gradient points to 0 degrees
    }

    var cells = gradients.of(new GreyImage(96, 96, upright));

    int cell = (3 * 8 + 4) * 31;
    float across = cells[cell] + cells[cell + 17]; // the two bins beside 0 degrees
    float rest = 0;
    for (int d = 1; d < 17; d++) {
      rest += cells[cell + d];
    }
    assertThat(across).isGreaterThan(0.1f);
    assertThat(rest).isLessThan(1e-3f);
  }

  @Test
  void light_and_contrast_hardly_change_a_face() {
    var face = Pictures.clouds(96, 96, 7);
    var darker = new float[96 * 96];
    for (int i = 0; i < darker.length; i++) {
      darker[i] = 20 + 0.5f * face.at(i % 96, i / 96);
    }

    var dark = new GreyImage(96, 96, darker);

    assertClose(gradients.of(dark), gradients.of(face), 2e-3f);
    assertClose(patterns.of(dark), patterns.of(face), 0.1f);
  }

  @Test
  void a_flat_tile_holds_one_pattern_only() {
    var flat = new float[96 * 96];
    Arrays.fill(flat, 99);

    var tiles = patterns.of(new GreyImage(96, 96, flat));

    for (int tile = 0; tile < 36; tile++) {
      assertThat(tiles[tile * 59 + 57]).isOne(); // all eight neighbours at least as bright
    }
  }

  @Test
  void shares_of_a_tile_add_up_to_one() {
    var tiles = patterns.of(Pictures.clouds(96, 96, 3));

    for (int tile = 0; tile < 36; tile++) {
      float sum = 0;
      for (int bin = 0; bin < 59; bin++) {
        sum += tiles[tile * 59 + bin] * tiles[tile * 59 + bin];
      }
      assertThat(sum).isCloseTo(1, Offset.offset(1e-4f));
    }
  }

  @Test
  void a_warp_maps_points_where_it_says() {
    var turned =
        Similarity.between(0, 0, 10, 0, 5, 5, 5, 25); // twice as large, turned by 90 degrees

    assertThat(turned.scale()).isEqualTo(2f);
    assertThat(turned.x(0, 10)).isEqualTo(-15f);
    assertThat(turned.y(0, 10)).isEqualTo(5f);
    var both = turned.after(Similarity.square(2, 3, 4, 6));
    assertThat(both.x(1, 1)).isEqualTo(turned.x(3, 4));
    assertThat(both.y(1, 1)).isEqualTo(turned.y(3, 4));
  }

  @Test
  void turning_around_the_middle_keeps_the_middle() {
    var turned = Similarity.turned(160, 14);

    assertThat(turned.x(80, 80)).isCloseTo(0.5f, Offset.offset(1e-6f));
    assertThat(turned.y(80, 80)).isCloseTo(0.5f, Offset.offset(1e-6f));
    assertThat(turned.scale()).isCloseTo(1 / 160f, Offset.offset(1e-7f));
  }

  private static void assertClose(float[] actual, float[] expected, float offset) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("number %d", i).isCloseTo(expected[i], Offset.offset(offset));
    }
  }
}
