package undertone.engine.frames;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// The twelve action units of the challenges, and which of them an expression usually moves.
///
/// Source: Friesen and Ekman 1983, *EMFACS-7*, as far as its units are among the twelve.
public final class ActionUnits {
  /// Numbers of the units, in order.
  public static final List<Integer> ALL = List.of(1, 2, 4, 6, 7, 10, 12, 15, 23, 24, 25, 26);

  private static final double SHOWN = .85; // of what an expression usually moves
  private static final double STRAY = .05; // of all else

  private static final Map<String, List<Integer>> USUAL =
      Map.of(
          "happiness", List.of(6, 12, 25),
          "sadness", List.of(1, 4, 15),
          "surprise", List.of(1, 2, 25, 26),
          "fear", List.of(1, 2, 4, 25),
          "anger", List.of(4, 7, 23, 24),
          "disgust", List.of(4, 7, 10, 15));

  private ActionUnits() {}

  /// Units of a face whose expression is known, drawn by lot around what is usual. Nobody coded
  /// them, so figures on them say how a head learns, and nothing of how well units are seen.
  ///
  /// @param expression a label
  public static List<Integer> drawn(String expression, SplittableRandom random) {
    var usual = USUAL.getOrDefault(expression, List.of());
    return ALL.stream()
        .map(unit -> random.nextDouble() < (usual.contains(unit) ? SHOWN : STRAY) ? 1 : 0)
        .toList();
  }
}
