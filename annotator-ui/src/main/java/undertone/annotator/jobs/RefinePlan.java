package undertone.annotator.jobs;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import undertone.corpora.InvalidValueException;
import undertone.engine.features.FaceDescription;
import undertone.engine.refinement.Companion;
import undertone.engine.refinement.CorrectionRules;
import undertone.engine.refinement.PixelEncoder;
import undertone.engine.refinement.RefinementMethod;
import undertone.engine.refinement.RefinementRecipe;
import undertone.engine.refinement.Start;
import undertone.models.pico.PartialLoss;

/// What people choose about a refinement; the rest of its parameters are the engine's defaults.
///
/// @param method how votes and clips are weighed; plans of older runs name none and mean IRNet
/// @param voters names of the voters that count; empty = all
/// @param faces how faces are described; plans of older runs name none and mean gradients and
///   textures
/// @param epochs passes over the training clips
/// @param folds a clip is judged only by models that never saw it
/// @param delta margin by which an outside label must lead before a set is held noisy
/// @param noiseThreshold noise probability from which a clip is flagged, 0..1
/// @param seed of all random streams
/// @param hold whether nobody is asked about a proposal before somebody has let the run in; plans
///   of older runs do not say so and mean no
/// @param init what networks believe before they have learned anything; plans of older runs name
///   none and mean the votes
/// @param loss classification loss of the networks; null = the method's own, as in plans of older
///   runs
/// @param beside what weighs networks and votes against each other; null = the method's own way, as
///   in plans of older runs
/// @param encoder what reads the faces themselves; null = networks read features, as in plans of
///   older runs
/// @param continues number of the run whose networks go on learning; null = from scratch, as in
///   plans of older runs
/// @param correction how networks correct noisy sets; plans of older runs do not say so and mean as
///   usual
public record RefinePlan(
    RefinementMethod method,
    List<String> voters,
    FaceDescription faces,
    int epochs,
    int folds,
    double delta,
    double noiseThreshold,
    long seed,
    @Nullable Boolean hold,
    Start init,
    @Nullable PartialLoss loss,
    @Nullable Companion beside,
    @Nullable PixelEncoder encoder,
    @Nullable Long continues,
    CorrectionRules correction) {

  public static final RefinePlan DEFAULT =
      new RefinePlan(
          RefinementMethod.IRNET,
          List.of(),
          FaceDescription.ALIGNED,
          30,
          5,
          0.12,
          0.5,
          0,
          false,
          Start.VOTES,
          null,
          null,
          null,
          null,
          CorrectionRules.USUAL);

  public RefinePlan {
    // Jackson hands over null for what an older plan does not name.
    method = Objects.requireNonNullElse(method, RefinementMethod.IRNET);
    faces = Objects.requireNonNullElse(faces, FaceDescription.HOG);
    hold = Objects.requireNonNullElse(hold, false);
    init = Objects.requireNonNullElse(init, Start.VOTES);
    correction = Objects.requireNonNullElse(correction, CorrectionRules.USUAL);
    voters = List.copyOf(voters);
    if (continues != null && !method.trains()) {
      throw new InvalidValueException(
          "%s trains no networks that could go on from an earlier run; choose another method, or"
              + " start from scratch.",
          method.written());
    }
    mustFit(method, beside, loss, encoder);
    if (!correction.equals(CorrectionRules.USUAL) && !method.corrects()) {
      throw new InvalidValueException(
          "%s corrects no sets while it learns, so how they are corrected cannot be chosen; leave it"
              + " out, or choose irnet.",
          method.written());
    }
    between("epochs", epochs, 1, 10_000);
    between("folds", folds, 2, 50);
    between("delta", delta, 0, 5);
    between("noise threshold", noiseThreshold, 0, 1);
  }

  private static void mustFit(
      RefinementMethod method,
      @Nullable Companion beside,
      @Nullable PartialLoss loss,
      @Nullable PixelEncoder encoder) {
    boolean chosen = beside != null || loss != null || encoder != null;
    if (chosen && !method.trains()) {
      throw new InvalidValueException(
          "%s trains no networks, so loss, encoder and what weighs them cannot be chosen; leave them"
              + " out, or choose another method.",
          method.written());
    }
    if (loss != null && !method.choosesLoss()) {
      throw new InvalidValueException(
          "%s has losses of its own; leave the loss out.", method.written());
    }
  }

  /// Whether confirmed clips correct what votes and looks say.
  boolean corrects() {
    return method.looks() && beside == null;
  }

  RefinementRecipe recipe() {
    return RefinementRecipe.ofCorpus(method, beside, loss, encoder);
  }

  /// The same with faces described so.
  public RefinePlan seeing(FaceDescription described) {
    return with(described, continues);
  }

  /// The same, going on from an earlier run.
  public RefinePlan goingOnFrom(long run) {
    return with(faces, run);
  }

  private RefinePlan with(FaceDescription described, @Nullable Long earlier) {
    return new RefinePlan(
        method,
        voters,
        described,
        epochs,
        folds,
        delta,
        noiseThreshold,
        seed,
        hold,
        init,
        loss,
        beside,
        encoder,
        earlier,
        correction);
  }

  private static void between(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new InvalidValueException(
          "The plan's %s must lie in %s..%s but is %s.", name, least, most, value);
    }
  }
}
