package undertone.engine.refinement;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How long the steps of a training take: by the clock, and by what all threads of this process
/// computed meanwhile, which other work on the machine disturbs less.
final class StepClock {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final List<Long> clock = new ArrayList<>(); // nanoseconds
  private final List<Long> processor = new ArrayList<>();
  private long began;
  private long computed;

  void begins() {
    began = System.nanoTime();
    computed = PROCESS.getProcessCpuTime();
  }

  void ends() {
    clock.add(System.nanoTime() - began);
    processor.add(PROCESS.getProcessCpuTime() - computed);
  }

  int steps() {
    return clock.size();
  }

  /// Median of all steps, so that the first ones, which warm up, do not count; NaN without any.
  double millisecondsPerStep() {
    return median(clock);
  }

  /// The same of the processor's time.
  double processorMillisecondsPerStep() {
    return median(processor);
  }

  private static double median(List<Long> nanoseconds) {
    if (nanoseconds.isEmpty()) {
      return Double.NaN;
    }
    var sorted = new ArrayList<>(nanoseconds);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2) / 1e6;
  }
}
