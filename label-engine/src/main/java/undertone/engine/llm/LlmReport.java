package undertone.engine.llm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a run brought.
///
/// @param verdicts by item id, in the order of the items; of a run that was stopped, items nobody
///   came to are left out
/// @param spent by this run alone
/// @param cached items whose ranking was in the cache before
/// @param ending why it ended
/// @param said what to do about an ending that is not [Ending#DONE]; else empty
public record LlmReport(
    Map<String, LlmVerdict> verdicts, Spending spent, int cached, Ending ending, String said) {

  public LlmReport {
    verdicts = Collections.unmodifiableMap(new LinkedHashMap<>(verdicts));
  }

  /// How a run can end.
  public enum Ending {
    /// Every item has its verdict.
    DONE,
    /// A cap was reached.
    BUDGET,
    /// Somebody stopped it.
    CANCELLED,
    /// The endpoint does not know the key, the model or the path.
    BARRED,
    /// The endpoint failed ten times in a row.
    BROKEN
  }

  /// Share of the items that have a ranking, 0..1.
  public double coverage() {
    return verdicts.isEmpty()
        ? 1
        : (double) verdicts.values().stream().filter(LlmVerdict.Ranked.class::isInstance).count()
            / verdicts.size();
  }
}
