package undertone.engine.contract;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one clip has of one modality: steps in order, some of which may be missing, and possibly a
/// vector of the whole.
///
/// Numbers of a missing step are zeros.
public final class ClipSteps {
  private final int dim;
  private final float[] steps; // [T,D]
  private final BitSet kept; // [T]
  private final double @Nullable [] seconds; // [T]
  private final float @Nullable [] whole; // [D]

  private ClipSteps(
      int dim, float[] steps, BitSet kept, double @Nullable [] seconds, float @Nullable [] whole) {
    this.dim = dim;
    this.steps = steps;
    this.kept = kept;
    this.seconds = seconds;
    this.whole = whole;
    for (int t = kept.nextClearBit(0); t < length(); t = kept.nextClearBit(t + 1)) {
      Arrays.fill(steps, t * dim, (t + 1) * dim, 0);
    }
  }

  /// @param steps `[T,D]`, one step after the other, all of them there
  public static ClipSteps of(int dim, float... steps) {
    var all = new BitSet();
    all.set(0, steps.length / dim);
    return of(dim, steps, all, null, null);
  }

  /// @param steps `[T,D]`
  /// @param kept by step, set = it is there
  /// @param seconds of each step from the clip's start; null = nobody knows
  /// @param whole `[D]`, a vector of the clip; null = it is made of the steps
  public static ClipSteps of(
      int dim, float[] steps, BitSet kept, double @Nullable [] seconds, float @Nullable [] whole) {
    if (dim < 1 || steps.length % dim != 0) {
      throw new IllegalArgumentException(
          "%d numbers make no steps of %d.".formatted(steps.length, dim));
    }
    int length = steps.length / dim;
    if (kept.length() > length
        || (seconds != null && seconds.length != length)
        || (whole != null && whole.length != dim)) {
      throw new IllegalArgumentException(
          "A mask, times or a vector of the whole do not fit %d steps of %d."
              .formatted(length, dim));
    }
    return new ClipSteps(
        dim,
        steps.clone(),
        (BitSet) kept.clone(),
        seconds == null ? null : seconds.clone(),
        whole == null ? null : whole.clone());
  }

  /// A vector of the whole and no steps.
  public static ClipSteps ofWhole(float... vector) {
    return of(vector.length, new float[0], new BitSet(), null, vector);
  }

  /// Numbers of a step (D).
  public int dim() {
    return dim;
  }

  /// Steps (T); 0 where there is only a vector of the whole.
  public int length() {
    return steps.length / dim;
  }

  /// Whether a step is there.
  public boolean has(int step) {
    return kept.get(step);
  }

  /// How many steps are there.
  public int kept() {
    return kept.cardinality();
  }

  /// A number of a step.
  public float at(int step, int number) {
    return steps[step * dim + number];
  }

  /// All steps `[T,D]`, a copy.
  public float[] steps() {
    return steps.clone();
  }

  void copyTo(float[] target, int from) {
    System.arraycopy(steps, 0, target, from, steps.length);
  }

  /// Seconds of each step from the clip's start, a copy.
  public Optional<double[]> seconds() {
    return Optional.ofNullable(seconds).map(double[]::clone);
  }

  /// The vector of the clip that the file holds, a copy.
  public Optional<float[]> whole() {
    return Optional.ofNullable(whole).map(float[]::clone);
  }

  /// The vector of the clip: that of the file, else the mean of the steps that are there; empty if
  /// none is.
  public Optional<float[]> utterance() {
    if (whole != null) {
      return whole();
    }
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    var sum = new double[dim];
    for (int t = kept.nextSetBit(0); t >= 0; t = kept.nextSetBit(t + 1)) {
      for (int d = 0; d < dim; d++) {
        sum[d] += at(t, d);
      }
    }
    var mean = new float[dim];
    for (int d = 0; d < dim; d++) {
      mean[d] = (float) (sum[d] / kept.cardinality());
    }
    return Optional.of(mean);
  }

  /// The same with other numbers; missing steps stay missing.
  ClipSteps with(float[] steps, float @Nullable [] whole) {
    return new ClipSteps(dim, steps, kept, seconds, whole);
  }
}
