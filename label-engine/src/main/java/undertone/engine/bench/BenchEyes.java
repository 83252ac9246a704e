package undertone.engine.bench;

import java.util.List;
import java.util.Optional;
import undertone.engine.features.FaceExpressionFeatures;
import undertone.engine.features.FacePictures;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureExtractor;

/// What benches look at clips with.
///
/// @param extractors that describe clips
/// @param expression the network that knows expressions; empty = not in this build
/// @param pictures faces themselves, for networks that read pictures
/// @param cache where both are kept
public record BenchEyes(
    List<FeatureExtractor> extractors,
    Optional<FaceExpressionFeatures> expression,
    FacePictures pictures,
    FeatureCache cache) {
  /// Eyes that know no expressions.
  public BenchEyes(
      List<? extends FeatureExtractor> extractors, FacePictures pictures, FeatureCache cache) {
    this(List.copyOf(extractors), Optional.empty(), pictures, cache);
  }

  public BenchEyes {
    extractors = List.copyOf(extractors);
  }
}
