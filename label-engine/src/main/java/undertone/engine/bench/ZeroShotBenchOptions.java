package undertone.engine.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import undertone.engine.features.FaceDescription;

/// What `bench zero-shot` is asked.
///
/// @param data folder with `clips.csv` that is measured on
/// @param trainData folder whose votes are learned from; null = the same one's split `train`
/// @param faces how clips are described; null = a network reads the faces themselves
/// @param limit so many clips to learn from, or captions to measure on, stratified by gold; 0 = all
/// @param epochs over all captions; 0 = as the recipe has it
public record ZeroShotBenchOptions(
    Path data,
    @Nullable Path trainData,
    @Nullable FaceDescription faces,
    int limit,
    int epochs,
    long seed) {
  /// The word for faces themselves.
  public static final String PIXELS = "pixels";

  public ZeroShotBenchOptions {
    if (limit < 0 || epochs < 0) {
      throw new IllegalArgumentException(
          "--limit and --epochs must be at least 0 but are %d and %d.".formatted(limit, epochs));
    }
  }

  /// How clips are looked at, as it is typed: `pixels`, or a description of faces.
  ///
  /// @return null = the faces themselves
  public static @Nullable FaceDescription facesOf(String written) {
    return written.equals(PIXELS) ? null : FaceDescription.of(written);
  }

  Path learnedFrom() {
    return trainData == null ? data : trainData;
  }

  String look() {
    return faces == null ? PIXELS : faces.written();
  }
}
