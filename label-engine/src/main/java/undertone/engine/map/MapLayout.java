package undertone.engine.map;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import undertone.engine.search.UnitVector;

/// Brings unit vectors `[N,D]` to places `[N,2]` in the square from 0 to 1, so that the neighbours
/// of a vector are mostly the neighbours of its place. Distances between far groups mean little.
///
/// Equal vectors in equal order give equal places. Time grows with the square of N: a fuzzy graph
/// of the 15 nearest by cosine, laid out from the two principal axes by gradient steps, on one
/// thread.
///
/// Source: McInnes, Healy & Melville 2018, *UMAP*, arXiv:1802.03426, algorithms 1 to 5, with a
/// minimal distance of 0.1. It differs in the start (principal axes in place of the spectrum of the
/// graph) and in neighbours that are exact.
public final class MapLayout {
  static final int NEIGHBOURS = 15;
  private static final int BESIDE = 5;
  private static final long SEED = 20261128;
  private static final double WIDTH = 20; // of the start, as in the reference
  private static final double NOISE = 1e-3; // so that equal vectors can part
  private static final float MARGIN = .02f;

  private MapLayout() {}

  /// @param done hears how far it is, 0..1
  /// @return `[N,2]`, in the order given
  public static float[][] of(List<UnitVector> vectors, DoubleConsumer done) {
    int n = vectors.size();
    if (n < 3) {
      return fewPlaces(n);
    }
    var rows = vectors.stream().map(UnitVector::numbers).toArray(float[][]::new);
    var near = NearestNeighbours.of(rows, NEIGHBOURS, share -> done.accept(.6 * share));
    var random = new SplittableRandom(SEED);
    var places = started(PrincipalAxes.coordinates(rows, random), random);
    FuzzyGraph.of(near).settle(places, random, share -> done.accept(.6 + .4 * share));
    return fitted(places);
  }

  /// A place for a vector that came later: amid the places of its nearest, which stay where they
  /// are.
  ///
  /// @param vectors `[N]`, N at least 1
  /// @param places `[N,2]` of these
  /// @return `[2]`
  public static float[] beside(UnitVector vector, List<UnitVector> vectors, float[][] places) {
    var near = NearestNeighbours.to(vector, vectors, BESIDE);
    // a mean of two groups lies in neither; a median is amid the larger
    return new float[] {median(near, places, 0), median(near, places, 1)};
  }

  private static float median(int[] near, float[][] places, int axis) {
    var values = new float[near.length];
    for (int i = 0; i < near.length; i++) {
      values[i] = places[near[i]][axis];
    }
    Arrays.sort(values);
    return values[(values.length - 1) / 2];
  }

  private static float[][] fewPlaces(int n) {
    return switch (n) {
      case 0 -> new float[0][];
      case 1 -> new float[][] {{.5f, .5f}};
      default -> new float[][] {{.35f, .5f}, {.65f, .5f}};
    };
  }

  private static double[][] started(double[][] axes, SplittableRandom random) {
    double widest = 0;
    for (var place : axes) {
      widest = Math.max(widest, Math.max(Math.abs(place[0]), Math.abs(place[1])));
    }
    double scale = widest > 0 ? WIDTH / 2 / widest : 0;
    for (var place : axes) {
      for (int a = 0; a < 2; a++) {
        place[a] = place[a] * scale + NOISE * random.nextGaussian();
      }
    }
    return axes;
  }

  /// In the square, as large as fits, with the shape kept.
  private static float[][] fitted(double[][] places) {
    var low = new double[] {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    var high = new double[] {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (var place : places) {
      for (int a = 0; a < 2; a++) {
        low[a] = Math.min(low[a], place[a]);
        high[a] = Math.max(high[a], place[a]);
      }
    }
    double side = Math.max(Math.max(high[0] - low[0], high[1] - low[1]), 1e-9);
    var fitted = new float[places.length][2];
    for (int i = 0; i < fitted.length; i++) {
      for (int a = 0; a < 2; a++) {
        double centred = (places[i][a] - (low[a] + high[a]) / 2) / side;
        fitted[i][a] = (float) (.5 + (1 - 2 * MARGIN) * centred);
      }
    }
    return fitted;
  }
}
