package undertone.corpora.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class ConfinementTest {

  @Test
  void a_confined_process_reaches_no_network_and_starts_no_program() throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(server.getLocalPort());
      assertThat(run(port, "free"))
          .containsExactly("connected", "connected", "started", "still running");
      assertThat(run(port, "confined"))
          .containsExactly("connected", "refused", "refused", "still running");
    }
  }

  private static List<String> run(String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Attempts.class.getName()));
    Collections.addAll(command, arguments);
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      return lines.lines().toList();
    }
  }

  /// A program that tries what a decoder must not do.
  static final class Attempts {

    private Attempts() {}

    public static void main(String[] arguments) {
      int port = Integer.parseInt(arguments[0]);
      connect(port);
      if (arguments[1].equals("confined") && !Confinement.enter()) {
        System.out.println("not confined");
      }
      connect(port);
      try {
        new ProcessBuilder("/bin/true").start();
        System.out.println("started");
      } catch (IOException _) {
        System.out.println("refused");
      }
      System.out.println("still running");
    }

    private static void connect(int port) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        System.out.println(socket.isConnected() ? "connected" : "not connected");
      } catch (IOException _) {
        System.out.println("refused");
      }
    }
  }
}
