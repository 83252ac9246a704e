package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import undertone.models.Blocks;

/// A network that tells classes apart: it answers `logits` `[B,K]`, and `fc_norm` `[B,D]`, which
/// its last layer `head` reads.
public non-sealed interface HostedClassifier extends HostedNetwork {

  /// Scores of classes `[B,K]` while it learns: those of [#forward], with paths dropped.
  ///
  /// @param blocks how they are gone through
  NDArray learning(
      Map<String, NDArray> weights,
      Map<String, NDArray> inputs,
      RandomGenerator drops,
      Blocks blocks);

  /// What the learning rate of a weight is multiplied by.
  ///
  /// @param factor from one level to the next below
  ToDoubleFunction<String> rates(double factor);

  /// What the head's first weights are multiplied by, as published.
  double headStart();

  /// What a weight of the model's autoencoder is called here; empty if it is left behind, as those
  /// of the decoder are.
  Optional<String> fineTuned(String weight);
}
