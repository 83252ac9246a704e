package undertone.corpora.demo;

/// How a head is held at one moment.
///
/// @param yaw radians, positive turns the face to the right of the picture
/// @param pitch radians, positive lifts the chin
/// @param roll radians, positive tilts clockwise
/// @param shiftX in head units (100 = half the width of a face), positive to the right
/// @param shiftY in head units, positive down
/// @param gazeX where the eyes look, -1..1 left to right of the picture
/// @param gazeY where the eyes look, -1..1 up to down
record Pose(
    double yaw,
    double pitch,
    double roll,
    double shiftX,
    double shiftY,
    double gazeX,
    double gazeY) {

  /// Straight into the camera.
  static final Pose FRONTAL = new Pose(0, 0, 0, 0, 0, 0, 0);
}
