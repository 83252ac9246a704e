package undertone.models.nas;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.SplittableRandom;
import undertone.models.Constant;
import undertone.models.StateDict;

/// What two streams tell each other, and a head for both. A clip that lacks one is told by the head
/// of the other alone.
///
/// Source: the information supplement module of Sun et al. 2022, *EmotionNAS*, arXiv:2203.13617;
/// its inside is not published and this one is ours.
public final class TwoStreams {
  private static final double AUXILIARY = .3;

  private final TwoStreamConfig config;
  private final StateDict weights;

  /// @param manager owns the weights
  /// @param random draws them
  public TwoStreams(TwoStreamConfig config, NDManager manager, SplittableRandom random) {
    this.config = config;
    weights = new StateDict(manager, random);
    int e = config.width();
    weights.addLinear("handcrafted", config.handcrafted(), e);
    weights.addLinear("deep", config.deep(), e);
    int read =
        switch (config.fusion()) {
          case GATE -> {
            weights.addLinear("gate", 2 * e, e);
            weights.addLinear("from_deep", e, e);
            weights.addLinear("from_handcrafted", e, e);
            yield 3 * e;
          }
          case CONCAT -> 2 * e;
          case SUM -> e;
        };
    weights.addLinear("classifier", read, config.outputs());
    weights.addLinear("handcrafted_classifier", e, config.outputs());
    weights.addLinear("deep_classifier", e, config.outputs());
  }

  /// All arrays.
  public StateDict weights() {
    return weights;
  }

  /// @param together logits of both streams `[B,K]`; of a clip that lacks one, those of the other
  /// @param handcrafted logits of that stream alone `[B,K]`
  /// @param deep likewise
  public record Told(NDArray together, NDArray handcrafted, NDArray deep) {}

  /// @param handcrafted `[B,·]`, [CnnStream#features]
  /// @param deep `[B,·]`, [RnnStream#features]
  /// @param present `[B,2]`, 1 = the clip has the stream
  public Told told(NDArray handcrafted, NDArray deep, NDArray present) {
    var hasHandcrafted = present.get(":,0:1"); // [B,1]
    var hasDeep = present.get(":,1:2"); // [B,1]
    var h = weights.linear("handcrafted", handcrafted).mul(hasHandcrafted); // [B,E]
    var d = weights.linear("deep", deep).mul(hasDeep); // [B,E]
    var ofHandcrafted = weights.linear("handcrafted_classifier", h);
    var ofDeep = weights.linear("deep_classifier", d);
    var both = hasHandcrafted.mul(hasDeep);
    var together =
        weights
            .linear("classifier", joined(h, d))
            .mul(both)
            .add(ofHandcrafted.mul(hasHandcrafted.sub(both)))
            .add(ofDeep.mul(hasDeep.sub(both)));
    return new Told(together, ofHandcrafted, ofDeep);
  }

  private NDArray joined(NDArray h, NDArray d) {
    return switch (config.fusion()) {
      case GATE -> {
        var gate = Activation.sigmoid(weights.linear("gate", h.concat(d, 1)));
        var fromDeep = weights.linear("from_deep", d).tanh().mul(gate);
        var fromHandcrafted = weights.linear("from_handcrafted", h).tanh().mul(gate.neg().add(1));
        yield h.add(fromDeep).concat(d.add(fromHandcrafted), 1).concat(h.mul(d), 1);
      }
      case CONCAT -> h.concat(d, 1);
      case SUM -> h.add(d);
    };
  }

  /// Cross entropy of both together, and a share of that of each head alone over the clips that
  /// have its stream.
  ///
  /// @param classes `[B]`, whole numbers from 0
  /// @param present `[B,2]`, 1 = the clip has the stream
  public static NDArray loss(Told told, NDArray classes, NDArray present) {
    var alone =
        CrossEntropy.of(told.handcrafted(), classes, present.get(":,0"))
            .add(CrossEntropy.of(told.deep(), classes, present.get(":,1")));
    return CrossEntropy.of(told.together(), classes)
        .add(alone.mul(Constant.beside(alone, AUXILIARY)));
  }
}
