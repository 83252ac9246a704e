package undertone.engine.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A few threads that share out numbered pieces of work, never more pieces in flight than threads.
final class Crew implements AutoCloseable {
  private static final long STACK_BYTES = 8L << 20; // native code overflows Java's usual megabyte

  private final int threads;
  private final ExecutorService pool;

  Crew(int threads) {
    this.threads = threads;
    pool =
        Executors.newFixedThreadPool(
            threads,
            Thread.ofPlatform().name("features-", 1).daemon(true).stackSize(STACK_BYTES).factory());
  }

  /// One numbered piece of work.
  interface Piece {
    void doIt(int i) throws IOException, InterruptedException;
  }

  /// Does pieces `0..total-1`. The first failure stops the others and comes out here.
  void each(int total, FeatureProgress progress, Piece piece)
      throws IOException, InterruptedException {
    var next = new AtomicInteger();
    var stopped = new AtomicBoolean();
    var tally = new Tally(total, progress);
    var shares = new ArrayList<Future<?>>();
    for (int t = 0; t < threads; t++) {
      shares.add(
          pool.submit(() -> {
            try {
              for (int i = next.getAndIncrement();
                  i < total && !stopped.get();
                  i = next.getAndIncrement()) {
                tally.mayGoOn();
                piece.doIt(i);
                tally.done();
              }
            } catch (Throwable e) {
              stopped.set(true);
              throw e;
            }
            return null;
          }));
    }
    try {
      for (var share : shares) {
        share.get();
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException told -> throw told;
        case RuntimeException told -> throw told;
        case Error told -> throw told;
        case null, default -> throw new IllegalStateException("Bug: " + e.getCause(), e);
      }
    } finally {
      stopped.set(true);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
    pool.close();
  }

  private static final class Tally {
    private final int total;
    private final FeatureProgress progress;
    private int done;

    Tally(int total, FeatureProgress progress) {
      this.total = total;
      this.progress = progress;
    }

    synchronized void mayGoOn() {
      if (progress.cancelled()) {
        throw new CancellationException(
            "Extraction was stopped after %d of %d clips; what is done lies in the cache."
                .formatted(done, total));
      }
    }

    synchronized void done() {
      progress.advanced(++done, total);
    }
  }
}
