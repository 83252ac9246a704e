package undertone.models.nas;

import ai.djl.ndarray.NDArray;
import undertone.models.StateDict;

/// One vector of all states that are there, each weighted by a softmax over what one linear layer
/// makes of it.
final class AttentionPooling {
  private static final String PATH = "attention";
  private static final float NEVER = -1e9f;

  private AttentionPooling() {}

  static void add(StateDict weights, int width) {
    weights.addLinear(PATH, width, 1);
  }

  /// @param states `[B,T,H]`
  /// @param there `[B,T]`, 1 = a step
  /// @return `[B,H]`
  static NDArray of(StateDict weights, NDArray states, NDArray there) {
    var scores = weights.linear(PATH, states).squeeze(2); // [B,T]
    var shares = scores.add(there.sub(1).mul(-NEVER)).softmax(1);
    return states.mul(shares.expandDims(2)).sum(new int[] {1});
  }
}
