package undertone.engine.augmentation;

import java.util.List;

/// What is taken off each channel and what it is divided by, as shares of 255.
///
/// @param mean of red, green and blue
/// @param spread standard deviation of each
public record Normalisation(List<Double> mean, List<Double> spread) {
  public static final Normalisation CIFAR10 =
      new Normalisation(List.of(0.4914, 0.4822, 0.4465), List.of(0.2470, 0.2435, 0.2616));
  public static final Normalisation CIFAR100 =
      new Normalisation(List.of(0.5071, 0.4865, 0.4409), List.of(0.2673, 0.2564, 0.2762));

  /// Grey, the same in all three channels.
  public static final Normalisation KMNIST =
      new Normalisation(List.of(0.1918, 0.1918, 0.1918), List.of(0.3483, 0.3483, 0.3483));

  public Normalisation {
    mean = List.copyOf(mean);
    spread = List.copyOf(spread);
    if (mean.size() != Pictures.CHANNELS
        || spread.size() != Pictures.CHANNELS
        || spread.stream().anyMatch(s -> !(s > 0))) {
      throw new IllegalArgumentException(
          "A normalisation needs three means and three spreads above 0 but was given %s and %s."
              .formatted(mean, spread));
    }
  }

  /// The number of each byte in each channel `[3][256]`.
  float[][] table() {
    var table = new float[Pictures.CHANNELS][256];
    for (int c = 0; c < Pictures.CHANNELS; c++) {
      for (int value = 0; value < 256; value++) {
        table[c][value] = (float) ((value / 255.0 - mean.get(c)) / spread.get(c));
      }
    }
    return table;
  }
}
