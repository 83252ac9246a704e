package undertone.annotator.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import undertone.engine.refinement.CorrectionRules;

/// How networks that correct noisy sets go about it, as the command line says it.
final class CorrectionOptions {
  @Option(
      names = "--views",
      description =
          "Views that must agree before a set is corrected, beside the weak one just learned: case1"
              + " none, case2 strong, case3 weak, case4 two strong, case5 weak and strong, case6 two"
              + " weak (default: case3).")
  private @Nullable String views;

  @Option(
      names = "--update",
      description =
          "What a corrected set believes: case1 all labels alike, case2 1/K of the new one, case3 its"
              + " score (default: case3).")
  private @Nullable String update;

  @Option(
      names = "--deletion",
      description = "The weakest old candidate goes when a new one comes.")
  private boolean deletion;

  @Option(
      names = "--threshold",
      description =
          "margin of the best label outside, or ratio of the classifier's likelihoods (default:"
              + " margin).")
  private @Nullable String threshold;

  /// @throws IllegalArgumentException naming what there is
  CorrectionRules rules() {
    return CorrectionRules.of(views, update, deletion, threshold);
  }
}
