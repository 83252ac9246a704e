package undertone.models.abaw;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.List;
import java.util.SplittableRandom;
import undertone.models.StateDict;

/// Maps of small grey faces for a [TwoAspectNet], on a processor: four convolutions, each of which
/// halves the picture.
///
/// - in: faces `[n,1,s,s]`
/// - out: maps `[n,96,s/16,s/16]`
///
/// Ours, in the place of the network for large pictures that is published.
public final class FaceMaps {
  /// Channels that come out.
  public static final int CHANNELS = 96;

  private static final List<Integer> WIDTHS = List.of(16, 32, 64, CHANNELS);

  private final StateDict weights;

  /// @param manager owns the weights
  /// @param random draws them
  public FaceMaps(NDManager manager, SplittableRandom random) {
    weights = new StateDict(manager, random);
    int in = 1;
    for (int layer = 0; layer < WIDTHS.size(); layer++) {
      int out = WIDTHS.get(layer);
      weights.addConvolution("convolution." + layer, in, out, 3);
      weights.addNorm("norm." + layer, out);
      weights.addStatistics("norm." + layer, out);
      in = out;
    }
  }

  /// All arrays.
  public StateDict weights() {
    return weights;
  }

  /// What the network sees.
  public NDArray of(NDArray faces, boolean training) {
    var map = faces;
    for (int layer = 0; layer < WIDTHS.size(); layer++) {
      var wide = weights.convolution("convolution." + layer, map, 2, 1, 1, 1);
      map = Activation.relu(weights.batchNorm("norm." + layer, wide, training));
    }
    return map;
  }
}
