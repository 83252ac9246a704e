package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/// The published rule: correction starts when accuracy on labels held out, smoothed, has stopped
/// rising. The reference watches the test split; whoever compares numbers with it must say so.
///
/// Source: IRNet's `train_merge.py`. The smoothing window leaves its right end out, so near the end
/// of the curve the newest accuracy is never used, and is shorter on the left where epochs begin.
final class AccuracyStartRule implements StartRule {
  private static final double STANDS_STILL = 1e-6;
  private static final int LOOKED_BACK = 10;

  private final int window;
  private final DoubleSupplier accuracy;
  private final List<Double> accuracies = new ArrayList<>();

  /// @param window epochs that are smoothed over; no decision before so many
  /// @param accuracy of the network as it stands
  AccuracyStartRule(int window, DoubleSupplier accuracy) {
    this.window = window;
    this.accuracy = accuracy;
  }

  @Override
  public boolean startsAfter(double insideShare) {
    accuracies.add(accuracy.getAsDouble());
    int epochs = accuracies.size();
    if (epochs < window) {
      return false;
    }
    double rise = 0;
    int steps = Math.min(LOOKED_BACK, epochs - 1);
    for (int epoch = epochs - steps; epoch < epochs; epoch++) {
      rise += smooth(epoch) - smooth(epoch - 1);
    }
    return rise / steps < STANDS_STILL;
  }

  private double smooth(int epoch) {
    int from = Math.max(0, epoch - window / 2);
    int to = Math.min(accuracies.size() - 1, epoch + window / 2);
    return accuracies.subList(from, to).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(0);
  }
}
