package undertone.annotator.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/// Where the web app listens, looked at before anything is opened.
record ListeningPlace(String host, int port) {

  ListeningPlace {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "A port is a number from 1 to 65535 but was %d; choose another with --port."
              .formatted(port));
    }
  }

  /// @throws IllegalStateException if nothing can listen there, saying why and what to do
  void requireFree() throws IOException {
    try (var trial = new ServerSocket()) {
      trial.setReuseAddress(true);
      trial.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "\"%s\" is no address of this machine; choose another with --host.".formatted(host), e);
    } catch (BindException e) {
      throw new IllegalStateException(reason(String.valueOf(e.getMessage())), e);
    }
  }

  private String reason(String message) {
    if (message.contains("in use")) {
      return "Port %d of %s is in use; stop what listens there or choose another with --port."
          .formatted(port, host);
    }
    return "Nothing can listen at %s, port %d (%s); choose others with --host and --port."
        .formatted(host, port, message);
  }

  /// What people put into their browser.
  String address() {
    return "http://%s:%d".formatted("0.0.0.0".equals(host) ? "localhost" : host, port);
  }
}
