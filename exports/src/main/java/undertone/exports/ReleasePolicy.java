package undertone.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// What goes into a release.
///
/// @param decisions how a clip's label is decided
/// @param minVotes clips with fewer standing votes and no decision stay out
/// @param split only clips of this split; null = all
/// @param labelledOnly clips without a decided label stay out
/// @param cueVotes whether votes on single cues come along, beside those on whole clips and never
///   among them; null as before there were any: no
/// @param shiftTraces whether series with each voter's lag taken out come along, beside those
///   nothing was done to; null: no
public record ReleasePolicy(
    DecisionPolicy decisions,
    int minVotes,
    @Nullable String split,
    boolean labelledOnly,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean cueVotes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean shiftTraces) {

  public static final ReleasePolicy DEFAULT =
      new ReleasePolicy(DecisionPolicy.CURATOR_ELSE_MAJORITY, 1, null, false, null, null);

  public ReleasePolicy {
    if (minVotes < 0) {
      throw new IllegalArgumentException("A clip cannot have fewer than 0 votes.");
    }
  }

  boolean shiftsTraces() {
    return Boolean.TRUE.equals(shiftTraces);
  }

  boolean takesCueVotes() {
    return Boolean.TRUE.equals(cueVotes);
  }
}
