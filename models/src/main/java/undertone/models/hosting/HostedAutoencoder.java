package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A network that fills gaps of what it reads, for which nobody needs to label anything.
public non-sealed interface HostedAutoencoder extends HostedNetwork {

  /// What is hidden of a batch, by the names of [#inputs].
  Map<String, NDArray> hidden(int clips, RandomGenerator random, NDManager manager);

  /// How badly the gaps of a batch are filled, which pre-training makes smaller; without axes.
  default NDArray error(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
    return loss("loss", weights, inputs, (_, _) -> {});
  }

  /// Films as they are shown to it, and as it fills their gaps.
  ///
  /// @param masked colours 0..1, `[B,3,T,H,W]`
  /// @param restored the same
  record Films(NDArray masked, NDArray restored) {}

  /// The films of a batch; empty if it reads none.
  Optional<Films> restored(Map<String, NDArray> weights, Map<String, NDArray> inputs);
}
