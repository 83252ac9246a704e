package undertone.annotator.tour;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Undertone as a user starts it: `serve` in a process of its own, with its engine beside it.
public final class RunningHouse implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Pattern READY = Pattern.compile("Undertone is ready at (http://\\S+)");
  private static final Pattern LINK = Pattern.compile("http://\\S+/join/\\S+");

  private final Process process;
  private final BlockingQueue<String> lines;
  private final String address;

  private RunningHouse(Process process, BlockingQueue<String> lines) throws InterruptedException {
    this.process = process;
    this.lines = lines;
    var ready = await(READY);
    this.address = ready.substring(ready.indexOf("http://"));
  }

  /// How a command that was refused ended.
  public record Refusal(int exit, String output) {}

  /// @param more options of `serve`
  public static RunningHouse start(Path home, String... more)
      throws IOException, InterruptedException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    return serve(home, port, more);
  }

  /// Starts the app again where it was, after it was killed.
  public RunningHouse again(Path home) throws IOException, InterruptedException {
    return serve(home, port());
  }

  private static RunningHouse serve(Path home, int port, String... more)
      throws IOException, InterruptedException {
    var arguments =
        new ArrayList<>(
            List.of("serve", "--home", home.toString(), "--port", Integer.toString(port)));
    arguments.addAll(List.of(more));
    var process = undertone(arguments.toArray(String[]::new));
    var lines = new LinkedBlockingQueue<String>();
    Thread.ofPlatform().daemon().start(() -> read(process.inputReader(), lines));
    return new RunningHouse(process, lines);
  }

  /// A command that is expected to be refused.
  public static Refusal refused(String... arguments) throws IOException, InterruptedException {
    var process = undertone(arguments);
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the command did not end within " + PATIENCE);
      }
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Refusal(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process undertone(String... arguments) throws IOException {
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
            "undertone.annotator.Undertone"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("UNDERTONE_ROOT", Path.of("..").toRealPath().toString());
    return builder.start();
  }

  private static void read(BufferedReader from, BlockingQueue<String> lines) {
    from.lines()
        .forEach(line -> {
          System.out.println("serve | " + line);
          lines.add(line);
        });
  }

  private String await(Pattern wanted) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until && (process.isAlive() || !lines.isEmpty())) {
      var line = lines.poll(1, TimeUnit.SECONDS);
      var found = wanted.matcher(line == null ? "" : line);
      if (found.find()) {
        return found.group();
      }
    }
    boolean ended = !process.isAlive();
    process.destroy();
    throw new IllegalStateException(
        ended
            ? "serve ended before it printed " + wanted
            : "serve printed no %s within %s".formatted(wanted, PATIENCE));
  }

  public String address() {
    return address;
  }

  public int port() {
    return URI.create(address).getPort();
  }

  /// The one-time link of the first start. Read once.
  public String adminLink() throws InterruptedException {
    return await(LINK);
  }

  /// The engine process beside the app, if one is running now.
  public Optional<ProcessHandle> engine() {
    return process.children().filter(ProcessHandle::isAlive).findFirst();
  }

  /// Ends the app without warning: it gets no chance to say or save anything.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    var ended = process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join();
    ended.destroyForcibly();
  }
}
