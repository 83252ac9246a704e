package undertone.engine.map;

import java.util.Arrays;
import java.util.HashMap;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;

/// Who is whose neighbour, and how much: each vector weighs its nearest by how near they are beside
/// the others, and two vectors are held together if either says so.
///
/// Source: McInnes, Healy & Melville 2018, arXiv:1802.03426, algorithms 2, 3 and 5.
final class FuzzyGraph {
  // 1/(1 + a·d^2b) is near 1 up to a distance of 0.1 and falls off over 1
  private static final double A = 1.577;
  private static final double B = .8951;
  private static final int EPOCHS = 300;
  private static final int EPOCHS_OF_MANY = 200;
  private static final int MANY = 10_000;
  private static final int STRANGERS = 5; // pushed away for each neighbour drawn near
  private static final double LONGEST_STEP = 4;
  private static final int BISECTIONS = 50;

  private final int[] heads; // [E]
  private final int[] tails; // [E]
  private final double[] everyEpochs; // [E] an edge pulls once in so many epochs

  private final int epochs;

  private FuzzyGraph(int[] heads, int[] tails, double[] everyEpochs, int epochs) {
    this.epochs = epochs;
    this.heads = heads;
    this.tails = tails;
    this.everyEpochs = everyEpochs;
  }

  static FuzzyGraph of(NearestNeighbours near) {
    int n = near.ids.length;
    int k = near.ids[0].length;
    var weights = new double[n][];
    var known = new HashMap<Long, Double>();
    for (int i = 0; i < n; i++) {
      weights[i] = weights(near.cosines[i]);
      for (int m = 0; m < k; m++) {
        known.put((long) i * n + near.ids[i][m], weights[i][m]);
      }
    }
    var heads = new int[n * k];
    var tails = new int[n * k];
    var both = new double[n * k];
    int edges = 0;
    double most = 0;
    for (int i = 0; i < n; i++) {
      for (int m = 0; m < k; m++) {
        int j = near.ids[i][m];
        var back = known.get((long) j * n + i);
        if (back == null || i < j) {
          double w = weights[i][m];
          double v = back == null ? 0 : back;
          heads[edges] = i;
          tails[edges] = j;
          both[edges] = w + v - w * v;
          most = Math.max(most, both[edges++]);
        }
      }
    }
    return weighed(heads, tails, both, edges, most, n < MANY ? EPOCHS : EPOCHS_OF_MANY);
  }

  private static FuzzyGraph weighed(
      int[] heads, int[] tails, double[] weights, int edges, double most, int epochs) {
    int kept = 0;
    var every = new double[edges];
    for (int e = 0; e < edges; e++) {
      if (weights[e] * epochs >= most) { // others would never pull
        heads[kept] = heads[e];
        tails[kept] = tails[e];
        every[kept++] = most / weights[e];
      }
    }
    return new FuzzyGraph(
        Arrays.copyOf(heads, kept), Arrays.copyOf(tails, kept), Arrays.copyOf(every, kept), epochs);
  }

  /// 1 for the nearest, less for others, so that they sum up to log₂ of their number.
  private static double[] weights(float[] cosines) {
    int k = cosines.length;
    var beyond = new double[k];
    for (int m = 0; m < k; m++) {
      beyond[m] = Math.max(0, cosines[0] - cosines[m]);
    }
    double wanted = Math.log(Math.max(2, k)) / Math.log(2);
    double low = 1e-9;
    double high = 4;
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = Math.sqrt(low * high);
      if (sum(beyond, middle) > wanted) {
        high = middle;
      } else {
        low = middle;
      }
    }
    var weights = new double[k];
    for (int m = 0; m < k; m++) {
      weights[m] = Math.exp(-beyond[m] / high);
    }
    return weights;
  }

  private static double sum(double[] beyond, double scale) {
    double sum = 0;
    for (double d : beyond) {
      sum += Math.exp(-d / scale);
    }
    return sum;
  }

  /// Moves places `[N,2]` until neighbours are near each other and strangers are not.
  void settle(double[][] places, SplittableRandom random, DoubleConsumer done) {
    var next = everyEpochs.clone();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double step = 1 - (double) (epoch - 1) / epochs;
      for (int e = 0; e < heads.length; e++) {
        if (next[e] <= epoch) {
          next[e] += everyEpochs[e];
          reach(places[heads[e]], places[tails[e]], places, random, step);
          reach(places[tails[e]], places[heads[e]], places, random, step);
        }
      }
      done.accept((double) epoch / epochs);
    }
  }

  private static void reach(
      double[] one, double[] neighbour, double[][] places, SplittableRandom random, double step) {
    pull(one, neighbour, step);
    for (int s = 0; s < STRANGERS; s++) {
      push(one, places[random.nextInt(places.length)], step);
    }
  }

  private static void pull(double[] head, double[] tail, double step) {
    double square = square(head, tail);
    if (square > 0) {
      double power = Math.pow(square, B);
      double strength = -2 * A * B * (power / square) / (1 + A * power);
      for (int a = 0; a < 2; a++) {
        double move = step * bounded(strength * (head[a] - tail[a]));
        head[a] += move;
        tail[a] -= move;
      }
    }
  }

  private static void push(double[] one, double[] stranger, double step) {
    double square = square(one, stranger);
    if (square > 0) {
      double strength = 2 * B / ((.001 + square) * (1 + A * Math.pow(square, B)));
      for (int a = 0; a < 2; a++) {
        one[a] += step * bounded(strength * (one[a] - stranger[a]));
      }
    }
  }

  private static double square(double[] one, double[] other) {
    double x = one[0] - other[0];
    double y = one[1] - other[1];
    return x * x + y * y;
  }

  private static double bounded(double move) {
    return Math.clamp(move, -LONGEST_STEP, LONGEST_STEP);
  }
}
