package undertone.models.nas;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.models.StateDict;

/// A cell: two maps come in, every inner node adds up what its edges make of earlier ones, all
/// inner nodes side by side go out. In a reduction cell, edges that start at an input halve the
/// map.
///
/// While the structure is searched, every edge is the mixture of all operations, weighted by a
/// softmax; afterwards few edges are left, with one operation each. The two differ only in their
/// wires.
///
/// Source: Liu et al. 2019, *DARTS*, arXiv:1806.09055, sec. 2.1, eq. 1 and 2.
///
/// @param path before the names of its arrays
/// @param channels of every node (C)
/// @param reduces whether it is a reduction cell
/// @param follows whether the cell before the last was larger, so its map is halved first
/// @param searched whether operations are still a mixture
record Cell(
    String path,
    int nodes,
    int channels,
    boolean reduces,
    boolean follows,
    boolean searched,
    List<Wire> wires) {

  static final int INPUTS = 2;

  /// One operation on the way from one node to another; nodes are numbered from the inputs on.
  ///
  /// @param edge row of the mixture
  /// @param choice column of the mixture
  record Wire(int node, int from, Operation operation, String path, int edge, int choice) {}

  /// A cell whose edges are mixtures.
  static Cell searched(
      String path,
      int nodes,
      int channels,
      boolean reduces,
      boolean follows,
      List<Operation> operations) {
    var wires = new ArrayList<Wire>();
    int edge = 0;
    for (int node = INPUTS; node < INPUTS + nodes; node++) {
      for (int from = 0; from < node; from++) {
        for (int choice = 0; choice < operations.size(); choice++) {
          var name = "%s_ops.%d._ops.%d".formatted(path, edge, choice);
          wires.add(new Wire(node, from, operations.get(choice), name, edge, choice));
        }
        edge++;
      }
    }
    return new Cell(path, nodes, channels, reduces, follows, true, wires);
  }

  /// A cell that was found.
  static Cell found(
      String path,
      int nodes,
      int channels,
      boolean reduces,
      boolean follows,
      List<Genotype.Edge> edges) {
    var wires = new ArrayList<Wire>();
    for (var edge : edges) {
      var operation = Operation.of(edge.op()).orElseThrow();
      var name = "%s_ops.%d".formatted(path, wires.size());
      wires.add(new Wire(edge.node(), edge.from(), operation, name, 0, 0));
    }
    return new Cell(path, nodes, channels, reduces, follows, false, wires);
  }

  /// Edges of a cell that is searched (E).
  static int edges(int nodes) {
    return nodes * (nodes + 2 * INPUTS - 1) / 2;
  }

  private int stride(Wire wire) {
    return reduces && wire.from < INPUTS ? 2 : 1;
  }

  /// Adds its weights.
  ///
  /// @param before channels of the cell before the last
  /// @param last channels of the last cell
  void add(StateDict weights, int before, int last) {
    if (follows) {
      Operation.addHalving(weights, path + "preprocess0", before, channels, !searched);
    } else {
      addFitting(weights, path + "preprocess0", before);
    }
    addFitting(weights, path + "preprocess1", last);
    for (var wire : wires) {
      wire.operation.add(weights, wire.path, channels, stride(wire), !searched);
    }
  }

  private void addFitting(StateDict weights, String name, int in) {
    weights.addConvolution(name + ".op.1", in, channels, 1);
    weights.addStatistics(name + ".op.2", channels);
    if (!searched) {
      weights.addNorm(name + ".op.2", channels);
    }
  }

  /// What comes out, `[B,C·nodes,H′,W′]`.
  ///
  /// @param before map of the cell before the last
  /// @param last map of the last cell
  /// @param mixture `[E,O]`, each row sums to 1; of a cell that is searched
  /// @param dropPath 0..1, share of clips for which a wire is cut while training
  NDArray of(
      StateDict weights,
      NDArray before,
      NDArray last,
      @Nullable NDArray mixture,
      float dropPath,
      boolean training) {
    var maps = new NDList();
    maps.add(
        follows
            ? Operation.halved(weights, path + "preprocess0", before, training)
            : fitted(weights, path + "preprocess0", before, training));
    maps.add(fitted(weights, path + "preprocess1", last, training));
    for (int node = INPUTS; node < INPUTS + nodes; node++) {
      NDArray sum = null;
      for (var wire : wires) {
        if (wire.node != node || (searched && wire.operation == Operation.NONE)) {
          continue; // "none" adds nothing; its share of the mixture is taken from the others
        }
        var made =
            wire.operation.of(weights, wire.path, maps.get(wire.from), stride(wire), training);
        if (mixture != null) {
          made = made.mul(mixture.get(wire.edge, wire.choice));
        } else if (training && dropPath > 0 && wire.operation != Operation.SKIP_CONNECT) {
          made = made.mul(survivors(made, dropPath));
        }
        sum = sum == null ? made : sum.add(made);
      }
      if (sum == null) {
        throw new IllegalStateException("Bug: nothing leads to node " + node + " of a cell.");
      }
      maps.add(sum);
    }
    return NDArrays.concat(maps.subNDList(INPUTS), 1);
  }

  private static NDArray survivors(NDArray map, float dropPath) {
    var ones = map.getManager().ones(new Shape(map.getShape().get(0), 1, 1, 1));
    return Dropout.dropout(ones, dropPath, true).head();
  }

  private static NDArray fitted(StateDict weights, String name, NDArray x, boolean training) {
    var across = weights.convolution(name + ".op.1", Activation.relu(x), 1, 0, 1, 1);
    return weights.batchNorm(name + ".op.2", across, training);
  }
}
