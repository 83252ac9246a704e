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

  /// The same, and the record of what was computed is kept, so that others that came from it can be
  /// traced back as well. While one of these is open.
  static void keeping(NDArray loss) {
    try (var one = loss.onesLike()) {
      JniUtils.backward((PtNDArray) loss, (PtNDArray) one, true, false);
    }
  }

  /// Nothing is recorded until it is closed, on the same thread.
  static Pause pause() {
    return new Pause();
  }

  /// See [#pause].
  static final class Pause implements AutoCloseable {
    private final boolean before = JniUtils.isGradMode();

    private Pause() {
      JniUtils.setGradMode(false);
    }

    @Override
    public void close() {
      JniUtils.setGradMode(before);
    }
  }

  @Override
  public void close() {
    JniUtils.setGradMode(before);
  }
}
