package undertone.models.abaw;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import java.util.SplittableRandom;
import undertone.models.StateDict;

/// Brings a faster stream onto the frames of a slower one by a convolution that learns what to
/// keep: a kernel of 2·ratio+1 frames every ratio frames, then straight lines for the rest.
///
/// Source: the "convolution" of the abstract of arXiv:2403.15044; its sizes are ours, since the
/// authors' code has none.
public final class LearnedAlignment {
  private final int ratio;
  private final StateDict weights;

  /// @param width numbers of a frame (D)
  /// @param ratio how many frames of the faster stream fall into one of the slower
  /// @param manager owns the weights
  /// @param random draws them
  public LearnedAlignment(int width, int ratio, NDManager manager, SplittableRandom random) {
    if (width < 1 || ratio < 1) {
      throw new IllegalArgumentException(
          "An alignment needs a positive width and ratio but was given width=%d, ratio=%d."
              .formatted(width, ratio));
    }
    this.ratio = ratio;
    weights = new StateDict(manager, random);
    int kernel = 2 * ratio + 1;
    double bound = 1 / Math.sqrt((double) width * kernel);
    weights.addUniform("conv.weight", bound, width, width, kernel);
    weights.addUniform("conv.bias", bound, width);
  }

  /// All arrays.
  public StateDict weights() {
    return weights;
  }

  /// Brings a stream of the ratio onto its frames.
  ///
  /// @param stream `[B,T·ratio,D]`
  /// @return `[B,T,D]`
  public NDArray of(NDArray stream) {
    return kept(stream);
  }

  /// @param stream `[B,From,D]`
  /// @param to frames that are wanted
  /// @return `[B,To,D]`
  public NDArray of(NDArray stream, int to) {
    var kept = kept(stream);
    return Alignment.linear((int) kept.getShape().get(1), to).of(kept);
  }

  /// `[B,⌈From/ratio⌉,D]`
  private NDArray kept(NDArray stream) {
    return Conv1d.conv1d(
            stream.transpose(0, 2, 1), // [B,D,From]
            weights.get("conv.weight"),
            weights.get("conv.bias"),
            new Shape(ratio),
            new Shape(ratio))
        .head()
        .transpose(0, 2, 1);
  }
}
