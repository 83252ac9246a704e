package undertone.engine.recognition;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/// The weights of the epoch that did best so far: by a score, among equals by the log-loss.
public final class BestEpoch {
  private static final int EPOCH = 2; // place in the score

  private final Map<String, NDArray> now;
  private final Map<String, NDArray> best = new LinkedHashMap<>();
  private final NDArray standing; // score, log-loss, epoch

  /// @param now weights as they are moved
  public BestEpoch(Map<String, NDArray> now, NDManager manager) {
    this.now = now;
    now.forEach((name, array) -> best.put(name, array.zerosLike()));
    standing = manager.create(new float[] {-1, Float.MAX_VALUE, 0});
  }

  /// Everything that has to be kept so that a training goes on as if it had not stopped.
  public Map<String, NDArray> all() {
    var all = new LinkedHashMap<>(now);
    best.forEach((name, array) -> all.put("best." + name, array));
    all.put("best", standing);
    return all;
  }

  /// From 1; 0 if there was none.
  public int epoch() {
    return (int) standing.getFloat(EPOCH);
  }

  /// Remembers the weights as they are now, if they do better.
  ///
  /// @param score the greater the better
  public void offer(int epoch, double score, double logLoss) {
    float better = (float) score;
    float loss = (float) logLoss;
    var before = standing.toFloatArray();
    if (better > before[0] || (better == before[0] && loss < before[1])) {
      standing.set(new float[] {better, loss, epoch});
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
  public void restore() {
    now.forEach((name, array) -> {
      var kept = best.get(name);
      if (kept != null) {
        array.set(kept.toFloatArray());
      }
    });
  }
}
