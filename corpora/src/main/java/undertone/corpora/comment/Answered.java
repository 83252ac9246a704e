package undertone.corpora.comment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;

/// A comment as its own writer reads it again: with the answers to it, and nothing anybody else
/// said of the clip.
///
/// @param atMicros the moment it speaks of, null for the whole clip
/// @param answers oldest first; who wrote them is left out
public record Answered(
    ClipId clip, String text, @Nullable Long atMicros, Instant writtenAt, List<Reply> answers) {

  /// @param read whether the writer of the comment has seen it
  public record Reply(String text, Instant writtenAt, boolean read) {}
}
