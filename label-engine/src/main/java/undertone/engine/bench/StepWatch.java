package undertone.engine.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import undertone.engine.recognition.RecognitionStep;
import undertone.engine.recognition.RecognitionWatch;

/// Takes the time of every step of a training job, and looks at the memory of the process.
///
/// A step lasts from the word of the step before to its own, so whatever the job does for it is in
/// it: reading clips, drawing gaps, the network there and back, clipping, moving weights. The first
/// step of an epoch is left out, since a checkpoint may be written before it, and so is one after
/// which figures are measured.
final class StepWatch implements RecognitionWatch {
  private static final Set<Integer> LOOKS = Set.of(1, 100, 500, 1000, 2000);
  private static final double WARM_UP = 0.2; // of the steps, while Java compiles

  private record Moment(int epoch, boolean examined, long wall, long thread, long process) {}

  private final int steps;
  private final List<Moment> moments = new ArrayList<>();
  private final Map<String, Object> memory = new LinkedHashMap<>();

  /// @param steps after which it no longer listens
  StepWatch(int steps) {
    this.steps = steps;
  }

  @Override
  public boolean wantsFigures() {
    return false;
  }

  @Override
  public void step(RecognitionStep step) {
    if (moments.size() == steps) {
      return;
    }
    moments.add(
        new Moment(
            step.epoch(),
            step.figures() != null,
            System.nanoTime(),
            Milliseconds.threadNanos(),
            processNanos()));
    if (LOOKS.contains(moments.size()) || moments.size() == steps) {
      memory.put(Integer.toString(moments.size()), ProcessMemory.residentMb());
    }
  }

  private static long processNanos() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.OperatingSystemMXBean told
        ? told.getProcessCpuTime()
        : -1;
  }

  /// Puts into a report what was measured.
  void tell(Map<String, Object> report) {
    var wall = new ArrayList<Long>();
    var thread = new ArrayList<Long>();
    var process = new ArrayList<Long>();
    @Nullable Moment before = null;
    for (var moment : moments.subList((int) (WARM_UP * moments.size()), moments.size())) {
      if (before != null && before.epoch == moment.epoch && !moment.examined) {
        wall.add(moment.wall - before.wall);
        thread.add(moment.thread - before.thread);
        process.add(moment.process - before.process);
      }
      before = moment;
    }
    if (wall.isEmpty()) {
      throw new IllegalArgumentException(
          "None of the %d steps could be measured by itself; take more.".formatted(moments.size()));
    }
    report.put("stepsMeasured", wall.size());
    report.put("stepMs", Milliseconds.of(wall).told());
    report.put("stepThreadMs", Milliseconds.of(thread).told());
    double sum = process.stream().mapToLong(Long::longValue).sum() / 1e6;
    report.put("stepProcessMs", sum / process.size());
    report.put("rssMb", memory);
  }
}
