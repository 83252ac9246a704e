package undertone.models.pico;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.SplittableRandom;
import undertone.models.Constant;

/// The slow copy of a query network: it follows the query's weights and never sees a gradient.
///
/// Only weights are averaged; batch normalisation keeps statistics of its own and stays in training
/// mode, as in the reference.
public final class KeyNetwork {
  private final PicoNet key;
  private final ParameterStore store;
  private final List<NDArray> leads; // weights of the query
  private final List<NDArray> follows; // and of the key, in the same order

  /// A copy of `query` as it stands; its arrays live on `manager`.
  public KeyNetwork(PicoNet query, PicoConfig config, NDManager manager) {
    this.key = new PicoNet(config).initialize(manager, new SplittableRandom(0));
    this.store = new ParameterStore(manager, false);
    leads = List.copyOf(query.weights().values());
    follows = List.copyOf(key.weights().values());
    follow(0);
    query.statistics().forEach((name, value) -> value.copyTo(key.statistics().get(name)));
  }

  /// θ_k ← m θ_k + (1−m) θ_q.
  public void follow(double momentum) {
    try (var kept = Constant.beside(leads.getFirst(), momentum);
        var taken = Constant.beside(leads.getFirst(), 1 - momentum)) {
      for (int i = 0; i < leads.size(); i++) {
        try (var share = leads.get(i).mul(taken)) {
          follows.get(i).muli(kept).addi(share);
        }
      }
    }
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
