package undertone.models;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

/// The right to train in this process: how many threads an operation takes is one number for all of
/// it, so training jobs take turns.
///
/// Held by try-with-resources around a whole piece of training. Within, gradients are on only
/// inside [Gradients], in the thread that took the turn and in those of [#each].
public final class TrainingTurn implements AutoCloseable {
  private static final ReentrantLock TURN = new ReentrantLock(true);

  private static final long STACK_BYTES = 8L << 20; // native code overflows Java's usual megabyte

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
    Kernels.settle();
    Engine.getEngine("PyTorch"); // the number of threads can be set once the engine is loaded
    int before = JniUtils.getNumThreads();
    JniUtils.setNumThreads(threads);
    // DJL switches gradients off in the thread that loads the engine and in no other; there, moving
    // a weight in place outside a collector would be refused.
    boolean gradients = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    return new TrainingTurn(before, gradients);
  }

  /// Lets those who wait have their turn first, where the calling thread has it and computes
  /// nothing just now. A training of hours does so between its steps, so that nobody who only looks
  /// at a few clips waits for its end.
  public static void letOthers() {
    if (TURN.isHeldByCurrentThread() && TURN.hasQueuedThreads()) {
      TURN.unlock();
      TURN.lock(); // behind all who waited, for the lock is a fair one
    }
  }

  /// Does pieces `0..pieces-1` of this turn that share nothing, on threads of their own. The first
  /// failure comes out here once every piece has ended; pieces that have not begun then never do.
  ///
  /// @param workers pieces in flight at once
  @SuppressWarnings("Interruption") // a turn is over when its pieces are, whoever is in a hurry
  public void each(int pieces, int workers, IntConsumer piece) {
    var factory = Thread.ofPlatform().name("training-", 1).stackSize(STACK_BYTES).daemon(true);
    try (var pool = Executors.newFixedThreadPool(workers, factory.factory())) {
      var ends = new ExecutorCompletionService<Void>(pool);
      for (int p = 0; p < pieces; p++) {
        int number = p;
        ends.submit(() -> {
          JniUtils.setGradMode(false);
          piece.accept(number);
          return null;
        });
      }
      try {
        for (int p = 0; p < pieces; p++) {
          ends.take().get();
        }
      } catch (ExecutionException e) {
        pool.shutdownNow();
        throw e.getCause() instanceof RuntimeException told ? told : new IllegalStateException(e);
      } catch (InterruptedException e) {
        pool.shutdownNow();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Training was interrupted.", e);
      }
    }
  }

  @Override
  public void close() {
    JniUtils.setGradMode(gradientsBefore);
    JniUtils.setNumThreads(threadsBefore);
    TURN.unlock();
  }
}
