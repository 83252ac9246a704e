package undertone.models;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/// Records what this thread computes, so that a loss can be traced back to the weights.
///
/// The engine's own `GradientCollector` is refused while another thread has one open, although
/// PyTorch records thread by thread; with this one, networks that share nothing learn side by side.
/// It does not clear gradients: whoever moves the weights does.
public final class Gradients implements AutoCloseable {
  private final boolean before = JniUtils.isGradMode();

  /// Begins to record; close it on the same thread.
  public Gradients() {
    JniUtils.setGradMode(true);
  }

  /// Adds the gradients of a loss, a number without axes, to those of the weights it came from.
  public void backward(NDArray loss) {
    try (var one = loss.onesLike()) {
      JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
    }
  }

  @Override
  public void close() {
    JniUtils.setGradMode(before);
  }
}
