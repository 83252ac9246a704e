package undertone.models.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import undertone.models.Blocks;
import undertone.models.Constant;

/// One way through a network: the layers of a transformer, each with the weights that stand at its
/// path.
///
/// Letters: B clips, N tokens, D width, h heads. What a layer makes can be watched under its path.
public final class Pass {
  private static final float EPSILON = 1e-6f; // of normalisations

  private final Map<String, NDArray> weights;
  private final @Nullable RandomGenerator drops;
  private final BiConsumer<String, NDArray> watch;
  private final Blocks blocks;
  private long multiplyAdds;

  private Pass(
      Map<String, NDArray> weights,
      @Nullable RandomGenerator drops,
      BiConsumer<String, NDArray> watch,
      Blocks blocks) {
    this.weights = weights;
    this.drops = drops;
    this.watch = watch;
    this.blocks = blocks;
  }

  /// To use a network as it is.
  public static Pass predicting(Map<String, NDArray> weights) {
    return watched(weights, (_, _) -> {});
  }

  /// The same with blocks that may be computed a second time on the way back, for what learns
  /// without dropping anything.
  public static Pass predicting(Map<String, NDArray> weights, Blocks blocks) {
    return new Pass(weights, null, (_, _) -> {}, blocks);
  }

  /// To let it learn; `drops` says which paths are dropped.
  public static Pass learning(Map<String, NDArray> weights, RandomGenerator drops) {
    return learning(weights, drops, Blocks.KEPT);
  }

  /// The same with blocks that may be computed a second time on the way back.
  public static Pass learning(Map<String, NDArray> weights, RandomGenerator drops, Blocks blocks) {
    return new Pass(weights, blocks.draws(drops), (_, _) -> {}, blocks);
  }

  /// To look inside: `watch` is shown what each layer makes, by path.
  public static Pass watched(Map<String, NDArray> weights, BiConsumer<String, NDArray> watch) {
    return new Pass(weights, null, watch, Blocks.KEPT);
  }

  /// Shows something to whoever watches.
  public NDArray seen(String path, NDArray value) {
    watch.accept(path, value);
    return value;
  }

  public NDArray weight(String name) {
    var weight = weights.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("These weights have no array %s.".formatted(name));
    }
    return weight;
  }

  private @Nullable NDArray bias(String path) {
    return weights.get(path + ".bias");
  }

  /// x·Wᵀ, and the bias where there is one.
  public NDArray linear(NDArray x, String path) {
    return seen(path, product(x, weight(path + ".weight"), bias(path)));
  }

  private NDArray product(NDArray x, NDArray weight, @Nullable NDArray bias) {
    multiplyAdds += x.size() * weight.getShape().get(0);
    return Linear.linear(x, weight, bias).head();
  }

  /// Products that matrices and attention have summed up so far, which papers call FLOPs.
  public long multiplyAdds() {
    return multiplyAdds;
  }

  /// Layer normalisation over the last axis.
  public NDArray norm(NDArray x, String path) {
    var scale = weight(path + ".weight");
    return seen(
        path,
        LayerNorm.layerNorm(x, scale.getShape(), scale, weight(path + ".bias"), EPSILON).head());
  }

  public NDArray mlp(NDArray x, String path) {
    var inside = Activation.gelu(linear(x, path + ".fc1"));
    return seen(path, linear(inside, path + ".fc2"));
  }

  /// A convolution whose stride is its kernel, over pieces `[B,N,…]` that are cut already and hold
  /// their numbers in the kernel's order.
  public NDArray kernel(NDArray pieces, String path) {
    var kernel = weight(path + ".weight"); // [D,…]
    long width = kernel.getShape().get(0);
    long numbers = kernel.getShape().size() / width;
    var shape = pieces.getShape();
    var rows = pieces.reshape(shape.get(0), shape.get(1), numbers);
    return seen(path, product(rows, kernel.reshape(width, numbers), bias(path))); // [B,N,D]
  }

  /// Patches `[B,N,…]` as tokens `[B,N,D]`.
  public NDArray embed(NDArray patches, String path) {
    return seen(path, kernel(patches, path + ".proj"));
  }

  /// Adds to tokens `[B,N,D]` where they stand.
  public NDArray placed(NDArray tokens) {
    var shape = tokens.getShape();
    return tokens.add(positions(tokens.getManager(), shape));
  }

  private static NDArray positions(NDManager manager, Shape shape) {
    return Tokens.positions(manager, (int) shape.get(1), (int) shape.get(2));
  }

  /// `[B,N,D]` attending to itself.
  public NDArray selfAttention(NDArray x, String path, int heads) {
    var queries = weight(path + ".q_bias");
    var bias = queries.concat(queries.zerosLike(), 0).concat(weight(path + ".v_bias"), 0);
    var parts = product(x, weight(path + ".qkv.weight"), bias).split(3, 2);
    return attended(parts.get(0), parts.get(1), parts.get(2), path, heads);
  }

  /// `[B,N,D]` attending to others `[B,n,D]`.
  public NDArray attention(NDArray x, NDArray others, String path, int heads) {
    var q = product(x, weight(path + ".q.weight"), weight(path + ".q_bias"));
    var values = weight(path + ".v_bias");
    var bias = values.zerosLike().concat(values, 0);
    var parts = product(others, weight(path + ".kv.weight"), bias).split(2, 2);
    return attended(q, parts.get(0), parts.get(1), path, heads);
  }

  private NDArray attended(NDArray q, NDArray k, NDArray v, String path, int heads) {
    var shape = q.getShape();
    var scale = Constant.beside(q, Math.sqrt(heads / (double) shape.get(2)));
    var fits =
        split(q.mul(scale), heads).matMul(split(k, heads).transpose(0, 1, 3, 2)); // [B,h,N,n]
    multiplyAdds += 2 * q.size() * k.getShape().get(1); // fits, then what is seen
    var seen = fits.softmax(-1).matMul(split(v, heads)); // [B,h,N,D/h]
    return seen(path, linear(seen.transpose(0, 2, 1, 3).reshape(shape), path + ".proj"));
  }

  private static NDArray split(NDArray x, int heads) {
    var shape = x.getShape();
    return x.reshape(shape.get(0), shape.get(1), heads, shape.get(2) / heads)
        .transpose(0, 2, 1, 3); // [B,h,N,D/h]
  }

  /// Attention, then a small network, each added to what it reads.
  ///
  /// @param drop probability that a clip skips a step while the network learns
  public NDArray block(NDArray x, String path, int heads, double drop) {
    return through(List.of(x), own -> inside(own.getFirst(), path, heads, drop));
  }

  /// A block of a network: what it makes of its inputs. Anything else that it reads but weights
  /// would be lost where blocks are computed again.
  public NDArray through(List<NDArray> inputs, Function<List<NDArray>, NDArray> block) {
    return blocks.through(inputs, block);
  }

  private NDArray inside(NDArray x, String path, int heads, double drop) {
    var attended = selfAttention(norm(x, path + ".norm1"), path + ".attn", heads);
    var y = x.add(dropped(attended, drop));
    return seen(path, y.add(dropped(mlp(norm(y, path + ".norm2"), path + ".mlp"), drop)));
  }

  /// A block that first attends to others `[B,n,D]`, which stay as they are.
  public NDArray crossBlock(NDArray x, NDArray others, String path, int heads, double drop) {
    return through(
        List.of(x, others),
        own -> {
          var attended =
              attention(
                  norm(own.getFirst(), path + ".cross_norm1"),
                  norm(own.getLast(), path + ".cross_norm2"),
                  path + ".cross_attn",
                  heads);
          return inside(own.getFirst().add(dropped(attended, drop)), path, heads, drop);
        });
  }

  /// Drop path: while the network learns, rows of the first axis become 0 with this probability,
  /// and the others larger, so that the mean stays.
  ///
  /// Source: Huang et al. 2016, *Stochastic Depth*.
  public NDArray dropped(NDArray x, double probability) {
    if (drops == null || probability == 0) {
      return x;
    }
    int rows = (int) x.getShape().get(0);
    var kept = new float[rows];
    for (int row = 0; row < rows; row++) {
      kept[row] = drops.nextDouble() < probability ? 0 : (float) (1 / (1 - probability));
    }
    var shape = new long[x.getShape().dimension()];
    Arrays.fill(shape, 1);
    shape[0] = rows;
    return x.mul(x.getManager().create(kept, new Shape(shape)));
  }

  /// The probability of block `i` of `blocks`, which rises evenly from 0 to `last`.
  public static double drop(double last, int i, int blocks) {
    return blocks == 1 ? 0 : last * i / (blocks - 1);
  }
}
