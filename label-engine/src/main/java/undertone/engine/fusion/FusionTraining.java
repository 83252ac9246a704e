package undertone.engine.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import undertone.engine.refinement.FeatureTable;
import undertone.engine.refinement.Streams;
import undertone.models.AdamW;
import undertone.models.Gradients;
import undertone.models.mer.FusionLoss;
import undertone.models.mer.FusionNet;

/// Trains one network and keeps what it says at its best epoch.
///
/// It moves by [AdamW], whose decay stands beside the gradient; the organisers' Adam adds it to the
/// gradient. At 1e-5 neither is felt.
final class FusionTraining implements AutoCloseable {
  private static final int ASKED_AT_ONCE = 1024;

  private final NDManager manager = NDManager.newBaseManager();
  private final ParameterStore store = new ParameterStore(manager, false);
  private final FusionInput input;
  private final FusionPlan plan;
  private final int[] learned; // rows
  private final int[] held;
  private final int[] aside;
  private final Streams streams;

  FusionTraining(
      FusionInput input, FusionPlan plan, int[] learned, int[] held, int[] aside, Streams streams) {
    this.input = input;
    this.plan = plan;
    this.learned = learned.clone();
    this.held = held;
    this.aside = aside;
    this.streams = streams;
  }

  /// @param epochDone called after each epoch; may throw to stop
  FusionResult.Fold run(Runnable epochDone) {
    var widths = input.modalities().stream().map(FeatureTable::width).toList();
    var network = plan.method().network(widths, input.labels().size());
    network.initialize(manager, streams.of("network"));
    var adam = new AdamW(network.weights(), plan.decay(), _ -> 1);
    var order = streams.of("order");
    var best = new FusionResult.Fold(0, answers(network, held), answers(network, aside));
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
      Streams.shuffle(learned, order);
      for (int from = 0; from < learned.length; from += plan.batch()) {
        int until = Math.min(learned.length, from + plan.batch());
        learn(network, Arrays.copyOfRange(learned, from, until));
        adam.step(plan.rate());
      }
      var said = answers(network, held);
      double score = FusionFigures.of(said, input).choosing();
      if (score > bestScore) {
        bestScore = score;
        best = new FusionResult.Fold(epoch, said, answers(network, aside));
      }
      epochDone.run();
    }
    return best;
  }

  private void learn(FusionNet network, int[] rows) {
    try (var _ = new NDScope();
        var gradients = new Gradients()) {
      var out = network.forward(store, features(rows), true);
      var classes = manager.create(Arrays.stream(rows).map(this::label).toArray());
      gradients.backward(loss(out, classes, rows));
    }
  }

  private NDArray loss(NDList out, NDArray classes, int[] rows) {
    var known = new float[rows.length];
    int rated = 0;
    for (int i = 0; i < rows.length; i++) {
      if (input.clips().get(rows[i]).valence() != null) {
        known[i] = 1;
        rated++;
      }
    }
    if (rated == 0) {
      return FusionLoss.ofClasses(out, classes);
    }
    return rated == rows.length
        ? FusionLoss.of(out, classes, valences(rows))
        : FusionLoss.of(out, classes, valences(rows), manager.create(known));
  }

  private int label(int row) {
    return input.clips().get(row).label();
  }

  /// 0 where it is unknown.
  private NDArray valences(int[] rows) {
    var valences = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      var valence = input.clips().get(rows[i]).valence();
      valences[i] = valence == null ? 0 : valence.floatValue();
    }
    return manager.create(valences);
  }

  private NDList features(int[] rows) {
    return new NDList(
        input.modalities().stream().map(table -> features(table, rows)).toArray(NDArray[]::new));
  }

  private NDArray features(FeatureTable table, int[] rows) {
    var numbers = new float[rows.length * table.width()];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(table.row(rows[i]), 0, numbers, i * table.width(), table.width());
    }
    return manager.create(numbers, new Shape(rows.length, table.width())); // [B,D]
  }

  private FusionAnswers answers(FusionNet network, int[] rows) {
    var scores = new float[rows.length * input.labels().size()];
    var valences = new float[rows.length];
    for (int from = 0; from < rows.length; from += ASKED_AT_ONCE) {
      int until = Math.min(rows.length, from + ASKED_AT_ONCE);
      try (var _ = new NDScope()) {
        var out = network.forward(store, features(Arrays.copyOfRange(rows, from, until)), false);
        fill(scores, from * input.labels().size(), out.get(FusionNet.SCORES));
        fill(valences, from, out.get(FusionNet.VALENCE));
      }
    }
    return new FusionAnswers(rows, scores, valences);
  }

  private static void fill(float[] numbers, int from, NDArray said) {
    var values = said.toFloatArray();
    System.arraycopy(values, 0, numbers, from, values.length);
  }

  @Override
  public void close() {
    manager.close();
  }
}
