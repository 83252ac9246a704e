package undertone.annotator.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `serve` on a scratch home, in a process of its own, so that what is measured is what users run.
final class ScratchServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final URI address;

  private ScratchServer(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /// Starts a server and waits until it answers.
  ///
  /// @param heap of its app, such as `1g`
  static ScratchServer on(Path home, String heap) throws IOException, InterruptedException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var command =
        new ArrayList<String>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-Xss8m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-modules=jdk.incubator.vector",
                "-Dai.djl.offline=true"));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "undertone.annotator.Undertone",
            "serve",
            "--home",
            home.toString(),
            "--port",
            Integer.toString(port)));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("serve.log").toFile());
    // Never the database of an installation on this machine.
    builder.environment().keySet().removeIf(name -> name.startsWith("UNDERTONE_DB"));
    builder.environment().remove("SPRING_PROFILES_ACTIVE");
    var process = builder.start();
    var server = new ScratchServer(process, URI.create("http://127.0.0.1:" + port));
    server.awaitAnswer(home.resolve("serve.log"));
    return server;
  }

  URI address() {
    return address;
  }

  /// Highest resident memory of the app's process, -1 where the system does not tell.
  long peakRssMb() throws IOException {
    var status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return -1;
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(l -> l.startsWith("VmHWM"))
          .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(-1);
    }
  }

  private void awaitAnswer(Path log) throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    var request =
        HttpRequest.newBuilder(address.resolve("/login")).timeout(Duration.ofSeconds(5)).build();
    try (var http = HttpClient.newHttpClient()) {
      while (System.nanoTime() < until && process.isAlive()) {
        try {
          if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException _) {
          // not listening yet
        }
        process.waitFor(200, TimeUnit.MILLISECONDS);
      }
    }
    process.destroyForcibly();
    throw new IllegalStateException(
        "The scratch server did not answer within %s; its log ends: %s"
            .formatted(PATIENCE, end(Files.readString(log))));
  }

  private static String end(String log) {
    return log.substring(Math.max(0, log.length() - 2000));
  }

  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .completeOnTimeout(process, 30, TimeUnit.SECONDS)
        .thenAccept(Process::destroyForcibly)
        .join();
  }
}
