package undertone.engine.recognition;

import java.util.List;

/// A clip, what of it a pre-trained model was shown, and how it filled the gaps; frame by frame.
///
/// Filled cubes have the mean and the spread of the original's, which the model does not know.
///
/// @param loss mean squared error over hidden cubes, of normalised colours; 1 is about what
///   predicting nothing scores
public record Reconstruction(
    List<RgbPicture> original, List<RgbPicture> masked, List<RgbPicture> restored, double loss) {
  public Reconstruction {
    original = List.copyOf(original);
    masked = List.copyOf(masked);
    restored = List.copyOf(restored);
  }
}
