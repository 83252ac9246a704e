package undertone.corpora.manifest;

/// What one column of the table means.
sealed interface Column {
  record Clip() implements Column {}

  record Text(String language) implements Column {}

  record Caption(String language) implements Column {}

  record Split() implements Column {}

  record Gold() implements Column {}

  record Candidates(String voter, boolean ranked) implements Column {}

  /// @param label id in the scheme; the word itself when `known` is false
  record Votes(String label, boolean known) implements Column {}

  record Conversation() implements Column {}

  record Turn() implements Column {}

  record Speaker() implements Column {}

  record Start() implements Column {}

  record End() implements Column {}

  record Valence() implements Column {}

  record Arousal() implements Column {}

  record Intensity() implements Column {}

  record Distressing() implements Column {}

  record Metadata() implements Column {}
}
