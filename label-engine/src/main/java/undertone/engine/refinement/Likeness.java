package undertone.engine.refinement;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Groups clips that look or sound alike, so that a curator can look at one in the middle and
/// decide for all of them.
///
/// k-medoids under cosine distance with seeding by distance and alternating steps (Park and Jun, "A
/// simple and fast algorithm for K-medoids clustering", 2009; seeding as in Arthur and
/// Vassilvitskii, "k-means++", 2007), in the space the networks of a run learn in, which is the
/// same for all folds and knows no label. Under the cosine the medoid of a group is simply the clip
/// nearest to the sum of its unit vectors, so no pairwise distances are needed.
public final class Likeness {

  /// Fewer clips than this are quicker looked at one by one.
  public static final int FEWEST = 8;

  private static final int MOST_GROUPS = 40;
  private static final int COMPONENTS = 64;
  private static final int ITERATIONS = 20;

  private Likeness() {}

  /// @param features of all clips of the run, which shape the space
  /// @param asked rows of the clips to group
  /// @return for each asked clip the row of the clip in the middle of its group; empty if there are
  ///   fewer than [#FEWEST]
  public static int[] medoids(FeatureTable features, int[] asked, long seed) {
    if (asked.length < FEWEST) {
      return new int[0];
    }
    var random = new SplittableRandom(seed);
    var order = IntStream.range(0, features.rows()).toArray();
    var space = FeatureSpace.of(features, order, COMPONENTS, random.split());
    var points =
        Evenness.unit(Arrays.stream(asked).mapToObj(row -> space[row]).toArray(float[][]::new));
    int groups = Math.clamp(Math.round(Math.sqrt(asked.length / 2.0)), 2, MOST_GROUPS);
    var middles = seeds(points, groups, random);
    var group = assign(points, middles);
    for (int i = 0; i < ITERATIONS; i++) {
      var moved = moved(points, group, middles);
      if (Arrays.equals(moved, middles)) {
        break;
      }
      middles = moved;
      group = assign(points, middles);
    }
    int[] found = middles;
    return Arrays.stream(group).map(g -> asked[found[g]]).toArray();
  }

  /// First middles: each as likely as it is far from those before it.
  private static int[] seeds(float[][] points, int groups, SplittableRandom random) {
    var seeds = new int[groups];
    seeds[0] = random.nextInt(points.length);
    var far = new double[points.length];
    Arrays.fill(far, Double.MAX_VALUE);
    for (int g = 1; g < groups; g++) {
      double all = 0;
      for (int i = 0; i < points.length; i++) {
        far[i] = Math.min(far[i], Math.max(0, 1 - cosine(points[i], points[seeds[g - 1]])));
        all += far[i];
      }
      double drawn = random.nextDouble() * all;
      int chosen = 0;
      while (chosen < points.length - 1 && drawn >= far[chosen]) {
        drawn -= far[chosen++];
      }
      seeds[g] = chosen;
    }
    return seeds;
  }

  /// The nearest middle of each point; the first of equals.
  private static int[] assign(float[][] points, int[] middles) {
    var group = new int[points.length];
    for (int i = 0; i < points.length; i++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int g = 0; g < middles.length; g++) {
        double near = cosine(points[i], points[middles[g]]);
        if (near > best) {
          best = near;
          group[i] = g;
        }
      }
    }
    return group;
  }

  /// Each group's middle moved to the point nearest to the sum of the group; an empty group's
  /// stays.
  private static int[] moved(float[][] points, int[] group, int[] middles) {
    var sums = new float[middles.length][points[0].length];
    for (int i = 0; i < points.length; i++) {
      for (int e = 0; e < points[i].length; e++) {
        sums[group[i]][e] += points[i][e];
      }
    }
    var moved = middles.clone();
    var best = new double[middles.length];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < points.length; i++) {
      double near = cosine(points[i], sums[group[i]]);
      if (near > best[group[i]]) {
        best[group[i]] = near;
        moved[group[i]] = i;
      }
    }
    return moved;
  }

  // Of a unit vector and another: their cosine, times the other's length.
  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int e = 0; e < a.length; e++) {
      sum += (double) a[e] * b[e];
    }
    return sum;
  }
}
