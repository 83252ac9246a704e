package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import undertone.models.Blocks;

/// A network that fills gaps of what it reads, for which nobody needs to label anything.
public non-sealed interface HostedAutoencoder extends HostedNetwork {

  /// What is hidden of a batch, by the names of [#inputs].
  Map<String, NDArray> hidden(int clips, RandomGenerator random, NDManager manager);

  /// How badly the gaps of a batch are filled; without axes.
  default NDArray error(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
    return error(weights, inputs, Blocks.KEPT);
  }

  /// The same on the way that pre-training makes it smaller.
  ///
  /// @param blocks how they are gone through
  NDArray error(Map<String, NDArray> weights, Map<String, NDArray> inputs, Blocks blocks);

  /// Films as they are shown to it, and as it fills their gaps.
  ///
  /// @param masked colours 0..1, `[B,3,T,H,W]`
  /// @param restored the same
  record Films(NDArray masked, NDArray restored) {}

  /// What is in the gaps of a batch, and what they are filled with: by a network, and by somebody
  /// who copies.
  ///
  /// @param truth `[B,Nm,P]`
  /// @param filled by the network, the same
  /// @param copied the visible piece that lies nearest, the same
  record Gaps(NDArray truth, NDArray filled, NDArray copied) {}

  /// The gaps of a batch, by sense: `faces`, `voices`.
  Map<String, Gaps> gaps(Map<String, NDArray> weights, Map<String, NDArray> inputs);

  /// The films of a batch; empty if it reads none.
  Optional<Films> restored(Map<String, NDArray> weights, Map<String, NDArray> inputs);
}
