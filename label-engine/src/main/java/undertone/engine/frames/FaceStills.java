package undertone.engine.frames;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Still faces with what is known of them, and films made of them: an expression lasts for some
/// frames, each of them shown by another face. So the past helps as it does in a film, and nothing
/// of how faces move is in it.
public final class FaceStills {
  /// Height and width in pixels.
  public static final int SIDE = 48;

  private static final double LASTING = .9; // chance that the next frame shows the same

  private final List<FrameTruth> truths;
  private final List<byte[]> faces; // brightness, row by row
  private final Map<Integer, List<Integer>> byExpression = new HashMap<>();
  private final List<Integer> expressions;

  /// @param kinds by which films are made, one for each face: usually its expression
  /// @param faces brightness row by row, [#SIDE] by [#SIDE]
  public FaceStills(List<FrameTruth> truths, List<Integer> kinds, List<byte[]> faces) {
    if (truths.isEmpty() || truths.size() != faces.size() || truths.size() != kinds.size()) {
      throw new IllegalArgumentException(
          "Every face needs its picture and its truth, but there are %d, %d and %d."
              .formatted(faces.size(), kinds.size(), truths.size()));
    }
    this.truths = List.copyOf(truths);
    this.faces = List.copyOf(faces);
    for (int i = 0; i < kinds.size(); i++) {
      byExpression.computeIfAbsent(kinds.get(i), _ -> new ArrayList<>()).add(i);
    }
    expressions = byExpression.keySet().stream().sorted().toList();
  }

  int size() {
    return truths.size();
  }

  FrameTruth truth(int place) {
    return truths.get(place);
  }

  byte[] face(int place) {
    return faces.get(place);
  }

  /// Places of the faces of one film, all expressions alike in frequency.
  List<Integer> film(int frames, SplittableRandom random) {
    var film = new ArrayList<Integer>();
    int shown = -1;
    for (int t = 0; t < frames; t++) {
      if (t == 0 || random.nextDouble() >= LASTING) {
        shown = expressions.get(random.nextInt(expressions.size()));
      }
      var alike = byExpression.getOrDefault(shown, List.of());
      film.add(alike.get(random.nextInt(alike.size())));
    }
    return film;
  }
}
