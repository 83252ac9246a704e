package undertone.corpora.media;

import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A few processes in which all foreign media are opened, so that a hostile file can bring down one
/// of them and nothing else.
///
/// They start when first needed, are asked many times while they are warm, are replaced after a
/// while, and are let go when there is nothing to do. A file over which a process dies, or which
/// takes too long, is unreadable with that reason; the next file gets a new process.
public final class MediaWorkers implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(MediaWorkers.class.getName());

  private final WorkerLimits limits;
  private final Semaphore places;
  private final ConcurrentLinkedDeque<WorkerProcess> idle = new ConcurrentLinkedDeque<>();
  private final Collection<WorkerProcess> all = new ConcurrentLinkedDeque<>();
  private final ScheduledExecutorService caretaker;
  private volatile boolean closed;

  /// @param processes how many files are decoded at the same time at most
  public MediaWorkers(int processes) {
    this(processes, WorkerLimits.DEFAULT);
  }

  public MediaWorkers(int processes, WorkerLimits limits) {
    this.limits = limits;
    places = new Semaphore(processes, true);
    caretaker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("media-workers").factory());
    long every = Math.max(1, limits.idle().toMillis() / 4);
    var _ = caretaker.scheduleWithFixedDelay(this::letIdleGo, every, every, TimeUnit.MILLISECONDS);
  }

  /// Asks one of the processes, waiting for a free one.
  ///
  /// @throws UndecodableException if the file gives nothing
  /// @throws CancellationException if this thread is interrupted
  /// @throws MediaWorkersDownException if no process can be started
  <A> A ask(MediaRequest<A> request) throws UndecodableException {
    try {
      places.acquire();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while waiting for a media worker.");
    }
    try {
      return askOnce(request);
    } catch (WorkerProcess.DiedException first) {
      // Somebody else may have killed it. Only a file that kills a second, fresh process is to
      // blame.
      LOG.log(System.Logger.Level.INFO, "Asking again about {0}: {1}", request.file(), first.how());
      try {
        return askOnce(request);
      } catch (WorkerProcess.DiedException second) {
        throw new UndecodableException(second.how());
      }
    } finally {
      places.release();
    }
  }

  /// Ends all processes; who waits for an answer is told that the decoder died.
  @Override
  public void close() {
    closed = true;
    caretaker.shutdownNow();
    all.forEach(WorkerProcess::close);
    all.clear();
    idle.clear();
  }

  /// The processes that run now.
  Collection<Long> processIds() {
    return all.stream().map(WorkerProcess::pid).toList();
  }

  private <A> A askOnce(MediaRequest<A> request)
      throws UndecodableException, WorkerProcess.DiedException {
    var worker = idle.pollFirst();
    if (worker == null || !worker.isFit()) {
      retire(worker);
      worker = started();
    }
    try {
      return worker.ask(request);
    } finally {
      if (worker.isFit() && !closed) {
        idle.addFirst(worker);
      } else {
        retire(worker);
      }
    }
  }

  private WorkerProcess started() {
    if (closed) {
      throw new CancellationException("The media workers are closed.");
    }
    var worker = WorkerProcess.start(limits);
    all.add(worker);
    if (closed) { // closed while it started
      retire(worker);
      throw new CancellationException("The media workers are closed.");
    }
    return worker;
  }

  private void retire(@Nullable WorkerProcess worker) {
    if (worker != null) {
      worker.close();
      all.remove(worker);
    }
  }

  private void letIdleGo() {
    for (var worker : idle) {
      if (worker.isIdleTooLong() && idle.remove(worker)) {
        retire(worker);
      }
    }
  }
}
