package undertone.corpora.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.RowFault;

/// What became of a row once its media had been looked at, before anything is written.
sealed interface Intake {

  /// The corpus says the same already.
  record Unchanged() implements Intake {}

  /// The row cannot go in.
  record Refused(List<RowFault> faults) implements Intake {}

  /// The row is to be written.
  ///
  /// @param stamp tells whether file and row are the same next time
  /// @param media what lies in the store for it; null for text and unreadable clips
  record Taken(ClipRow row, String stamp, ClipFacts facts, @Nullable KeptMedia media)
      implements Intake {}

  /// Media in the store as the database lists them.
  record KeptMedia(String hash, long bytes, String mime, boolean browserSafe) {}
}
