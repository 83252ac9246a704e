package undertone.models.mer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import undertone.models.Encoder;

/// The plainest baseline of 2023: all features side by side through two layers.
///
/// Source: Lian et al. 2023, sec. 4; `mlp` of the organisers' code. A single modality goes in three
/// times.
public final class Mer23Mlp extends FusionNet {
  private final Mer23Config config;
  private final Linear first;
  private final Linear second;

  public Mer23Mlp(Mer23Config config) {
    super(config.classes(), config.dropout());
    this.config = config;
    first = linear("module.0", config.audio() + config.text() + config.video(), config.hidden());
    second = linear("module.3", config.hidden(), config.fused());
    heads(config.fused());
  }

  @Override
  NDList fuse(ParameterStore store, NDArray audio, NDArray text, NDArray video, boolean training) {
    var all = NDArrays.concat(new NDList(audio, text, video), 1); // [B,Da+Dt+Dv]
    var hidden = Activation.relu(Encoder.pass(first, store, all, training)); // [B,hidden]
    var kept = drop(hidden, training);
    var fused = Activation.relu(Encoder.pass(second, store, kept, training)); // [B,H]
    return new NDList(drop(fused, training));
  }

  @Override
  int width() {
    return config.fused();
  }
}
