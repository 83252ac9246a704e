package undertone.annotator.jobs;

import org.jspecify.annotations.Nullable;

/// @param noise folder with sound files of speech; null = the voices of the demo
/// @param folder where the clips made worse appear
public record CorruptPlan(@Nullable String noise, String folder) {}
