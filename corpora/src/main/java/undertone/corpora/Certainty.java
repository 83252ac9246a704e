package undertone.corpora;

/// How sure a voter is, in three words. Numbers come later, by calibration.
public enum Certainty {
  UNSURE,
  FAIRLY,
  CERTAIN
}
