package undertone.engine.refinement;

/// Follows every clip through one training: when it was flagged, and what was believed of it.
final class FlagTrace {
  private final int[] first;
  private final int[] last;
  private final int[] count;
  private final int[] epochsKept; // epochs at whose end confidences are kept
  private final float[][][] confidence; // [points][N][K]

  /// @param from first epoch that is trained
  /// @param epochs the last one
  FlagTrace(int rows, int from, int epochs, int points) {
    first = new int[rows];
    last = new int[rows];
    count = new int[rows];
    int trained = epochs - from + 1;
    int kept = Math.min(points, trained);
    epochsKept = new int[kept];
    for (int p = 0; p < kept; p++) {
      // the last epoch is kept
      epochsKept[p] = from - 1 + (int) Math.round((p + 1) * (double) trained / kept);
    }
    confidence = new float[kept][][];
  }

  void flags(int epoch, int row) {
    first[row] = first[row] == 0 ? epoch : first[row];
    last[row] = epoch;
    count[row]++;
  }

  void endOf(int epoch, CandidateTable table) {
    for (int p = 0; p < epochsKept.length; p++) {
      if (epochsKept[p] == epoch) {
        confidence[p] = new float[table.rows()][];
        for (int i = 0; i < table.rows(); i++) {
          confidence[p][i] = table.confidence(i).clone();
        }
      }
    }
  }

  int[] first() {
    return first;
  }

  int[] last() {
    return last;
  }

  int[] count() {
    return count;
  }

  /// `[points][N][K]`
  float[][][] confidence() {
    return confidence;
  }
}
