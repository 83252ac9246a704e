package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// One network of a [FeatureModel] with its weights.
public interface FeatureNetwork {

  /// What gradients move, by the names of its authors.
  Map<String, NDArray> weights();

  /// What it remembers beside them, such as means of batches.
  Map<String, NDArray> statistics();

  /// What is made smaller in training, without axes: the task on what is kept of a batch, and
  /// whatever the model restores of what was taken away. What a clip never had is restored by
  /// nothing: nobody knows it.
  ///
  /// @param batch of which at least one place is taught
  NDArray loss(FeatureBatch batch);

  /// Scores of the classes from what is kept, before the softmax: `[B,N,K]` of turns, `[B,1,K]` of
  /// clips by themselves.
  NDArray scores(FeatureBatch batch);

  /// What it takes the turns of a batch to be, those among them that are missing: `[B,N,D_m]` of
  /// each modality. Empty = it fills no gaps of whole turns.
  default Optional<NDList> restored(FeatureBatch batch) {
    return Optional.empty();
  }

  /// The valence of each, `[B,N]`, from what is kept; none of a network that tells classes alone.
  default Optional<NDArray> valences(FeatureBatch batch) {
    return Optional.empty();
  }

  /// From now on what it drops in training is drawn from this stream, if it has a stream of its own
  /// and does not draw from the engine's.
  default void dropBy(SplittableRandom random) {}
}
