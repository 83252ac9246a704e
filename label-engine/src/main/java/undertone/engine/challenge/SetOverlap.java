package undertone.engine.challenge;

import java.util.Set;

/// How far predicted sets cover true ones, averaged over clips.
///
/// @param clips that were counted
/// @param precision share of a predicted set that is true, 0..1; called accuracy in 2024
/// @param recall share of a true set that is predicted, 0..1
public record SetOverlap(int clips, double precision, double recall) {

  /// Adds up clips.
  static final class Sum {
    private int clips;
    private double precision;
    private double recall;

    /// A clip of which nothing is predicted counts 0; so does recall where nothing is true, which
    /// the organisers' scorer divides by.
    void add(Set<String> truth, Set<String> predicted) {
      long common = truth.stream().filter(predicted::contains).count();
      clips++;
      precision += predicted.isEmpty() ? 0 : (double) common / predicted.size();
      recall += predicted.isEmpty() || truth.isEmpty() ? 0 : (double) common / truth.size();
    }

    SetOverlap mean() {
      return clips == 0
          ? new SetOverlap(0, 0, 0)
          : new SetOverlap(clips, precision / clips, recall / clips);
    }
  }

  /// What the track of 2024 ranks by.
  public double average() {
    return (precision + recall) / 2;
  }

  /// The harmonic mean of the two means, which are taken over clips first; 0 if both are 0.
  public double f1() {
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }
}
