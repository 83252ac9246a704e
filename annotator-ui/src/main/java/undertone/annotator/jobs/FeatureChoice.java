package undertone.annotator.jobs;

import java.util.LinkedHashMap;
import java.util.Map;
import undertone.corpora.InvalidValueException;
import undertone.engine.multimodal.MultimodalPlan;
import undertone.models.hosting.FeatureModel;

/// What a model that reads features is shown of clips.
///
/// @param text `own` for the product's extractor, `none`, or the name of a set that was brought
/// @param audio likewise
/// @param visual likewise
/// @param missing share of what is there that is taken away while it learns, so that it bears
///   absence; 0..0.9
public record FeatureChoice(String text, String audio, String visual, double missing) {
  public static final String OWN = "own";
  public static final String NONE = "none";

  /// Everything by the product's own extractors.
  public static final FeatureChoice USUAL =
      new FeatureChoice(OWN, OWN, OWN, MultimodalPlan.USUAL_MISSING);

  private static final double MOST_MISSING = .9;

  public FeatureChoice {
    if (!(missing >= 0 && missing <= MOST_MISSING)) {
      throw new InvalidValueException(
          "While a model learns, 0 to %s of what is there can be taken away, not %s.",
          MOST_MISSING, missing);
    }
    if (text.equals(NONE) && audio.equals(NONE) && visual.equals(NONE)) {
      throw new InvalidValueException(
          "A model that is shown neither text nor sound nor picture learns nothing.");
    }
  }

  /// As it is typed: modalities by name; those left out are the product's own.
  ///
  /// @throws InvalidValueException if a modality is none
  public static FeatureChoice of(Map<String, String> typed, double missing) {
    for (var modality : typed.keySet()) {
      if (!FeatureModel.MODALITIES.contains(modality)) {
        throw new InvalidValueException(
            "There are features of %s, not of \"%s\".",
            String.join(", ", FeatureModel.MODALITIES), modality);
      }
    }
    return new FeatureChoice(
        typed.getOrDefault("text", OWN),
        typed.getOrDefault("audio", OWN),
        typed.getOrDefault("visual", OWN),
        missing);
  }

  /// What is chosen, by modality, in the order of tensors.
  Map<String, String> byModality() {
    var all = new LinkedHashMap<String, String>();
    all.put("text", text);
    all.put("audio", audio);
    all.put("visual", visual);
    return all;
  }
}
