package undertone.annotator.jobs;

import org.jspecify.annotations.Nullable;
import undertone.corpora.InvalidValueException;
import undertone.engine.features.FaceDescription;

/// @param epochs over all captions; null = as many as their number asks for
/// @param faces what is read of faces
/// @param seed of everything that is drawn
public record CaptionPlan(@Nullable Integer epochs, FaceDescription faces, long seed) {
  /// As the engine would choose.
  public static final CaptionPlan DEFAULT = new CaptionPlan(null, RefinePlan.DEFAULT.faces(), 0);

  private static final int MOST_EPOCHS = 1000;

  public CaptionPlan {
    if (epochs != null && (epochs < 1 || epochs > MOST_EPOCHS)) {
      throw new InvalidValueException(
          "Captions are learned in 1 to %s epochs, not %s.", MOST_EPOCHS, epochs);
    }
    if (!faces.models().isEmpty()) {
      throw new InvalidValueException(
          "%s describes whole clips and no moments of them, which the search needs; leave it out.",
          faces.models().getFirst());
    }
  }
}
