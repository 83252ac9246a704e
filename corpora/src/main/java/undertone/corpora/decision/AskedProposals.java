package undertone.corpora.decision;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import undertone.corpora.ClipId;
import undertone.corpora.ProposalId;
import undertone.corpora.corpus.SchemeHistory;
import undertone.corpora.proposal.Proposal;
import undertone.corpora.proposal.ProposalState;
import undertone.corpora.proposal.Proposals;

/// How proposals stand while their clips are being decided, and who came first if not we.
@Component
class AskedProposals {
  private static final String SETTLED =
      "%s has settled this clip already; undo that decision first to decide again.";

  private final Proposals proposals;
  private final SchemeHistory history;
  private final JdbcClient jdbc;

  AskedProposals(Proposals proposals, SchemeHistory history, JdbcClient jdbc) {
    this.proposals = proposals;
    this.history = history;
    this.jdbc = jdbc;
  }

  Proposal require(ProposalId id) {
    return proposals
        .find(id)
        .orElseThrow(() -> new DecisionConflictException("There is no proposal %s.", id));
  }

  /// Read past the persistence context: the clip's lock was just won, the entity may be older.
  ProposalState state(ProposalId id) {
    return ProposalState.valueOf(
        jdbc.sql("select state from proposal where id = ?")
            .param(id.value())
            .query(String.class)
            .single());
  }

  /// Runs that are published, let in or withdrawn change proposals without the clip's lock.
  ///
  /// @return false if it does not stand as expected
  boolean mark(ProposalId id, ProposalState expected, ProposalState state) {
    return jdbc.sql(
                "update proposal set state = ?, version = version + 1 where id = ? and state = ?")
            .params(state.name(), id.value(), expected.name())
            .update()
        == 1;
  }

  /// How a proposal stands again once its decision is taken back.
  ProposalState afterUndo(ProposalId id) {
    boolean withdrawn =
        jdbc.sql(
                    "select count(*) from proposal p join run r on r.id = p.run_id where p.id = ? and"
                        + " r.withdrawn_at is not null")
                .param(id.value())
                .query(Long.class)
                .single()
            > 0;
    if (withdrawn) {
      return ProposalState.WITHDRAWN;
    }
    return speaksToday(id) ? ProposalState.OPEN : ProposalState.SUPERSEDED;
  }

  /// Whether a proposal still means what it says under today's label scheme.
  private boolean speaksToday(ProposalId id) {
    var proposal = require(id);
    var reading = history.past(proposal.corpus()).at(proposal.createdAt());
    return reading.single(proposal.label()).filter(proposal.label()::equals).isPresent()
        && reading.candidates(proposal.candidates()).equals(proposal.candidates());
  }

  /// Asked under the clip's lock.
  ///
  /// @throws DecisionConflictException if somebody has settled the clip
  void mustBeUnsettled(ClipId clip) {
    jdbc.sql(
            "select a.display_name from clip c join standing_decision d on d.clip_id = c.id join"
                + " account a on a.id = d.curator_id where c.id = ? and c.decided_label is not null")
        .param(clip.value())
        .query(String.class)
        .optional()
        .ifPresent(by -> {
          throw new DecisionConflictException(SETTLED, by);
        });
  }

  /// Why a proposal that stands so cannot be decided.
  DecisionConflictException conflict(ProposalId id, ProposalState state) {
    return switch (state) {
      case SUPERSEDED ->
          new DecisionConflictException("A newer run has replaced this proposal; reload the list.");
      case HELD ->
          new DecisionConflictException(
              "This proposal is held back; let its run's proposals into review first.");
      case WITHDRAWN ->
          new DecisionConflictException("The run of this proposal was withdrawn; reload the list.");
      case ACCEPTED ->
          new DecisionConflictException(
              "%s has accepted this proposal already; undo that decision first to decide again.",
              decidedBy(id));
      case REJECTED ->
          new DecisionConflictException(
              "%s has rejected this proposal already; undo that decision first to decide again.",
              decidedBy(id));
      case OPEN, EDITED -> new DecisionConflictException(SETTLED, decidedBy(id));
    };
  }

  private String decidedBy(ProposalId id) {
    return jdbc.sql(
            "select a.display_name from standing_decision d join decision s on s.id ="
                + " d.settling_id join account a on a.id = s.curator_id"
                + " where s.proposal_id = ?")
        .param(id.value())
        .query(String.class)
        .optional()
        .orElse("?");
  }
}
