package undertone.annotator.curation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.annotator.library.ClipCard;
import undertone.annotator.library.Said;

/// A proposal with everything a curator needs to decide it.
///
/// @param votes what each voter holds now, with names
/// @param before probability of each label from the votes alone
/// @param after probability of each label by the run
/// @param neighbours the nearest clips, nearest first, fit to be played
/// @param trajectory probability of the proposed label over training
/// @param facts what the evidence says, to be joined to one sentence
/// @param gold trusted label, if the corpus has one for this clip
/// @param standing the decision that stands on the clip, if any
public record ProposalCase(
    ProposalSummary proposal,
    ClipCard clip,
    List<Said.VoteSaid> votes,
    List<Said.CaptionSaid> captions,
    Map<String, Double> before,
    Map<String, Double> after,
    List<NeighbourClip> neighbours,
    List<Double> trajectory,
    List<EvidenceFact> facts,
    @Nullable String gold,
    Said.@Nullable DecisionSaid standing) {

  /// @param cosine likeness in the run's embedding, -1..1
  /// @param label confirmed or majority label when the run looked; empty if none
  /// @param confirmed whether a curator had settled it
  public record NeighbourClip(ClipCard clip, double cosine, String label, boolean confirmed) {}
}
