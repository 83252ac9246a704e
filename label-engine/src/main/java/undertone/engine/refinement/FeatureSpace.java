package undertone.engine.refinement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Brings features into the space that networks learn in: standardised, rotated to the principal
/// axes, the first few kept.
///
/// The rotation sees all clips of the run and no label, so it gives nothing away across folds.
public final class FeatureSpace {
  private static final int SPARE = 16; // extra directions while iterating, dropped at the end
  private static final int ITERATIONS = 5;
  private static final double SCALING = 0.5; // axes keep σ^½: 1 would be all noise, 0 all texture
  private static final double LEAST_SPREAD = 1e-5; // of an axis beside the first
  private static final float BOUND = 10; // spreads; one broken clip must not turn the axes

  private final double[] means; // [D]
  private final double[] spreads; // [D]
  private final float[][] axes; // [C][D] weights of standardised features; empty = they stay

  private FeatureSpace(double[] means, double[] spreads, float[][] axes) {
    this.means = means;
    this.spreads = spreads;
    this.axes = axes;
  }

  /// A space and the clips it was made from in it.
  static final class Placed {
    final FeatureSpace space;
    final float[][] rows; // [N,C]

    Placed(FeatureSpace space, float[][] rows) {
      this.space = space;
      this.rows = rows;
    }
  }

  /// @param order which feature row each clip has
  /// @return one row per clip `[N,C]`, C ≤ `components`
  public static float[][] of(
      FeatureTable table, int[] order, int components, SplittableRandom random) {
    return place(table, order, components, random).rows;
  }

  /// As [#of], with the space itself, into which other clips can be brought later.
  static Placed place(FeatureTable table, int[] order, int components, SplittableRandom random) {
    int width = table.width();
    var as = measured(table, order);
    var standard = as.standardised(table, order);
    if (components == 0 || width <= components) {
      return new Placed(as, standard);
    }
    int kept = Math.min(components, Math.min(width, order.length));
    return rotated(as, standard, kept, random);
  }

  /// Clips in this space, those it was made from among them: equal to the digits that matter.
  ///
  /// @throws IllegalArgumentException if the clips have other features
  float[][] of(FeatureTable table, int[] order) {
    if (table.width() != means.length) {
      throw new IllegalArgumentException(
          "Bug: a space of %d features was given clips of %d."
              .formatted(means.length, table.width()));
    }
    var standard = standardised(table, order);
    if (axes.length == 0) {
      return standard;
    }
    int n = order.length;
    var weights = new double[axes.length][];
    Arrays.setAll(weights, c -> doubles(axes[c]));
    try (var manager = NDManager.newBaseManager();
        var matrix =
            manager.create(direct(standard), new Shape(n, means.length), DataType.FLOAT32)) {
      var turned = times(manager, matrix.transpose(), weights); // [C][N]
      var rows = new float[n][axes.length];
      for (int c = 0; c < axes.length; c++) {
        for (int i = 0; i < n; i++) {
          rows[i][c] = (float) turned[c][i];
        }
      }
      return rows;
    }
  }

  /// D, features per clip.
  int width() {
    return means.length;
  }

  /// C, numbers per clip in this space.
  int components() {
    return axes.length == 0 ? means.length : axes.length;
  }

  void write(DataOutputStream out) throws IOException {
    Pieces.write(out, means);
    Pieces.write(out, spreads);
    Pieces.write(out, axes);
  }

  static FeatureSpace read(DataInputStream in) throws IOException {
    return new FeatureSpace(
        Pieces.readDoubles(in), Pieces.readDoubles(in), Pieces.readFloatRows(in));
  }

  /// The means and spreads of what is there of each feature.
  private static FeatureSpace measured(FeatureTable table, int[] order) {
    int width = table.width();
    var means = new double[width];
    var spreads = new double[width];
    for (int e = 0; e < width; e++) {
      double sum = 0;
      double squares = 0;
      int seen = 0;
      for (int row : order) {
        float value = table.at(row, e);
        if (Float.isFinite(value)) {
          sum += value;
          squares += (double) value * value;
          seen++;
        }
      }
      means[e] = seen == 0 ? 0 : sum / seen;
      spreads[e] = seen == 0 ? 0 : Math.sqrt(Math.max(0, squares / seen - means[e] * means[e]));
    }
    return new FeatureSpace(means, spreads, new float[0][]);
  }

  /// Mean 0 and spread 1; what is missing is average, what never varies is 0.
  private float[][] standardised(FeatureTable table, int[] order) {
    var rows = new float[order.length][means.length];
    for (int e = 0; e < means.length; e++) {
      for (int i = 0; i < order.length; i++) {
        float value = table.at(order[i], e);
        boolean usable = Float.isFinite(value) && spreads[e] > 1e-7;
        rows[i][e] =
            usable ? Math.clamp((float) ((value - means[e]) / spreads[e]), -BOUND, BOUND) : 0;
      }
    }
    return rows;
  }

  /// Randomised subspace iteration: with a handful of passes the leading axes are exact to the
  /// digits that matter, at a hundredth of a full decomposition.
  ///
  /// Source: Halko, Martinsson & Tropp 2011, arXiv:0909.4061, algorithm 4.4.
  private static Placed rotated(
      FeatureSpace as, float[][] x, int components, SplittableRandom random) {
    int n = x.length;
    int directions = Math.min(Math.min(components + SPARE, x[0].length), n);
    try (var manager = NDManager.newBaseManager()) {
      var matrix = manager.create(direct(x), new Shape(n, x[0].length), DataType.FLOAT32); // [N,D]
      var turned = matrix.transpose(); // [D,N]
      var basis = gaussian(x[0].length, directions, random); // columns [k][D]
      double[][] axes = new double[0][];
      for (int i = 0; i < ITERATIONS; i++) {
        axes = orthonormal(times(manager, turned, basis)); // [k][N]
        if (i + 1 < ITERATIONS) {
          basis = orthonormal(times(manager, matrix, axes)); // [k][D]
        }
      }
      var core = times(manager, matrix, axes); // Bᵀ: [k][D]
      var eigen = new SymmetricEigen(gram(core)); // of B Bᵀ [k,k]
      return new Placed(
          new FeatureSpace(as.means, as.spreads, weights(core, eigen, components, n)),
          scores(axes, eigen, components, n));
    }
  }

  /// What a clip's standardised numbers weigh on each axis: √N·(s/s₁)^(1−scaling)·V/s, where the
  /// right singular vector V is BᵀU/s. An axis on which nothing varies weighs nothing.
  private static float[][] weights(double[][] core, SymmetricEigen eigen, int components, int n) {
    var weights = new float[components][core[0].length];
    double first = Math.sqrt(Math.max(eigen.value(0), 1e-12));
    for (int c = 0; c < components; c++) {
      double singular = Math.sqrt(Math.max(eigen.value(c), 0));
      if (singular > LEAST_SPREAD * first) {
        double scale =
            Math.sqrt(n) * Math.pow(singular / first, 1 - SCALING) / (singular * singular);
        for (int e = 0; e < weights[c].length; e++) {
          double weight = 0;
          for (int k = 0; k < core.length; k++) {
            weight += core[k][e] * eigen.vector(c)[k];
          }
          weights[c][e] = (float) (weight * scale);
        }
      }
    }
    return weights;
  }

  /// Rows of Q·U·Σ, scaled so that the first axis has spread 1.
  private static float[][] scores(double[][] axes, SymmetricEigen eigen, int components, int n) {
    var rows = new float[n][components];
    double first = Math.sqrt(Math.max(eigen.value(0), 1e-12));
    for (int c = 0; c < components; c++) {
      double singular = Math.sqrt(Math.max(eigen.value(c), 0));
      // unit-spread scores are √N·(Q·U); an axis of singular value s keeps (s/s₁)^(1−scaling) of it
      double scale = Math.sqrt(n) * Math.pow(singular / first, 1 - SCALING);
      for (int k = 0; k < axes.length; k++) {
        double weight = eigen.vector(c)[k] * scale;
        for (int i = 0; i < n; i++) {
          rows[i][c] += (float) (axes[k][i] * weight);
        }
      }
    }
    return rows;
  }

  private static ByteBuffer direct(float[][] x) {
    var buffer =
        ByteBuffer.allocateDirect(Math.multiplyExact(4 * x.length, x[0].length))
            .order(ByteOrder.nativeOrder());
    for (var row : x) {
      for (float value : row) {
        buffer.putFloat(value);
      }
    }
    return buffer.rewind();
  }

  private static double[][] gaussian(int length, int columns, SplittableRandom random) {
    var basis = new double[columns][length];
    for (var column : basis) {
      for (int i = 0; i < length; i++) {
        column[i] = random.nextGaussian();
      }
    }
    return basis;
  }

  /// Rows of `columns` times a matrix `[N,D]` or `[D,N]`, computed natively in single precision.
  private static double[][] times(NDManager manager, NDArray matrix, double[][] columns) {
    int length = columns[0].length;
    var flat = new float[columns.length * length];
    for (int k = 0; k < columns.length; k++) {
      for (int i = 0; i < length; i++) {
        flat[k * length + i] = (float) columns[k][i];
      }
    }
    try (var operand = manager.create(flat, new Shape(columns.length, length));
        var product = operand.matMul(matrix)) { // [k,N] or [k,D]
      var values = product.toFloatArray();
      int width = values.length / columns.length;
      var result = new double[columns.length][width];
      for (int k = 0; k < columns.length; k++) {
        for (int i = 0; i < width; i++) {
          result[k][i] = values[k * width + i];
        }
      }
      return result;
    }
  }

  /// Gram-Schmidt, twice for safety; a direction that vanishes becomes zero.
  private static double[][] orthonormal(double[][] columns) {
    for (int k = 0; k < columns.length; k++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < k; j++) {
          double overlap = dot(columns[k], columns[j]);
          for (int i = 0; i < columns[k].length; i++) {
            columns[k][i] -= overlap * columns[j][i];
          }
        }
      }
      double length = Math.sqrt(dot(columns[k], columns[k]));
      for (int i = 0; i < columns[k].length; i++) {
        columns[k][i] = length > 1e-9 ? columns[k][i] / length : 0;
      }
    }
    return columns;
  }

  private static double[][] gram(double[][] columns) {
    var gram = new double[columns.length][columns.length];
    for (int a = 0; a < columns.length; a++) {
      for (int b = 0; b <= a; b++) {
        gram[a][b] = dot(columns[a], columns[b]);
        gram[b][a] = gram[a][b];
      }
    }
    return gram;
  }

  private static double[] doubles(float[] values) {
    var doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
