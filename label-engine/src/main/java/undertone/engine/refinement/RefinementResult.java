package undertone.engine.refinement;

import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.engine.metrics.Share;

/// What a refinement run found. Nothing in it has been applied to anything.
///
/// @param labels label ids of the run, in the order of the scheme
/// @param clips one outcome per clip, sorted by clip id
/// @param facts what was fitted and measured over the whole run
/// @param proof what its corrections are worth, if anything was held back to find out
public record RefinementResult(
    List<String> labels, List<ClipOutcome> clips, RunFacts facts, @Nullable Proof proof) {

  public RefinementResult {
    labels = List.copyOf(labels);
    clips = List.copyOf(clips);
  }

  RefinementResult(List<String> labels, List<ClipOutcome> clips, RunFacts facts) {
    this(labels, clips, facts, null);
  }

  /// What a run's corrections are worth, on clips whose truth it was not told.
  ///
  /// @param onGold on clips with gold labels, their votes as they are; null = there are none
  /// @param onHidden on confirmed clips hidden from it, noise put into their votes; null = too few
  ///   are confirmed
  /// @param noiseRate η of the hidden clips: share of their sets without the truth
  public record Proof(
      @Nullable Corrections onGold, @Nullable Corrections onHidden, double noiseRate) {
    private static final int ENOUGH = 10; // corrections that say something about real noise

    /// What precision can be counted on: of corrections under real noise if there were enough, else
    /// under the noise put in; nothing if no correction was held against a truth.
    public @Nullable Share precision() {
      var gold = onGold == null ? null : onGold.precision();
      if (gold != null && gold.of() >= ENOUGH) {
        return gold;
      }
      var hidden = onHidden == null ? null : onHidden.precision();
      if (hidden != null && hidden.of() > 0) {
        return hidden;
      }
      return gold != null && gold.of() > 0 ? gold : null;
    }
  }

  /// Figures of the run as a whole.
  ///
  /// @param partialRate q fitted from the set sizes: chance that a wrong label stands in a set
  /// @param noiseRate η fitted by EM from out-of-fold probabilities: share of sets without the
  ///   truth
  /// @param kappa likelihood ratio that turns class probabilities into noise probabilities
  /// @param temperature divisor of the logits that calibrates them out of fold
  /// @param startEpochs first epoch with correction, per fold and member
  /// @param classMargins class-wise detection margins (δ units), in the order of the labels
  /// @param flagged clips with a noise probability at or over the plan's threshold
  /// @param correction what trusted clips taught, if there were enough and it helped
  /// @param onTrusted the run measured on held-out trusted labels, if any were given
  /// @param dataHash SHA-256 over clips, votes and features
  /// @param modelHash SHA-256 over all trained weights
  /// @param device what the run computed on
  public record RunFacts(
      double partialRate,
      double noiseRate,
      double kappa,
      double temperature,
      List<Integer> startEpochs,
      List<Double> classMargins,
      int flagged,
      @Nullable Correction correction,
      @Nullable TrustedFigures onTrusted,
      String dataHash,
      String modelHash,
      String device) {

    public RunFacts {
      startEpochs = List.copyOf(startEpochs);
      classMargins = List.copyOf(classMargins);
    }
  }

  /// What confirmed clips were worth.
  ///
  /// @param clips confirmed clips it was learned from
  /// @param lossBefore mean log-loss of the truth without correction
  /// @param lossAfter the same with correction, on confirmed clips left out
  public record Correction(int clips, double lossBefore, double lossAfter) {}

  /// The run's own precision and recall on trusted clips it never learned from.
  ///
  /// @param clips trusted clips
  /// @param missing of these, clips whose original set misses the trusted label
  /// @param precision share of flagged trusted clips whose original set misses the truth
  /// @param recall share of trusted clips with a missing truth that were flagged
  /// @param proposalAccuracy share of trusted clips whose proposed label is the trusted one
  public record TrustedFigures(
      int clips, int missing, Share precision, Share recall, Share proposalAccuracy) {}
}
