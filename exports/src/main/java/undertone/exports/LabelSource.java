package undertone.exports;

/// Where a released label comes from.
public enum LabelSource {
  CURATOR,
  MAJORITY,
  /// A run spread it from other clips, and a curator accepted it together with others, unseen.
  PSEUDO,
  /// No label: nobody settled it, or the votes are tied.
  NONE
}
