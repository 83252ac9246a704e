package undertone.engine.refinement;

/// The listener asked a run to stop. What was checkpointed stays; the same run may go on later.
public final class RunCancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RunCancelledException(double share) {
    super(
        "The run was cancelled at %.0f %%. Its checkpoints are kept; start it again to go on."
            .formatted(100 * share));
  }
}
