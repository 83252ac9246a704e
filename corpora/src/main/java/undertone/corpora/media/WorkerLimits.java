package undertone.corpora.media;

import java.time.Duration;

/// What one worker process may use.
///
/// @param heapMegabytes of its Java heap; pictures being decoded live outside it
/// @param addressSpaceMegabytes of the whole process, enforced by the kernel
/// @param cpuSeconds of the whole process over its life, enforced by the kernel
/// @param fileMegabytes of the largest file it may write, enforced by the kernel
/// @param start time to start the process
/// @param probe time for a first look at one file
/// @param decode time for the pictures or the sound of one file
/// @param prepare time for everything made from one file
/// @param requestsPerProcess after which a fresh process takes over
/// @param busyPerProcess time at work after which a fresh process takes over
/// @param idle time without work after which a process is let go
public record WorkerLimits(
    int heapMegabytes,
    int addressSpaceMegabytes,
    int cpuSeconds,
    int fileMegabytes,
    Duration start,
    Duration probe,
    Duration decode,
    Duration prepare,
    int requestsPerProcess,
    Duration busyPerProcess,
    Duration idle) {

  /// Fits films of an hour; clips of seconds need a thousandth of it.
  public static final WorkerLimits DEFAULT =
      new WorkerLimits(
          256,
          4096,
          2400,
          8192,
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          5000,
          Duration.ofMinutes(5),
          Duration.ofMinutes(2));
}
