package undertone.models.mer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import undertone.models.Encoder;

/// Features of one modality `[B,D]` to `[B,h]`: drop-out on what comes in, then three layers.
final class UtteranceEncoder {
  private final FusionNet net;
  private final Linear[] layers;

  UtteranceEncoder(FusionNet net, String path, int in, int hidden) {
    this.net = net;
    layers =
        new Linear[] {
          net.linear(path + ".linear_1", in, hidden),
          net.linear(path + ".linear_2", hidden, hidden),
          net.linear(path + ".linear_3", hidden, hidden)
        };
  }

  NDArray encode(ParameterStore store, NDArray in, boolean training) {
    var encoded = net.drop(in, training);
    for (var layer : layers) {
      encoded = Activation.relu(Encoder.pass(layer, store, encoded, training));
    }
    return encoded;
  }
}
