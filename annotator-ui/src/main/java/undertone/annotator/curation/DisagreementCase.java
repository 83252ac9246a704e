package undertone.annotator.curation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.annotator.library.ClipCard;
import undertone.annotator.library.Said;

/// A clip people disagree on, with everything they said of it.
///
/// @param degree 0 they agree .. 1 no two share a first choice or any label
/// @param people what each person holds now
/// @param others what machines and crowds hold; they have no part in the disagreement
/// @param cueVotes what was held of single cues of it; they have no part either
/// @param watched what models on probation hold of it; it counts for nothing
/// @param union every label a person holds, the one most put first at the front
/// @param intersection labels all people hold, in the same order
/// @param standing the decision that stands on the clip, if any
public record DisagreementCase(
    ClipCard clip,
    double degree,
    List<Said.VoteSaid> people,
    List<Said.VoteSaid> others,
    List<Said.VoteSaid> cueVotes,
    List<Said.VoteSaid> watched,
    List<Said.CaptionSaid> captions,
    List<String> union,
    List<String> intersection,
    Said.@Nullable DecisionSaid standing) {

  /// @param next place to ask on from, null when this was the last page
  public record Page(List<DisagreementCase> cases, @Nullable String next) {}
}
