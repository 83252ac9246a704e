package undertone.engine.refinement;

/// Decides when a network knows enough to doubt a set.
interface StartRule {

  /// Called at the end of each epoch.
  ///
  /// @param insideShare share of clips whose best label lies in their original set
  /// @return whether correction starts with the next epoch
  boolean startsAfter(double insideShare);
}
