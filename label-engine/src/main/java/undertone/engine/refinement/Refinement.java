package undertone.engine.refinement;

/// A method that refines candidate sets. Training methods take turns in a process; see
/// [undertone.models.TrainingTurn].
public interface Refinement {

  /// Runs to the end, going on from the checkpoints of an earlier, interrupted call with the same
  /// input and plan; the result is the same to the byte either way.
  ///
  /// @throws RunCancelledException if the listener asked to stop
  RefinementResult run(
      RefinementInput input, RefinementPlan plan, Checkpoints checkpoints, RunListener listener);
}
