package undertone.models.nas;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import undertone.models.hosting.ParityReport;
import undertone.models.hosting.ReferenceFolder;
import undertone.models.hosting.SearchedModel;
import undertone.models.nas.Genotype.Edge;

/// [TwoStreams] over cells that are searched, as a hosted model. Its authors published no code:
/// what it is held against is that of DARTS, whose search it is.
public final class EmotionNas implements SearchedModel {
  private static final String SMALL = "small";
  private static final int PUBLISHED_CLASSES = 4;
  private static final int CEPSTRA = 39; // of a step, where sound is all that is known

  @Override
  public String name() {
    return "emotion-nas";
  }

  @Override
  public String reference() {
    return "darts";
  }

  @Override
  public List<String> sizes() {
    return List.of(SMALL);
  }

  /// What may be found in a size.
  ///
  /// @throws IllegalArgumentException if there is no such size
  public static StreamSpace space(String size) {
    if (!size.equals(SMALL)) {
      throw new IllegalArgumentException(
          "emotion-nas has the sizes %s, not \"%s\".".formatted(List.of(SMALL), size));
    }
    return StreamSpace.SMALL;
  }

  @Override
  public long parameters(String size) {
    var space = space(size);
    var random = new SplittableRandom(0);
    var rnn = space.rnn(CEPSTRA, PUBLISHED_CLASSES);
    try (var manager = NDManager.newBaseManager()) {
      var maps = CnnStream.found(space.cnn(PUBLISHED_CLASSES), largest(), manager, random);
      var sequences = RnnStream.found(rnn, any(rnn.nodes()), manager, random);
      return JoinedStreams.of(
              maps,
              sequences,
              space.width(),
              space.joined(),
              PUBLISHED_CLASSES,
              TwoStreamConfig.Fusion.GATE,
              manager,
              random)
          .weights()
          .values()
          .stream()
          .mapToLong(NDArray::size)
          .sum();
    }
  }

  /// Separable convolutions of five all the way.
  private static Genotype.Cnn largest() {
    var word = Operation.SEP_CONV_5X5.word();
    var edges =
        List.of(
            new Edge(2, 0, word, 1),
            new Edge(2, 1, word, 1),
            new Edge(3, 0, word, 1),
            new Edge(3, 1, word, 1));
    return new Genotype.Cnn(edges, edges, List.of(2, 3));
  }

  /// All recurrent cells are alike in size.
  private static Genotype.Rnn any(int nodes) {
    return Derivation.drawnRnn(nodes, new SplittableRandom(0));
  }

  @Override
  public ParityReport parity(ReferenceFolder folder) throws IOException {
    return DartsParity.of(name(), folder);
  }
}
