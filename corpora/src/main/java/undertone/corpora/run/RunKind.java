package undertone.corpora.run;

/// What an engine job does.
public enum RunKind {
  /// Brings a folder into a corpus.
  IMPORT,
  /// Brings a file of a MER challenge into a corpus that holds its clips.
  MER,
  /// Makes browser-safe copies, posters, thumbnails and peaks.
  PREPARE,
  /// Refines noisy candidate sets and proposes corrections.
  REFINE,
  /// Lets a model vote on a corpus.
  VOTE,
  /// Lets the rules of a corpus vote on its clips.
  RULES,
  /// Lets a hosted recognition model learn from a corpus.
  TRAIN,
  /// Learns from captions what clips look and sound like in words.
  CAPTION,
  /// Brings clips into the space that captions were learned in.
  EMBED,
  /// Lets a model that learned on a corpus describe its clips for other runs.
  DESCRIBE,
  /// Looks for captions that speak of another emotion than the label sets of their clips.
  CONTRADICT,
  /// Spreads the labels of some clips over the others.
  PSEUDO,
  /// Writes clips anew, with speech of others under their sound and with coarser pictures.
  CORRUPT,
  /// Says what noise and blur cost a model that votes.
  ROBUSTNESS,
  /// Writes a release.
  RELEASE,
  /// Makes the demo corpus.
  DEMO,
  /// Asks a language model to rank the labels of every clip.
  LLM
}
