package undertone.engine.refinement;

/// What a network made of pictures and their candidate sets, in its last epoch.
public final class PixelOutcome {
  private final boolean[][] sets;
  private final boolean[] declared;
  private final double[] noise;
  private final int[] guesses;
  private final double kappa;
  private final int startEpoch;
  private final double stepMilliseconds;
  private final double stepProcessorMilliseconds;
  private final double picturesPerSecond;

  PixelOutcome(
      boolean[][] sets,
      boolean[] declared,
      double[] noise,
      int[] guesses,
      double kappa,
      int startEpoch,
      double stepMilliseconds,
      double stepProcessorMilliseconds,
      double picturesPerSecond) {
    this.sets = sets;
    this.declared = declared;
    this.noise = noise;
    this.guesses = guesses;
    this.kappa = kappa;
    this.startEpoch = startEpoch;
    this.stepMilliseconds = stepMilliseconds;
    this.stepProcessorMilliseconds = stepProcessorMilliseconds;
    this.picturesPerSecond = picturesPerSecond;
  }

  /// Candidate sets after correction `[N,K]`.
  public boolean[][] sets() {
    return sets;
  }

  /// Which clips were declared noisy while learning `[N]`.
  public boolean[] declared() {
    return declared;
  }

  /// Chance that the original set misses the truth, as a score to rank by: the network has learned
  /// these very clips `[N]`.
  public double[] noise() {
    return noise;
  }

  /// Most probable label of each picture to measure on `[M]`.
  public int[] guesses() {
    return guesses;
  }

  /// Likelihood ratio that the noise was computed with.
  public double kappa() {
    return kappa;
  }

  /// First epoch with correction, 0 if there was none.
  public int startEpoch() {
    return startEpoch;
  }

  /// Median of all training steps, views included.
  public double stepMilliseconds() {
    return stepMilliseconds;
  }

  /// The same by what all threads of this process computed.
  public double stepProcessorMilliseconds() {
    return stepProcessorMilliseconds;
  }

  /// Pictures for which all views of a step were drawn, per second of drawing.
  public double picturesPerSecond() {
    return picturesPerSecond;
  }
}
