package undertone.engine.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `bench emt` is asked.
///
/// @param data a folder with `clips.csv`: text and valence, splits train, valid and test
/// @param restorations what is compared
/// @param rates of missing steps, in 0..1
/// @param seeds so many, from `seed`
/// @param limit so many clips of each split, drawn by the seed; 0 = all
/// @param epochs at most; the one that is best on split valid counts
/// @param batch clips a step
/// @param rate of learning
/// @param haze how far what the companions hold strays from the valence, as a share of its scale
/// @param svg where to draw the curves; null = nowhere
public record StepBenchOptions(
    Path data,
    List<StepRestoration> restorations,
    List<Double> rates,
    int seeds,
    long seed,
    int limit,
    int epochs,
    int batch,
    double rate,
    double haze,
    @Nullable Path svg) {

  public StepBenchOptions {
    restorations = List.copyOf(restorations);
    rates = List.copyOf(rates);
    if (restorations.isEmpty() || rates.isEmpty()) {
      throw new IllegalArgumentException("Name at least one restoration and one rate to measure.");
    }
    if (seeds < 1 || epochs < 1 || batch < 2 || limit < 0 || haze < 0) {
      throw new IllegalArgumentException(
          "Seeds and epochs must be at least 1, batch 2, limit and haze 0; they are %d, %d, %d, %d and %s."
              .formatted(seeds, epochs, batch, limit, haze));
    }
    MissingRates.check(rates);
  }
}
