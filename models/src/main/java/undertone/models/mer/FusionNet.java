package undertone.models.mer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import undertone.models.Encoder;
import undertone.models.InitialWeights;
import undertone.models.Kernels;
import undertone.models.NamedArrays;

/// What the baselines of MER have in common: three modalities go in, a class and a valence come
/// out.
///
/// - in: audio `[B,Da]`, text `[B,Dt]`, video `[B,Dv]`; frames `[B,T,D]` where the network reads
///   them
/// - out: fused `[B,H]`, scores of classes before the softmax `[B,K]`, valence `[B,1]` and, of the
///   networks that weigh modalities, the weights `[B,3]` in the order of the inputs
///
/// What drop-out leaves out is drawn from the stream that the weights were, so a training repeats
/// itself, whatever else learns beside it.
public abstract class FusionNet extends AbstractBlock {
  static {
    Kernels.settle();
  }

  /// Places in the output.
  public static final int FUSED = 0;

  public static final int SCORES = 1;
  public static final int VALENCE = 2;
  public static final int ATTENTION = 3;

  private final Map<String, Block> layers = new LinkedHashMap<>();
  private final Map<String, Shape> inputs = new LinkedHashMap<>();
  private final int classes;
  private final float dropout;
  private SplittableRandom dropping = new SplittableRandom(0);
  private @Nullable Linear classHead;
  private @Nullable Linear valenceHead;

  FusionNet(int classes, float dropout) {
    this.classes = classes;
    this.dropout = dropout;
  }

  final Linear linear(String path, int in, int out) {
    return layer(path, Linear.builder().setUnits(out).build(), new Shape(1, in));
  }

  final LSTM lstm(String path, int in, int width) {
    var lstm =
        LSTM.builder()
            .setStateSize(width)
            .setNumLayers(1)
            .optBatchFirst(true)
            .optReturnState(false)
            .build();
    return layer(path, lstm, new Shape(1, 1, in));
  }

  private <L extends Block> L layer(String path, L layer, Shape in) {
    layers.put(path, addChildBlock(path, layer));
    inputs.put(path, in);
    return layer;
  }

  /// Adds the heads, which read the fused features.
  final void heads(int fused) {
    classHead = linear("fc_out_1", fused, classes);
    valenceHead = linear("fc_out_2", fused, 1);
  }

  /// Leaves out a share of the numbers while training, and raises the rest by as much.
  final NDArray drop(NDArray in, boolean training) {
    if (!training || dropout == 0) {
      return in;
    }
    var kept = new float[Math.toIntExact(in.size())];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = dropping.nextDouble() < dropout ? 0 : 1 / (1 - dropout);
    }
    return in.mul(in.getManager().create(kept, in.getShape()));
  }

  @Override
  protected final NDList forwardInternal(
      ParameterStore store, NDList in, boolean training, @Nullable PairList<String, Object> extra) {
    if (classHead == null || valenceHead == null) {
      throw new IllegalStateException("Bug: a network has no heads.");
    }
    var fused = fuse(store, in.get(0), in.get(1), in.get(2), training);
    var out = new NDList(fused.head()); // [B,H]
    out.add(Encoder.pass(classHead, store, fused.head(), training)); // [B,K]
    out.add(Encoder.pass(valenceHead, store, fused.head(), training)); // [B,1]
    out.addAll(fused.subNDList(1));
    return out;
  }

  /// Fused features and, if the network weighs modalities, their weights.
  abstract NDList fuse(
      ParameterStore store, NDArray audio, NDArray text, NDArray video, boolean training);

  /// Makes the weights, drawn from `random` and nothing else, in the order of the layers; drop-out
  /// goes on from there.
  public final FusionNet initialize(NDManager manager, SplittableRandom random) {
    setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
    initialize(manager, DataType.FLOAT32, inputs.values().toArray(Shape[]::new));
    layers.values().forEach(layer -> InitialWeights.draw(layer, random));
    own(manager, random);
    dropping = random.split();
    return this;
  }

  /// From now on what drop-out leaves out is drawn from this stream, so that a training that is
  /// taken up again drops what one that was never interrupted does.
  public final void dropBy(SplittableRandom random) {
    dropping = random;
  }

  /// Makes weights that belong to no layer.
  void own(NDManager manager, SplittableRandom random) {}

  /// What gradients move, by the names of the reference (`fc_att.weight`, …), in order.
  public Map<String, NDArray> weights() {
    return NamedArrays.weights(layers);
  }

  @Override
  protected final void initializeChildBlocks(NDManager manager, DataType type, Shape... in) {
    layers.forEach((path, layer) -> layer.initialize(manager, type, inputs.get(path)));
  }

  @Override
  public final Shape[] getOutputShapes(Shape[] in) {
    long batch = in[0].get(0);
    return new Shape[] {new Shape(batch, width()), new Shape(batch, classes), new Shape(batch, 1)};
  }

  /// Numbers of the fused features (H).
  abstract int width();
}
