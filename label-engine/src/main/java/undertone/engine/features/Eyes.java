package undertone.engine.features;

import java.util.Optional;

/// Both eyes of a face: their centres in the picture; left and right as the viewer sees them.
record Eyes(float leftX, float leftY, float rightX, float rightY) {

  /// Whoever finds them. One thread at a time.
  interface Finder extends AutoCloseable {
    /// @param face where it lies in the picture
    Optional<Eyes> find(GreyImage picture, FaceFinder.Face face);

    @Override
    void close();
  }
}
