package undertone.corpora.queue;

import java.time.Duration;
import java.time.Instant;
import undertone.corpora.CorpusId;
import undertone.corpora.Cue;
import undertone.corpora.VoterId;
import undertone.corpora.plan.AnnotationPlan;

/// An annotator asks for a clip of one pass.
///
/// @param fresh whether only clips count of which they have had nothing yet
/// @param calm whether distressing clips are left out
record Asking(
    CorpusId corpus,
    VoterId voter,
    AnnotationPlan plan,
    Cue cue,
    boolean fresh,
    boolean calm,
    Instant now,
    Instant expiresAt) {

  /// Two passes of one clip are at least this far apart for one annotator, so never on one day.
  static final Duration APART = Duration.ofDays(1);

  /// The same without distressing clips.
  Asking calmly() {
    return new Asking(corpus, voter, plan, cue, fresh, true, now, expiresAt);
  }

  Instant dayAgo() {
    return now.minus(APART);
  }

  /// Annotators a clip takes in a pass that stands apart; whole clips count for themselves.
  int overlap() {
    return cue.apart() ? plan.overlap(cue) : 0;
  }
}
