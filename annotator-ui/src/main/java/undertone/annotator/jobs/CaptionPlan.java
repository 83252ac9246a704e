package undertone.annotator.jobs;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import undertone.corpora.InvalidValueException;
import undertone.engine.captions.CaptionRecipe;
import undertone.engine.captions.CaptionRecipe.Local;
import undertone.engine.captions.CaptionStudy;
import undertone.engine.features.FaceDescription;

/// @param epochs over all captions; null = as many as their number asks for
/// @param faces what is read of faces
/// @param local how local sentences are held against clips; null = as usual
/// @param seed of everything that is drawn
public record CaptionPlan(
    @Nullable Integer epochs, FaceDescription faces, @Nullable Local local, long seed) {
  /// As the engine would choose.
  public static final CaptionPlan DEFAULT =
      new CaptionPlan(null, RefinePlan.DEFAULT.faces(), null, 0);

  private static final int MOST_EPOCHS = 1000;

  public CaptionPlan {
    local = Objects.requireNonNullElse(local, Local.SAMPLED); // plans of earlier versions have none
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

  /// The recipe for so many captions.
  CaptionRecipe recipe(int captions) {
    var recipe = CaptionStudy.recipe(captions).with(Objects.requireNonNull(local));
    return epochs == null ? recipe : recipe.withEpochs(epochs);
  }
}
