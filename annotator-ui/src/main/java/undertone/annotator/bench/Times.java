package undertone.annotator.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// Durations of one kind of call, from any number of threads.
final class Times {
  private final List<Double> millis = new ArrayList<>();

  <T> T time(Callable<T> call) {
    long began = System.nanoTime();
    try {
      return call.call();
    } catch (Exception e) {
      throw new IllegalStateException("The measured call failed.", e);
    } finally {
      double took = (System.nanoTime() - began) / 1e6;
      synchronized (millis) {
        millis.add(took);
      }
    }
  }

  void into(Map<String, Object> metrics, String name) {
    metrics.put(name + "P50", Percentile.of(millis, 0.5));
    metrics.put(name + "P95", Percentile.of(millis, 0.95));
    metrics.put(name + "Max", Percentile.of(millis, 1));
  }
}
