package undertone.models.nas;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import undertone.models.StateDict;

/// The stream of deep features: a recurrent cell whose inside is searched reads a sequence,
/// attention pools its states.
///
/// - in: sequences `[B,T,D]` and what of them is there `[B,T]`, 1 = a step
/// - out: logits `[B,K]`
///
/// Source: Liu et al. 2019, *DARTS*, arXiv:1806.09055, sec. 3.1; pooling is ours.
public final class RnnStream implements DeepStream {
  private static final String MIXTURE = "alphas";
  private static final String NORM = "bn";
  private static final double FIRST_SPREAD = 1e-3;
  private static final List<Bend> BENDS = List.of(Bend.values()); // columns of the mixture

  private final RnnConfig config;
  private final Genotype.@Nullable Rnn found;
  private final StateDict weights;
  private final StateDict architecture;

  private RnnStream(
      RnnConfig config, Genotype.@Nullable Rnn found, NDManager manager, SplittableRandom random) {
    this.config = config;
    this.found = found;
    weights = new StateDict(manager, random);
    architecture = new StateDict(manager, random);
    int h = config.width();
    double bound = 1 / Math.sqrt(h);
    weights.addUniform("_W0", bound, config.in() + h, 2L * h);
    for (int node = 0; node < config.nodes(); node++) {
      weights.addUniform("_Ws." + node, bound, h, 2L * h);
    }
    AttentionPooling.add(weights, h);
    weights.addLinear("classifier", h, config.outputs());
    if (found == null) {
      weights.addStatistics(NORM, h);
      architecture.addNormal(MIXTURE, FIRST_SPREAD, config.edges(), BENDS.size());
    }
  }

  /// A network whose cell is still a mixture.
  public static RnnStream searched(RnnConfig config, NDManager manager, SplittableRandom random) {
    return new RnnStream(config, null, manager, random);
  }

  /// A network of a cell that was found, to be trained from scratch.
  public static RnnStream found(
      RnnConfig config, Genotype.Rnn cell, NDManager manager, SplittableRandom random) {
    return new RnnStream(config, cell, manager, random);
  }

  /// What the network learns by; of the cell by the names of the DARTS code.
  @Override
  public StateDict weights() {
    return weights;
  }

  /// α `[E,F]`; nothing in a network that was found.
  public StateDict architecture() {
    return architecture;
  }

  /// Every state `[B,T,H]`; a step that is not there repeats the state before it.
  ///
  /// @param first state before the first step `[B,H]`
  NDArray states(NDArray sequences, NDArray there, NDArray first, boolean training) {
    var mixture = found == null ? architecture.get(MIXTURE).softmax(1) : null; // [E,F]
    var states = new NDList();
    var h = first;
    for (int t = 0; t < (int) sequences.getShape().get(1); t++) {
      var next = next(sequences.get(":,%d".formatted(t)), h, mixture, training); // [B,H]
      var step = there.get(":,%d:%d".formatted(t, t + 1)); // [B,1]
      h = h.add(next.sub(h).mul(step));
      states.add(h);
    }
    return NDArrays.stack(states, 1);
  }

  /// One step of the cell, `[B,D]` and `[B,H]` to `[B,H]`.
  private NDArray next(NDArray x, NDArray h, @Nullable NDArray mixture, boolean training) {
    var gates = x.concat(h, 1).matMul(weights.get("_W0")).split(2, 1); // c, g: [B,H]
    var start = moved(h, Activation.sigmoid(gates.get(0)), gates.get(1).tanh());
    var nodes = new NDList(mixture == null ? start : weights.batchNorm(NORM, start, training));
    int edge = 0;
    for (int node = 1; node <= config.nodes(); node++) {
      var matrix = weights.get("_Ws." + (node - 1));
      if (mixture == null) {
        nodes.add(chosen(nodes, node, matrix));
      } else {
        nodes.add(weights.batchNorm(NORM, mixed(nodes, matrix, mixture, edge), training));
        edge += node;
      }
    }
    return NDArrays.stack(nodes.subNDList(1), 0).mean(new int[] {0});
  }

  /// All ways into a node from all nodes before it, weighted.
  private static NDArray mixed(NDList before, NDArray matrix, NDArray mixture, int edge) {
    var sum = before.head().zerosLike();
    for (int from = 0; from < before.size(); from++) {
      var state = before.get(from);
      var gates = state.matMul(matrix).split(2, 1);
      var opened = Activation.sigmoid(gates.get(0));
      for (int f = 0; f < BENDS.size(); f++) {
        if (BENDS.get(f) != Bend.NONE) {
          var share = mixture.get(edge + from, f);
          sum = sum.add(moved(state, opened, BENDS.get(f).of(gates.get(1))).mul(share));
        }
      }
    }
    return sum;
  }

  private NDArray chosen(NDList before, int node, NDArray matrix) {
    var edge =
        Objects.requireNonNull(found).nodes().stream()
            .filter(way -> way.node() == node)
            .findFirst()
            .orElseThrow();
    var state = before.get(edge.from());
    var gates = state.matMul(matrix).split(2, 1);
    var bend = Bend.of(edge.op()).orElseThrow();
    return moved(state, Activation.sigmoid(gates.get(0)), bend.of(gates.get(1)));
  }

  /// From a state towards a candidate, as far as a gate opens.
  private static NDArray moved(NDArray state, NDArray opened, NDArray candidate) {
    return state.add(opened.mul(candidate.sub(state)));
  }

  /// What the head reads, `[B,H]`: states that are there, weighted by attention.
  @Override
  public NDArray features(NDArray sequences, NDArray there, boolean training) {
    var first =
        sequences.getManager().zeros(new Shape(sequences.getShape().get(0), config.width()));
    var states = states(sequences, there, first, training); // [B,T,H]
    return AttentionPooling.of(weights, states, there);
  }

  /// Logits `[B,K]`.
  @Override
  public NDArray logits(NDArray sequences, NDArray there, boolean training) {
    var read = features(sequences, there, training);
    if (found != null && config.dropout() > 0) {
      read = Dropout.dropout(read, config.dropout(), training).head();
    }
    return weights.linear("classifier", read);
  }

  /// What the mixture has come to.
  public Genotype.Rnn derived() {
    return Derivation.rnn(config.nodes(), architecture.get(MIXTURE).softmax(1));
  }
}
