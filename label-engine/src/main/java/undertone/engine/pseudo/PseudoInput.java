package undertone.engine.pseudo;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import undertone.engine.refinement.ClipPictures;
import undertone.engine.refinement.FeatureTable;

/// What one run learns from.
///
/// @param labels ids of the scheme, in its order; their number is K
/// @param clips in any order
/// @param features one row per clip, same order
/// @param modalities of the features; clips of one modality have one
/// @param faces of the same clips; null = networks read features
public record PseudoInput(
    List<String> labels,
    List<PseudoClip> clips,
    FeatureTable features,
    List<Modality> modalities,
    @Nullable ClipPictures faces) {
  private static final int LEAST_OF_A_LABEL = 2; // one to learn from, one to judge by

  public PseudoInput {
    labels = List.copyOf(labels);
    clips = List.copyOf(clips);
    modalities = List.copyOf(modalities);
    if (features.rows() != clips.size()) {
      throw new IllegalArgumentException(
          "Bug: %d clips came with %d rows of features.".formatted(clips.size(), features.rows()));
    }
    if (modalities.isEmpty() || modalities.getLast().until() > features.width()) {
      throw new IllegalArgumentException(
          "Bug: %s does not fit %d features.".formatted(modalities, features.width()));
    }
    var ids = new HashSet<String>();
    var counts = new TreeMap<String, Integer>();
    for (var clip : clips) {
      if (!ids.add(clip.id())) {
        throw new IllegalArgumentException("Clip %s is given twice.".formatted(clip.id()));
      }
      if (clip.label() != null) {
        counts.merge(clip.label(), 1, Integer::sum);
      }
    }
    mustSuffice(labels, counts);
  }

  private static void mustSuffice(List<String> labels, Map<String, Integer> counts) {
    if (!labels.containsAll(counts.keySet())) {
      throw new IllegalArgumentException(
          "Bug: of the labels %s some are none of %s.".formatted(counts.keySet(), labels));
    }
    long known = counts.values().stream().filter(n -> n >= LEAST_OF_A_LABEL).count();
    if (known < 2) {
      throw new IllegalArgumentException(
          ("Labels can be spread once two of them stand on at least %d clips each; there are %s."
                  + " Decide or confirm more clips first.")
              .formatted(LEAST_OF_A_LABEL, counts.isEmpty() ? "none yet" : counts));
    }
  }
}
