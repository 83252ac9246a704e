package undertone.engine.refinement;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The newest keys with their working labels, a ring that the contrastive loss looks back on.
final class EmbeddingQueue {
  private final float[] keys; // [Q,d], row after row
  private final int[] labels; // [Q]; -1 = a start row, matches no class
  private final int embedding;
  private int next;

  /// Random unit vectors without labels.
  EmbeddingQueue(int length, int embedding, SplittableRandom random) {
    this(new float[length * embedding], new int[length], 0);
    Arrays.fill(labels, -1);
    for (int i = 0; i < length; i++) {
      double square = 0;
      for (int e = 0; e < embedding; e++) {
        float value = (float) random.nextGaussian();
        keys[i * embedding + e] = value;
        square += value * value;
      }
      for (int e = 0; e < embedding; e++) {
        keys[i * embedding + e] /= (float) Math.sqrt(square);
      }
    }
  }

  EmbeddingQueue(float[] keys, int[] labels, int next) {
    this.keys = keys;
    this.labels = labels;
    this.embedding = labels.length == 0 ? 1 : keys.length / labels.length;
    this.next = next;
  }

  /// A queue whose newest rows are the newest of another one.
  EmbeddingQueue goingOn(float[] otherKeys, int[] otherLabels, int otherNext) {
    int kept = Math.min(labels.length, otherLabels.length);
    for (int i = 0; i < kept; i++) {
      int from = Math.floorMod(otherNext - kept + i, otherLabels.length);
      int to = labels.length - kept + i; // the next row written is then the oldest
      System.arraycopy(otherKeys, from * embedding, keys, to * embedding, embedding);
      labels[to] = otherLabels[from];
    }
    return this;
  }

  /// Length for N clips in batches of B: a multiple of B, at most 1024 and half the clips; none for
  /// small corpora.
  static int lengthFor(int clips, int batch) {
    int most = Math.min(1024, clips / 2);
    return clips < 512 ? 0 : most / batch * batch;
  }

  float[] keys() {
    return keys;
  }

  int[] labels() {
    return labels;
  }

  int next() {
    return next;
  }

  /// Overwrites the oldest rows with one batch.
  void enqueue(float[] batchKeys, int[] batchLabels) {
    if (labels.length == 0) {
      return;
    }
    if (labels.length % batchLabels.length != 0) {
      throw new IllegalArgumentException(
          "Bug: a queue of %d takes no batches of %d."
              .formatted(labels.length, batchLabels.length));
    }
    System.arraycopy(batchKeys, 0, keys, next * embedding, batchKeys.length);
    System.arraycopy(batchLabels, 0, labels, next, batchLabels.length);
    next = (next + batchLabels.length) % labels.length;
  }
}
