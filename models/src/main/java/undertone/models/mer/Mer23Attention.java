package undertone.models.mer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import undertone.models.Encoder;

/// The baseline of 2023: each modality is encoded, all three together say how much each counts, and
/// their weighted sum is read.
///
/// The weights are plain numbers, without softmax, as in the reference: they may be negative and
/// sum to anything. The reference fails on a batch of one clip; this does not.
///
/// Source: Lian et al. 2023, sec. 4; `attention` of the organisers' code.
public final class Mer23Attention extends FusionNet {
  private final Mer23Config config;
  private final Linear[] audioLayers;
  private final Linear[] textLayers;
  private final Linear[] videoLayers;
  private final Linear[] attentionLayers;
  private final Linear attention;

  public Mer23Attention(Mer23Config config) {
    super(config.classes(), config.dropout());
    this.config = config;
    audioLayers = two("audio_mlp", config.audio());
    textLayers = two("text_mlp", config.text());
    videoLayers = two("video_mlp", config.video());
    attentionLayers = two("attention_mlp", 3 * config.fused());
    attention = linear("fc_att", config.fused(), 3);
    heads(config.fused());
  }

  private Linear[] two(String path, int in) {
    return new Linear[] {
      linear(path + ".0", in, config.hidden()), linear(path + ".3", config.hidden(), config.fused())
    };
  }

  @Override
  NDList fuse(ParameterStore store, NDArray audio, NDArray text, NDArray video, boolean training) {
    var encoded =
        new NDList(
            encode(audioLayers, store, audio, training), // [B,H] each
            encode(textLayers, store, text, training),
            encode(videoLayers, store, video, training));
    var together = encode(attentionLayers, store, NDArrays.concat(encoded, 1), training); // [B,H]
    var weights = Encoder.pass(attention, store, together, training); // [B,3]
    var fused =
        NDArrays.stack(encoded, 2) // [B,H,3]
            .matMul(weights.expandDims(2)) // [B,H,1]
            .squeeze(2);
    return new NDList(fused, weights);
  }

  private NDArray encode(Linear[] layers, ParameterStore store, NDArray in, boolean training) {
    var encoded = in;
    for (var layer : layers) {
      encoded = Activation.relu(Encoder.pass(layer, store, encoded, training));
      encoded = drop(encoded, training);
    }
    return encoded;
  }

  @Override
  int width() {
    return config.fused();
  }
}
