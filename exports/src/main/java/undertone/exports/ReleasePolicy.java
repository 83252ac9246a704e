package undertone.exports;

import org.jspecify.annotations.Nullable;

/// What goes into a release.
///
/// @param decisions how a clip's label is decided
/// @param minVotes clips with fewer standing votes and no decision stay out
/// @param split only clips of this split; null = all
/// @param labelledOnly clips without a decided label stay out
public record ReleasePolicy(
    DecisionPolicy decisions, int minVotes, @Nullable String split, boolean labelledOnly) {

  public static final ReleasePolicy DEFAULT =
      new ReleasePolicy(DecisionPolicy.CURATOR_ELSE_MAJORITY, 1, null, false);

  public ReleasePolicy {
    if (minVotes < 0) {
      throw new IllegalArgumentException("A clip cannot have fewer than 0 votes.");
    }
  }
}
