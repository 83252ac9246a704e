package undertone.engine.architecture;

import java.util.List;
import undertone.models.nas.Genotype;
import undertone.models.nas.Genotype.Edge;
import undertone.models.nas.Operation;

/// Cells that nobody searched: separable convolutions all the way, each node fed by the two before.
final class FixedCells {
  private static final String SEPARABLE = Operation.SEP_CONV_3X3.word();
  private static final List<Edge> EDGES =
      List.of(
          new Edge(2, 0, SEPARABLE, 1),
          new Edge(2, 1, SEPARABLE, 1),
          new Edge(3, 1, SEPARABLE, 1),
          new Edge(3, 2, SEPARABLE, 1));

  static final Genotype.Cnn CNN = new Genotype.Cnn(EDGES, EDGES, List.of(2, 3));

  private FixedCells() {}
}
