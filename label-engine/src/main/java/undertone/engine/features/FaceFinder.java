package undertone.engine.features;

import java.util.Comparator;
import java.util.List;

/// Finds faces with the cascades that come with OpenCV. One thread at a time.
///
/// Source: Viola and Jones 2001, *Rapid object detection using a boosted cascade of simple
/// features*.
final class FaceFinder implements AutoCloseable {
  private static final double STEP = 1.1; // from one size of the search window to the next
  private static final int NEIGHBOURS = 4; // hits that must agree on a face
  private static final int SMALLEST_FACE = 24; // pixels; the cascades were trained on 20
  private static final float SMALLEST_SHARE =
      0.12f; // of the picture; smaller ones stand in the back

  private final Cascade frontal = Cascade.load("haarcascade_frontalface_alt2.xml");
  private final Cascade profile = Cascade.load("haarcascade_profileface.xml");

  /// A square around a face, from the brows to the chin.
  record Face(int x, int y, int size) {
    float centreX() {
      return x + size / 2f;
    }

    float centreY() {
      return y + size / 2f;
    }

    /// Shared area over the area of both, 0..1.
    float overlap(Face other) {
      int width = Math.min(x + size, other.x + other.size) - Math.max(x, other.x);
      int height = Math.min(y + size, other.y + other.size) - Math.max(y, other.y);
      if (width <= 0 || height <= 0) {
        return 0;
      }
      float shared = (float) width * height;
      return shared / ((float) size * size + (float) other.size * other.size - shared);
    }
  }

  /// All faces, largest first: seen from the front, else from one of the sides.
  List<Face> faces(GreyImage picture) {
    var fromTheFront = detect(frontal, picture);
    if (!fromTheFront.isEmpty()) {
      return fromTheFront;
    }
    var oneSide = detect(profile, picture);
    if (!oneSide.isEmpty()) {
      return oneSide;
    }
    return detect(profile, picture.mirrored()).stream()
        .map(face -> new Face(picture.width() - face.x() - face.size(), face.y(), face.size()))
        .toList();
  }

  private static List<Face> detect(Cascade cascade, GreyImage picture) {
    int shorter = Math.min(picture.width(), picture.height());
    int smallest = Math.max(SMALLEST_FACE, Math.round(SMALLEST_SHARE * shorter));
    // Sizes often tie; the position then decides, so that the order never depends on the library.
    return cascade.find(picture, STEP, NEIGHBOURS, smallest, shorter).stream()
        .sorted(
            Comparator.comparingInt(Face::size)
                .reversed()
                .thenComparingInt(Face::y)
                .thenComparingInt(Face::x))
        .toList();
  }

  @Override
  public void close() {
    frontal.close();
    profile.close();
  }
}
