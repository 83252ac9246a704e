package undertone.engine.refinement;

import undertone.engine.metrics.Accuracy;
import undertone.engine.metrics.Auroc;
import undertone.engine.metrics.CalibrationError;
import undertone.engine.metrics.FlagQuality;
import undertone.engine.metrics.ReviewLift;

/// A run on a corpus whose truth is known, and how good it was.
record Trial(NoisyGaussians corpus, RefinementResult result) {

  /// Small enough for a test: three folds, twelve epochs.
  static RefinementPlan plan(long seed) {
    return RefinementPlan.DEFAULT.withSeed(seed).withEpochs(12).withFolds(3, 1);
  }

  /// The same without ever correcting a set while learning.
  static RefinementPlan uncorrected(RefinementPlan plan) {
    return plan.correcting(false);
  }

  static Trial of(NoisyGaussians corpus, RefinementPlan plan) {
    return new Trial(
        corpus,
        new OutOfFoldRefinement(Learner.NETWORK, false)
            .run(corpus.input(), plan, Checkpoints.inMemory(), RunListener.SILENT));
  }

  private boolean[] missing() {
    var missing = new boolean[corpus.voted()];
    for (int i = 0; i < missing.length; i++) {
      missing[i] = !result.clips().get(i).original().contains(corpus.truthOf(i));
    }
    return missing;
  }

  private boolean[] flagged() {
    var flagged = new boolean[corpus.voted()];
    for (int i = 0; i < flagged.length; i++) {
      flagged[i] = result.clips().get(i).flagged();
    }
    return flagged;
  }

  private double[] noise() {
    return result.clips().stream()
        .limit(corpus.voted())
        .mapToDouble(ClipOutcome::noiseProbability)
        .toArray();
  }

  double missingBefore() {
    return share(missing());
  }

  double missingAfter() {
    int missing = 0;
    for (int i = 0; i < corpus.voted(); i++) {
      missing += result.clips().get(i).refined().contains(corpus.truthOf(i)) ? 0 : 1;
    }
    return (double) missing / corpus.voted();
  }

  FlagQuality flags() {
    return FlagQuality.of(flagged(), missing());
  }

  double flaggedShare() {
    return share(flagged());
  }

  double auroc() {
    return Auroc.of(noise(), missing());
  }

  double lift() {
    return ReviewLift.topTenth(noise(), missing());
  }

  double calibrationError() {
    return CalibrationError.of(noise(), missing());
  }

  /// On clips that nobody voted on.
  double testAccuracy() {
    int clips = corpus.clips() - corpus.voted();
    var guesses = new int[clips];
    var truths = new int[clips];
    for (int i = 0; i < clips; i++) {
      var outcome = result.clips().get(corpus.voted() + i);
      guesses[i] = result.labels().indexOf(outcome.proposed());
      truths[i] = corpus.truth(corpus.voted() + i);
    }
    return Accuracy.of(guesses, truths);
  }

  private static double share(boolean[] flags) {
    int set = 0;
    for (boolean flag : flags) {
      set += flag ? 1 : 0;
    }
    return (double) set / flags.length;
  }
}
