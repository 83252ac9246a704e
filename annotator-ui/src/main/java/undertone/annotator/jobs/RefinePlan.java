package undertone.annotator.jobs;

import java.util.List;

/// What people choose about a refinement; the rest of its parameters are the engine's defaults.
///
/// @param voters names of the voters that count; empty = all
/// @param epochs passes over the training clips
/// @param folds a clip is judged only by models that never saw it
/// @param delta margin by which an outside label must lead before a set is held noisy
/// @param noiseThreshold noise probability from which a clip is flagged, 0..1
/// @param seed of all random streams
public record RefinePlan(
    List<String> voters, int epochs, int folds, double delta, double noiseThreshold, long seed) {

  public static final RefinePlan DEFAULT = new RefinePlan(List.of(), 30, 5, 0.12, 0.5, 0);

  public RefinePlan {
    voters = List.copyOf(voters);
    between("epochs", epochs, 1, 10_000);
    between("folds", folds, 2, 50);
    between("delta", delta, 0, 5);
    between("noise threshold", noiseThreshold, 0, 1);
  }

  private static void between(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "The %s must lie in %s..%s but is %s.".formatted(name, least, most, value));
    }
  }
}
