package undertone.engine.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What `bench speed` is asked.
///
/// @param model on clips or on features, by its name
/// @param size of its network
/// @param task null = pre-training of models that know it, fine-tuning of the others
/// @param batch clips or conversations of a step; 0 = as many as the usual plan of the size
/// @param steps that are taken
/// @param seed of what is drawn
/// @param recompute whether blocks are computed again on the way back; of models that look at clips
///   only
public record SpeedBenchOptions(
    String model,
    String size,
    @Nullable Task task,
    int batch,
    int steps,
    long seed,
    boolean recompute) {
  private static final int FEWEST = 5; // steps; the first and the last are not measured

  /// What the network learns.
  public enum Task {
    /// to fill gaps
    PRE_TRAIN,
    /// to tell classes apart
    FINE_TUNE;

    /// As in commands and reports.
    public String written() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException naming those there are
    public static Task of(String written) {
      for (var task : values()) {
        if (task.written().equals(written)) {
          return task;
        }
      }
      throw new IllegalArgumentException(
          "There is no task \"%s\"; there are pre-train and fine-tune.".formatted(written));
    }
  }

  public SpeedBenchOptions {
    if (steps < FEWEST || batch < 0) {
      throw new IllegalArgumentException(
          "A bench of speed takes %d steps or more of a positive batch (0 = the usual), not %d of %d."
              .formatted(FEWEST, steps, batch));
    }
  }
}
