package undertone.annotator.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;
import undertone.corpora.proposal.Evidence;
import undertone.corpora.proposal.NewProposal;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.pseudo.PseudoLabel;
import undertone.corpora.pseudo.PseudoLabels;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;
import undertone.engine.pseudo.Gated;
import undertone.engine.pseudo.Gates;

/// Makes proposals of the labels that pass a run's gates.
public final class PseudoProposals {
  private static final int PAGE = 500;

  private final PseudoLabels pseudo;
  private final Library library;
  private final Voting voting;

  PseudoProposals(PseudoLabels pseudo, Library library, Voting voting) {
    this.pseudo = pseudo;
    this.library = library;
    this.voting = voting;
  }

  /// How a run learned.
  ///
  /// @param labels ids, in the order of all probabilities
  /// @param folds networks
  /// @param modalities that were judged alone; 0 = one only
  public record Ran(List<String> labels, int folds, int modalities) {
    public Ran {
      labels = List.copyOf(labels);
    }
  }

  /// What gates look at of a stored label.
  ///
  /// @param label index
  public record Stored(
      int label,
      double confidence,
      int foldsAgreeing,
      int modalitiesAgreeing,
      int neighboursAgreeing,
      int machinesAgreeing)
      implements Gated {

    /// @param labels ids of the run
    public static Stored of(PseudoLabel one, List<String> labels) {
      var agreeing = one.agreeing();
      return new Stored(
          labels.indexOf(one.label()),
          one.confidence(),
          agreeing.folds(),
          agreeing.modalities(),
          agreeing.neighbours(),
          agreeing.machines());
    }
  }

  /// A proposal for every clip that may have one and passes. What the machine holds that keeps sets
  /// is no vote against it: an earlier run said it.
  public List<NewProposal> of(RunId run, CorpusId corpus, Gates gates, Ran ran) {
    var found = new ArrayList<NewProposal>();
    var own =
        voting.votersOf(corpus).stream()
            .filter(voter -> voter.name().equals(PseudoPool.VOTER))
            .map(Voter::id)
            .collect(Collectors.toSet());
    long after = 0;
    while (true) {
      var page = pseudo.page(run, after, PAGE);
      if (page.isEmpty()) {
        return found;
      }
      after = page.getLast().clip().value();
      var passing =
          page.stream()
              .filter(PseudoLabel::proposable)
              .filter(one -> one.truth() == null)
              .filter(one -> gates.pass(Stored.of(one, ran.labels())))
              .toList();
      var ids = passing.stream().map(PseudoLabel::clip).toList();
      var clips = library.byIds(ids);
      var votes = voting.standing(ids);
      for (var one : passing) {
        var clip = clips.get(one.clip());
        if (clip != null) {
          var others =
              votes.getOrDefault(one.clip(), List.of()).stream()
                  .filter(vote -> !own.contains(vote.voter()))
                  .toList();
          found.add(proposal(one, clip, others, gates, ran));
        }
      }
    }
  }

  private static NewProposal proposal(
      PseudoLabel one, Clip clip, List<Vote> votes, Gates gates, Ran ran) {
    var after = new LinkedHashMap<String, Double>();
    for (int c = 0; c < ran.labels().size(); c++) {
      after.put(ran.labels().get(c), one.grounds().probabilities().get(c));
    }
    var before = VoteShares.of(votes, ran.labels());
    var leading = clip.leadingLabel().filter(before::containsKey).orElse(null);
    double held = before.keySet().stream().mapToDouble(label -> share(after, label)).sum();
    double wrong = leading == null ? 1 : 1 - share(after, leading);
    int label = ran.labels().indexOf(one.label());
    return new NewProposal(
        one.clip(),
        ProposalKind.PSEUDO_LABEL,
        one.label(),
        leading,
        CandidateSet.of(one.label()),
        one.confidence(),
        before.isEmpty() ? 0 : Math.clamp(1 - held, 0, 1),
        wrong * one.confidence(),
        Evidence.of(
            new Evidence.Spread(
                one.agreeing().folds(),
                ran.folds(),
                one.agreeing().modalities(),
                ran.modalities(),
                gates.confidence().get(label)),
            before,
            after,
            one.agreeing().neighbours(),
            one.grounds().neighbours().stream()
                .map(near -> new Evidence.Neighbour(near.clip(), near.cosine(), near.label(), true))
                .toList(),
            votes.size(),
            (int) votes.stream().filter(vote -> overruled(vote, one.label())).count()));
  }

  private static boolean overruled(Vote vote, String label) {
    return !vote.candidates().isEmpty() && !vote.candidates().contains(label);
  }

  private static double share(Map<String, Double> of, @Nullable String label) {
    return label == null ? 0 : of.getOrDefault(label, 0.0);
  }
}
