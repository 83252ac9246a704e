package undertone.models.pico;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.SplittableRandom;
import undertone.models.MovingAverage;

/// The slow copy of a query network: it follows the query's weights and never sees a gradient.
///
/// Only weights are averaged; batch normalisation keeps statistics of its own and stays in training
/// mode, as in the reference.
public final class KeyNetwork {
  private final PicoNet key;
  private final ParameterStore store;
  private final MovingAverage average;

  /// A copy of `query` as it stands; its arrays live on `manager`.
  public KeyNetwork(PicoNet query, PicoConfig config, NDManager manager) {
    this.key = new PicoNet(config).initialize(manager, new SplittableRandom(0));
    this.store = new ParameterStore(manager, false);
    average = new MovingAverage(query.weights(), key.weights());
    follow(0);
    query.statistics().forEach((name, value) -> value.copyTo(key.statistics().get(name)));
  }

  /// θ_k ← m θ_k + (1−m) θ_q.
  public void follow(double momentum) {
    average.follow(momentum);
  }

  /// Embeddings `[B,d]` of clips `[B,…]`.
  public NDArray embed(NDArray clips) {
    return key.forward(store, new NDList(clips), true).get(1);
  }

  /// The copy itself, to look at.
  public PicoNet net() {
    return key;
  }
}
