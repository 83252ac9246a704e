package undertone.models.abaw;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import undertone.models.Constant;
import undertone.models.StateDict;

/// Reads expression, valence and arousal and action units from the maps of a clip's frames. Regions
/// of the face become tokens; two encoders see them as signs (movements) and as messages (what an
/// observer reads), and every task asks both; then a task's frames are smoothed over time.
///
/// Letters: n frames of one clip in order, C channels, r regions, w width of a token, A action
/// units.
///
/// Differs from the authors' code: heads, start states and smoothing learn (there no optimiser sees
/// them), smoothing is |u| so it stays positive, and a clip in chunks says what it says in one
/// piece.
///
/// Source: arXiv:2207.11389; names of arrays as in the authors' code.
public final class TwoAspectNet {
  /// The tasks, by the names of the authors' code.
  private static final String EXPR = "EXPR";

  private static final String VA = "VA";
  private static final String AU = "AU";
  private static final List<String> TASKS = List.of(EXPR, VA, AU);
  private static final String FACE = "EmotionNet.";
  private static final String MAPS = FACE + "AU_attention_convs.";
  private static final String MAP = FACE + "AU_attention_map_module.0";
  private static final String SIGNS = FACE + "AU_MHA";
  private static final String MESSAGES = FACE + "other_MHA";

  private final TwoAspectConfig config;
  private final StateDict weights;

  /// @param manager owns the weights
  /// @param random draws them
  public TwoAspectNet(TwoAspectConfig config, NDManager manager, SplittableRandom random) {
    this.config = config;
    weights = new StateDict(manager, random);
    int w = config.width();
    addConvolution(MAPS + 0, config.channels(), config.hidden(), 3);
    addNorm(MAPS + 1, config.hidden());
    addConvolution(MAPS + 3, config.hidden(), config.regions(), 1);
    addNorm(MAPS + 4, config.regions());
    addConvolution(MAP, config.regions(), config.regions(), 1);
    for (int k = 0; k < config.regions(); k++) {
      addConvolution(region(k) + "Conv1.0", config.channels(), w, 3);
      addNorm(region(k) + "Conv1.1", w);
      addConvolution(region(k) + "Conv2.0", w, w, 1);
      addNorm(region(k) + "Conv2.1", w);
      weights.addLinear(region(k) + "fc", w, w);
    }
    for (var encoder : List.of(SIGNS, MESSAGES)) {
      weights.addUniform(
          encoder + ".self_attn.in_proj_weight", Math.sqrt(6.0 / (4 * w)), 3L * w, w);
      weights.addConstant(encoder + ".self_attn.in_proj_bias", 0, 3L * w);
      weights.addLinear(encoder + ".self_attn.out_proj", w, w);
      weights.addLinear(encoder + ".linear1", w, config.forward());
      weights.addLinear(encoder + ".linear2", config.forward(), w);
      weights.addNorm(encoder + ".norm1", w);
      weights.addNorm(encoder + ".norm2", w);
    }
    for (var task : TASKS) {
      var attention = task + "_MHA.";
      weights.addNormal(task + "_q", 1, 1, task.equals(AU) ? config.units() : 1, w);
      for (var part : List.of("W_Q", "W_K", "W_V")) {
        weights.addLinear(attention + part, w, w * config.heads());
      }
      weights.addLinear(attention + "linear", w * config.heads(), w);
      weights.addNorm(attention + "layer_norm", w);
      weights.addConstant("init_state." + task, 0, w);
      weights.addConstant("temporal_u." + task, config.firstSmoothing());
    }
    weights.addLinear("emotion_classifiers.EXPR", w, config.expressions());
    weights.addLinear("emotion_classifiers.VA", w, 2);
    weights.addLinear("emotion_classifiers.AU.fc", w, config.units());
  }

  private void addConvolution(String path, int in, int out, int side) {
    weights.addConvolution(path, in, out, side);
    weights.addConstant(path + ".bias", 0, out);
  }

  private void addNorm(String path, int channels) {
    weights.addNorm(path, channels);
    weights.addStatistics(path, channels);
  }

  private static String region(int k) {
    return FACE + "AU_Metric_Modules.%d.".formatted(k);
  }

  /// Sizes.
  public TwoAspectConfig config() {
    return config;
  }

  /// All arrays, by the names of the authors' code.
  public StateDict weights() {
    return weights;
  }

  /// What is told of each frame.
  ///
  /// @param expression logits `[n,K]`
  /// @param affect valence and arousal `[n,2]`
  /// @param units logits `[n,A]`
  /// @param state what the next chunk of the clip starts from
  public record Told(NDArray expression, NDArray affect, NDArray units, State state) {}

  /// The last frame of a chunk, before it is smoothed.
  ///
  /// @param expression `[1,1,w]`
  /// @param affect `[1,1,w]`
  /// @param units `[1,A,w]`
  public record State(NDArray expression, NDArray affect, NDArray units) {}

  /// Reads a clip, or the first chunk of it.
  ///
  /// @param maps of all its frames `[n,C,s,s]`
  public Told told(NDArray maps, boolean training) {
    return told(maps, whole(maps), null, training);
  }

  /// Reads several clips at once. None is smoothed into another, but batch normalisation sees all
  /// of them while training, so that a clip whose frames are alike does not lose what they have in
  /// common.
  ///
  /// @param maps of all their frames `[n,C,s,s]`, one clip behind the other
  /// @param lengths frames of each; their sum is n
  public Told told(NDArray maps, List<Integer> lengths, boolean training) {
    if (lengths.stream().mapToInt(Integer::intValue).sum() != maps.getShape().get(0)) {
      throw new IllegalArgumentException(
          "Clips of %s frames are not the %d frames that were given."
              .formatted(lengths, maps.getShape().get(0)));
    }
    return told(maps, lengths, null, training);
  }

  /// Reads a chunk of a clip.
  ///
  /// @param before the chunk before it
  public Told told(NDArray maps, @Nullable State before, boolean training) {
    return told(maps, whole(maps), before, training);
  }

  private static List<Integer> whole(NDArray maps) {
    return List.of((int) maps.getShape().get(0));
  }

  private Told told(NDArray maps, List<Integer> lengths, @Nullable State before, boolean training) {
    var tokens = placed(regions(maps, training), training); // [n,r,w]
    var signs = encoded(SIGNS, tokens, training); // [n,r,w]
    var seen =
        switch (config.aspects()) {
          case BOTH -> signs.concat(encoded(MESSAGES, tokens, training), 1); // [n,2r,w]
          case SIGNS -> signs;
        };
    var expression = asked(EXPR, seen); // [n,1,w]
    var affect = asked(VA, seen); // [n,1,w]
    var units = asked(AU, seen); // [n,A,w]
    var state = new State(expression.get("-1:"), affect.get("-1:"), units.get("-1:"));
    var start = before == null ? start() : before;
    expression = smoothed(EXPR, expression, lengths, start.expression()).squeeze(1);
    affect = smoothed(VA, affect, lengths, start.affect()).squeeze(1);
    units = smoothed(AU, units, lengths, start.units());
    var own = weights.get("emotion_classifiers.AU.fc.weight"); // [A,w], a row per unit
    return new Told(
        weights.linear("emotion_classifiers.EXPR", expression), // [n,K]
        weights.linear("emotion_classifiers.VA", affect), // [n,2]
        units.mul(own).sum(new int[] {2}).add(weights.get("emotion_classifiers.AU.fc.bias")),
        state);
  }

  private State start() {
    var units = weights.get("init_state." + AU).reshape(1, 1, config.width());
    return new State(
        weights.get("init_state." + EXPR).reshape(1, 1, config.width()),
        weights.get("init_state." + VA).reshape(1, 1, config.width()),
        units.broadcast(new Shape(1, config.units(), config.width())));
  }

  /// Where each region is looked for: `[n,r,s,s]`, 0..1.
  NDArray attention(NDArray maps, boolean training) {
    var wide = weights.convolution(MAPS + 0, maps, 1, 1, 1, 1);
    var hidden = Activation.relu(weights.batchNorm(MAPS + 1, wide, training));
    var narrow = weights.convolution(MAPS + 3, hidden, 1, 0, 1, 1);
    var regions = Activation.relu(weights.batchNorm(MAPS + 4, narrow, training));
    return Activation.sigmoid(weights.convolution(MAP, regions, 1, 0, 1, 1));
  }

  /// A vector for each region, by weights of its own: `[n,r,w]`.
  NDArray regions(NDArray maps, boolean training) {
    var attention = attention(maps, training);
    var tokens = new NDList();
    for (int k = 0; k < config.regions(); k++) {
      var path = region(k);
      var looked = maps.mul(attention.get(":,%d:%d".formatted(k, k + 1)).add(1)); // [n,C,s,s]
      var first = weights.convolution(path + "Conv1.0", looked, 1, 1, 1, 1);
      first = Activation.relu(weights.batchNorm(path + "Conv1.1", first, training));
      var second = weights.convolution(path + "Conv2.0", first, 1, 0, 1, 1);
      second = Activation.relu(weights.batchNorm(path + "Conv2.1", second, training));
      tokens.add(weights.linear(path + "fc", Pool.globalAvgPool2d(second))); // [n,w]
    }
    return NDArrays.stack(tokens, 1);
  }

  private NDArray placed(NDArray tokens, boolean training) {
    int r = config.regions();
    int w = config.width();
    var values = new float[r * w];
    for (int i = 0; i < values.length; i++) {
      int region = i / w;
      int place = i % w;
      double angle = region / Math.pow(10_000, (place - place % 2) / (double) w);
      values[i] = (float) (place % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
    }
    var places = tokens.getManager().create(values, new Shape(r, w));
    return drop(tokens.add(places), config.placeDropout(), training);
  }

  /// One encoder layer, normalised after each part: `[n,r,w]`.
  NDArray encoded(String path, NDArray tokens, boolean training) {
    var all = weights.get(path + ".self_attn.in_proj_weight");
    var parts =
        Linear.linear(tokens, all, weights.get(path + ".self_attn.in_proj_bias"))
            .head()
            .split(3, 2);
    float rate = config.encoderDropout();
    var seen = attended(parts.get(0), parts.get(1), parts.get(2), rate, training);
    var mixed = weights.linear(path + ".self_attn.out_proj", seen);
    var x = weights.layerNorm(path + ".norm1", tokens.add(drop(mixed, rate, training)));
    var inner = Activation.gelu(weights.linear(path + ".linear1", x));
    var forward = weights.linear(path + ".linear2", drop(inner, rate, training));
    return weights.layerNorm(path + ".norm2", x.add(drop(forward, rate, training)));
  }

  /// What a task asks of both aspects, by queries of its own: `[n,1,w]`, of units `[n,A,w]`.
  NDArray asked(String task, NDArray seen) {
    var path = task + "_MHA.";
    var query = weights.get(task + "_q");
    long n = seen.getShape().get(0);
    var asked =
        weights.linear(
            path + "W_Q", query.broadcast(new Shape(n, query.getShape().get(1), config.width())));
    var keys = weights.linear(path + "W_K", seen);
    var values = weights.linear(path + "W_V", seen);
    var told = attended(asked, keys, values, 0, false);
    return weights.layerNorm(path + "layer_norm", weights.linear(path + "linear", told));
  }

  private NDArray attended(
      NDArray queries, NDArray keys, NDArray values, float rate, boolean training) {
    var q = inHeads(queries);
    var k = inHeads(keys);
    var v = inHeads(values);
    var scale = Constant.beside(q, Math.sqrt((double) q.getShape().get(3)));
    var shares = drop(q.matMul(k.transpose(0, 1, 3, 2)).div(scale).softmax(-1), rate, training);
    return shares.matMul(v).transpose(0, 2, 1, 3).reshape(queries.getShape());
  }

  private NDArray inHeads(NDArray x) {
    int heads = config.heads();
    return x.reshape(x.getShape().get(0), x.getShape().get(1), heads, -1).transpose(0, 2, 1, 3);
  }

  /// `(x_t + |u| x_{t−1}) / (1 + |u|)`, x as it came and x₀ learned.
  private NDArray smoothed(String task, NDArray asked, List<Integer> lengths, NDArray start) {
    var previous = new NDList();
    int from = 0;
    for (int length : lengths) {
      previous.add(start);
      if (length > 1) {
        previous.add(asked.get("%d:%d".formatted(from, from + length - 1)));
      }
      from += length;
    }
    var u = weights.get("temporal_u." + task).abs();
    return asked.add(NDArrays.concat(previous, 0).mul(u)).div(u.add(1));
  }

  private static NDArray drop(NDArray x, float rate, boolean training) {
    return rate == 0 ? x : Dropout.dropout(x, rate, training).head();
  }
}
