package undertone.annotator.home;

import java.util.Optional;

/// Another process works on this home folder.
public final class HomeInUseException extends RuntimeException {
  private HomeInUseException(String message) {
    super(message);
  }

  static HomeInUseException of(HomeFolder home, Optional<Long> server) {
    return new HomeInUseException(
        server
            .map(pid ->
                "Undertone is running on %s already (process %d); stop it first or choose another --home."
                    .formatted(home.root(), pid))
            .orElseGet(() ->
                "Another process of Undertone is at work on %s; wait until it has ended, stop it, or choose another --home."
                    .formatted(home.root())));
  }
}
