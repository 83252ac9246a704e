package undertone.engine.refinement;

import java.util.ArrayDeque;
import java.util.Arrays;

/// Finds the lowest point of a smooth convex function.
///
/// Source: Nocedal & Wright, *Numerical Optimization*, algorithm 7.5, with a backtracking line
/// search.
public final class Lbfgs {
  private static final int MEMORY = 8; // pairs of steps and gradient changes remembered
  private static final double SUFFICIENT = 1e-4; // Armijo's share of the promised descent
  private static final int HALVINGS = 30;

  private Lbfgs() {}

  /// A function with its gradient.
  @FunctionalInterface
  public interface Objective {
    /// @param gradient filled with the gradient at x
    /// @return the value at x
    double at(double[] x, double[] gradient);
  }

  private static final class Pair {
    final double[] step;
    final double[] change; // of the gradient
    final double curvature; // step·change

    Pair(double[] step, double[] change, double curvature) {
      this.step = step;
      this.change = change;
      this.curvature = curvature;
    }
  }

  /// @param iterations at most
  /// @param tolerance stops when no step lowers the value by more than this share of it
  public static double[] lowest(
      Objective objective, double[] start, int iterations, double tolerance) {
    var x = start.clone();
    var gradient = new double[x.length];
    double value = objective.at(x, gradient);
    var memory = new ArrayDeque<Pair>();
    for (int i = 0; i < iterations; i++) {
      var direction = direction(gradient, memory);
      double slope = dot(direction, gradient);
      if (!(slope < 0)) {
        return x;
      }
      double length = memory.isEmpty() ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
      var next = new double[x.length];
      var nextGradient = new double[x.length];
      double nextValue = Double.POSITIVE_INFINITY;
      for (int h = 0; h < HALVINGS && !(nextValue <= value + SUFFICIENT * length * slope); h++) {
        length = h == 0 ? length : length / 2;
        for (int j = 0; j < x.length; j++) {
          next[j] = x[j] + length * direction[j];
        }
        nextValue = objective.at(next, nextGradient);
      }
      if (!(nextValue < value)) {
        return x;
      }
      remember(memory, minus(next, x), minus(nextGradient, gradient));
      boolean done = value - nextValue <= tolerance * Math.max(1, Math.abs(value));
      x = next;
      gradient = nextGradient;
      value = nextValue;
      if (done) {
        return x;
      }
    }
    return x;
  }

  /// Minus the inverse Hessian, as the last steps show it, times the gradient.
  private static double[] direction(double[] gradient, ArrayDeque<Pair> memory) {
    var q = gradient.clone();
    var weights = new double[memory.size()];
    int i = 0;
    for (var pair : memory) { // newest first
      weights[i] = dot(pair.step, q) / pair.curvature;
      add(q, pair.change, -weights[i++]);
    }
    if (!memory.isEmpty()) {
      var newest = memory.getFirst();
      double scale = newest.curvature / dot(newest.change, newest.change);
      Arrays.setAll(q, j -> q[j] * scale);
    }
    for (var pairs = memory.descendingIterator(); pairs.hasNext(); ) {
      var pair = pairs.next();
      add(q, pair.step, weights[--i] - dot(pair.change, q) / pair.curvature);
    }
    Arrays.setAll(q, j -> -q[j]);
    return q;
  }

  private static void remember(ArrayDeque<Pair> memory, double[] step, double[] change) {
    double curvature = dot(step, change);
    if (curvature > 1e-12) {
      memory.addFirst(new Pair(step, change, curvature));
      if (memory.size() > MEMORY) {
        memory.removeLast();
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static void add(double[] to, double[] what, double times) {
    for (int j = 0; j < to.length; j++) {
      to[j] += times * what[j];
    }
  }

  private static double[] minus(double[] a, double[] b) {
    var difference = new double[a.length];
    Arrays.setAll(difference, j -> a[j] - b[j]);
    return difference;
  }
}
