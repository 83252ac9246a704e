package undertone.annotator.jobs;

/// What a voter that is a machine learned from.
public enum VoterFamily {
  /// A recognition model of this house.
  MODEL,
  /// A language model that was asked.
  LANGUAGE_MODEL,
  /// What labels of this corpus were spread to its other clips.
  SPREAD,
  /// Brought in; who or what stands behind it is not known.
  BROUGHT_IN
}
