package undertone.engine.multimodal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/// The weights of the epoch that told clips apart best so far: by weighted F1, among equals by the
/// log-loss.
final class BestEpoch {
  private static final int EPOCH = 2; // place in the score

  private final Map<String, NDArray> now;
  private final Map<String, NDArray> best = new LinkedHashMap<>();
  private final NDArray score; // weighted F1, log-loss, epoch

  /// @param now weights as they are moved
  BestEpoch(Map<String, NDArray> now, NDManager manager) {
    this.now = now;
    now.forEach((name, array) -> best.put(name, array.zerosLike()));
    score = manager.create(new float[] {-1, Float.MAX_VALUE, 0});
  }

  /// Everything that has to be kept so that a training goes on as if it had not stopped.
  Map<String, NDArray> all() {
    var all = new LinkedHashMap<>(now);
    best.forEach((name, array) -> all.put("best." + name, array));
    all.put("best", score);
    return all;
  }

  int epoch() {
    return (int) score.getFloat(EPOCH);
  }

  void offer(int epoch, double f1, double logLoss) {
    float better = (float) f1;
    float loss = (float) logLoss;
    var standing = score.toFloatArray();
    if (better > standing[0] || (better == standing[0] && loss < standing[1])) {
      score.set(new float[] {better, loss, epoch});
      best.forEach((name, array) -> array.set(floats(name)));
    }
  }

  private float[] floats(String name) {
    var array = now.get(name);
    if (array == null) {
      throw new IllegalStateException("Bug: the network lost its weight %s.".formatted(name));
    }
    return array.toFloatArray();
  }

  /// Sets the weights to those of the best epoch.
  void restore() {
    now.forEach((name, array) -> {
      var kept = best.get(name);
      if (kept != null) {
        array.set(kept.toFloatArray());
      }
    });
  }
}
