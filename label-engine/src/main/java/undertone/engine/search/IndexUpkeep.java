package undertone.engine.search;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.SearcherManager;

/// What happens to an index without being asked: changes become visible and lasting, and parts are
/// brought together while nobody writes. One thread does all of it.
final class IndexUpkeep implements AutoCloseable {
  private static final Logger LOG = System.getLogger(IndexUpkeep.class.getName());
  private static final long REFRESH_MILLIS = 250;
  private static final long COMMIT_SECONDS = 15;
  private static final long TIDY_SECONDS = 60;
  private static final int FILLING_SKIPS = 100; // of refreshes
  private static final int FILLING_COMMIT_SKIPS = 8;

  private final SearcherManager searchers;
  private final Step commit;
  private final AtomicInteger fillings;
  private final Tidying tidying;
  private final ScheduledExecutorService thread;
  private int skipped; // of the thread alone, as the next
  private int commitsSkipped;

  /// Something that is done every now and then.
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /// @param commit makes changes lasting
  /// @param fillings how many are writing very much at the moment
  IndexUpkeep(IndexWriter writer, SearcherManager searchers, Step commit, AtomicInteger fillings) {
    this.searchers = searchers;
    this.commit = commit;
    this.fillings = fillings;
    tidying = new Tidying(writer);
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("search-index").factory());
    every(REFRESH_MILLIS, TimeUnit.MILLISECONDS, this::refreshWhenDue);
    every(COMMIT_SECONDS, TimeUnit.SECONDS, this::commitWhenDue);
    every(TIDY_SECONDS, TimeUnit.SECONDS, this::tidy);
  }

  private void every(long time, TimeUnit unit, Step step) {
    var _ = thread.scheduleWithFixedDelay(() -> quietly(step), time, time, unit);
  }

  // Each refresh writes a part, and thousands of small parts with a graph each are costly to merge.
  private void refreshWhenDue() throws IOException {
    if (fillings.get() == 0 || ++skipped >= FILLING_SKIPS) {
      skipped = 0;
      searchers.maybeRefresh();
    }
  }

  // A commit writes a part too.
  private void commitWhenDue() throws IOException {
    if (fillings.get() == 0 || ++commitsSkipped >= FILLING_COMMIT_SKIPS) {
      commitsSkipped = 0;
      commit.run();
    }
  }

  private void tidy() throws IOException {
    var searcher = searchers.acquire();
    try {
      if (tidying.look(System.nanoTime(), (DirectoryReader) searcher.getIndexReader())) {
        LOG.log(Level.INFO, "Nobody writes to the search index; its parts are brought together.");
      }
    } finally {
      searchers.release(searcher);
    }
  }

  // A full disk must not end the thread: the next round tries again.
  private static void quietly(Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "The search index could not be brought up to date.", e);
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
