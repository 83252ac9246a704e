package undertone.engine.features;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says where in a picture the face is.
///
/// A picture that is a face already, as face data sets have them, is taken whole: always when it is
/// tiny and nearly square (no detector is at home there), and up to a larger size when it is nearly
/// square and nothing is found in it. One thread at a time.
final class FacePlace implements AutoCloseable {
  private static final int TINY = 64; // pixels
  private static final int SMALL = 128; // pixels
  private static final float NEARLY_SQUARE = 1.25f; // longer side over shorter
  private static final float MARGIN = 1.2f; // crop over detected square: cut as face data sets are
  private static final float SAME_FACE = 0.3f; // overlap from one frame to the next

  private final FaceFinder faces = new FaceFinder();

  /// The face in a picture that stands alone.
  Optional<FaceFinder.Face> still(GreyImage picture) {
    if (longer(picture) <= TINY && nearlySquare(picture)) {
      return Optional.of(whole(picture));
    }
    var found = faces.faces(picture).stream().findFirst().map(FacePlace::withMargin);
    if (found.isEmpty() && longer(picture) <= SMALL && nearlySquare(picture)) {
      return Optional.of(whole(picture));
    }
    return found;
  }

  /// The face in one frame of a film: the one that was seen before, else the largest.
  Optional<FaceFinder.Face> next(GreyImage frame, FaceFinder.@Nullable Face before) {
    if (longer(frame) <= TINY && nearlySquare(frame)) {
      return Optional.of(whole(frame));
    }
    List<FaceFinder.Face> found = faces.faces(frame).stream().map(FacePlace::withMargin).toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (before != null) {
      var same = found.stream().max(Comparator.comparingDouble(before::overlap)).orElseThrow();
      if (before.overlap(same) >= SAME_FACE) {
        return Optional.of(same);
      }
    }
    return Optional.of(found.getFirst());
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
  }
}
