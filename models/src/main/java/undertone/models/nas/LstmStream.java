package undertone.models.nas;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.norm.Dropout;
import java.util.SplittableRandom;
import undertone.models.StateDict;

/// The recurrent cell that everybody knows, in the place of one that was found: what a search has
/// to beat.
///
/// - in: sequences `[B,T,D]` and what of them is there `[B,T]`, 1 = a step; missing steps only at
///   the end
/// - out: logits `[B,K]`
///
/// Source: Hochreiter & Schmidhuber 1997, *Long short-term memory*; pooling as in [RnnStream].
public final class LstmStream implements DeepStream {
  private static final String LAYER = "l0";

  private final RnnConfig config;
  private final StateDict weights;

  /// @param config whose nodes do not count
  public LstmStream(RnnConfig config, NDManager manager, SplittableRandom random) {
    this.config = config;
    weights = new StateDict(manager, random);
    weights.addLstm("lstm", LAYER, config.in(), config.width());
    AttentionPooling.add(weights, config.width());
    weights.addLinear("classifier", config.width(), config.outputs());
  }

  @Override
  public StateDict weights() {
    return weights;
  }

  @Override
  public NDArray features(NDArray sequences, NDArray there, boolean training) {
    return AttentionPooling.of(weights, weights.lstm("lstm", LAYER, sequences), there);
  }

  @Override
  public NDArray logits(NDArray sequences, NDArray there, boolean training) {
    var read = features(sequences, there, training);
    if (config.dropout() > 0) {
      read = Dropout.dropout(read, config.dropout(), training).head();
    }
    return weights.linear("classifier", read);
  }
}
