package undertone.engine.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How long something takes that was done several times. On a machine that others use as well the
/// least is the steadier figure.
///
/// @param median of all times
/// @param least of all times
record Milliseconds(double median, double least) {
  private static final int LEAST_ROUNDS = 5;
  private static final long LEAST_NANOS = 2_000_000_000L;

  /// Does something again and again for some seconds.
  static Milliseconds repeated(Runnable what) {
    var nanos = new ArrayList<Long>();
    long began = System.nanoTime();
    while (nanos.size() < LEAST_ROUNDS || System.nanoTime() - began < LEAST_NANOS) {
      long start = System.nanoTime();
      what.run();
      nanos.add(System.nanoTime() - start);
    }
    return of(nanos);
  }

  /// @param nanos at least one
  static Milliseconds of(List<Long> nanos) {
    var sorted = nanos.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2.0;
    return new Milliseconds(median / 1e6, sorted.getFirst() / 1e6);
  }

  /// For a report.
  Map<String, Object> told() {
    var told = new LinkedHashMap<String, Object>();
    told.put("median", median);
    told.put("least", least);
    return told;
  }

  /// For a report, with how many a second that makes at the median.
  ///
  /// @param clips done at once
  Map<String, Object> told(int clips) {
    var told = new LinkedHashMap<String, Object>();
    told.put("ms", told());
    told.put("clipsPerSecond", 1000 * clips / median);
    return told;
  }
}
