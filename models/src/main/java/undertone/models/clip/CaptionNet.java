package undertone.models.clip;

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

/// Brings clips and sentences into one space, where a caption lies near what it describes. The
/// sentence encoder itself is frozen and not part of this: its vectors come in.
///
/// - in: clips `[B,…]` as their encoder takes them, sentence vectors `[N,S]`
/// - out: v `[B,D]` and t `[N,D]`, length 1; where parts of a clip have vectors of their own, u
///   `[B,P,D]` too
///
/// Source: a dual encoder as in Radford et al. 2021, *CLIP*, sec. 2.3; small sizes are ours.
public final class CaptionNet extends AbstractBlock {
  private final CaptionNetConfig config;
  private final Encoder encoder;
  private final Linear clipProjection;
  private final @Nullable Linear sentenceHidden;
  private final Linear sentenceProjection;
  private final @Nullable Linear regionProjection;
  private final Map<String, Block> layers = new LinkedHashMap<>();
  private final Map<String, NDArray> scaling = new LinkedHashMap<>();

  /// Names in [#weights()] of θ = ln s and of b.
  public static final String LOG_SCALE = "logit_scale";

  public static final String BIAS = "logit_bias";

  public CaptionNet(CaptionNetConfig config) {
    this.config = config;
    encoder = addChildBlock("visual", config.clips().build());
    encoder.layers().forEach((path, layer) -> layers.put("visual." + path, layer));
    clipProjection = linear("visual.proj", config.width());
    sentenceHidden = config.hidden() == 0 ? null : linear("text.hidden", config.hidden());
    sentenceProjection = linear("text.proj", config.width());
    // last, so that the others are drawn alike with and without it
    regionProjection =
        config.regions() == 0 ? null : linear("visual.regions", config.regions() * config.width());
  }

  private Linear linear(String path, int units) {
    var linear = addChildBlock(path, Linear.builder().setUnits(units).build());
    layers.put(path, linear);
    return linear;
  }

  /// Clips as wholes and in parts.
  ///
  /// @param whole v `[B,D]`
  /// @param regions u `[B,P,D]`, of no clip's parts in particular before training; null = the
  ///   network has none
  public record Seen(NDArray whole, @Nullable NDArray regions) {}

  /// Clips `[B,…]` as v `[B,D]`.
  public NDArray clips(ParameterStore store, NDArray clips, boolean training) {
    var encoded = encoder.forward(store, new NDList(clips), training).head(); // [B,E]
    return unit(Encoder.pass(clipProjection, store, encoded, training)); // [B,D]
  }

  /// Clips `[B,…]` as wholes and in parts.
  public Seen seen(ParameterStore store, NDArray clips, boolean training) {
    var encoded = encoder.forward(store, new NDList(clips), training).head(); // [B,E]
    var whole = unit(Encoder.pass(clipProjection, store, encoded, training)); // [B,D]
    if (regionProjection == null) {
      return new Seen(whole, null);
    }
    var parts = Encoder.pass(regionProjection, store, encoded, training); // [B,P*D]
    var shape = new Shape(clips.getShape().get(0), config.regions(), config.width());
    return new Seen(whole, unit(parts.reshape(shape)));
  }

  /// Sentence vectors `[N,S]` as t `[N,D]`.
  public NDArray sentences(ParameterStore store, NDArray sentences, boolean training) {
    var read =
        sentenceHidden == null
            ? sentences
            : Activation.relu(Encoder.pass(sentenceHidden, store, sentences, training)); // [N,h]
    return unit(Encoder.pass(sentenceProjection, store, read, training)); // [N,D]
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList in, boolean training, @Nullable PairList<String, Object> extra) {
    return new NDList(clips(store, in.get(0), training), sentences(store, in.get(1), training));
  }

  /// Rows scaled to length 1; a zero row stays zero.
  static NDArray unit(NDArray rows) {
    var length = rows.square().sum(new int[] {-1}, true).sqrt();
    return rows.div(length.maximum(Constant.beside(rows, 1e-12)));
  }

  /// Makes the weights, drawn from `random` and nothing else, in the order of the layers.
  public CaptionNet initialize(NDManager manager, SplittableRandom random) {
    setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
    initialize(
        manager,
        DataType.FLOAT32,
        new Shape(1).addAll(config.clips().input()),
        new Shape(1, config.sentence()));
    layers.values().forEach(layer -> InitialWeights.draw(layer, random));
    scaling.put(LOG_SCALE, manager.create(new float[] {(float) Math.log(config.scale())}));
    scaling.put(BIAS, manager.create(new float[] {(float) config.bias()}));
    return this;
  }

  /// θ, of which s = exp θ `[1]`.
  public NDArray logScale() {
    return Objects.requireNonNull(scaling.get(LOG_SCALE), LOG_SCALE);
  }

  /// b `[1]`.
  public NDArray bias() {
    return Objects.requireNonNull(scaling.get(BIAS), BIAS);
  }

  /// What gradients move, by name, in order.
  public Map<String, NDArray> weights() {
    var weights = NamedArrays.weights(layers);
    weights.putAll(scaling);
    return weights;
  }

  /// What batch normalisation has seen.
  public Map<String, NDArray> statistics() {
    return NamedArrays.statistics(layers);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... in) {
    encoder.initialize(manager, type, in[0]);
    clipProjection.initialize(manager, type, encoder.getOutputShapes(new Shape[] {in[0]}));
    var read = new Shape[] {in[1]};
    if (sentenceHidden != null) {
      sentenceHidden.initialize(manager, type, read);
      read = sentenceHidden.getOutputShapes(read);
    }
    sentenceProjection.initialize(manager, type, read);
    if (regionProjection != null) {
      regionProjection.initialize(manager, type, encoder.getOutputShapes(new Shape[] {in[0]}));
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] in) {
    return new Shape[] {
      new Shape(in[0].get(0), config.width()), new Shape(in[1].get(0), config.width())
    };
  }
}
