package undertone.engine.refinement;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import undertone.models.pico.PartialLoss;

/// A method, and what corrects or weighs what it says: `irnet`, `irnet+trusted`, `irnet+crowdlab`.
///
/// @param trusted whether confirmed clips correct it
/// @param beside what weighs its look against the votes; null = its own way
public record RefinementRecipe(
    RefinementMethod method, boolean trusted, @Nullable Companion beside) {
  private static final String WITH_TRUSTED = "trusted";

  public RefinementRecipe {
    if (trusted && !method.looks()) {
      throw new IllegalArgumentException(
          "%s looks at no clip, so confirmed clips cannot correct it; leave \"+%s\" out."
              .formatted(method.written(), WITH_TRUSTED));
    }
    boolean twice = (trusted || beside != null) && method.companion() != null;
    boolean untrained = beside != null && !method.trains();
    if (twice || untrained) {
      throw new IllegalArgumentException(
          "Nothing can be joined to %s that way; join to a method that trains networks."
              .formatted(method.written()));
    }
  }

  /// @throws IllegalArgumentException naming the methods there are
  public static RefinementRecipe of(String written) {
    int plus = written.indexOf('+');
    var method = RefinementMethod.of(plus < 0 ? written : written.substring(0, plus));
    if (plus < 0) {
      return new RefinementRecipe(method, false, null);
    }
    var joined = written.substring(plus + 1);
    if (joined.equals(WITH_TRUSTED)) {
      return new RefinementRecipe(method, true, null);
    }
    var companion =
        Arrays.stream(Companion.values())
            .filter(c -> c.written().equals(joined))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "\"%s\" cannot be joined to a method; choose trusted, crowdlab or confident-learning."
                        .formatted(joined)));
    return new RefinementRecipe(method, false, companion);
  }

  public Refinement refinement() {
    return method.refinement(trusted, beside);
  }

  /// How many named voters it needs; 0 = a crowd without names will do.
  public int voters() {
    return Math.max(method.voters(), beside == null ? 0 : beside.voters());
  }

  /// The same with another classification loss.
  ///
  /// @throws IllegalArgumentException if the method trains no network
  public Refinement refinement(PartialLoss loss) {
    if (!method.trains()) {
      throw new IllegalArgumentException(
          "%s trains no network, so it has no loss to choose.".formatted(method.written()));
    }
    var inFolds = new OutOfFoldRefinement(Learner.NETWORK, trusted, beside);
    return (input, plan, checkpoints, listener) ->
        inFolds.run(input, method.named(plan).withLoss(loss), checkpoints, listener);
  }

  /// As it is typed.
  public String written() {
    return method.written()
        + (trusted ? "+" + WITH_TRUSTED : "")
        + (beside == null ? "" : "+" + beside.written());
  }
}
