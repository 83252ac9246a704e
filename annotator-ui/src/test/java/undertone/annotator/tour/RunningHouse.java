package undertone.annotator.tour;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Undertone as a user starts it: `serve` in a process of its own, with its engine beside it.
final class RunningHouse implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Pattern LINK = Pattern.compile("http://\\S+/join/\\S+");

  private final Process process;
  private final String address;
  private final String adminLink;

  private RunningHouse(Process process, String address, String adminLink) {
    this.process = process;
    this.address = address;
    this.adminLink = adminLink;
  }

  /// @param more options of `serve`
  static RunningHouse start(Path home, String... more) throws IOException, InterruptedException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Xss8m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-modules=jdk.incubator.vector",
            "-Dai.djl.offline=true",
            "-cp",
            System.getProperty("java.class.path"),
            "undertone.annotator.Undertone",
            "serve",
            "--home",
            home.toString(),
            "--port",
            Integer.toString(port)));
    command.addAll(List.of(more));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("UNDERTONE_ROOT", Path.of("..").toRealPath().toString());
    var process = builder.start();
    var lines = new LinkedBlockingQueue<String>();
    Thread.ofPlatform().daemon().start(() -> read(process.inputReader(), lines));
    return new RunningHouse(process, "http://127.0.0.1:" + port, awaitLink(process, lines));
  }

  private static void read(BufferedReader from, BlockingQueue<String> lines) {
    from.lines()
        .forEach(line -> {
          System.out.println("serve | " + line);
          lines.add(line);
        });
  }

  private static String awaitLink(Process process, BlockingQueue<String> lines)
      throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until && (process.isAlive() || !lines.isEmpty())) {
      var line = lines.poll(1, TimeUnit.SECONDS);
      var link = LINK.matcher(line == null ? "" : line);
      if (link.find()) {
        return link.group();
      }
    }
    boolean ended = !process.isAlive();
    process.destroy();
    throw new IllegalStateException(
        ended
            ? "serve ended before it printed an administrator link"
            : "serve printed no administrator link within " + PATIENCE);
  }

  String address() {
    return address;
  }

  String adminLink() {
    return adminLink;
  }

  @Override
  public void close() {
    process.destroy();
    var ended = process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join();
    ended.destroyForcibly();
  }
}
