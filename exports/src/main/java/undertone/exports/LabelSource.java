package undertone.exports;

/// Where a released label comes from.
public enum LabelSource {
  CURATOR,
  MAJORITY,
  /// No label: nobody settled it, or the votes are tied.
  NONE
}
