package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Faces by their landmarks and by their descriptor.
class FaceNetFeaturesTest {
  private static final int POINTS = FaceShape.POINTS;
  private static @Nullable FaceLandmarkFeatures landmarks;
  private static @Nullable FaceDescriptorFeatures descriptor;

  @BeforeAll
  static void open() throws IOException {
    landmarks = FaceLandmarkFeatures.open(new NoMedia()).orElse(null);
    descriptor = FaceDescriptorFeatures.open(new NoMedia()).orElse(null);
    assumeTrue(landmarks != null && descriptor != null, FaceExpressionFeatures.ABSENT);
  }

  @AfterAll
  static void free() {
    if (landmarks != null) {
      landmarks.close();
    }
    if (descriptor != null) {
      descriptor.close();
    }
  }

  @Test
  void a_picture_without_a_face_has_neither() {
    var wall = List.of(Pictures.frame(0, Pictures.clouds(160, 160, 1)));

    assertThat(Objects.requireNonNull(landmarks).describe(wall)).isEmpty();
    assertThat(Objects.requireNonNull(descriptor).describe(wall)).isEmpty();
  }

  @Test
  void a_face_and_its_mirror_image_have_one_descriptor() {
    var face = Pictures.clouds(48, 48, 2);

    assertThat(described(face.mirrored())).containsExactly(described(face), within(1e-4f));
  }

  @Test
  void a_mirrored_face_has_the_mirrored_shape() {
    var face = Pictures.clouds(48, 48, 2);

    var shape = shape(face);
    var other = FaceShape.mirrored(shape(face.mirrored()));

    for (int i = 0; i < POINTS; i++) {
      assertThat(other[2 * i] - 1).isCloseTo(shape[2 * i], within(1e-3f)); // around 0, not .5
      assertThat(other[2 * i + 1]).isCloseTo(shape[2 * i + 1], within(1e-3f));
    }
  }

  // Nothing here is a face, but wherever the network sees eyes in a picture, it sees them mirrored
  // in
  // its mirror image.
  @Test
  void an_aligned_face_and_its_mirror_image_are_described_alike() throws IOException {
    var face = Pictures.clouds(96, 96, 2);
    try (var aligned = FaceFeatures.aligned(new NoMedia()).orElseThrow()) {
      var one = aligned.describe(List.of(Pictures.frame(0, face))).orElseThrow();
      var other = aligned.describe(List.of(Pictures.frame(0, face.mirrored()))).orElseThrow();

      assertThat(other).containsExactly(one, within(0.02f));
    }
  }

  @Test
  void points_move_only_where_the_face_does() {
    var still = Pictures.clouds(48, 48, 3);
    var other = Pictures.clouds(48, 48, 4);

    assertThat(spread(still, still)).isLessThan(1e-4);
    assertThat(spread(still, other)).isGreaterThan(0.01);
  }

  @Test
  void mirroring_twice_changes_nothing() {
    var random = new Random(5);
    var points = new float[2 * POINTS];
    for (int i = 0; i < points.length; i++) {
      points[i] = random.nextFloat();
    }

    assertThat(FaceShape.mirrored(FaceShape.mirrored(points)))
        .containsExactly(points, within(1e-6f));
  }

  @Test
  void size_turn_and_place_of_a_head_do_not_change_its_shape() {
    var random = new Random(6);
    var points = new float[2 * POINTS];
    for (int i = 0; i < points.length; i++) {
      points[i] = random.nextFloat();
    }
    var move = new Similarity(1.5f, 0.7f, 3, -2);
    var moved = new float[points.length];
    for (int i = 0; i < POINTS; i++) {
      moved[2 * i] = move.x(points[2 * i], points[2 * i + 1]);
      moved[2 * i + 1] = move.y(points[2 * i], points[2 * i + 1]);
    }

    assertThat(FaceShape.betweenEyes(moved))
        .containsExactly(FaceShape.betweenEyes(points), within(1e-3f));
  }

  private static float[] shape(GreyImage face) {
    return Arrays.copyOf(
        Objects.requireNonNull(landmarks).describe(List.of(Pictures.frame(0, face))).orElseThrow(),
        2 * POINTS);
  }

  private static double spread(GreyImage first, GreyImage second) {
    var described =
        Objects.requireNonNull(landmarks)
            .describe(List.of(Pictures.frame(0, first), Pictures.frame(1, second)))
            .orElseThrow();
    int from = described.length - 1 - POINTS;
    return IntStream.range(from, described.length - 1)
        .mapToDouble(i -> described[i])
        .max()
        .orElseThrow();
  }

  private static float[] described(GreyImage face) {
    return Objects.requireNonNull(descriptor)
        .describe(List.of(Pictures.frame(0, face)))
        .orElseThrow();
  }
}
