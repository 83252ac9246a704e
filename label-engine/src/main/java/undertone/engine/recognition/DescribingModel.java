package undertone.engine.recognition;

import java.util.List;
import undertone.engine.features.FeatureExtractor;

/// A model that describes clips under a name of its own, and may have been told labels of them.
public interface DescribingModel extends FeatureExtractor, AutoCloseable {

  /// Ids of the clips whose labels it was told; none of one that was told no labels.
  List<String> taught();

  /// Whether descriptions in words lie in the space of its vectors, near the clips that they fit.
  default boolean readsWords() {
    return false;
  }

  /// Lets go of what it holds in memory.
  @Override
  void close();
}
