package undertone.models.mer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import undertone.models.InitialWeights;

/// LMF: what [TensorFusion] multiplies out, approximated by a few products of one projection of
/// each modality, at a small part of the size.
///
/// Source: Liu et al. 2018, *Efficient Low-rank Multimodal Fusion*, arXiv:1806.00064, eq. 7; `lmf`
/// of the organisers' code.
public final class LowRankFusion extends FusionNet {
  private final MerBenchConfig config;
  private final int rank;
  private final UtteranceEncoder audioEncoder;
  private final UtteranceEncoder textEncoder;
  private final UtteranceEncoder videoEncoder;
  private final Map<String, NDArray> own = new LinkedHashMap<>();

  /// @param rank products that are summed (R), 3 to 6 in the organisers' search
  public LowRankFusion(MerBenchConfig config, int rank) {
    super(config.classes(), config.dropout());
    if (rank < 1 || config.hidden() < 2) {
      throw new IllegalArgumentException(
          "Low-rank fusion needs a positive rank and a width of at least 2 but was given rank=%d, hidden=%d."
              .formatted(rank, config.hidden()));
    }
    this.config = config;
    this.rank = rank;
    audioEncoder = new UtteranceEncoder(this, "audio_encoder", config.audio(), config.hidden());
    textEncoder = new UtteranceEncoder(this, "text_encoder", config.text(), config.hidden());
    videoEncoder = new UtteranceEncoder(this, "video_encoder", config.video(), config.hidden());
    heads(width());
  }

  @Override
  void own(NDManager manager, SplittableRandom random) {
    for (var modality : new String[] {"audio", "video", "text"}) {
      var factor = manager.zeros(new Shape(rank, config.hidden() + 1, width()));
      InitialWeights.drawXavier(factor, random);
      own.put(modality + "_factor", factor);
    }
    var weights = manager.zeros(new Shape(1, rank));
    InitialWeights.drawXavier(weights, random);
    own.put("fusion_weights", weights);
    own.put("fusion_bias", manager.zeros(new Shape(1, width())));
    own.values().forEach(weight -> weight.setRequiresGradient(true));
  }

  private NDArray own(String name) {
    return Objects.requireNonNull(own.get(name), name);
  }

  @Override
  NDList fuse(ParameterStore store, NDArray audio, NDArray text, NDArray video, boolean training) {
    var a = projected(audioEncoder.encode(store, audio, training), "audio_factor"); // [R,B,H]
    var t = projected(textEncoder.encode(store, text, training), "text_factor"); // [R,B,H]
    var v = projected(videoEncoder.encode(store, video, training), "video_factor"); // [R,B,H]
    var products = a.mul(v).mul(t).transpose(1, 0, 2); // [B,R,H]
    var summed = own("fusion_weights").matMul(products).squeeze(1); // [1,R]·[B,R,H] = [B,1,H]
    return new NDList(summed.add(own("fusion_bias"))); // [B,H]
  }

  /// Rows `[B,h]`, a 1 before each, through the R matrices of a factor.
  private NDArray projected(NDArray rows, String factor) {
    return TensorFusion.withOne(rows).matMul(own(factor)); // [B,h+1]·[R,h+1,H]
  }

  @Override
  public Map<String, NDArray> weights() {
    var weights = new LinkedHashMap<>(own);
    weights.putAll(super.weights());
    return weights;
  }

  @Override
  int width() {
    return config.hidden() / 2;
  }
}
