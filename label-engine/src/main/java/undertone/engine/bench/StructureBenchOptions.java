package undertone.engine.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import undertone.engine.architecture.SpeechPlan;

/// What `bench nas` is asked.
///
/// @param data a folder with `clips.csv`: sounds, label, speaker
/// @param plan of every trial, with the first seed
/// @param seeds so many from that of the plan; each leaves another speaker out
/// @param limit so many clips, drawn by the seed; 0 = all
/// @param genotype where to keep what the first seed found; null = nowhere
/// @param plot where to draw it; null = nowhere
public record StructureBenchOptions(
    Path data,
    SpeechPlan plan,
    int seeds,
    int limit,
    @Nullable Path genotype,
    @Nullable Path plot) {

  public StructureBenchOptions {
    if (seeds < 1 || limit < 0) {
      throw new IllegalArgumentException(
          "There must be a seed at least and a limit of 0 or more, but they are %d and %d."
              .formatted(seeds, limit));
    }
  }
}
