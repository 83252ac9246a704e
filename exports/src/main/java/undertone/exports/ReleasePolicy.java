package undertone.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import undertone.corpora.challenge.MerTrack;

/// What goes into a release.
///
/// @param decisions how a clip's label is decided
/// @param minVotes clips with fewer standing votes and no decision stay out
/// @param split only clips of this split; null = all
/// @param labelledOnly clips without a decided label stay out
/// @param cueVotes whether votes on single cues and on who listens come along, beside those on the
///   clips' labels and never among them; null as before there were any: no
/// @param shiftTraces whether series with each voter's lag taken out come along, beside those
///   nothing was done to; null: no
/// @param mer files of a MER challenge beside the others; null: none. Where they hold preferences,
///   every clip with one goes in, whatever its votes and label
public record ReleasePolicy(
    DecisionPolicy decisions,
    int minVotes,
    @Nullable String split,
    boolean labelledOnly,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean cueVotes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean shiftTraces,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MerExport mer) {

  public static final ReleasePolicy DEFAULT =
      new ReleasePolicy(DecisionPolicy.CURATOR_ELSE_MAJORITY, 1, null, false, null, null);

  public ReleasePolicy(
      DecisionPolicy decisions,
      int minVotes,
      @Nullable String split,
      boolean labelledOnly,
      @Nullable Boolean cueVotes,
      @Nullable Boolean shiftTraces) {
    this(decisions, minVotes, split, labelledOnly, cueVotes, shiftTraces, null);
  }

  public ReleasePolicy {
    if (minVotes < 0) {
      throw new IllegalArgumentException("A clip cannot have fewer than 0 votes.");
    }
  }

  /// The same with files of a MER challenge.
  public ReleasePolicy withMer(@Nullable MerExport files) {
    return new ReleasePolicy(
        decisions, minVotes, split, labelledOnly, cueVotes, shiftTraces, files);
  }

  /// Whether clips come along for what is preferred of their descriptions, whatever their votes:
  /// the files of the track hold nothing else.
  boolean takesPreferences() {
    return mer != null && mer.track().answer() == MerTrack.Answer.PREFERENCE;
  }

  boolean shiftsTraces() {
    return Boolean.TRUE.equals(shiftTraces);
  }

  boolean takesCueVotes() {
    return Boolean.TRUE.equals(cueVotes);
  }
}
