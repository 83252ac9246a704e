package undertone.annotator.jobs;

import org.jspecify.annotations.Nullable;
import undertone.corpora.InvalidValueException;
import undertone.corpora.LabelScheme;

/// @param model that is put to the test, by the name of its voter
/// @param noise folder with sound files of speech; null = the voices of the demo
/// @param clips at most so many are made worse
/// @param seed draws them, and the noise under each
public record RobustnessPlan(String model, @Nullable String noise, int clips, long seed) {
  public static final int USUAL_CLIPS = 200;
  private static final int MOST_CLIPS = 5000;

  public RobustnessPlan {
    if (clips < 1 || clips > MOST_CLIPS) {
      throw new InvalidValueException(
          "A model is put to the test on 1 to %s clips, not %s.", MOST_CLIPS, clips);
    }
  }

  /// Refuses a model that cannot vote, or that reads features and no clips.
  ///
  /// @param learned models that were learned on the corpus
  public void mustSuit(LabelScheme scheme, TrainedModels.Shelf learned) {
    if (asVote().byCaptions()) {
      throw new InvalidValueException(
          "%s reads where clips lie already, so there are no clips to make worse for it.", model);
    }
    if (learned.brought(model).isPresent()) {
      throw new InvalidValueException(
          "%s came from elsewhere; what noise costs is measured of models that learned here.",
          model);
    }
    asVote().mustSuit(scheme, learned);
    if (learned.named(model).filter(TrainedModels.Trained::rates).isPresent()) {
      throw new InvalidValueException(
          "%s rates how clips feel and says no label, so there is none that noise could cost it.",
          model);
    }
    if (learned.named(model).filter(found -> found.plan().features() != null).isPresent()) {
      throw new InvalidValueException(
          "%s reads features of the corpus instead of its clips, so there are no clips to make worse"
              + " for it.",
          model);
    }
  }

  VotePlan asVote() {
    return new VotePlan(model, VotePlan.Deed.LOOK);
  }
}
