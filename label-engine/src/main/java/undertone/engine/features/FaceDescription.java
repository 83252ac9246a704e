package undertone.engine.features;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How faces are described, by the names of REST, command line and benches.
public enum FaceDescription {
  /// By gradients and textures: nothing is learned, nothing was seen before.
  HOG,
  /// By a network that learned expressions from public faces.
  FACE_NET,
  /// By both, side by side.
  BOTH;

  boolean drawn() {
    return this != FACE_NET;
  }

  boolean learned() {
    return this != HOG;
  }

  /// As it is typed: `face-net`.
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// @throws IllegalArgumentException naming the descriptions there are
  public static FaceDescription of(String written) {
    return Arrays.stream(values())
        .filter(d -> d.written().equals(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Faces cannot be described by \"%s\"; choose one of %s."
                    .formatted(
                        written,
                        Arrays.stream(values())
                            .map(FaceDescription::written)
                            .collect(Collectors.joining(", ")))));
  }
}
