package undertone.annotator.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import undertone.annotator.home.HomeFolder;

/// The engine process beside the web app: started, watched, started again when it dies.
///
/// A crash in native code (PyTorch, ffmpeg) ends that process and nothing else. It holds the read
/// end of a pipe whose write end is here; when the app dies, however it dies, the pipe closes and
/// the engine goes too.
public final class EngineProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EngineProcess.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final HomeFolder home;
  private final Thread watcher;
  private volatile boolean closed;
  private volatile @Nullable Process process;

  private EngineProcess(HomeFolder home) {
    this.home = home;
    this.watcher = Thread.ofPlatform().name("engine-watch").daemon().unstarted(this::keepAlive);
  }

  /// Starts the engine and watches it until closed.
  public static EngineProcess watch(HomeFolder home) {
    var engine = new EngineProcess(home);
    engine.watcher.start();
    return engine;
  }

  /// The process working now, for people who look after the machine.
  public Optional<ProcessHandle> handle() {
    return Optional.ofNullable(process).map(Process::toHandle);
  }

  private void keepAlive() {
    var pause = Duration.ofMillis(500);
    while (!closed) {
      long began = System.nanoTime();
      try {
        var started = start();
        process = started;
        LOG.info("Engine process {} started", started.pid());
        int exit = started.waitFor();
        if (!closed) {
          LOG.warn("Engine process {} ended with code {}; starting it again", started.pid(), exit);
        }
      } catch (IOException e) {
        LOG.error("The engine process could not be started; trying again in {}", pause, e);
      } catch (InterruptedException e) {
        LOG.debug("No longer watching the engine", e);
        return;
      }
      boolean livedLong = System.nanoTime() - began > Duration.ofMinutes(1).toNanos();
      pause = livedLong ? Duration.ofMillis(500) : pause.multipliedBy(2);
      if (pause.compareTo(LONGEST_PAUSE) > 0) {
        pause = LONGEST_PAUSE;
      }
      if (!rest(pause)) {
        return;
      }
    }
  }

  private boolean rest(Duration pause) {
    try {
      Thread.sleep(pause); // back-off between starts, so that a broken engine does not spin
      return !closed;
    } catch (InterruptedException e) {
      LOG.debug("No longer watching the engine", e);
      return false;
    }
  }

  private Process start() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<String>(List.of(java));
    command.addAll(flags());
    var logs = logs();
    command.addAll(
        List.of(
            "-XX:ErrorFile=" + logs.resolve("engine-crash-%p.log"), // not where it was started
            "-cp",
            System.getProperty("java.class.path"),
            "undertone.annotator.Undertone",
            "engine",
            "--home",
            home.root().toString(),
            "--beside-app"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(logs.resolve("engine.log").toFile()))
        .start();
  }

  private Path logs() throws IOException {
    return Files.createDirectories(home.root().resolve("logs"));
  }

  static List<String> flags() {
    return List.of(
        "-Xmx" + Optional.ofNullable(System.getenv("UNDERTONE_ENGINE_MEMORY")).orElse("3g"),
        "-Xss8m",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "--add-modules=jdk.incubator.vector",
        "-Dai.djl.offline=true");
  }

  @Override
  public void close() {
    closed = true;
    watcher.interrupt();
    var running = process;
    if (running != null) {
      running.destroy();
    }
  }
}
