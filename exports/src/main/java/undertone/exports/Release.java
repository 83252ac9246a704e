package undertone.exports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CorpusId;

/// One release of a corpus.
///
/// @param policy what was let in, as JSON
/// @param manifest files with hashes and lineage, as JSON; null until it is written
public record Release(
    long id,
    CorpusId corpus,
    String name,
    String policy,
    State state,
    long clips,
    @Nullable String manifest,
    Instant createdAt) {

  /// How far a release is.
  public enum State {
    WRITING,
    READY
  }
}
