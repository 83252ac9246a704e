package undertone.engine.refinement;

/// Which clips PiCO+ does not take at their word.
///
/// @param warmUp epochs in which every clip is taken as reliable
/// @param share of clips that are taken as reliable afterwards
/// @param neighbours that attract a clip that is not
/// @param neighboursFrom first epoch in which they do
record DoubtRule(int warmUp, double share, int neighbours, int neighboursFrom) {
  /// In a refinement out of fold, whose epochs are few.
  static final DoubtRule IN_FOLD = new DoubtRule(5, 0.6, 16, 20);
}
