package undertone.models.gcnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import java.util.SplittableRandom;
import undertone.models.StateDict;

/// A graph completion network: turns hear each other in two graphs, by time and by speaker, and
/// what is missing of one turn is filled in from the others while its emotion is told.
///
/// Letters: B conversations, N turns, h hidden width, g = h/2 graph width, d = 2h+g, R kinds of
/// edges, D numbers of a turn, C outputs. Graphs are dense and masked, so all conversations of a
/// batch go through one product of matrices; this equals message passing along a list of edges.
///
/// Source: Lian et al. 2023, arXiv:2203.02177; names of arrays as in the authors' code.
public final class GCNet {
  private static final String TEMPORAL = "graph_net_temporal";
  private static final String SPEAKER = "graph_net_speaker";

  private final GCNetConfig config;
  private final StateDict weights;

  /// @param manager owns the weights
  /// @param random draws them
  public GCNet(GCNetConfig config, NDManager manager, SplittableRandom random) {
    this.config = config;
    weights = new StateDict(manager, random);
    addRecurrent("lstm", config.width(), config.hidden());
    addGraph(TEMPORAL, 3);
    addGraph(SPEAKER, config.speakerRelations());
    int h = config.hidden();
    int g = config.graph();
    int fused =
        switch (config.fusion()) {
          case SUM_OF_BRANCHES -> {
            addFusion(TEMPORAL, 2 * h + g);
            addFusion(SPEAKER, 2 * h + g);
            yield 2 * h + g;
          }
          case CONCAT -> {
            addFusion("fusion", 2 * h + 2 * g);
            yield 2 * h + 2 * g;
          }
        };
    weights.addLinear("smax_fc", fused, config.outputs());
    weights.addLinear("linear_rec", fused, config.width());
  }

  private void addRecurrent(String path, int in, int width) {
    weights.addLstm(path, "l0", in, width);
    weights.addLstm(path, "l0_reverse", in, width);
    weights.addLstm(path, "l1", 2 * width, width);
    weights.addLstm(path, "l1_reverse", 2 * width, width);
  }

  private void addGraph(String path, int relations) {
    int in = 2 * config.hidden();
    int g = config.graph();
    weights.addUniform(path + ".conv1.weight", Math.sqrt(6.0 / (in + g)), relations, in, g);
    weights.addUniform(path + ".conv1.root", Math.sqrt(6.0 / (in + g)), in, g);
    weights.addConstant(path + ".conv1.bias", 0, g);
    weights.addLinear(path + ".conv2.lin_rel", g, g);
    weights.addLinearWithoutBias(path + ".conv2.lin_root", g, g);
  }

  private void addFusion(String path, int width) {
    addRecurrent(path + ".grufusion", width, width);
    if (config.attention()) {
      weights.addLinear(path + ".matchatt.transform", 2 * width, 2 * width);
    }
    weights.addLinear(path + ".linear", 2 * width, width);
  }

  /// Sizes.
  public GCNetConfig config() {
    return config;
  }

  /// All arrays, by the names of the authors' code.
  public StateDict weights() {
    return weights;
  }

  /// What the network makes of conversations. Numbers at padding mean nothing.
  ///
  /// @param fused `[B,N,d]`, what both heads read
  /// @param logits `[B,N,C]`, before the softmax; of a value, the value
  /// @param features reconstructed `[B,N,D]`, all modalities side by side
  public record Heard(NDArray fused, NDArray logits, NDArray features) {}

  /// Reads conversations; whatever is not present counts as zeros.
  public Heard hear(Conversations talk, boolean training) {
    var edges = Edges.of(talk, config);
    var backwards = backwards(talk.real());
    var nodes = encoded(talk, backwards, training); // [B,N,2h]
    var early = graph(TEMPORAL, nodes, edges.temporal(), edges.all(), talk.real()); // [B,N,g]
    var whose = graph(SPEAKER, nodes, edges.speaker(), edges.all(), talk.real()); // [B,N,g]
    var own = nodes.mul(talk.real().expandDims(2));
    var fused =
        switch (config.fusion()) {
          case SUM_OF_BRANCHES ->
              fused(TEMPORAL, new NDList(own, early), backwards, talk.real(), training)
                  .add(fused(SPEAKER, new NDList(own, whose), backwards, talk.real(), training));
          case CONCAT ->
              fused("fusion", new NDList(own, whose, early), backwards, talk.real(), training);
        }; // [B,N,d]
    return new Heard(fused, weights.linear("smax_fc", fused), weights.linear("linear_rec", fused));
  }

  /// The features of a batch `[B,N,D]` with the reconstruction where something was missing.
  public static NDArray imputed(Conversations talk, Heard heard) {
    var kept = talk.kept();
    return talk.complete().mul(kept).add(heard.features().mul(kept.neg().add(1)));
  }

  /// The node encoder: `[B,N,2h]`.
  NDArray encoded(Conversations talk, NDArray backwards, boolean training) {
    return recurrent("lstm", talk.complete().mul(talk.kept()), backwards, training);
  }

  /// One graph: messages by kind of edge, then by neighbourhood, without an activation between.
  ///
  /// @param nodes H `[B,N,2h]`
  /// @param means `[B,R,N,N]`
  /// @param all `[B,N,N]`
  /// @return z `[B,N,g]`
  NDArray graph(String path, NDArray nodes, NDArray means, NDArray all, NDArray real) {
    var first = relational(path + ".conv1", nodes, means, real); // [B,N,g]
    var root = weights.linear(path + ".conv2.lin_root", first); // [B,N,g]
    var neighbours = weights.linear(path + ".conv2.lin_rel", all.matMul(first)); // [B,N,g]
    return root.add(neighbours).mul(real.expandDims(2));
  }

  /// `W_root h_i + b + Σ_r mean over j of W_r h_j`, `[B,N,g]`.
  NDArray relational(String path, NDArray nodes, NDArray means, NDArray real) {
    var kinds = nodes.expandDims(1).matMul(weights.get(path + ".weight")); // [B,R,N,g]
    var heard = means.matMul(kinds).sum(new int[] {1}); // [B,N,g]
    var own = nodes.matMul(weights.get(path + ".root")); // [B,N,g]
    return heard.add(own).add(weights.get(path + ".bias")).mul(real.expandDims(2));
  }

  /// Nodes beside graphs, read in order: `[B,N,d]`.
  private NDArray fused(
      String path, NDList parts, NDArray backwards, NDArray real, boolean training) {
    var inOrder = recurrent(path + ".grufusion", NDArrays.concat(parts, 2), backwards, training);
    var read = config.attention() ? attended(path + ".matchatt", inOrder, real) : inOrder;
    return Activation.relu(weights.linear(path + ".linear", read));
  }

  /// Each turn looks over the whole conversation: weights are a softmax of `tanh((W q_t + b)ᵀ q_s)`
  /// over real turns.
  private NDArray attended(String path, NDArray turns, NDArray real) {
    var fits =
        weights
            .linear(path + ".transform", turns)
            .matMul(turns.transpose(0, 2, 1))
            .tanh(); // [B,N,N]
    var shares = fits.softmax(2).mul(real.expandDims(1));
    return shares.div(shares.sum(new int[] {2}, true)).matMul(turns); // [B,N,2d]
  }

  /// Two layers in both directions: `[B,N,in]` to `[B,N,2·width]`.
  private NDArray recurrent(String path, NDArray turns, NDArray backwards, boolean training) {
    var first = bothWays(path, "l0", turns, backwards);
    var kept = Dropout.dropout(first, config.dropout(), training).head();
    return bothWays(path, "l1", kept, backwards);
  }

  private NDArray bothWays(String path, String layer, NDArray turns, NDArray backwards) {
    var forth = weights.lstm(path, layer, turns);
    var back = weights.lstm(path, layer + "_reverse", reordered(turns, backwards));
    return forth.concat(reordered(back, backwards), 2);
  }

  private static NDArray reordered(NDArray turns, NDArray order) {
    return turns.gather(order.broadcast(turns.getShape()), 1);
  }

  /// Which turn stands where when conversations are read from their end, `[B,N,1]`; applied twice,
  /// it changes nothing.
  NDArray backwards(NDArray real) {
    int n = (int) real.getShape().get(1);
    var order = real.getManager().arange(n).toType(DataType.FLOAT32, false); // [N]
    if (config.padding() == GCNetConfig.Padding.READ) {
      var all = order.neg().add(n - 1);
      return all.toType(DataType.INT64, false)
          .reshape(1, n, 1)
          .broadcast(new Shape(real.getShape().get(0), n, 1));
    }
    var last = real.sum(new int[] {1}, true).sub(1); // [B,1]
    var reversed = last.sub(order).mul(real).add(order.mul(real.neg().add(1))); // [B,N]
    return reversed.toType(DataType.INT64, false).expandDims(2);
  }
}
