package undertone.annotator.jobs;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.clip.Clip;
import undertone.corpora.proposal.Evidence;
import undertone.corpora.proposal.NewProposal;
import undertone.corpora.proposal.ProposalKind;
import undertone.engine.refinement.ClipOutcome;
import undertone.engine.refinement.RefinementClip;

/// Decides whether what a run believes of a clip is worth a curator's minute, and how much.
final class ProposalRule {

  private ProposalRule() {}

  /// The proposal for a clip, or none when the run agrees with the votes or knows too little.
  ///
  /// The gain is the probability that today's leading label is wrong times the probability that the
  /// proposed one is right: what a curator's look is worth.
  static @Nullable NewProposal propose(Clip clip, RefinementClip votes, ClipOutcome outcome) {
    var leading = clip.leadingLabel().orElse(null);
    if (clip.decidedLabel().isPresent()
        || outcome.proposed().equals(leading)
        || votes.rejected().contains(outcome.proposed())
        || knowsNothing(votes, outcome)) {
      return null;
    }
    boolean sure = outcome.sure();
    boolean outside = !outcome.original().contains(outcome.proposed());
    ProposalKind kind;
    if (leading == null) {
      if (!sure) {
        return null;
      }
      kind = ProposalKind.LABEL;
    } else if (outside && outcome.flagged() && !sure) {
      kind = ProposalKind.ADD_CANDIDATE;
    } else if (outcome.corrects(leading)) {
      kind = ProposalKind.CORRECT;
    } else {
      return null;
    }
    var after = RefineJob.shares(outcome.top());
    double leadingIsWrong = leading == null ? 1 : 1 - after.getOrDefault(leading, 0.0);
    return new NewProposal(
        clip.id(),
        kind,
        outcome.proposed(),
        leading,
        CandidateSet.of(outcome.proposed()).union(outcome.refined()),
        outcome.proposedProbability(),
        outcome.noiseProbability(),
        leadingIsWrong * outcome.proposedProbability(),
        evidence(votes, outcome, after));
  }

  /// Without a vote and without a look there is only what is usual in the corpus.
  private static boolean knowsNothing(RefinementClip votes, ClipOutcome outcome) {
    return votes.candidates().isEmpty() && votes.hints().isEmpty() && outcome.content().isEmpty();
  }

  private static Evidence evidence(
      RefinementClip votes, ClipOutcome outcome, Map<String, Double> after) {
    return new Evidence(
        voteShares(votes),
        after,
        outcome.evidence().neighboursAgreeing(),
        outcome.neighbours().stream()
            .map(n ->
                new Evidence.Neighbour(
                    Long.parseLong(n.clip()),
                    n.cosine(),
                    n.label() == null ? "" : n.label(),
                    n.confirmed()))
            .toList(),
        outcome.evidence().voters(),
        outcome.evidence().votersOverruled(),
        outcome.views() == 0 ? 0 : (double) outcome.viewsAgreeing() / outcome.views(),
        outcome.flagCount(),
        outcome.confidenceTrajectory(),
        outcome.outOfFold(),
        RefineJob.shares(outcome.content()),
        null,
        null);
  }

  /// Each voter spreads one vote evenly over what they hold possible.
  static Map<String, Double> voteShares(RefinementClip votes) {
    var shares = new LinkedHashMap<String, Double>();
    double total = 0;
    for (var ballot : votes.ballots()) {
      for (var label : ballot.held().labels()) {
        double part = (double) ballot.times() / ballot.held().size();
        shares.merge(label, part, Double::sum);
        total += part;
      }
    }
    double all = total;
    shares.replaceAll((_, share) -> share / all);
    return shares;
  }
}
