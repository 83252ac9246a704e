package undertone.engine.frames;

import java.util.List;

/// What is known of one frame.
///
/// @param expression class, -1 = unknown
/// @param valence -1..1, [#UNKNOWN] = unknown
/// @param arousal likewise
/// @param units for each action unit 1 = active, 0 = not, -1 = unknown
public record FrameTruth(int expression, double valence, double arousal, List<Integer> units) {
  /// As the challenges mark a valence or arousal that nobody told.
  public static final double UNKNOWN = -5;

  public FrameTruth {
    units = List.copyOf(units);
  }

  /// Whether every task is told.
  boolean complete() {
    return expression >= 0 && valence >= -1 && arousal >= -1 && !units.contains(-1);
  }

  FrameTruth withoutExpression() {
    return new FrameTruth(-1, valence, arousal, units);
  }

  FrameTruth withoutAffect() {
    return new FrameTruth(expression, UNKNOWN, UNKNOWN, units);
  }

  FrameTruth withoutUnits() {
    return new FrameTruth(expression, valence, arousal, units.stream().map(_ -> -1).toList());
  }
}
