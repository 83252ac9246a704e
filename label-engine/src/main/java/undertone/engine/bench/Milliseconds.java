package undertone.engine.bench;

import java.lang.management.ManagementFactory;
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
  private static final int LEAST_ROUNDS = 3;
  private static final long LEAST_NANOS = 2_000_000_000L;

  /// @param nanos at least one
  static Milliseconds of(List<Long> nanos) {
    var sorted = nanos.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2.0;
    return new Milliseconds(median / 1e6, sorted.getFirst() / 1e6);
  }

  /// Processor time of this thread so far, ns.
  static long threadNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /// Does something again and again for some seconds, and tells by the clock, by the processor's
  /// time of this thread, and how many a second that makes.
  ///
  /// @param clips that it does at once
  static Map<String, Object> repeated(int clips, Runnable what) {
    var wall = new ArrayList<Long>();
    var thread = new ArrayList<Long>();
    long began = System.nanoTime();
    while (wall.size() < LEAST_ROUNDS || System.nanoTime() - began < LEAST_NANOS) {
      long start = System.nanoTime();
      long threadStart = threadNanos();
      what.run();
      thread.add(threadNanos() - threadStart);
      wall.add(System.nanoTime() - start);
    }
    var told = new LinkedHashMap<String, Object>();
    told.put("ms", of(wall).told());
    told.put("threadMs", of(thread).told());
    told.put("clipsPerSecond", 1000 * clips / of(wall).median);
    return told;
  }

  /// For a report.
  Map<String, Object> told() {
    var told = new LinkedHashMap<String, Object>();
    told.put("median", median);
    told.put("least", least);
    return told;
  }
}
