package undertone.models.video;

/// A learning rate, step by step: evenly from 0 to its peak, then along half a cosine towards its
/// least, which it does not quite reach.
///
/// The peak comes twice, as the last step of the one part and the first of the other, as in the
/// authors' code.
///
/// @param peak highest rate
/// @param least lowest rate
/// @param warmSteps steps of the first part; 0 = none
/// @param steps all of them
public record WarmCosine(double peak, double least, int warmSteps, int steps) {
  private static final double BATCH = 256; // that the published rates are meant for

  public WarmCosine {
    if (warmSteps < 0 || steps < Math.max(1, warmSteps) || !(peak >= least && least >= 0)) {
      throw new IllegalArgumentException(
          "A rate cannot go from %s to %s in %d steps, %d of them warm."
              .formatted(peak, least, steps, warmSteps));
    }
  }

  /// Published rates at a batch of another size.
  ///
  /// @param batch clips of a step, over all devices
  public static WarmCosine scaled(double peak, double least, int batch, int warmSteps, int steps) {
    return new WarmCosine(peak * batch / BATCH, least * batch / BATCH, warmSteps, steps);
  }

  /// The rate of one step, from 0.
  public double at(int step) {
    if (step < warmSteps) {
      return warmSteps == 1 ? 0 : peak * step / (warmSteps - 1);
    }
    double done = (step - warmSteps) / (double) (steps - warmSteps);
    return least + (peak - least) * (1 + Math.cos(Math.PI * done)) / 2;
  }
}
