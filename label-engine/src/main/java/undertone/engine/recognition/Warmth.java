package undertone.engine.recognition;

import java.util.List;

/// The temperature that makes probabilities mean what they say: `p^(1/T)`, brought to sum 1 again.
///
/// Source: Guo et al. 2017, *On calibration of modern neural networks*, sec. 4.2. Ours is that the
/// logarithm of a temperature is held to be normal about 0 with spread 1 before any clip is seen: a
/// handful of clips that are all right would otherwise make a model certain, and a hundred outweigh
/// it.
public final class Warmth {
  private static final double COLDEST = 0.05;
  private static final double WARMEST = 20;
  private static final int ROUNDS = 60;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final double LEAST = 1e-12; // of a probability

  private Warmth() {}

  /// The likeliest one by clips whose class is known; 1 if there are none.
  public static double of(List<double[]> said, List<Integer> truths) {
    if (said.isEmpty()) {
      return 1;
    }
    double low = Math.log(COLDEST);
    double high = Math.log(WARMEST);
    for (int round = 0; round < ROUNDS; round++) { // the loss has one valley
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (loss(said, truths, Math.exp(left)) <= loss(said, truths, Math.exp(right))) {
        high = right;
      } else {
        low = left;
      }
    }
    return Math.exp((low + high) / 2);
  }

  private static double loss(List<double[]> said, List<Integer> truths, double temperature) {
    double loss = Math.pow(Math.log(temperature), 2) / 2;
    for (int i = 0; i < said.size(); i++) {
      loss -= Math.log(Math.max(LEAST, scaled(said.get(i), temperature)[truths.get(i)]));
    }
    return loss;
  }

  /// Probabilities at a temperature.
  public static double[] scaled(double[] p, double temperature) {
    var scaled = new double[p.length];
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      scaled[k] = Math.pow(Math.max(LEAST, p[k]), 1 / temperature);
      sum += scaled[k];
    }
    for (int k = 0; k < p.length; k++) {
      scaled[k] /= sum;
    }
    return scaled;
  }
}
