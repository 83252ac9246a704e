package undertone.engine.features;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Cuts the face out of a picture, so that all faces have one size and their eyes one place.
///
/// A picture that is a face already, as face data sets have them, is taken whole: always when it is
/// tiny and nearly square (no detector is at home there), and up to a larger size when it is nearly
/// square and nothing is found in it. One thread at a time.
final class FaceCrop implements AutoCloseable {
  /// Of a crop, in pixels.
  static final int SIDE = 96;

  private static final int TINY = 64; // pixels
  private static final int SMALL = 128; // pixels
  private static final float NEARLY_SQUARE = 1.25f; // longer side over shorter
  private static final float MARGIN = 1.2f; // crop over detected square: cut as face data sets are
  private static final float SAME_FACE = 0.3f; // overlap from one frame to the next
  private static final float EYE_FROM_EDGE = 0.31f; // of the side
  private static final float EYE_FROM_TOP = 0.38f; // of the side

  private final FaceFinder faces = new FaceFinder();
  private final EyeFinder eyes = new EyeFinder();

  /// A face of [#SIDE] pixels, and where it was found.
  record Crop(GreyImage face, FaceFinder.Face place) {}

  /// The face in a picture that stands alone.
  Optional<Crop> still(GreyImage picture) {
    var whole = whole(picture);
    if (longer(picture) <= TINY && nearlySquare(picture)) {
      return Optional.of(cut(picture, whole));
    }
    var found = faces.faces(picture).stream().findFirst().map(FaceCrop::withMargin);
    if (found.isEmpty() && longer(picture) <= SMALL && nearlySquare(picture)) {
      found = Optional.of(whole);
    }
    return found.map(face -> cut(picture, face));
  }

  /// The face in one frame of a film: the one that was seen before, else the largest.
  Optional<Crop> next(GreyImage frame, FaceFinder.@Nullable Face before) {
    if (longer(frame) <= TINY && nearlySquare(frame)) {
      return Optional.of(cut(frame, whole(frame)));
    }
    List<FaceFinder.Face> found = faces.faces(frame).stream().map(FaceCrop::withMargin).toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (before != null) {
      var same = found.stream().max(Comparator.comparingDouble(before::overlap)).orElseThrow();
      if (before.overlap(same) >= SAME_FACE) {
        return Optional.of(cut(frame, same));
      }
    }
    return Optional.of(cut(frame, found.getFirst()));
  }

  private Crop cut(GreyImage picture, FaceFinder.Face face) {
    var frame = Similarity.square(1, face.centreX(), face.centreY(), face.size());
    var toPicture =
        eyes.find(picture, frame)
            .map(pair ->
                Similarity.between(
                    EYE_FROM_EDGE * SIDE,
                    EYE_FROM_TOP * SIDE,
                    (1 - EYE_FROM_EDGE) * SIDE,
                    EYE_FROM_TOP * SIDE,
                    pair.leftX(),
                    pair.leftY(),
                    pair.rightX(),
                    pair.rightY()))
            .orElseGet(() -> frame.after(Similarity.turned(SIDE, 0)));
    return new Crop(picture.warp(toPicture, SIDE), face);
  }

  private static FaceFinder.Face withMargin(FaceFinder.Face face) {
    int size = Math.round(face.size() * MARGIN);
    int more = (size - face.size()) / 2;
    return new FaceFinder.Face(face.x() - more, face.y() - more, size);
  }

  private static FaceFinder.Face whole(GreyImage picture) {
    int size = Math.min(picture.width(), picture.height());
    return new FaceFinder.Face((picture.width() - size) / 2, (picture.height() - size) / 2, size);
  }

  private static int longer(GreyImage picture) {
    return Math.max(picture.width(), picture.height());
  }

  private static boolean nearlySquare(GreyImage picture) {
    return longer(picture) <= NEARLY_SQUARE * Math.min(picture.width(), picture.height());
  }

  @Override
  public void close() {
    faces.close();
    eyes.close();
  }
}
