package undertone.annotator.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import undertone.engine.pseudo.LabelThresholds;

/// How sure networks must be of each label to teach themselves, where one number does not fit all.
final class PerLabelOptions {
  @ArgGroup private @Nullable Choice choice;

  /// One of these or none.
  static final class Choice {
    @Option(
        names = "--label-share",
        paramLabel = "SHARE",
        description =
            "Of the clips called by each label, this share teaches, the surest first. fixmatch"
                + " measures once, by what labels alone teach, what that takes, and keeps the number:"
                + " later more or fewer reach it. Not with a prior.")
    private @Nullable Double share;

    @Option(
        names = "--label-precision",
        paramLabel = "SHARE",
        description =
            "Of each label teaches what is called as surely as labelled clips of which this share is"
                + " called rightly; where there are no such clips nothing of it teaches. Not with a"
                + " prior.")
    private @Nullable Double precision;

    @Option(
        names = "--label-threshold",
        paramLabel = "LABEL=CONFIDENCE",
        description =
            "How sure networks must be of this label to teach themselves; as often as you like.")
    private Map<String, Double> given = new LinkedHashMap<>();
  }

  LabelThresholds thresholds() {
    if (choice == null) {
      return LabelThresholds.ONE;
    }
    if (choice.share != null) {
      return LabelThresholds.share(choice.share);
    }
    return choice.precision == null
        ? LabelThresholds.given(choice.given)
        : LabelThresholds.precision(choice.precision);
  }
}
