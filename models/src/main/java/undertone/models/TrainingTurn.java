package undertone.models;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.locks.ReentrantLock;

/// The right to train in this process: PyTorch through DJL keeps one gradient collector per JVM, so
/// training jobs take turns.
///
/// Held by try-with-resources around a whole piece of training, on one thread. Within, gradients
/// are on only inside a collector, whichever thread it is.
public final class TrainingTurn implements AutoCloseable {
  private static final ReentrantLock TURN = new ReentrantLock(true);

  private final int threadsBefore;
  private final boolean gradientsBefore;

  private TrainingTurn(int threadsBefore, boolean gradientsBefore) {
    this.threadsBefore = threadsBefore;
    this.gradientsBefore = gradientsBefore;
  }

  /// Waits, in order of arrival, until no other thread trains; then computes on one thread.
  ///
  /// One thread sums in one order, so equal seeds give equal bytes. For small networks it is also
  /// the fastest: on shared cores PyTorch's idle workers cost more than they help (30 times,
  /// measured on two busy cores).
  public static TrainingTurn take() {
    return take(1);
  }

  /// As above with so many threads per operation; results repeat only for the same number.
  public static TrainingTurn take(int threads) {
    TURN.lock();
    Engine.getEngine("PyTorch"); // the number of threads can be set once the engine is loaded
    int before = JniUtils.getNumThreads();
    JniUtils.setNumThreads(threads);
    // DJL switches gradients off in the thread that loads the engine and in no other; there, moving
    // a weight in place outside a collector would be refused.
    boolean gradients = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    return new TrainingTurn(before, gradients);
  }

  @Override
  public void close() {
    JniUtils.setGradMode(gradientsBefore);
    JniUtils.setNumThreads(threadsBefore);
    TURN.unlock();
  }
}
