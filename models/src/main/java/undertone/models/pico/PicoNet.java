package undertone.models.pico;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import undertone.models.Constant;

/// Classifies clips and embeds them on the unit sphere, where clips of one class should meet.
///
/// - in: features `[B,D]`
/// - out: logits `[B,K]` and embeddings z `[B,d]` of length 1
///
/// Source: Wang et al. 2022, *PiCO*, arXiv:2201.08984, sec. 3; IRNet's `model.py`. The ResNet-18 of
/// the papers is replaced by two linear layers over frozen features.
public final class PicoNet extends AbstractBlock {
  private final PicoConfig config;
  private final Map<String, Block> layers = new LinkedHashMap<>();

  public PicoNet(PicoConfig config) {
    this.config = config;
    if (config.encoder() > 0) {
      layer("encoder.0", linear(config.encoder()));
      layer("encoder.1", BatchNorm.builder().build());
      layer("encoder.3", linear(config.encoder()));
    }
    layer("fc", linear(config.classes()));
    layer("head.0", linear(config.projector()));
    layer("head.2", linear(config.embedding()));
  }

  private void layer(String name, Block layer) {
    layers.put(name, addChildBlock(name, layer));
  }

  private static Linear linear(int units) {
    return Linear.builder().setUnits(units).build();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList in, boolean training, @Nullable PairList<String, Object> extra) {
    var hidden = in.head(); // [B,D]
    if (config.encoder() > 0) {
      hidden =
          Activation.relu(
              pass("encoder.1", store, pass("encoder.0", store, hidden, training), training));
      hidden = Activation.relu(pass("encoder.3", store, hidden, training)); // [B,encoder]
    }
    var logits = pass("fc", store, hidden, training); // [B,K]
    var projected = Activation.relu(pass("head.0", store, hidden, training)); // [B,projector]
    var embedded = pass("head.2", store, projected, training); // [B,d]
    return new NDList(logits, unit(embedded));
  }

  private NDArray pass(String layer, ParameterStore store, NDArray in, boolean training) {
    return Objects.requireNonNull(layers.get(layer), layer)
        .forward(store, new NDList(in), training)
        .head();
  }

  /// Rows scaled to length 1; a zero row stays zero.
  private static NDArray unit(NDArray rows) {
    var length = rows.square().sum(new int[] {1}, true).sqrt(); // [B,1]
    return rows.div(length.maximum(Constant.beside(rows, 1e-12)));
  }

  /// Makes the weights: uniform in ±1/√fan-in as PyTorch does, drawn from `random` and nothing
  /// else.
  public PicoNet initialize(NDManager manager, SplittableRandom random) {
    setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
    initialize(manager, DataType.FLOAT32, new Shape(1, config.features()));
    layers.forEach((_, layer) -> {
      if (layer instanceof Linear linear) {
        var weight = linear.getParameters().get("weight").getArray();
        double bound = 1 / Math.sqrt((double) weight.getShape().get(1));
        fill(weight, bound, random);
        fill(linear.getParameters().get("bias").getArray(), bound, random);
      }
    });
    return this;
  }

  private static void fill(NDArray array, double bound, SplittableRandom random) {
    var values = new float[Math.toIntExact(array.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-bound, bound);
    }
    array.set(values);
  }

  /// What gradients move, by the names of the reference (`fc.weight`, `head.0.bias`, …), in order.
  public Map<String, NDArray> weights() {
    return parameters(true);
  }

  /// One of [#weights()].
  public NDArray weight(String name) {
    return Objects.requireNonNull(weights().get(name), name);
  }

  /// What batch normalisation has seen: means and variances; no gradient touches them.
  public Map<String, NDArray> statistics() {
    return parameters(false);
  }

  private Map<String, NDArray> parameters(boolean moved) {
    var found = new LinkedHashMap<String, NDArray>();
    layers.forEach((name, layer) ->
        layer
            .getParameters()
            .forEach(entry -> {
              if (entry.getValue().requiresGradient() == moved) {
                found.put(name + "." + entry.getKey(), entry.getValue().getArray());
              }
            }));
    return found;
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... in) {
    long batch = in[0].get(0);
    var encoded = new Shape(batch, config.encoded());
    if (config.encoder() > 0) {
      child("encoder.0").initialize(manager, type, in[0]);
      child("encoder.1").initialize(manager, type, encoded);
      child("encoder.3").initialize(manager, type, encoded);
    }
    child("fc").initialize(manager, type, encoded);
    child("head.0").initialize(manager, type, encoded);
    child("head.2").initialize(manager, type, new Shape(batch, config.projector()));
  }

  private Block child(String name) {
    return Objects.requireNonNull(layers.get(name), name);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] in) {
    long batch = in[0].get(0);
    return new Shape[] {new Shape(batch, config.classes()), new Shape(batch, config.embedding())};
  }
}
