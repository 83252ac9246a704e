package undertone.engine.features;

/// Turn, scale and shift: `x' = a x - b y + tx`, `y' = b x + a y + ty`.
record Similarity(float a, float b, float tx, float ty) {

  /// Maps two points on two others.
  static Similarity between(
      float x1, float y1, float x2, float y2, float toX1, float toY1, float toX2, float toY2) {
    float dx = x2 - x1;
    float dy = y2 - y1;
    float toDx = toX2 - toX1;
    float toDy = toY2 - toY1;
    float square = dx * dx + dy * dy;
    float a = (dx * toDx + dy * toDy) / square;
    float b = (dx * toDy - dy * toDx) / square;
    return new Similarity(a, b, toX1 - a * x1 + b * y1, toY1 - b * x1 - a * y1);
  }

  /// Maps the square `0..side` on the upright square of `size` around a centre.
  static Similarity square(float side, float centreX, float centreY, float size) {
    return new Similarity(size / side, 0, centreX - size / 2, centreY - size / 2);
  }

  /// Maps the square `0..side` on the square `0..1`, turned around its middle.
  static Similarity turned(float side, double degrees) {
    float a = (float) (StrictMath.cos(Math.toRadians(degrees)) / side);
    float b = (float) (StrictMath.sin(Math.toRadians(degrees)) / side);
    float middle = side / 2;
    return new Similarity(a, b, 0.5f - (a - b) * middle, 0.5f - (b + a) * middle);
  }

  /// First the other, then this one.
  Similarity after(Similarity other) {
    return new Similarity(
        a * other.a - b * other.b,
        b * other.a + a * other.b,
        x(other.tx, other.ty),
        y(other.tx, other.ty));
  }

  float scale() {
    return (float) Math.sqrt(a * a + b * b);
  }

  float x(float x, float y) {
    return a * x - b * y + tx;
  }

  float y(float x, float y) {
    return b * x + a * y + ty;
  }
}
