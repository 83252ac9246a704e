package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Candidate sets and confidences of N clips over K labels, while a network learns from them.
///
/// The original sets S⁰ and the confidences C⁰ that learning started from never change; corrections
/// go into S, C and the log. A confidence row sums to 1. It is zero outside S, except where labels
/// outside are let in on purpose ([Targets#MITIGATED], [Targets#FORWARD]).
final class CandidateTable {
  private static final double LEAST_BELIEVED = 1e-3;

  private final boolean[][] original; // S⁰ [N,K]
  private final boolean[][] sets; // S [N,K]
  private final float[][] started; // C⁰ [N,K]
  private final float[][] confidence; // C [N,K]
  private final boolean[] clamped; // [N] a curator said so: nothing moves
  private final List<Change> changes = new ArrayList<>();

  /// One correction.
  record Change(int epoch, int row, int label, boolean added) {}

  /// What a corrected row believes of its new label.
  enum Admission {
    /// The row starts afresh: uniform over the new set.
    UNIFORM,
    /// 1/K, then renormalised.
    ONE_OF_K,
    /// The score that won, then renormalised: the published choice ("case3").
    SCORE
  }

  /// Copies everything.
  CandidateTable(boolean[][] sets, float[][] confidence, boolean[] clamped) {
    this.original = copy(sets);
    this.sets = copy(sets);
    this.started = copy(confidence);
    this.confidence = copy(confidence);
    this.clamped = clamped.clone();
  }

  private static float[][] copy(float[][] rows) {
    var copy = new float[rows.length][];
    Arrays.setAll(copy, i -> rows[i].clone());
    return copy;
  }

  private static boolean[][] copy(boolean[][] sets) {
    var copy = new boolean[sets.length][];
    Arrays.setAll(copy, i -> sets[i].clone());
    return copy;
  }

  /// Confidences that vote shares start from: (v + ½)/Σ over each set, Laplace-smoothed.
  static float[][] fromVotes(boolean[][] sets, float[][] votes) {
    var confidence = new float[sets.length][];
    for (int i = 0; i < sets.length; i++) {
      var row = new float[sets[i].length];
      for (int j = 0; j < row.length; j++) {
        row[j] = sets[i][j] ? votes[i][j] + 0.5f : 0;
      }
      normalise(row);
      confidence[i] = row;
    }
    return confidence;
  }

  /// Confidences that what is believed of all labels amounts to inside each set; what is believed
  /// of none of a set's labels leaves them alike.
  static float[][] fromPosterior(boolean[][] sets, double[][] posterior) {
    var confidence = new float[sets.length][];
    for (int i = 0; i < sets.length; i++) {
      var row = new float[sets[i].length];
      for (int j = 0; j < row.length; j++) {
        row[j] = sets[i][j] ? (float) (posterior[i][j] + LEAST_BELIEVED) : 0;
      }
      normalise(row);
      confidence[i] = row;
    }
    return confidence;
  }

  /// Confidences where nobody prefers a candidate: 1/|S| each.
  static float[][] uniform(boolean[][] sets) {
    var confidence = new float[sets.length][];
    for (int i = 0; i < sets.length; i++) {
      var row = new float[sets[i].length];
      for (int j = 0; j < row.length; j++) {
        row[j] = sets[i][j] ? 1 : 0;
      }
      normalise(row);
      confidence[i] = row;
    }
    return confidence;
  }

  /// What another network has made of a row and believes of it; S⁰ stays.
  void restore(int row, boolean[] set, float[] believed) {
    if (!clamped[row]) {
      sets[row] = set.clone();
      confidence[row] = believed.clone();
    }
  }

  int rows() {
    return sets.length;
  }

  boolean[] set(int row) {
    return sets[row];
  }

  boolean inOriginal(int row, int label) {
    return original[row][label];
  }

  float[] confidence(int row) {
    return confidence[row];
  }

  /// Whether a person said what a clip shows.
  boolean isSettled(int row) {
    return clamped[row];
  }

  /// Whether detection makes sense: votes exclude something, and nobody has settled the clip.
  boolean isOpen(int row) {
    int size = size(row);
    return !clamped[row] && size > 0 && size < sets[row].length;
  }

  int size(int row) {
    int size = 0;
    for (boolean in : sets[row]) {
      size += in ? 1 : 0;
    }
    return size;
  }

  /// q as the sizes of open sets have it.
  double partialRate() {
    double rate = 0;
    int open = 0;
    for (int row = 0; row < sets.length; row++) {
      if (isOpen(row)) {
        rate += (size(row) - 1.0) / (sets[row].length - 1);
        open++;
      }
    }
    return open == 0 ? 0 : rate / open;
  }

  /// The candidate with the highest score; the first of equals.
  int best(int row, float[] scores) {
    int best = -1;
    for (int j = 0; j < scores.length; j++) {
      if (sets[row][j] && (best < 0 || scores[j] > scores[best])) {
        best = j;
      }
    }
    return best;
  }

  /// C ← φ C + (1−φ) e with e one-hot at the best candidate.
  void believe(int row, float[] scores, double momentum) {
    if (clamped[row]) {
      return;
    }
    believe(row, best(row, scores), momentum);
  }

  /// C ← φ C + (1−φ) e with e one-hot at a label, in the set or not.
  void believe(int row, int label, double momentum) {
    if (clamped[row]) {
      return;
    }
    for (int j = 0; j < confidence[row].length; j++) {
      confidence[row][j] =
          (float) (momentum * confidence[row][j] + (j == label ? 1 - momentum : 0));
    }
  }

  /// C ← scores inside the set, renormalised.
  void replace(int row, float[] scores) {
    believeInProportion(row, scores, 0);
  }

  /// C ← φ C + (1−φ) e with e the scores inside the set, renormalised; the authors found it
  /// noisier.
  void believeInProportion(int row, float[] scores, double momentum) {
    if (clamped[row]) {
      return;
    }
    var target = new float[scores.length];
    for (int j = 0; j < scores.length; j++) {
      target[j] = sets[row][j] ? scores[j] : 0;
    }
    normalise(target);
    for (int j = 0; j < scores.length; j++) {
      confidence[row][j] = (float) (momentum * confidence[row][j] + (1 - momentum) * target[j]);
    }
  }

  /// C ← scores weighed by C⁰, in the set or not, renormalised; C⁰ is then how likely each label
  /// makes the votes.
  void explain(int row, float[] scores) {
    if (clamped[row]) {
      return;
    }
    for (int j = 0; j < scores.length; j++) {
      confidence[row][j] = scores[j] * started[row][j];
    }
    normalise(confidence[row]);
  }

  /// The label that scores best when weighed by C⁰; the first of equals.
  int explaining(int row, float[] scores) {
    if (clamped[row]) {
      return best(row, scores);
    }
    int best = 0;
    for (int j = 1; j < scores.length; j++) {
      if (scores[j] * started[row][j] > scores[best] * started[row][best]) {
        best = j;
      }
    }
    return best;
  }

  /// Adds a label that detection found missing; the others stay.
  void admit(int epoch, int row, int label, Admission admission, float score) {
    sets[row][label] = true;
    changes.add(new Change(epoch, row, label, true));
    var believed = confidence[row];
    switch (admission) {
      case UNIFORM -> {
        for (int j = 0; j < believed.length; j++) {
          believed[j] = sets[row][j] ? 1 : 0;
        }
      }
      case ONE_OF_K -> believed[label] = 1f / believed.length;
      case SCORE -> believed[label] = score;
    }
    normalise(believed);
  }

  /// Takes a label out.
  void drop(int epoch, int row, int label) {
    sets[row][label] = false;
    confidence[row][label] = 0;
    changes.add(new Change(epoch, row, label, false));
    normalise(confidence[row]);
  }

  /// All corrections, oldest first.
  List<Change> changes() {
    return Collections.unmodifiableList(changes);
  }

  /// Clips whose set differs from the original.
  int changedSets() {
    int changed = 0;
    for (int i = 0; i < sets.length; i++) {
      changed += Arrays.equals(sets[i], original[i]) ? 0 : 1;
    }
    return changed;
  }

  private static void normalise(float[] row) {
    double sum = 0;
    for (float value : row) {
      sum += value;
    }
    for (int j = 0; sum > 0 && j < row.length; j++) {
      row[j] = (float) (row[j] / sum);
    }
  }
}
