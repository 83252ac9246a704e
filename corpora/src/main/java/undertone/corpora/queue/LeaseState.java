package undertone.corpora.queue;

/// Where a clip stands with one annotator.
public enum LeaseState {
  /// Handed out, no answer yet.
  OPEN,
  /// Answered.
  DONE,
  /// Passed over by the annotator; somebody else gets it.
  SKIPPED,
  /// Not answered in time; free for others, and for the same annotator again.
  EXPIRED
}
