package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Map;

/// One network of a [StreamModel] with its weights.
public interface StreamNetwork {

  /// What gradients move.
  Map<String, NDArray> weights();

  /// What is told of each frame.
  ///
  /// @param expression logits `[B,T,K]`
  /// @param affect valence and arousal, about −1..1, `[B,T,2]`
  record Told(NDArray expression, NDArray affect) {}

  /// Reads windows; none knows of another.
  ///
  /// @param streams as in a [StreamBatch]
  /// @param present likewise
  Told told(NDList streams, NDArray present);

  /// What is made smaller in training, without axes: the sum over what the batch tells of. Of what
  /// it does not tell, no head is moved.
  NDArray loss(StreamBatch batch);
}
