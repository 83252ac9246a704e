package undertone.models.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PassTest {
  private static final int B = 2, N = 5, OTHERS = 3, D = 8, HEADS = 2;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Map<String, NDArray> drawn(Layout layout) {
    var random = new SplittableRandom(5);
    var weights = new HashMap<String, NDArray>();
    layout
        .shapes()
        .forEach((name, shape) -> {
          var values = new float[(int) shape.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (.4 * random.nextGaussian());
          }
          weights.put(name, manager.create(values, shape));
        });
    return weights;
  }

  /// x·Wᵀ + b, row by row, in doubles.
  private static double[][] linear(double[][] x, float[] weight, double[] bias) {
    var y = new double[x.length][bias.length];
    for (int n = 0; n < x.length; n++) {
      for (int o = 0; o < bias.length; o++) {
        y[n][o] = bias[o];
        for (int i = 0; i < x[n].length; i++) {
          y[n][o] += x[n][i] * weight[o * x[n].length + i];
        }
      }
    }
    return y;
  }

  private static double[] doubles(float[] values) {
    var all = new double[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = values[i];
    }
    return all;
  }

  @Test
  void attention_is_the_sum_over_others_by_how_well_they_fit() {
    var weights = drawn(new Layout().attention("a", D));
    var x = manager.randomNormal(new Shape(B, N, D));
    var others = manager.randomNormal(new Shape(B, OTHERS, D));

    var ours = Pass.predicting(weights).attention(x, others, "a", HEADS);

    for (int b = 0; b < B; b++) {
      var theirs = naive(weights, rows(x, b, N), rows(others, b, OTHERS));
      for (int n = 0; n < N; n++) {
        for (int d = 0; d < D; d++) {
          assertThat((double) ours.getFloat(b, n, d)).isCloseTo(theirs[n][d], within(1e-4));
        }
      }
    }
  }

  private static double[][] rows(NDArray x, int clip, int count) {
    var rows = new double[count][D];
    for (int n = 0; n < count; n++) {
      for (int d = 0; d < D; d++) {
        rows[n][d] = x.getFloat(clip, n, d);
      }
    }
    return rows;
  }

  private static double[][] naive(Map<String, NDArray> all, double[][] x, double[][] others) {
    var kv = floats(all, "a.kv.weight");
    var q = linear(x, floats(all, "a.q.weight"), doubles(floats(all, "a.q_bias")));
    var keyed = new double[2 * D];
    System.arraycopy(doubles(floats(all, "a.v_bias")), 0, keyed, D, D);
    var both = linear(others, kv, keyed); // keys, then values
    var mixed = new double[x.length][D];
    int width = D / HEADS;
    for (int n = 0; n < x.length; n++) {
      for (int h = 0; h < HEADS; h++) {
        var fits = new double[others.length];
        double sum = 0;
        for (int o = 0; o < others.length; o++) {
          double product = 0;
          for (int d = h * width; d < (h + 1) * width; d++) {
            product += q[n][d] * both[o][d];
          }
          fits[o] = Math.exp(product / Math.sqrt(width));
          sum += fits[o];
        }
        for (int o = 0; o < others.length; o++) {
          for (int d = h * width; d < (h + 1) * width; d++) {
            mixed[n][d] += fits[o] / sum * both[o][D + d];
          }
        }
      }
    }
    return linear(mixed, floats(all, "a.proj.weight"), doubles(floats(all, "a.proj.bias")));
  }

  private static float[] floats(Map<String, NDArray> all, String name) {
    return Objects.requireNonNull(all.get(name), name).toFloatArray();
  }

  @Test
  void self_attention_is_attention_to_oneself_with_the_matrices_in_one() {
    var apart = drawn(new Layout().attention("a", D));
    var together = new HashMap<>(apart);
    together.put(
        "a.qkv.weight",
        Objects.requireNonNull(apart.get("a.q.weight"))
            .concat(Objects.requireNonNull(apart.get("a.kv.weight")), 0));
    var x = manager.randomNormal(new Shape(B, N, D));

    var ours = Pass.predicting(together).selfAttention(x, "a", HEADS);

    var theirs = Pass.predicting(apart).attention(x, x, "a", HEADS);
    assertThat(ours.allClose(theirs, 1e-5, 1e-6, false)).isTrue();
  }

  @Test
  void dropped_paths_leave_the_mean_where_it_was() {
    var pass = Pass.learning(Map.of(), new SplittableRandom(1));
    var ones = manager.ones(new Shape(20_000, 1, 2));

    var dropped = pass.dropped(ones, .3);

    assertThat(dropped.mean().getFloat()).isCloseTo(1, within(.03f));
    assertThat(dropped.get(":,0,0").allClose(dropped.get(":,0,1"))).isTrue(); // whole rows
    assertThat(Pass.predicting(Map.of()).dropped(ones, .3)).isSameAs(ones);
  }

  @Test
  void blocks_have_as_many_weights_as_the_papers_say() {
    assertThat(count(new Layout().block("b", 512))).isEqualTo(3_151_872);
    assertThat(count(new Layout().crossBlock("b", 512))).isEqualTo(4_204_032);
  }

  @Test
  void a_block_multiplies_and_adds_as_often_as_the_papers_say() {
    var pass = Pass.predicting(drawn(new Layout().block("b", D)));

    pass.block(manager.randomNormal(new Shape(B, N, D)), "b", HEADS, 0);

    assertThat(pass.multiplyAdds()).isEqualTo(B * (12 * N * D * D + 2 * N * N * D));
  }

  private static long count(Layout layout) {
    return layout.shapes().values().stream().mapToLong(Shape::size).sum();
  }
}
