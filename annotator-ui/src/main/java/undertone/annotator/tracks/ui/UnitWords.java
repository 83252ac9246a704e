package undertone.annotator.tracks.ui;

import java.util.Set;
import undertone.annotator.shell.ui.Words;

/// Action units in words.
public final class UnitWords {
  private static final Set<Integer> NAMED =
      Set.of(1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15, 17, 20, 23, 24, 25, 26, 28, 43, 45);

  private UnitWords() {}

  /// Such as `AU12 lip corner puller`; the bare number where it has no name here.
  public static String of(int unit) {
    var code = "AU%d".formatted(unit);
    return NAMED.contains(unit) ? code + " " + Words.say("unit." + unit) : code;
  }
}
