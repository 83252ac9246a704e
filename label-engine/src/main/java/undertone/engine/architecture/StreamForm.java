package undertone.engine.architecture;

/// What clips look like to both streams.
///
/// @param numbers of a step of a sequence (D)
/// @param steps of a sequence at most (T)
/// @param classes how many labels there are (K)
public record StreamForm(int numbers, int steps, int classes) {
  /// Mel bands of a map (F).
  static final int BANDS = 32;

  /// Frames of a map (T), 80 ms each.
  static final int FRAMES = 48;
}
