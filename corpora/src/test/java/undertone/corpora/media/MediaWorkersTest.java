package undertone.corpora.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.media.RealMedia.file;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What happens when decoding goes wrong. A named pipe nobody writes to stands for a file whose
/// decoding never ends.
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MediaWorkersTest {

  @TempDir private Path folder;

  @Test
  void a_file_that_takes_too_long_is_unreadable_and_the_next_one_is_read() throws Exception {
    try (var workers = new MediaWorkers(1, limits(256, Duration.ofMillis(300), 5000))) {
      var endless = pipe();

      assertThatThrownBy(() -> workers.ask(new MediaRequest.Probe(endless, MediaFormat.MP4)))
          .isInstanceOf(UndecodableException.class)
          .hasMessageContaining("did not end within");

      assertThat(workers.processIds()).isEmpty();
    }
    try (var workers = new MediaWorkers(1)) {
      assertThat(new MediaProbe(workers).probe(picture(10)))
          .isInstanceOf(ProbeResult.Readable.class);
    }
  }

  @Test
  void a_worker_killed_once_is_replaced_and_the_file_is_asked_again() throws Exception {
    try (var workers = new MediaWorkers(1)) {
      var pipe = pipe();
      var asked = askInBackground(workers, pipe);
      kill(onlyProcess(workers));

      // The second process waits at the pipe, where a film now comes in.
      onlyProcess(workers);
      Files.write(pipe, Files.readAllBytes(file(RealMedia.MPEG1)));

      assertThat(asked.get(60, TimeUnit.SECONDS).videoCodec()).isEqualTo("mpeg1video");
    }
  }

  @Test
  void a_file_that_kills_two_workers_is_unreadable_and_the_next_one_is_read() throws Exception {
    try (var workers = new MediaWorkers(1)) {
      var asked = askInBackground(workers, pipe());
      long first = onlyProcess(workers);
      kill(first);
      kill(otherProcess(workers, first));

      assertThatThrownBy(() -> asked.get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(UndecodableException.class)
          .hasStackTraceContaining("the decoder crashed on it");
      assertThat(new MediaProbe(workers).probe(picture(10)))
          .isInstanceOf(ProbeResult.Readable.class);
    }
  }

  @Test
  void a_picture_that_needs_too_much_memory_is_unreadable_and_the_next_one_is_read()
      throws Exception {
    try (var workers = new MediaWorkers(1, limits(24, Duration.ofSeconds(20), 5000))) {
      var decoder = new WorkerMediaDecoder(workers);
      var large = picture(4000); // 48 MB of pixels

      assertThatThrownBy(() -> decoder.frames(large, 1, 1, 4000))
          .isInstanceOf(UnreadableMediaException.class)
          .hasMessageContaining("more memory");
      assertThat(decoder.frames(large, 1, 1, 100)).hasSize(1);
    }
  }

  @Test
  void a_worker_inherits_none_of_our_environment() throws Exception {
    try (var workers = new MediaWorkers(1)) {
      new MediaProbe(workers).probe(picture(10));
      var environment =
          Files.readString(Path.of("/proc/%d/environ".formatted(onlyProcess(workers)))).split("\0");
      assertThat(System.getenv()).hasSizeGreaterThan(4);
      assertThat(environment)
          .allMatch(entry -> entry.matches("(PATH|LC_ALL|PWD|OLDPWD|SHLVL|_)=.*"));
    }
  }

  @Test
  void the_kernel_bounds_memory_and_processor_time_of_a_worker() throws Exception {
    try (var workers = new MediaWorkers(1)) {
      new MediaProbe(workers).probe(picture(10));
      var limits = Files.readAllLines(Path.of("/proc/%d/limits".formatted(onlyProcess(workers))));
      assertThat(limits)
          .anyMatch(line -> line.matches("Max address space +4294967296 +4294967296 .*"))
          .anyMatch(line -> line.matches("Max cpu time +2400 +2400 .*"))
          .anyMatch(line -> line.matches("Max file size +8589934592 +8589934592 .*"))
          .anyMatch(line -> line.matches("Max core file size +0 +0 .*"));
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void every_thread_of_a_worker_is_confined_by_the_kernel() throws Exception {
    try (var workers = new MediaWorkers(1)) {
      new MediaProbe(workers).probe(picture(10));
      try (var threads = Files.list(Path.of("/proc/%d/task".formatted(onlyProcess(workers))))) {
        assertThat(threads.toList())
            .hasSizeGreaterThan(3)
            .allSatisfy(thread ->
                assertThat(Files.readAllLines(thread.resolve("status")))
                    .contains("Seccomp:\t2", "NoNewPrivs:\t1"));
      }
    }
  }

  @Test
  void a_worker_is_replaced_after_its_share_of_requests() throws Exception {
    try (var workers = new MediaWorkers(1, limits(256, Duration.ofSeconds(20), 2))) {
      var probe = new MediaProbe(workers);
      var picture = picture(10);
      probe.probe(picture);
      long first = onlyProcess(workers);
      probe.probe(picture);
      probe.probe(picture);
      assertThat(onlyProcess(workers)).isNotEqualTo(first);
    }
  }

  @Test
  void who_is_interrupted_while_waiting_is_told_and_leaves_no_process_behind() throws Exception {
    try (var workers = new MediaWorkers(1)) {
      var pipe = pipe();
      var told = new CompletableFuture<Throwable>();
      var thread =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  workers.ask(new MediaRequest.Probe(pipe, MediaFormat.MP4));
                } catch (CancellationException | UndecodableException e) {
                  told.complete(e);
                }
              });
      long pid = onlyProcess(workers);
      thread.interrupt();

      assertThat(told.get(30, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
      ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
      assertThat(workers.processIds()).isEmpty();
    }
  }

  private CompletableFuture<ProbeResult.Readable> askInBackground(MediaWorkers workers, Path pipe) {
    var answer = new CompletableFuture<ProbeResult.Readable>();
    Thread.ofPlatform()
        .start(() -> {
          try {
            answer.complete(workers.ask(new MediaRequest.Probe(pipe, MediaFormat.MPEG_PROGRAM)));
          } catch (UndecodableException | RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private static long onlyProcess(MediaWorkers workers) throws InterruptedException {
    return otherProcess(workers, -1);
  }

  /// Waits until the pool has a process other than this one.
  private static long otherProcess(MediaWorkers workers, long known) throws InterruptedException {
    while (true) {
      for (long pid : workers.processIds()) {
        if (pid != known) {
          return pid;
        }
      }
      Thread.sleep(10);
    }
  }

  private static void kill(long pid) {
    var process = ProcessHandle.of(pid).orElseThrow();
    assertThat(process.destroyForcibly()).isTrue();
    process.onExit().join();
  }

  private Path pipe() throws IOException, InterruptedException {
    var pipe = folder.resolve("endless");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private Path picture(int side) throws IOException {
    var file = folder.resolve(side + ".png");
    ImageIO.write(new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    return file;
  }

  private static WorkerLimits limits(int heapMegabytes, Duration probe, int requests) {
    var usual = WorkerLimits.DEFAULT;
    return new WorkerLimits(
        heapMegabytes,
        usual.addressSpaceMegabytes(),
        usual.cpuSeconds(),
        usual.fileMegabytes(),
        usual.start(),
        probe,
        usual.decode(),
        usual.prepare(),
        requests,
        usual.busyPerProcess(),
        usual.idle());
  }
}
