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
  /// @param partialRate q of the hidden clips: how often a label that is not the truth stands in
  ///   their sets
  /// @param noiseRate η of the hidden clips: share of their sets without the truth
  /// @param reweighed their precision at the corpus' own rate of wrong labels, which is lower
  public record Proof(
      @Nullable Corrections onGold,
      @Nullable Corrections onHidden,
      double partialRate,
      double noiseRate,
      @Nullable Precision reweighed) {
    private static final int ENOUGH = 10; // corrections that say something about real noise

    /// What precision can be counted on: of corrections under real noise if there were enough, else
    /// under the noise put in, at the corpus' own rate of wrong labels; nothing if no correction
    /// was held against a truth.
    public @Nullable Precision precision() {
      var gold = onGold == null ? null : onGold.precision();
      if (gold != null && gold.of() >= ENOUGH) {
        return Precision.of(gold);
      }
      if (reweighed != null) {
        return reweighed;
      }
      return gold != null && gold.of() > 0 ? Precision.of(gold) : null;
    }
  }

  /// @param low what it is at least, with 97.5 % confidence
  public record Precision(double value, double low) {

    static Precision of(Share share) {
      return new Precision(share.value(), share.low());
    }

    /// Precision depends on how many labels are wrong, and more are among clips with noise put in.
    /// How many wrong labels are put right, how many are made another wrong one, and how many right
    /// ones are spoilt does not; these are put together again at the corpus' rate, for the lower
    /// bound each at its own worse end.
    ///
    /// @param wrongRate share of the corpus' leading labels that are wrong
    static @Nullable Precision at(double wrongRate, List<Corrections.Case> cases) {
      int misled = 0;
      int righted = 0;
      int astray = 0;
      int spoilt = 0;
      for (var one : cases) {
        misled += one.misled() ? 1 : 0;
        righted += one.misled() && one.corrected() && one.right() ? 1 : 0;
        astray += one.misled() && one.corrected() && !one.right() ? 1 : 0;
        spoilt += !one.misled() && one.corrected() ? 1 : 0;
      }
      if (righted + astray + spoilt == 0) {
        return null;
      }
      var hit = Share.of(righted, misled);
      var wrong = Share.of(astray, misled);
      var lost = Share.of(spoilt, cases.size() - misled);
      double value =
          precision(
              wrongRate,
              misled == 0 ? 0 : hit.value(),
              misled == 0 ? 0 : wrong.value(),
              misled == cases.size() ? 0 : lost.value());
      return new Precision(value, precision(wrongRate, hit.low(), wrong.high(), lost.high()));
    }

    private static double precision(double wrongRate, double hit, double wrong, double lost) {
      double right = wrongRate * hit;
      double all = right + wrongRate * wrong + (1 - wrongRate) * lost;
      return all == 0 ? 0 : right / all;
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

    /// The same with figures counted anew over other clips.
    RunFacts counting(double q, double eta, double ratio, int flags) {
      return new RunFacts(
          q,
          eta,
          ratio,
          temperature,
          startEpochs,
          classMargins,
          flags,
          correction,
          onTrusted,
          dataHash,
          modelHash,
          device);
    }

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
