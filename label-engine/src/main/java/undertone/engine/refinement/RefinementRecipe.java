package undertone.engine.refinement;

import undertone.models.pico.PartialLoss;

/// A method, and whether confirmed clips correct what it says: `irnet`, `irnet+trusted`.
public record RefinementRecipe(RefinementMethod method, boolean trusted) {
  private static final String WITH_TRUSTED = "+trusted";

  public RefinementRecipe {
    if (trusted && !method.looks()) {
      throw new IllegalArgumentException(
          "%s looks at no clip, so confirmed clips cannot correct it; leave \"%s\" out."
              .formatted(method.written(), WITH_TRUSTED));
    }
  }

  /// @throws IllegalArgumentException naming the methods there are
  public static RefinementRecipe of(String written) {
    boolean trusted = written.endsWith(WITH_TRUSTED);
    var method = trusted ? written.substring(0, written.length() - WITH_TRUSTED.length()) : written;
    return new RefinementRecipe(RefinementMethod.of(method), trusted);
  }

  public Refinement refinement() {
    return method.refinement(trusted);
  }

  /// The same with another classification loss.
  ///
  /// @throws IllegalArgumentException if the method trains no network
  public Refinement refinement(PartialLoss loss) {
    if (!method.trains()) {
      throw new IllegalArgumentException(
          "%s trains no network, so it has no loss to choose.".formatted(method.written()));
    }
    var inFolds = new OutOfFoldRefinement(Learner.NETWORK, trusted);
    return (input, plan, checkpoints, listener) ->
        inFolds.run(input, method.named(plan).withLoss(loss), checkpoints, listener);
  }

  /// As it is typed.
  public String written() {
    return method.written() + (trusted ? WITH_TRUSTED : "");
  }
}
