package undertone.engine.features;

import java.util.List;
import java.util.Optional;
import undertone.models.face.FaceLandmarkNet;

/// Finds the eyes of a face by the network that learned where its parts are; the face and its
/// mirror image have a say each. It finds some in nearly anything, where a cascade gives up.
final class LandmarkEyes implements Eyes.Finder {
  private static final float NEAREST = 0.15f; // sides of a face; nearer ones are no pair of eyes

  private final FaceReader landmarks;

  /// @param landmarks reads `[136]`; stays its owner's
  LandmarkEyes(FaceReader landmarks) {
    this.landmarks = landmarks;
  }

  @Override
  public Optional<Eyes> find(GreyImage picture, FaceFinder.Face face) {
    var square = FaceSquares.cut(picture, face, FaceLandmarkNet.SIDE);
    var said = landmarks.read(List.of(square, square.mirrored()));
    var eyes = FaceShape.eyes(FaceShape.seenTwice(said.get(0), said.get(1)));
    if (Math.hypot(eyes.rightX() - eyes.leftX(), eyes.rightY() - eyes.leftY()) < NEAREST) {
      return Optional.empty();
    }
    var toPicture = Similarity.square(1, face.centreX(), face.centreY(), face.size()); // from 0..1
    return Optional.of(
        new Eyes(
            toPicture.x(eyes.leftX(), eyes.leftY()),
            toPicture.y(eyes.leftX(), eyes.leftY()),
            toPicture.x(eyes.rightX(), eyes.rightY()),
            toPicture.y(eyes.rightX(), eyes.rightY())));
  }

  @Override
  public void close() {}
}
