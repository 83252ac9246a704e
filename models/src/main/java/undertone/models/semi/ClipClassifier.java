package undertone.models.semi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import undertone.models.Encoder;
import undertone.models.EncoderConfig;
import undertone.models.InitialWeights;
import undertone.models.NamedArrays;

/// One linear head over an encoder.
///
/// - in: clips as the encoder takes them, `[B,…]`
/// - out: logits `[B,K]`
public final class ClipClassifier extends AbstractBlock {
  private final EncoderConfig config;
  private final int classes;
  private final Encoder encoder;
  private final Linear head;
  private final Map<String, Block> layers = new LinkedHashMap<>();

  /// @param config what reads the clips
  /// @param classes labels (K)
  public ClipClassifier(EncoderConfig config, int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException(
          "A classifier needs at least 2 classes but was given %d.".formatted(classes));
    }
    this.config = config;
    this.classes = classes;
    encoder = addChildBlock("encoder", config.build());
    encoder.layers().forEach((path, layer) -> layers.put("encoder." + path, layer));
    head = addChildBlock("fc", Linear.builder().setUnits(classes).build());
    layers.put("fc", head);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList in, boolean training, @Nullable PairList<String, Object> extra) {
    var encoded = encoder.forward(store, in, training).head(); // [B,E]
    return new NDList(Encoder.pass(head, store, encoded, training)); // [B,K]
  }

  /// Makes the weights, drawn from `random` and nothing else, in the order of the layers.
  public ClipClassifier initialize(NDManager manager, SplittableRandom random) {
    setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
    initialize(manager, DataType.FLOAT32, new Shape(1).addAll(config.input()));
    layers.values().forEach(layer -> InitialWeights.draw(layer, random));
    return this;
  }

  /// What gradients move, by name, in order.
  public Map<String, NDArray> weights() {
    return NamedArrays.weights(layers);
  }

  /// The weights, and what normalisation has seen.
  public Map<String, NDArray> arrays() {
    var arrays = new LinkedHashMap<>(weights());
    arrays.putAll(NamedArrays.statistics(layers));
    return arrays;
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... in) {
    encoder.initialize(manager, type, in);
    head.initialize(manager, type, encoder.getOutputShapes(in));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] in) {
    return new Shape[] {new Shape(in[0].get(0), classes)};
  }
}
