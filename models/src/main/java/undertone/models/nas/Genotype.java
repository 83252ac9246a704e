package undertone.models.nas;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A structure that a search has found, as it is kept in a file. Its bytes are the same for the
/// same structure.
///
/// @param complete whether the search ended by itself
/// @param seed of the search
/// @param epochs that were searched
/// @param streams what was found
/// @param fusion how the streams come together: `gate`, `concat` or `sum`
/// @param search what it took
public record Genotype(
    String format,
    int version,
    boolean complete,
    long seed,
    int epochs,
    Streams streams,
    String fusion,
    Search search) {

  private static final String FORMAT = "emonas-genotype";
  private static final int VERSION = 1;
  private static final int EDGES_OF_A_NODE = 2; // of a convolutional cell
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /// One way from a node to a later one, and what happens on it.
  ///
  /// @param node that receives
  /// @param from that sends
  /// @param op name of an [Operation], or of a [Bend] in a recurrent cell
  /// @param weight its share of the mixture when the search ended
  public record Edge(int node, int from, String op, double weight) {}

  /// Cells of convolutions. Nodes 0 and 1 are the inputs.
  ///
  /// @param concat nodes that go out
  public record Cnn(List<Edge> normal, List<Edge> reduce, List<Integer> concat) {
    public Cnn {
      normal = List.copyOf(normal);
      reduce = List.copyOf(reduce);
      concat = List.copyOf(concat);
    }
  }

  /// A recurrent cell. Node 0 is what input and last state come to.
  ///
  /// @param mean nodes whose mean is the next state
  public record Rnn(List<Edge> nodes, List<Integer> mean) {
    public Rnn {
      nodes = List.copyOf(nodes);
      mean = List.copyOf(mean);
    }
  }

  /// What was found for each stream.
  public record Streams(@Nullable Cnn handcrafted, @Nullable Rnn deep) {}

  /// What the search took.
  ///
  /// @param validLoss of the mixture in the end, nats
  /// @param seconds on the clock
  public record Search(double validLoss, double seconds) {}

  /// A structure of this version.
  public static Genotype of(
      long seed, int epochs, boolean complete, Streams streams, String fusion, Search search) {
    return new Genotype(FORMAT, VERSION, complete, seed, epochs, streams, fusion, search);
  }

  /// As it is written to a file: keys in alphabetical order.
  public String json() {
    return JSON.writeValueAsString(this);
  }

  /// Reads what [#json] wrote.
  ///
  /// @throws IllegalArgumentException if it is no genotype, or one that cannot be built; the
  ///   message says where
  public static Genotype read(String json) {
    Genotype read;
    try {
      read = JSON.readValue(json, Genotype.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "This is no genotype: %s %s".formatted(e.getPathReference(), e.getOriginalMessage()), e);
    }
    check(FORMAT.equals(read.format), "$.format", "must be " + FORMAT);
    check(read.version == VERSION, "$.version", "must be " + VERSION);
    var cnn = read.streams.handcrafted;
    if (cnn != null) {
      var path = "$.streams.handcrafted";
      cell(path + ".normal", cnn.normal, cnn.concat, Cell.INPUTS, EDGES_OF_A_NODE, false);
      cell(path + ".reduce", cnn.reduce, cnn.concat, Cell.INPUTS, EDGES_OF_A_NODE, false);
      nodes(path + ".concat", cnn.concat, Cell.INPUTS);
    }
    var rnn = read.streams.deep;
    if (rnn != null) {
      cell("$.streams.deep.nodes", rnn.nodes, rnn.mean, 1, 1, true);
      nodes("$.streams.deep.mean", rnn.mean, 1);
    }
    return read;
  }

  private static void cell(
      String path, List<Edge> edges, List<Integer> nodes, int inputs, int each, boolean recurrent) {
    for (int i = 0; i < edges.size(); i++) {
      var edge = edges.get(i);
      var here = "%s[%d]".formatted(path, i);
      boolean known =
          recurrent
              ? Bend.of(edge.op).filter(bend -> bend != Bend.NONE).isPresent()
              : Operation.of(edge.op).filter(op -> op != Operation.NONE).isPresent();
      check(known, here + ".op", "nothing here does \"%s\"".formatted(edge.op));
      check(
          edge.node >= inputs,
          here + ".node",
          "must be an inner node, %d or later".formatted(inputs));
      check(
          edge.from >= 0 && edge.from < edge.node,
          here + ".from",
          "must be a node before %d".formatted(edge.node));
    }
    for (int node : nodes) {
      long in = edges.stream().filter(edge -> edge.node == node).count();
      check(in == each, path, "%d edges lead to node %d, not %d".formatted(in, node, each));
    }
    check(edges.size() == each * nodes.size(), path, "an edge leads to a node that is not there");
  }

  private static void nodes(String path, List<Integer> nodes, int inputs) {
    var expected = IntStream.range(inputs, inputs + nodes.size()).boxed().toList();
    check(!nodes.isEmpty() && nodes.equals(expected), path, "must be all inner nodes in order");
  }

  private static void check(boolean holds, String path, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(
          "This genotype cannot be built: %s: %s.".formatted(path, otherwise));
    }
  }
}
