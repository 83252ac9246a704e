package undertone.engine.refinement;

/// Classification loss of the step, brief names of the field; targets t are the confidences.
public enum PartialLossKind {
  /// −Σ t log p; what small runs on frozen features want.
  CE,
  /// α·CE + β·reverse CE, 6 and 1: tuned for long runs on images.
  SCE
}
