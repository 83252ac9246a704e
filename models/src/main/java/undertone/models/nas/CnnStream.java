package undertone.models.nas;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import undertone.models.StateDict;

/// The stream of handcrafted features: a stem, cells on top of each other, a head.
///
/// - in: spectrograms `[B,1,F,T]`
/// - out: logits `[B,K]`
///
/// Weights and architecture are apart, so that a step of one never moves the other. All normal
/// cells share one mixture, all reduction cells another.
///
/// Source: Liu et al. 2019, *DARTS*, arXiv:1806.09055, sec. 3.1; for spectrograms as in
/// *EmotionNAS*, arXiv:2203.13617.
public final class CnnStream {
  private static final String NORMAL = "alphas_normal";
  private static final String REDUCE = "alphas_reduce";
  private static final double FIRST_SPREAD = 1e-3;

  private final CnnConfig config;
  private final boolean searched;
  private final StateDict weights;
  private final StateDict architecture;
  private final List<Cell> cells = new ArrayList<>();
  private final int features;

  private CnnStream(
      CnnConfig config, Genotype.@Nullable Cnn found, NDManager manager, SplittableRandom random) {
    this.config = config;
    searched = found == null;
    weights = new StateDict(manager, random);
    architecture = new StateDict(manager, random);
    int stem = config.stem() * config.channels();
    weights.addConvolution("stem.0", config.in(), stem, 3);
    weights.addStatistics("stem.1", stem);
    weights.addNorm("stem.1", stem);
    int before = stem;
    int last = stem;
    int channels = config.channels();
    boolean follows = false;
    for (int c = 0; c < config.cells(); c++) {
      boolean reduces = config.reduces(c);
      channels *= reduces ? 2 : 1;
      var path = "cells.%d.".formatted(c);
      var cell =
          found == null
              ? Cell.searched(path, config.nodes(), channels, reduces, follows, config.operations())
              : Cell.found(
                  path,
                  config.nodes(),
                  channels,
                  reduces,
                  follows,
                  reduces ? found.reduce() : found.normal());
      cell.add(weights, before, last);
      cells.add(cell);
      before = last;
      last = config.nodes() * channels;
      follows = reduces;
    }
    features = last;
    weights.addLinear("classifier", features, config.outputs());
    if (searched) {
      int edges = Cell.edges(config.nodes());
      architecture.addNormal(NORMAL, FIRST_SPREAD, edges, config.operations().size());
      architecture.addNormal(REDUCE, FIRST_SPREAD, edges, config.operations().size());
    }
  }

  /// A network whose structure is still a mixture.
  public static CnnStream searched(CnnConfig config, NDManager manager, SplittableRandom random) {
    return new CnnStream(config, null, manager, random);
  }

  /// A network of cells that were found, to be trained from scratch.
  public static CnnStream found(
      CnnConfig config, Genotype.Cnn cells, NDManager manager, SplittableRandom random) {
    return new CnnStream(config, cells, manager, random);
  }

  /// What the network learns by, by the names of the DARTS code.
  public StateDict weights() {
    return weights;
  }

  /// α of both kinds of cells, `[E,O]` each; nothing in a network that was found.
  public StateDict architecture() {
    return architecture;
  }

  /// Numbers per clip before the head.
  public int features() {
    return features;
  }

  /// What the head reads, `[B,features]`.
  public NDArray features(NDArray spectrograms, boolean training) {
    var normal = mixture(NORMAL);
    var reduce = mixture(REDUCE);
    var stem =
        weights.batchNorm(
            "stem.1", weights.convolution("stem.0", spectrograms, 1, 1, 1, 1), training);
    var before = stem;
    var last = stem;
    for (var cell : cells) {
      var made =
          cell.of(
              weights, before, last, cell.reduces() ? reduce : normal, config.dropPath(), training);
      before = last;
      last = made;
    }
    return Pool.globalAvgPool2d(last); // [B,features]
  }

  private @Nullable NDArray mixture(String name) {
    return searched ? architecture.get(name).softmax(1) : null;
  }

  /// Logits `[B,K]`.
  public NDArray logits(NDArray spectrograms, boolean training) {
    var read = features(spectrograms, training);
    if (!searched && config.dropout() > 0) {
      read = Dropout.dropout(read, config.dropout(), training).head();
    }
    return weights.linear("classifier", read);
  }

  /// What the mixtures have come to.
  public Genotype.Cnn derived() {
    return Derivation.cnn(
        config.operations(),
        config.nodes(),
        architecture.get(NORMAL).softmax(1),
        architecture.get(REDUCE).softmax(1));
  }
}
