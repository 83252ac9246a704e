package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.List;

/// Decides without any label when a network is ready to correct: when the share of clips whose best
/// label lies in their original set has stopped rising.
///
/// The published rule watches accuracy on test labels, which a corpus in the making does not have:
/// [AccuracyStartRule].
final class InsideStartRule implements StartRule {
  private static final double STANDS_STILL = 1e-3;

  private final int window;
  private final int earliest;
  private final int latest;
  private final List<Double> shares = new ArrayList<>();

  InsideStartRule(int epochs) {
    window = Math.max(5, epochs / 12);
    earliest = Math.max(1, epochs / 6);
    latest = Math.max(earliest, (int) (0.4 * epochs));
  }

  @Override
  public boolean startsAfter(double insideShare) {
    shares.add(insideShare);
    int epoch = shares.size();
    if (epoch >= latest) {
      return true;
    }
    if (epoch < earliest || epoch < 2 * window) {
      return false;
    }
    return mean(epoch - window, epoch) - mean(epoch - 2 * window, epoch - window) < STANDS_STILL;
  }

  private double mean(int from, int to) {
    return shares.subList(from, to).stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
