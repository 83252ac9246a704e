package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/// One network of a [FrameModel] with its weights.
public interface FrameNetwork {

  /// What gradients move.
  Map<String, NDArray> weights();

  /// What it remembers beside them, such as means of batches.
  Map<String, NDArray> statistics();

  /// What is told of each frame.
  ///
  /// @param expression logits `[n,K]`
  /// @param affect valence and arousal, about −1..1, `[n,2]`
  /// @param units logits `[n,A]`
  record Told(NDArray expression, NDArray affect, NDArray units) {}

  /// Reads films; none knows of another.
  ///
  /// @param faces grey, each of mean 0 and spread 1, `[n,1,side,side]`, one film behind the other
  /// @param films frames of each; their sum is n
  Told told(NDArray faces, List<Integer> films);

  /// What is made smaller in training, without axes: the mean over the tasks of which the batch
  /// tells something. Of a task that it tells nothing of, no head is moved.
  NDArray loss(FrameBatch batch);
}
