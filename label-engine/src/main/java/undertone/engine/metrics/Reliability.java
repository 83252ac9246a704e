package undertone.engine.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What probabilities are worth that were said: cases in the order of what was said of them, in
/// bins of equal size.
///
/// Source: reliability diagrams and expected calibration error as in Guo et al. 2017, *On
/// calibration of modern neural networks*, sec. 2.
///
/// @param bins from the lowest probabilities to the highest
/// @param calibrationError mean over the cases of how far their bin's probability lies from what
///   happened in it
public record Reliability(List<Bin> bins, double calibrationError) {
  private static final int PER_BIN = 15; // cases; of fewer, nobody could say what happens
  private static final int MOST_BINS = 10;

  public Reliability {
    bins = List.copyOf(bins);
  }

  /// @param said mean probability of its cases
  /// @param happened how many of them were as said
  public record Bin(double said, Share happened) {}

  /// @return null where there are too few cases for two bins
  public static @Nullable Reliability of(double[] said, boolean[] happened) {
    int count = Math.min(MOST_BINS, said.length / PER_BIN);
    if (count < 2) {
      return null;
    }
    var order =
        IntStream.range(0, said.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> said[i]))
            .toList();
    var bins = new ArrayList<Bin>();
    for (int bin = 0; bin < count; bin++) {
      int from = (int) ((long) bin * said.length / count);
      int to = (int) ((long) (bin + 1) * said.length / count);
      var cases = order.subList(from, to);
      bins.add(
          new Bin(
              cases.stream().mapToDouble(i -> said[i]).average().orElse(0),
              Share.of((int) cases.stream().filter(i -> happened[i]).count(), to - from)));
    }
    return new Reliability(bins, CalibrationError.ofEqualMass(said, happened, count));
  }
}
