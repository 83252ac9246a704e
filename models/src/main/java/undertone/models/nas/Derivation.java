package undertone.models.nas;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Turns mixtures into structures: what is strongest stays. "None" never does. Ties go to the
/// earlier edge and the earlier operation.
///
/// Source: Liu et al. 2019, *DARTS*, arXiv:1806.09055, sec. 2.4.
public final class Derivation {
  private static final int KEPT = 2; // edges into a node of a convolutional cell

  private Derivation() {}

  /// @param normal `[E,O]`, each row sums to 1
  /// @param reduce likewise
  static Genotype.Cnn cnn(List<Operation> operations, int nodes, NDArray normal, NDArray reduce) {
    var words = operations.stream().map(Operation::word).toList();
    return new Genotype.Cnn(
        cell(words, nodes, normal), cell(words, nodes, reduce), nodes(Cell.INPUTS, nodes));
  }

  /// @param mixture `[E,F]`, each row sums to 1
  static Genotype.Rnn rnn(int nodes, NDArray mixture) {
    return new Genotype.Rnn(edges(bends(), nodes, mixture, 1, 1), nodes(1, nodes));
  }

  private static List<String> bends() {
    return Arrays.stream(Bend.values()).map(Bend::word).toList();
  }

  private static List<Genotype.Edge> cell(List<String> words, int nodes, NDArray mixture) {
    return edges(words, nodes, mixture, Cell.INPUTS, KEPT);
  }

  private static List<Genotype.Edge> edges(
      List<String> words, int nodes, NDArray mixture, int inputs, int kept) {
    var shares = mixture.toFloatArray();
    var edges = new ArrayList<Genotype.Edge>();
    int edge = 0;
    for (int node = inputs; node < inputs + nodes; node++) {
      var ways = new ArrayList<Genotype.Edge>();
      for (int from = 0; from < node; from++) {
        ways.add(strongest(words, shares, edge++, node, from));
      }
      ways.sort(Comparator.comparingDouble(Genotype.Edge::weight).reversed());
      edges.addAll(ways.subList(0, kept));
    }
    return edges;
  }

  private static Genotype.Edge strongest(
      List<String> words, float[] shares, int edge, int node, int from) {
    int best = -1;
    for (int o = 0; o < words.size(); o++) {
      boolean nothing = words.get(o).equals(Operation.NONE.word());
      int at = edge * words.size() + o;
      if (!nothing && (best < 0 || shares[at] > shares[edge * words.size() + best])) {
        best = o;
      }
    }
    return new Genotype.Edge(node, from, words.get(best), shares[edge * words.size() + best]);
  }

  private static List<Integer> nodes(int inputs, int nodes) {
    return IntStream.range(inputs, inputs + nodes).boxed().toList();
  }

  /// Cells drawn evenly from everything a search could find: what a search has to beat at equal
  /// cost.
  public static Genotype.Cnn drawnCnn(
      List<Operation> operations, int nodes, SplittableRandom random) {
    var words = operations.stream().map(Operation::word).toList();
    return new Genotype.Cnn(
        drawn(words, nodes, Cell.INPUTS, KEPT, random),
        drawn(words, nodes, Cell.INPUTS, KEPT, random),
        nodes(Cell.INPUTS, nodes));
  }

  /// A recurrent cell, likewise.
  public static Genotype.Rnn drawnRnn(int nodes, SplittableRandom random) {
    return new Genotype.Rnn(drawn(bends(), nodes, 1, 1, random), nodes(1, nodes));
  }

  private static List<Genotype.Edge> drawn(
      List<String> words, int nodes, int inputs, int kept, SplittableRandom random) {
    var something = words.stream().filter(word -> !word.equals(Operation.NONE.word())).toList();
    var edges = new ArrayList<Genotype.Edge>();
    for (int node = inputs; node < inputs + nodes; node++) {
      var from = new ArrayList<>(nodes(0, node));
      for (int k = 0; k < kept; k++) {
        int at = random.nextInt(from.size());
        int way = from.get(at);
        from.subList(at, at + 1).clear();
        var word = something.get(random.nextInt(something.size()));
        edges.add(new Genotype.Edge(node, way, word, 1.0 / something.size()));
      }
    }
    return edges;
  }
}
