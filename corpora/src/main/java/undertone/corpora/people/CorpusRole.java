package undertone.corpora.people;

/// What a person may do in one corpus.
public enum CorpusRole {
  /// Settings, scheme, people of the corpus, runs, releases, and all a curator may.
  OWNER,
  /// Reviews and decides; sees votes, gold and insights.
  CURATOR,
  /// Own queue and own votes only; never gold, other votes, file names or model opinions.
  ANNOTATOR,
  /// Reads corpus and releases, downloads, writes nothing.
  RESEARCHER
}
