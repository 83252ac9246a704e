package undertone.engine.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// A way to tell the emotions of turns, as `bench gcnet` compares them.
public enum TalkMethod {
  /// The graph completion network.
  GRAPHS("gcnet"),
  /// The same network with the same number of weights, in whose graphs every turn hears itself
  /// alone; its recurrent layers still read the conversation in order.
  NO_GRAPHS("no-graphs"),
  /// The graph completion network without the loss of the restoration.
  NO_RESTORATION("no-restoration"),
  /// Each turn for itself, zeros where something is missing.
  ZERO_FILLING("zero-mlp"),
  /// Each turn for itself, the mean of the training split where something is missing.
  MEAN_FILLING("mean-mlp");

  private final String written;

  TalkMethod(String written) {
    this.written = written;
  }

  /// As in commands and reports.
  public String written() {
    return written;
  }

  /// @throws IllegalArgumentException naming those there are
  public static TalkMethod of(String written) {
    return Arrays.stream(values())
        .filter(method -> method.written.equals(written.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no method \"%s\"; there are %s."
                    .formatted(
                        written,
                        Arrays.stream(values())
                            .map(TalkMethod::written)
                            .collect(Collectors.joining(", ")))));
  }

  boolean alone() {
    return this == ZERO_FILLING || this == MEAN_FILLING;
  }
}
