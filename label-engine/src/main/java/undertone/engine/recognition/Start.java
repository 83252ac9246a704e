package undertone.engine.recognition;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.engine.refinement.Streams;
import undertone.models.hosting.HostedClassifier;
import undertone.models.hosting.HostedWeights;
import undertone.models.video.FirstWeights;
import undertone.models.weights.UnreadableWeightsException;

/// What a classifier begins with.
///
/// @param weights of all its layers
/// @param hash of the pre-trained weights that were taken over; empty = all are drawn
record Start(Map<String, NDArray> weights, String hash) {

  /// @param folder of a pre-trained model, or a file of its weights in safetensors; null = from
  ///   drawn weights
  /// @throws UnreadableWeightsException if what lies there was not pre-trained for this classifier
  static Start of(
      RecognitionPlan plan, HostedClassifier network, @Nullable Path folder, NDManager manager)
      throws IOException {
    var weights =
        FirstWeights.draw(
            network.weights(),
            network.headStart(),
            manager,
            new Streams(plan.seed()).of("first weights"));
    if (folder == null) {
      return new Start(weights, "");
    }
    try (var given = manager.newSubManager()) {
      if (!Files.isDirectory(folder)) {
        HostedWeights.begin(network, weights, RecognitionFolder.weights(folder, given));
        return new Start(weights, WholeFiles.hash(folder));
      }
      var read = RecognitionFolder.read(folder);
      if (!read.model().equals(plan.model()) || read.stage() != Stage.PRE_TRAINING) {
        throw new UnreadableWeightsException(
            "%s holds a %s of the model %s; %s starts from a pre-trained %s."
                .formatted(folder, read.size(), read.model(), plan.size(), plan.model()));
      }
      HostedWeights.begin(network, weights, read.weights(given));
      return new Start(weights, read.hash());
    }
  }
}
