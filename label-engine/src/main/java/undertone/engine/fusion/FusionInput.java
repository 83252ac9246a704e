package undertone.engine.fusion;

import java.util.List;
import undertone.engine.refinement.FeatureTable;

/// Clips and what is known of them.
///
/// @param labels by place
/// @param clips in any order
/// @param modalities sound, words and picture, one row per clip. Networks take three: of a single
///   modality give it three times, as the organisers do, and in the place of one that is missing
///   beside two others give [#nothing]
public record FusionInput(
    List<String> labels, List<FusionClip> clips, List<FeatureTable> modalities) {

  private static final int MODALITIES = 3;

  public FusionInput {
    labels = List.copyOf(labels);
    clips = List.copyOf(clips);
    modalities = List.copyOf(modalities);
    int rows = clips.size();
    if (modalities.size() != MODALITIES
        || modalities.stream().anyMatch(m -> m.rows() != rows || m.width() < 1)) {
      throw new IllegalArgumentException(
          "%d clips need three modalities with a row for each, but were given rows of %s."
              .formatted(
                  rows, modalities.stream().map(m -> m.rows() + " x " + m.width()).toList()));
    }
  }

  /// A modality that says nothing of any clip.
  public static FeatureTable nothing(int clips) {
    return FeatureTable.of(new float[clips][1]);
  }

  /// Whether a valence is known of any clip that is learned from; the others teach their class
  /// alone.
  public boolean hasValence() {
    return rated() > 0;
  }

  /// Of how many clips that are learned from a valence is known.
  public long rated() {
    return clips.stream().filter(c -> !c.aside() && c.valence() != null).count();
  }
}
