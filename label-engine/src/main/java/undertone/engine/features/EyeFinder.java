package undertone.engine.features;

import java.util.Comparator;
import java.util.Optional;

/// Finds both eyes in a face that is cut tightly. One thread at a time.
///
/// The cascade knows upright eyes only, so a face without a pair is turned a little and searched
/// again: on faces from the web that found a sixth more pairs.
final class EyeFinder implements Eyes.Finder {
  private static final int SIDE = 160; // pixels; eyes are small, so a small face is enlarged
  private static final double[] TURNS_DEGREES = {0, 14, -14};
  private static final double STEP = 1.1;
  private static final int NEIGHBOURS = 2;
  private static final int SMALLEST_EYE = SIDE / 8;
  private static final int LARGEST_EYE = SIDE * 2 / 5;
  private static final float USUAL_SPREAD = 0.08f * SIDE; // of eyes around their usual place
  private static final float TOO_FAR = 2.8f; // spreads

  private final Cascade cascade = Cascade.load("haarcascade_eye.xml");

  @Override
  public Optional<Eyes> find(GreyImage picture, FaceFinder.Face face) {
    var toPicture = Similarity.square(1, face.centreX(), face.centreY(), face.size()); // from 0..1
    for (double turn : TURNS_DEGREES) {
      var view = toPicture.after(Similarity.turned(SIDE, turn));
      var eyes = pair(picture.warp(view, SIDE), view);
      if (eyes.isPresent()) {
        return eyes;
      }
    }
    return Optional.empty();
  }

  private Optional<Eyes> pair(GreyImage face, Similarity toPicture) {
    var left = eye(face, 0.06f, 0.30f);
    if (left.isEmpty()) {
      return Optional.empty();
    }
    var right = eye(face, 0.46f, 0.70f);
    if (right.isEmpty()) {
      return Optional.empty();
    }
    var l = left.get();
    var r = right.get();
    float across = r.x() - l.x();
    float down = r.y() - l.y();
    if (across < 0.28f * SIDE || across > 0.55f * SIDE || Math.abs(down) > 0.36f * across) {
      return Optional.empty(); // a brow, a nostril, or the same eye twice
    }
    return Optional.of(
        new Eyes(
            toPicture.x(l.x(), l.y()),
            toPicture.y(l.x(), l.y()),
            toPicture.x(r.x(), r.y()),
            toPicture.y(r.x(), r.y())));
  }

  private record Point(float x, float y) {
    float distance(Point other) {
      return (float) Math.hypot(x - other.x, y - other.y);
    }
  }

  /// The hit nearest to where an eye usually is.
  private Optional<Point> eye(GreyImage face, float from, float usualX) {
    int left = (int) (from * SIDE);
    int top = (int) (0.17f * SIDE);
    var half = face.part(left, top, (int) (0.48f * SIDE), (int) (0.43f * SIDE));
    var usual = new Point(usualX * SIDE, 0.38f * SIDE);
    return cascade.find(half, STEP, NEIGHBOURS, SMALLEST_EYE, LARGEST_EYE).stream()
        .map(hit -> new Point(left + hit.centreX(), top + hit.centreY()))
        .filter(point -> point.distance(usual) < TOO_FAR * USUAL_SPREAD)
        .min(
            Comparator.comparingDouble((Point point) -> point.distance(usual))
                .thenComparingDouble(Point::x)
                .thenComparingDouble(Point::y));
  }

  @Override
  public void close() {
    cascade.close();
  }
}
