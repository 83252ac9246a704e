package undertone.engine.bench;

import java.util.List;
import undertone.engine.features.FacePictures;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureExtractor;

/// What benches look at clips with.
///
/// @param extractors that describe clips
/// @param pictures faces themselves, for networks that read pictures
/// @param cache where both are kept
public record BenchEyes(
    List<FeatureExtractor> extractors, FacePictures pictures, FeatureCache cache) {
  public BenchEyes {
    extractors = List.copyOf(extractors);
  }
}
