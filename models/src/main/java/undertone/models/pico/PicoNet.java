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
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import undertone.models.Constant;
import undertone.models.Encoder;
import undertone.models.InitialWeights;
import undertone.models.NamedArrays;

/// Classifies clips and embeds them on the unit sphere, where clips of one class should meet.
///
/// - in: clips as the encoder takes them, `[B,…]`
/// - out: logits `[B,K]` and embeddings z `[B,d]` of length 1
///
/// Source: Wang et al. 2022, *PiCO*, arXiv:2201.08984, sec. 3; IRNet's `model.py`.
public final class PicoNet extends AbstractBlock {
  private final PicoConfig config;
  private final Encoder encoder;
  private final Linear classes;
  private final Linear projector;
  private final Linear embedder;
  private final Map<String, Block> layers = new LinkedHashMap<>();

  public PicoNet(PicoConfig config) {
    this.config = config;
    encoder = addChildBlock("encoder", config.encoder().build());
    encoder.layers().forEach((path, layer) -> layers.put("encoder." + path, layer));
    classes = head("fc", config.classes());
    projector = head("head.0", config.projector());
    embedder = head("head.2", config.embedding());
  }

  private Linear head(String path, int units) {
    var head = addChildBlock(path, Linear.builder().setUnits(units).build());
    layers.put(path, head);
    return head;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList in, boolean training, @Nullable PairList<String, Object> extra) {
    var encoded = encoder.forward(store, in, training).head(); // [B,E]
    var logits = Encoder.pass(classes, store, encoded, training); // [B,K]
    var projected = Encoder.pass(projector, store, encoded, training); // [B,projector]
    var embedded = Encoder.pass(embedder, store, Activation.relu(projected), training); // [B,d]
    return new NDList(logits, unit(embedded));
  }

  /// Rows scaled to length 1; a zero row stays zero.
  private static NDArray unit(NDArray rows) {
    var length = rows.square().sum(new int[] {1}, true).sqrt(); // [B,1]
    return rows.div(length.maximum(Constant.beside(rows, 1e-12)));
  }

  /// Makes the weights, drawn from `random` and nothing else, in the order of the layers.
  public PicoNet initialize(NDManager manager, SplittableRandom random) {
    setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
    initialize(manager, DataType.FLOAT32, batchOf(1));
    layers.values().forEach(layer -> InitialWeights.draw(layer, random));
    return this;
  }

  /// The shape of B clips.
  public Shape batchOf(int clips) {
    return new Shape(clips).addAll(config.encoder().input());
  }

  /// What gradients move, by the names of the reference (`fc.weight`, `head.0.bias`, …), in order.
  public Map<String, NDArray> weights() {
    return NamedArrays.weights(layers);
  }

  /// One of [#weights()].
  public NDArray weight(String name) {
    return Objects.requireNonNull(weights().get(name), name);
  }

  /// What batch normalisation has seen: means and variances; no gradient touches them.
  public Map<String, NDArray> statistics() {
    return NamedArrays.statistics(layers);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... in) {
    encoder.initialize(manager, type, in);
    var encoded = encoder.getOutputShapes(in);
    classes.initialize(manager, type, encoded);
    projector.initialize(manager, type, encoded);
    embedder.initialize(manager, type, projector.getOutputShapes(encoded));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] in) {
    long batch = in[0].get(0);
    return new Shape[] {new Shape(batch, config.classes()), new Shape(batch, config.embedding())};
  }
}
