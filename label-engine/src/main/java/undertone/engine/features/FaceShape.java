package undertone.engine.features;

import undertone.models.face.FaceLandmarkNet;

/// The 68 points of a face, wherever they came from, `[136]`, x and y in turn.
///
/// Source of the order: Sagonas et al. 2013, *300 Faces in-the-Wild Challenge*.
final class FaceShape {
  static final int POINTS = FaceLandmarkNet.POINTS;

  private static final int[] MIRRORED = mirrored(); // which point a point is in a mirror
  private static final int[] LEFT_EYE = {36, 37, 38, 39, 40, 41}; // as the viewer sees it
  private static final int[] RIGHT_EYE = {42, 43, 44, 45, 46, 47};

  private FaceShape() {}

  private static int[] mirrored() {
    var pairs = new int[POINTS];
    int[][] runs = {{0, 16}, {17, 26}, {31, 35}}; // jaw, brows, wings of the nose
    for (int i = 0; i < POINTS; i++) {
      pairs[i] = i; // the ridge of the nose
    }
    for (var run : runs) {
      for (int i = run[0], j = run[1]; i <= run[1]; i++, j--) {
        pairs[i] = j;
      }
    }
    pair(pairs, 36, 45);
    pair(pairs, 37, 44);
    pair(pairs, 38, 43);
    pair(pairs, 39, 42);
    pair(pairs, 40, 47);
    pair(pairs, 41, 46);
    for (int i = 0; i <= 6; i++) {
      pairs[48 + i] = 54 - i; // upper lip, outside
    }
    for (int i = 0; i < 5; i++) {
      pairs[55 + i] = 59 - i; // lower lip, outside
      pairs[60 + i] = 64 - i; // upper lip, inside
    }
    for (int i = 0; i < 3; i++) {
      pairs[65 + i] = 67 - i; // lower lip, inside
    }
    return pairs;
  }

  private static void pair(int[] pairs, int i, int j) {
    pairs[i] = j;
    pairs[j] = i;
  }

  /// The points of a face whose mirror image has these points.
  ///
  /// @param points in sides of the picture, 0..1
  static float[] mirrored(float[] points) {
    var out = new float[points.length];
    for (int i = 0; i < POINTS; i++) {
      out[2 * i] = 1 - points[2 * MIRRORED[i]];
      out[2 * i + 1] = points[2 * MIRRORED[i] + 1];
    }
    return out;
  }

  /// Moved, turned and scaled so that the eyes stand at -.5 and .5 on the x axis.
  static float[] betweenEyes(float[] points) {
    var eyes = eyes(points);
    var move =
        Similarity.between(
            eyes.leftX(), eyes.leftY(), eyes.rightX(), eyes.rightY(), -0.5f, 0, 0.5f, 0);
    var out = new float[points.length];
    for (int i = 0; i < POINTS; i++) {
      out[2 * i] = move.x(points[2 * i], points[2 * i + 1]);
      out[2 * i + 1] = move.y(points[2 * i], points[2 * i + 1]);
    }
    return out;
  }

  /// The points of a face, where it and its mirror image put them on average.
  ///
  /// @param face points in sides of the picture, 0..1
  /// @param mirrored points of the mirrored picture
  static float[] seenTwice(float[] face, float[] mirrored) {
    var other = mirrored(mirrored);
    var points = new float[2 * POINTS];
    for (int i = 0; i < points.length; i++) {
      points[i] = (face[i] + other[i]) / 2;
    }
    return points;
  }

  /// The middles of the eyes, in the measure of the points.
  static Eyes eyes(float[] points) {
    return new Eyes(
        mean(points, LEFT_EYE, 0),
        mean(points, LEFT_EYE, 1),
        mean(points, RIGHT_EYE, 0),
        mean(points, RIGHT_EYE, 1));
  }

  private static float mean(float[] points, int[] of, int axis) {
    float sum = 0;
    for (int i : of) {
      sum += points[2 * i + axis];
    }
    return sum / of.length;
  }
}
