package undertone.engine.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import undertone.engine.captions.CaptionRecipe;
import undertone.engine.features.FaceDescription;

/// What `bench zero-shot` is asked.
///
/// @param data folder with `clips.csv` that is measured on
/// @param trainData folder whose votes are learned from; null = the same one's split `train`
/// @param faces how clips are described; null = a network reads the faces themselves
/// @param limit so many clips to learn from, or captions to measure on, stratified by gold; 0 = all
/// @param even whether captions of rare readings are told in more words, so that they weigh more
/// @param recipe how captions are learned
public record ZeroShotBenchOptions(
    Path data,
    @Nullable Path trainData,
    @Nullable FaceDescription faces,
    int limit,
    boolean even,
    CaptionRecipe recipe,
    long seed) {
  /// The word for faces themselves.
  public static final String PIXELS = "pixels";

  public ZeroShotBenchOptions {
    if (limit < 0) {
      throw new IllegalArgumentException("--limit must be at least 0 but is %d.".formatted(limit));
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
