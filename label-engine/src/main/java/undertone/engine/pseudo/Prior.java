package undertone.engine.pseudo;

import java.util.Arrays;
import java.util.Locale;

/// Which shares of labels the pool is believed to have.
public enum Prior {
  /// Nothing is believed: what networks say of the pool stands.
  NONE,
  /// Every label is as frequent.
  UNIFORM,
  /// As among the labelled clips. The pool is often another, and errs with them then.
  LABELLED,
  /// As the plan says.
  CUSTOM;

  /// As commands write it.
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException if there is none
  public static Prior of(String written) {
    return Arrays.stream(values())
        .filter(prior -> prior.written().equals(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "\"%s\" is no prior; choose none, uniform, labelled or custom."
                    .formatted(written)));
  }
}
