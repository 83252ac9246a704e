package undertone.engine.refinement;

import org.jspecify.annotations.Nullable;
import undertone.models.pico.PicoConfig;

/// What one network goes by while it learns from candidate sets, whatever it looks at.
///
/// @param net its sizes
/// @param learning rates, momenta and losses
/// @param batch clips per step (B)
/// @param queue keys that the contrastive loss looks back on; a multiple of the batch
/// @param prototypeStart first epoch, counted from 1, in which looks move the confidences
/// @param correction when and how sets are corrected
/// @param plus how PiCO+ tells reliable clips from others; null = every set is taken at its word
record PicoRules(
    PicoConfig net,
    RefinementPlan.Learning learning,
    int batch,
    int queue,
    int prototypeStart,
    SetCorrection.Rule correction,
    @Nullable DoubtRule plus) {

  PicoRules {
    if (batch < 2 || queue % batch != 0) {
      throw new IllegalArgumentException(
          "Bug: batches of %d do not fill a queue of %d.".formatted(batch, queue));
    }
  }

  /// A network in a refinement out of fold. Small corpora get at least eight steps per epoch, never
  /// fewer than two clips for batch statistics.
  ///
  /// @param learned clips to learn from
  static PicoRules inFold(PicoConfig net, int learned, RefinementPlan plan, double partialRate) {
    int batch = Math.max(2, Math.min(plan.learning().batch(), learned / 8));
    return new PicoRules(
        net,
        plan.learning(),
        batch,
        EmbeddingQueue.lengthFor(learned, batch),
        1,
        SetCorrection.Rule.inFold(plan, net.classes(), partialRate),
        plan.learning().targets() == Targets.RELIABLE ? DoubtRule.IN_FOLD : null);
  }
}
