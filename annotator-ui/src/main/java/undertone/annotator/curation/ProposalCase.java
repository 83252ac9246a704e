package undertone.annotator.curation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.annotator.library.ClipCard;
import undertone.annotator.library.Said;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Region;
import undertone.corpora.proposal.Evidence;
import undertone.corpora.pseudo.SpreadBasis;
import undertone.corpora.vote.VoterKind;

/// A proposal with everything a curator needs to decide it.
///
/// @param votes what each voter holds of the whole clip now, with names
/// @param cueVotes what was held of single cues of it; the run knew nothing of that
/// @param watched what models on probation hold of it; it counts for nothing
/// @param captions standing captions, each with the labels of this move it names
/// @param comments what people told the curators, oldest first
/// @param before probability of each label from the votes alone
/// @param content probability of each label from the clip alone; empty where no model looked
/// @param after probability of each label by the run
/// @param neighbours the nearest clips, nearest first, fit to be played
/// @param written the caption that speaks of another label; null where the run read none
/// @param trajectory probability of the proposed label over training
/// @param spread what is kept of a label that was spread; null for every other, and for labels
///   spread before it was kept
/// @param facts what the evidence says, to be joined to one sentence
/// @param gold trusted label, if the corpus has one for this clip
/// @param standing the decision that stands on the clip, if any
public record ProposalCase(
    ProposalSummary proposal,
    ClipCard clip,
    List<Said.VoteSaid> votes,
    List<Said.VoteSaid> cueVotes,
    List<Said.VoteSaid> watched,
    List<CaptionHeard> captions,
    List<Said.CommentSaid> comments,
    Map<String, Double> before,
    Map<String, Double> content,
    Map<String, Double> after,
    List<NeighbourClip> neighbours,
    Evidence.@Nullable Written written,
    List<Double> trajectory,
    @Nullable SpreadBasis spread,
    List<EvidenceFact> facts,
    @Nullable String gold,
    Said.@Nullable DecisionSaid standing) {

  /// A caption as evidence.
  ///
  /// @param names of the proposed and the current label those whose words occur in it literally
  public record CaptionHeard(
      String voter,
      VoterKind kind,
      CaptionLevel level,
      @Nullable Region region,
      String text,
      String language,
      Instant writtenAt,
      List<String> names) {

    static CaptionHeard of(Said.CaptionSaid said, List<String> names) {
      return new CaptionHeard(
          said.voter(),
          said.kind(),
          said.level(),
          said.region(),
          said.text(),
          said.language(),
          said.writtenAt(),
          names);
    }
  }

  /// @param cosine likeness in the run's embedding, -1..1
  /// @param label confirmed or majority label when the run looked; empty if none
  /// @param confirmed whether a curator had settled it
  public record NeighbourClip(ClipCard clip, double cosine, String label, boolean confirmed) {}
}
