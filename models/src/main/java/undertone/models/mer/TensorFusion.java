package undertone.models.mer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import undertone.models.Encoder;

/// TFN: every product of a number of each modality is a feature, so that what two or three say
/// together can be learned; a 1 beside each keeps what one says alone.
///
/// Source: Zadeh et al. 2017, *Tensor Fusion Network*, arXiv:1707.07250, sec. 4.2; `tfn` of the
/// organisers' code.
public final class TensorFusion extends FusionNet {
  private final MerBenchConfig config;
  private final UtteranceEncoder audioEncoder;
  private final UtteranceEncoder textEncoder;
  private final UtteranceEncoder videoEncoder;
  private final Linear first;
  private final Linear second;

  public TensorFusion(MerBenchConfig config) {
    super(config.classes(), config.dropout());
    this.config = config;
    int h = config.hidden();
    audioEncoder = new UtteranceEncoder(this, "audio_encoder", config.audio(), h);
    textEncoder = new UtteranceEncoder(this, "text_encoder", config.text(), h);
    videoEncoder = new UtteranceEncoder(this, "video_encoder", config.video(), h);
    first = linear("post_fusion_layer_1", (h + 1) * (h + 1) * (h + 1), h);
    second = linear("post_fusion_layer_2", h, h);
    heads(h);
  }

  @Override
  NDList fuse(ParameterStore store, NDArray audio, NDArray text, NDArray video, boolean training) {
    var a = withOne(audioEncoder.encode(store, audio, training)); // [B,h+1]
    var t = withOne(textEncoder.encode(store, text, training)); // [B,h+1]
    var v = withOne(videoEncoder.encode(store, video, training)); // [B,h+1]
    var products = outer(outer(a, v), t); // [B,(h+1)³]
    var kept = drop(products, training);
    var hidden = Activation.relu(Encoder.pass(first, store, kept, training)); // [B,h]
    return new NDList(Activation.relu(Encoder.pass(second, store, hidden, training))); // [B,h]
  }

  /// A 1 before each row.
  static NDArray withOne(NDArray rows) {
    var ones = rows.getManager().ones(new Shape(rows.getShape().get(0), 1), rows.getDataType());
    return NDArrays.concat(new NDList(ones, rows), 1);
  }

  /// Products of all numbers of one row with all of the other: `[B,M]`, `[B,N]` to `[B,M·N]`.
  private static NDArray outer(NDArray left, NDArray right) {
    long batch = left.getShape().get(0);
    return left.expandDims(2).matMul(right.expandDims(1)).reshape(batch, -1);
  }

  @Override
  int width() {
    return config.hidden();
  }
}
