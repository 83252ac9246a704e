package undertone.engine.refinement;

import org.jspecify.annotations.Nullable;
import undertone.models.pico.PartialLoss;

/// A method, and what corrects or weighs what it says: `irnet`, `irnet+trusted`, `irnet+crowdlab`.
///
/// @param trusted whether confirmed clips correct it
/// @param beside what weighs its look against the votes; null = its own way
/// @param loss classification loss of the networks; null = the method's own
/// @param pixels what reads the faces themselves; null = networks read features
public record RefinementRecipe(
    RefinementMethod method,
    boolean trusted,
    @Nullable Companion beside,
    @Nullable PartialLoss loss,
    @Nullable PixelEncoder pixels) {
  private static final String WITH_TRUSTED = "trusted";

  /// @throws IllegalArgumentException if these cannot be joined
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
    if (loss != null && !method.trains()) {
      throw new IllegalArgumentException(
          "%s trains no network, so it has no loss to choose.".formatted(method.written()));
    }
    if (loss != null && !method.choosesLoss()) {
      throw new IllegalArgumentException(
          "%s has losses of its own; leave the loss out.".formatted(method.written()));
    }
    if (pixels != null && !method.trains()) {
      throw new IllegalArgumentException(
          "%s trains no network that could read pictures; leave the encoder out."
              .formatted(method.written()));
    }
  }

  /// What a corpus is refined with: what curators have confirmed always counts, wherever the method
  /// has a place for it.
  ///
  /// @throws IllegalArgumentException if these cannot be joined
  public static RefinementRecipe ofCorpus(
      RefinementMethod method,
      @Nullable Companion beside,
      @Nullable PartialLoss loss,
      @Nullable PixelEncoder pixels) {
    boolean trusted = method.looks() && method.companion() == null && beside == null;
    return new RefinementRecipe(method, trusted, beside, loss, pixels);
  }

  /// @throws IllegalArgumentException naming the methods there are
  public static RefinementRecipe of(String written) {
    int plus = written.indexOf('+');
    var method = RefinementMethod.of(plus < 0 ? written : written.substring(0, plus));
    if (plus < 0) {
      return new RefinementRecipe(method, false, null, null, null);
    }
    var joined = written.substring(plus + 1);
    return joined.equals(WITH_TRUSTED)
        ? new RefinementRecipe(method, true, null, null, null)
        : new RefinementRecipe(method, false, Companion.of(joined), null, null);
  }

  public Refinement refinement() {
    return method.refinement(this);
  }

  /// The plan as this recipe has it. One network reads pictures where several would read features:
  /// it takes a hundred times as long.
  RefinementPlan named(RefinementPlan plan) {
    var lossy = loss == null ? plan : plan.withLoss(loss);
    return pixels == null ? lossy : lossy.withFolds(lossy.folds(), 1);
  }

  /// How many named voters it needs; 0 = a crowd without names will do.
  public int voters() {
    return Math.max(method.voters(), beside == null ? 0 : beside.voters());
  }

  /// The same with another classification loss and other eyes.
  ///
  /// @throws IllegalArgumentException if the method trains no network
  public RefinementRecipe with(
      @Nullable PartialLoss otherLoss, @Nullable PixelEncoder otherPixels) {
    return new RefinementRecipe(method, trusted, beside, otherLoss, otherPixels);
  }

  /// As it is typed.
  public String written() {
    return method.written()
        + (trusted ? "+" + WITH_TRUSTED : "")
        + (beside == null ? "" : "+" + beside.written());
  }
}
