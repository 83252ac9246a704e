package undertone.engine.architecture;

import org.jspecify.annotations.Nullable;
import undertone.engine.recognition.RecognitionFigures;

/// Where the making of a searched model stands, after an epoch.
///
/// @param stage what is being done
/// @param candidate which of the structures drawn by lot, from 1; 0 in other stages
/// @param candidates how many are drawn
/// @param epoch from 1
/// @param epochs of the stage
/// @param loss mean of the epoch, nats
/// @param figures on clips that choose the best epoch, while a structure is trained from scratch
public record StructureStep(
    Stage stage,
    int candidate,
    int candidates,
    int epoch,
    int epochs,
    double loss,
    @Nullable RecognitionFigures figures) {

  /// What is done, in its order, and the share of the whole that it usually takes.
  public enum Stage {
    /// Cells for spectrograms are searched.
    SEARCH_MAPS(0, .4),
    /// The cell for sequences is searched.
    SEARCH_SEQUENCES(.4, .15),
    /// Structures are drawn by lot and tried.
    DRAW(.55, .2),
    /// The best of these is trained from scratch.
    RETRAIN_DRAWN(.75, .1),
    /// What was found is trained from scratch.
    RETRAIN_FOUND(.85, .15);

    private final double before;
    private final double share;

    Stage(double before, double share) {
      this.before = before;
      this.share = share;
    }
  }

  /// How much of the whole is done, about, 0..1.
  public double done() {
    double within = (double) epoch / epochs;
    if (stage == Stage.DRAW) {
      within = (candidate - 1 + within) / candidates;
    }
    return stage.before + stage.share * within;
  }
}
