package undertone.engine.search;

import java.io.IOException;
import java.time.Duration;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;

/// Brings an index of many parts into few while nobody writes to it. A question goes through the
/// graph of every part, and behind a filter that is most of what it costs.
///
/// Merging goes on in the background; whoever closes the index ends it, and loses nothing but the
/// work of merging.
final class Tidying {
  static final Duration QUIET = Duration.ofMinutes(10);
  private static final int MANY = 4; // parts that are left alone
  private static final int FEW = 2; // so that a few new entries do not cost writing all anew

  private final IndexWriter writer;
  private long lastSeen = -1; // version of the index
  private long quietSince; // nanoseconds

  Tidying(IndexWriter writer) {
    this.writer = writer;
  }

  /// Looks whether it is time; to be asked every now and then by one thread.
  ///
  /// @param now of [System#nanoTime()]
  /// @param reader what there is now
  /// @return whether merging begins now
  boolean look(long now, DirectoryReader reader) throws IOException {
    if (reader.getVersion() != lastSeen) {
      lastSeen = reader.getVersion();
      quietSince = now;
      return false;
    }
    int parts = reader.leaves().size();
    if (now - quietSince < QUIET.toNanos() || parts <= MANY || writer.hasPendingMerges()) {
      return false;
    }
    quietSince = now; // the next look comes once this has had its time
    writer.forceMerge(FEW, false);
    return true;
  }
}
