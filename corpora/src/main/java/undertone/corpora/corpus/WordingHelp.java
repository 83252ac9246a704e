package undertone.corpora.corpus;

/// When annotators of a corpus may see how others have worded clips like theirs. Whoever sees it
/// leans on it, so it is off unless a corpus says otherwise.
public enum WordingHelp {
  OFF,
  /// Once they have written words of their own.
  AFTER_DRAFT,
  AT_ONCE
}
