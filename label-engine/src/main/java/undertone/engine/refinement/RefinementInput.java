package undertone.engine.refinement;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything one refinement run learns from.
///
/// @param labels label ids of the scheme, in its order; their number is K
/// @param clips the clips, in any order
/// @param features one row per clip, same order as `clips`
/// @param faces of the clips, same order; null = no network of the run looks at them
/// @param opinions what others say of the clips, for confirmed clips to weigh
public record RefinementInput(
    List<String> labels,
    List<RefinementClip> clips,
    FeatureTable features,
    @Nullable ClipPictures faces,
    List<SecondOpinion> opinions) {

  /// For a run whose networks, if any, look at features.
  public RefinementInput(List<String> labels, List<RefinementClip> clips, FeatureTable features) {
    this(labels, clips, features, null);
  }

  /// For a run whose networks look at faces.
  public RefinementInput(
      List<String> labels,
      List<RefinementClip> clips,
      FeatureTable features,
      @Nullable ClipPictures faces) {
    this(labels, clips, features, faces, List.of());
  }

  public RefinementInput {
    labels = List.copyOf(labels);
    clips = List.copyOf(clips);
    opinions = List.copyOf(opinions);
    var known = new HashSet<>(labels);
    if (known.size() < 2 || known.size() < labels.size()) {
      throw new IllegalArgumentException(
          "Refinement needs at least two different labels but was given %s.".formatted(labels));
    }
    if (features.rows() != clips.size()) {
      throw new IllegalArgumentException(
          "%d clips came with %d feature rows; give each clip exactly one row."
              .formatted(clips.size(), features.rows()));
    }
    if (faces != null && faces.clips() != clips.size()) {
      throw new IllegalArgumentException(
          "Bug: %d clips came with the pictures of %d.".formatted(clips.size(), faces.clips()));
    }
    for (var opinion : opinions) {
      opinion.mustTell(labels);
      if (opinion.clips() != clips.size()) {
        throw new IllegalArgumentException(
            "Bug: %d clips came with what %s says of %d."
                .formatted(clips.size(), opinion.from(), opinion.clips()));
      }
    }
    var ids = new HashSet<String>();
    for (var clip : clips) {
      if (!ids.add(clip.id())) {
        throw new IllegalArgumentException("Clip %s is given twice.".formatted(clip.id()));
      }
      for (var ballot : clip.ballots()) {
        for (var label : ballot.held().labels()) {
          mustKnow(known, label, clip);
        }
      }
      if (clip.confirmed() != null) {
        mustKnow(known, clip.confirmed(), clip);
      }
      if (clip.trusted() != null) {
        mustKnow(known, clip.trusted(), clip);
      }
    }
  }

  private static void mustKnow(HashSet<String> known, String label, RefinementClip clip) {
    if (!known.contains(label)) {
      throw new IllegalArgumentException(
          "Clip %s carries the label \"%s\", which is not one of the run's labels %s."
              .formatted(clip.id(), label, known));
    }
  }
}
