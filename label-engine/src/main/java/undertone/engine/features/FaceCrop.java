package undertone.engine.features;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Cuts the face out of a picture, so that all faces have one size and their eyes one place. One
/// thread at a time.
final class FaceCrop implements AutoCloseable {
  /// Of a crop, in pixels.
  static final int SIDE = 96;

  private static final float EYE_FROM_EDGE = 0.31f; // of the side
  private static final float EYE_FROM_TOP = 0.38f; // of the side

  private final FacePlace place = new FacePlace();
  private final Eyes.Finder eyes;

  FaceCrop(Eyes.Finder eyes) {
    this.eyes = eyes;
  }

  /// A face of [#SIDE] pixels, and where it was found.
  record Crop(GreyImage face, FaceFinder.Face place) {}

  /// The face in a picture that stands alone.
  Optional<Crop> still(GreyImage picture) {
    return place.still(picture).map(face -> cut(picture, face));
  }

  /// The face in one frame of a film: the one that was seen before, else the largest.
  Optional<Crop> next(GreyImage frame, FaceFinder.@Nullable Face before) {
    return place.next(frame, before).map(face -> cut(frame, face));
  }

  private Crop cut(GreyImage picture, FaceFinder.Face face) {
    var frame = Similarity.square(1, face.centreX(), face.centreY(), face.size());
    var toPicture =
        eyes.find(picture, face)
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

  @Override
  public void close() {
    place.close();
    eyes.close();
  }
}
