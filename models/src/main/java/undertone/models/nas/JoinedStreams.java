package undertone.models.nas;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import undertone.models.StateDict;

/// Both streams and what they tell each other. Heads that the streams had for themselves while they
/// were searched stay aside.
///
/// @param maps reads spectrograms
/// @param sequences reads steps
/// @param joint reads both
public record JoinedStreams(CnnStream maps, DeepStream sequences, TwoStreams joint) {
  private static final String MAPS = "handcrafted.";
  private static final String SEQUENCES = "deep.";
  private static final String JOINT = "joint.";
  private static final String HEAD = "classifier";

  /// Streams side by side.
  ///
  /// @param width numbers per clip of the stream of sequences
  /// @param joined numbers of a stream once it is compared with the other
  public static JoinedStreams of(
      CnnStream maps,
      DeepStream sequences,
      int width,
      int joined,
      int classes,
      TwoStreamConfig.Fusion fusion,
      NDManager manager,
      SplittableRandom random) {
    var config = new TwoStreamConfig(maps.features(), width, joined, classes, fusion);
    return new JoinedStreams(maps, sequences, new TwoStreams(config, manager, random));
  }

  /// What gradients move, by name, in order.
  public Map<String, NDArray> weights() {
    var weights = new LinkedHashMap<String, NDArray>();
    withoutHead(MAPS, maps.weights(), weights);
    withoutHead(SEQUENCES, sequences.weights(), weights);
    joint.weights().weights().forEach((name, array) -> weights.put(JOINT + name, array));
    return weights;
  }

  private static void withoutHead(String before, StateDict stream, Map<String, NDArray> into) {
    stream
        .weights()
        .forEach((name, array) -> {
          if (!name.startsWith(HEAD)) {
            into.put(before + name, array);
          }
        });
  }

  /// What batch normalisation has seen.
  public Map<String, NDArray> statistics() {
    var statistics = new LinkedHashMap<String, NDArray>();
    maps.weights().statistics().forEach((name, array) -> statistics.put(MAPS + name, array));
    sequences
        .weights()
        .statistics()
        .forEach((name, array) -> statistics.put(SEQUENCES + name, array));
    return statistics;
  }
}
