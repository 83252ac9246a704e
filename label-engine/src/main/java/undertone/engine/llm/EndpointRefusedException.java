package undertone.engine.llm;

/// An endpoint that must not be asked, or that will not answer us: why, and what to do.
public final class EndpointRefusedException extends IllegalArgumentException {

  EndpointRefusedException(String message) {
    super(message);
  }

  EndpointRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
