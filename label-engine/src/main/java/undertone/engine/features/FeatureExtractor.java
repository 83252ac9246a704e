package undertone.engine.features;

import java.io.IOException;
import java.util.Optional;

/// Turns one channel of a clip into a vector of fixed length. Several threads use one extractor.
///
/// The same bytes give the same vector, bit for bit on one machine. Whatever can change a vector
/// stands in `id`, `version` or `parameters`: together with the content they name its place in the
/// cache. How a [StretchExtractor] chooses among the pictures of a stretch stands in `version`.
public interface FeatureExtractor {

  /// Such as `facehoglbp`: small letters, digits and `-`.
  String id();

  /// Rises whenever the code computes something else from the same parameters.
  int version();

  /// Every setting in a fixed order, such as `side=64,rateHz=4`.
  String parameters();

  Channel channel();

  /// D, the length of every vector.
  int dim();

  boolean supports(ClipSource clip);

  /// Data that trained weights of this extractor may have been learned from: what is measured on
  /// them flatters. Empty when nothing was learned, or nothing of the kind that is measured here.
  default Optional<String> mayHaveSeen() {
    return Optional.empty();
  }

  /// The vector `[D]`; empty when the clip has nothing on this channel: no face, no sound, no
  /// words.
  ///
  /// @throws IOException if the media cannot be read
  Optional<float[]> extract(ClipSource clip) throws IOException, InterruptedException;
}
