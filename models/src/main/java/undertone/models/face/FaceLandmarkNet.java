package undertone.models.face;

import ai.djl.ndarray.NDManager;
import undertone.models.weights.TfjsWeights;
import undertone.models.weights.UnreadableWeightsException;

/// Finds 68 points on jaw, brows, nose, eyes and mouth of a face, in the order of iBUG 300-W.
/// Frozen.
///
/// - in: faces `[B,3,112,112]`, red, green, blue, 0..255
/// - out: points `[B,136]`, x and y in turn, 0..1 from the left and from the top of the picture;
///   and what they are made of, `[B,256]`
///
/// Source: `@vladmandic/face-api` 1.7.15, `faceLandmarkNet/FaceLandmark68NetBase.ts`; of square
/// pictures its `postProcess` changes nothing.
public final class FaceLandmarkNet extends DenseFaceNet {
  /// Of the faces it looks at, in pixels.
  public static final int SIDE = PIXELS;

  /// Numbers that the points are made of.
  public static final int ACTIVATIONS = WIDTH;

  /// On a face.
  public static final int POINTS = 68;

  /// @param manager owns the weights
  /// @throws UnreadableWeightsException if they belong to another network
  public FaceLandmarkNet(TfjsWeights trained, NDManager manager) throws UnreadableWeightsException {
    super(trained, manager, 2 * POINTS);
  }
}
