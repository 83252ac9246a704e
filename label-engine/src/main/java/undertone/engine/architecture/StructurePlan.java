package undertone.engine.architecture;

import undertone.models.hosting.SearchedModel;
import undertone.models.nas.EmotionNas;
import undertone.models.nas.TwoStreamConfig.Fusion;

/// How a searched model comes to be on labelled clips.
///
/// @param model its name
/// @param size of what may be found
/// @param speech how structures are searched and trained
/// @param missing share of what is there that is taken away while a structure is trained, 0..0.9
/// @param heldOut share of the labelled clips that figures are measured on
/// @param choosing share of the others that chooses the best epoch
public record StructurePlan(
    String model, String size, SpeechPlan speech, double missing, double heldOut, double choosing) {
  private static final int EPOCHS = 30;
  private static final int CANDIDATES = 6; // together they take about as long as the search

  public StructurePlan {
    var known =
        SearchedModel.named(model)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "There is no model \"%s\" whose structure is searched; there are %s."
                        .formatted(
                            model,
                            SearchedModel.all().stream().map(SearchedModel::name).toList())));
    if (!known.sizes().contains(size)) {
      throw new IllegalArgumentException(
          "%s has no size \"%s\"; it has %s.".formatted(model, size, known.sizes()));
    }
    within("missing", missing, 0, 0.9);
    within("heldOut", heldOut, 0.01, 0.9);
    within("choosing", choosing, 0.01, 0.9);
  }

  private static void within(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "The plan's %s must lie in %s..%s but is %s.".formatted(what, least, most, value));
    }
  }

  /// What suits a size on a processor.
  public static StructurePlan usual(String model, String size) {
    var space = EmotionNas.space(size);
    var speech =
        new SpeechPlan(
            space.channels(),
            space.width(),
            searched(EPOCHS),
            EPOCHS,
            32,
            .025,
            .02,
            .004,
            CANDIDATES,
            0,
            Fusion.GATE,
            0);
    return new StructurePlan(model, size, speech, 0, .2, .15);
  }

  /// A search takes half as many epochs as a training from scratch.
  private static int searched(int epochs) {
    return (epochs + 1) / 2;
  }

  public StructurePlan withSeed(long seed) {
    return with(speech.withSeed(seed), missing);
  }

  /// @param epochs of a training from scratch; a search has half as many
  public StructurePlan withEpochs(int epochs) {
    return with(speech.withEpochs(searched(epochs), epochs), missing);
  }

  public StructurePlan withMissing(double share) {
    return with(speech, share);
  }

  /// As many structures are drawn by lot.
  public StructurePlan withCandidates(int candidates) {
    return with(speech.withCandidates(candidates), missing);
  }

  private StructurePlan with(SpeechPlan other, double share) {
    return new StructurePlan(model, size, other, share, heldOut, choosing);
  }
}
