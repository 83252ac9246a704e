package undertone.engine.features;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// An extractor that can also listen to parts of a clip, each for itself.
///
/// What it says of a stretch depends on the clip and the stretch alone, never on which others are
/// asked for with it.
public interface StretchExtractor extends FeatureExtractor {

  /// The vectors `[D]` of stretches, in their order; the clip is decoded once for all of them.
  ///
  /// @return empty where a stretch has nothing on this channel
  /// @throws IOException if the media cannot be read
  List<Optional<float[]>> extract(ClipSource clip, List<Stretch> stretches)
      throws IOException, InterruptedException;
}
