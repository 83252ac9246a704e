package undertone.models.abaw;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/// Brings a stream of one rate onto the frames of another: a matrix `[To,From]` times `[From,D]`,
/// so gradients pass.
///
/// Source: arXiv:2403.15044, whose code interpolates a slower stream and picks from a faster one;
/// means of a faster one are ours, since picking folds what is too fast to be seen.
public final class Alignment {
  private final double[] shares;
  private final int from;
  private final int to;

  private Alignment(int from, int to) {
    if (Math.min(from, to) < 1) {
      throw new IllegalArgumentException(
          "Streams need a frame at least but have %d and %d.".formatted(from, to));
    }
    this.from = from;
    this.to = to;
    shares = new double[to * from];
  }

  /// On straight lines between neighbours; first and last stay first and last.
  public static Alignment linear(int from, int to) {
    var alignment = new Alignment(from, to);
    for (int i = 0; i < to; i++) {
      double place = alignment.place(i);
      int before = Math.min((int) place, from - 1);
      alignment.shares[i * from + before] += 1 - (place - before);
      if (before + 1 < from) {
        alignment.shares[i * from + before + 1] += place - before;
      }
    }
    return alignment;
  }

  /// The nearest frame; of two equally near, the one with an even number.
  public static Alignment nearest(int from, int to) {
    var alignment = new Alignment(from, to);
    for (int i = 0; i < to; i++) {
      alignment.shares[i * from + (int) Math.rint(alignment.place(i))] = 1;
    }
    return alignment;
  }

  private double place(int i) {
    return to == 1 ? 0 : i * (double) (from - 1) / (to - 1);
  }

  /// The mean of all frames that fall into one; of a slower stream, lines between neighbours.
  public static Alignment pooled(int from, int to) {
    if (from < to) {
      return linear(from, to);
    }
    var alignment = new Alignment(from, to);
    for (int i = 0; i < to; i++) {
      int first = Math.ceilDiv(i * from, to);
      int end = Math.ceilDiv((i + 1) * from, to);
      for (int j = first; j < end; j++) {
        alignment.shares[i * from + j] = 1.0 / (end - first);
      }
    }
    return alignment;
  }

  /// (¼, ½, ¼) over neighbouring frames, renormalised at the ends: takes the jitter from scores of
  /// frames.
  public static Alignment smooth(int frames) {
    var alignment = new Alignment(frames, frames);
    for (int i = 0; i < frames; i++) {
      double sum = 0;
      for (int j = Math.max(0, i - 1); j <= Math.min(frames - 1, i + 1); j++) {
        sum += j == i ? .5 : .25;
      }
      for (int j = Math.max(0, i - 1); j <= Math.min(frames - 1, i + 1); j++) {
        alignment.shares[i * frames + j] = (j == i ? .5 : .25) / sum;
      }
    }
    return alignment;
  }

  /// @param stream `[From,D]` or `[B,From,D]`
  /// @return `[To,D]` or `[B,To,D]`
  public NDArray of(NDArray stream) {
    return matrix(stream.getManager(), stream.getDataType()).matMul(stream);
  }

  private NDArray matrix(NDManager manager, DataType type) {
    return manager.create(shares, new Shape(to, from)).toType(type, false);
  }
}
