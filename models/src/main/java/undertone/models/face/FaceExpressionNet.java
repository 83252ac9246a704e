package undertone.models.face;

import ai.djl.ndarray.NDManager;
import java.util.List;
import undertone.models.weights.TfjsWeights;
import undertone.models.weights.UnreadableWeightsException;

/// Tells which expression a face shows. Frozen.
///
/// - in: faces `[B,3,112,112]`, red, green, blue, 0..255
/// - out: logits `[B,7]` in the order of [#EXPRESSIONS], and what they are made of, `[B,256]`
///
/// Source: `@vladmandic/face-api` 1.7.15, `faceExpressionNet/FaceExpressionNet.ts`.
public final class FaceExpressionNet extends DenseFaceNet {
  /// Of the faces it looks at, in pixels.
  public static final int SIDE = PIXELS;

  /// Numbers that the logits are made of.
  public static final int ACTIVATIONS = WIDTH;

  /// What it tells apart.
  public static final List<String> EXPRESSIONS =
      List.of("neutral", "happy", "sad", "angry", "fearful", "disgusted", "surprised");

  /// @param manager owns the weights
  /// @throws UnreadableWeightsException if they belong to another network
  public FaceExpressionNet(TfjsWeights trained, NDManager manager)
      throws UnreadableWeightsException {
    super(trained, manager, EXPRESSIONS.size());
  }
}
