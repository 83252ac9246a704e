package undertone.annotator.labelling;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.corpora.comment.Answered;

/// What the person told the curators, and what they answered. It says nothing of what anybody else
/// told them.
///
/// @param clip number of the clip, as text: browsers know no long numbers
/// @param atMicros the moment it is about, null for the whole clip
/// @param revisable whether the clip is still theirs to answer anew
public record OwnComment(
    String clip,
    String text,
    @Nullable Long atMicros,
    Instant writtenAt,
    boolean revisable,
    List<Answered.Reply> answers) {

  static OwnComment of(Answered told, boolean revisable) {
    return new OwnComment(
        told.clip().toString(),
        told.text(),
        told.atMicros(),
        told.writtenAt(),
        revisable,
        told.answers());
  }
}
