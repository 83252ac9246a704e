package undertone.models.face;

/// TensorFlow.js's `resizeBilinear` with its defaults: corners are not aligned and pixels have no
/// centres, so that pixel i of the new picture is found at exactly i·old/new of the old one.
///
/// Source: TensorFlow.js 4.22, `tfjs-backend-cpu/src/kernels/ResizeBilinear.ts`.
public final class TfjsResize {
  private TfjsResize() {}

  /// @param picture square, `[side,side]`
  /// @return `[newSide,newSide]`
  public static float[] bilinear(float[] picture, int side, int newSide) {
    if (picture.length != side * side) {
      throw new IllegalArgumentException(
          "Bug: a square of %d pixels came with %d.".formatted(side, picture.length));
    }
    if (side == newSide) {
      return picture;
    }
    float step = (float) side / newSide;
    var out = new float[newSide * newSide];
    for (int y = 0; y < newSide; y++) {
      int top = (int) (y * step);
      int bottom = Math.min(top + 1, side - 1);
      float down = y * step - top;
      for (int x = 0; x < newSide; x++) {
        int left = (int) (x * step);
        int right = Math.min(left + 1, side - 1);
        float across = x * step - left;
        float upper = between(picture[top * side + left], picture[top * side + right], across);
        float lower =
            between(picture[bottom * side + left], picture[bottom * side + right], across);
        out[y * newSide + x] = between(upper, lower, down);
      }
    }
    return out;
  }

  private static float between(float from, float to, float share) {
    return from + (to - from) * share;
  }
}
