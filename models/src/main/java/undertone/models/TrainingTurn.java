package undertone.models;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.locks.ReentrantLock;

/// The right to train in this process: PyTorch through DJL keeps one gradient collector per JVM, so
/// training jobs take turns.
///
/// Held by try-with-resources around a whole piece of training, on one thread.
public final class TrainingTurn implements AutoCloseable {
  private static final ReentrantLock TURN = new ReentrantLock(true);

  private final int threadsBefore;

  private TrainingTurn(int threadsBefore) {
    this.threadsBefore = threadsBefore;
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
    return new TrainingTurn(before);
  }

  @Override
  public void close() {
    JniUtils.setNumThreads(threadsBefore);
    TURN.unlock();
  }
}
