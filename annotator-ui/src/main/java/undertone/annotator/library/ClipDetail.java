package undertone.annotator.library;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.ProposalState;

/// Everything known of one clip.
///
/// @param metadata columns of the imported table nobody asked about
/// @param conversation the turns around it, itself included
/// @param chain who said what; null for people who may read the corpus but not review it
public record ClipDetail(
    ClipCard clip,
    Map<String, Object> metadata,
    List<ClipCard> conversation,
    @Nullable Chain chain) {

  /// The whole chain from votes over proposals to decisions.
  ///
  /// @param sourcePath where the file was found at import
  /// @param gold trusted label, if the corpus has one for this clip
  /// @param distressReports annotators who found the clip hard to bear since a curator last decided
  /// @param votes every vote ever cast, oldest first
  /// @param captions every revision ever written, newest first
  public record Chain(
      @Nullable String sourcePath,
      @Nullable String gold,
      int distressReports,
      List<Said.VoteSaid> votes,
      List<Said.CaptionWritten> captions,
      List<Said.CommentSaid> comments,
      List<ProposalMade> proposals,
      List<Said.DecisionSaid> decisions) {}

  public record ProposalMade(
      long id,
      long run,
      ProposalKind kind,
      String label,
      double probability,
      double noise,
      ProposalState state) {}
}
