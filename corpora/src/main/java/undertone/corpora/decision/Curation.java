package undertone.corpora.decision;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.ProposalId;
import undertone.corpora.RunId;
import undertone.corpora.corpus.SchemeHistory;
import undertone.corpora.proposal.Proposal;
import undertone.corpora.proposal.ProposalState;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.proposal.ReviewFilter;

/// Turns proposals into decisions. A run proposes, a curator decides, and every decision can be
/// taken back. The clip's row is the lock: of two curators on one proposal the second is told.
@Service
@Transactional
public class Curation {

  private static final String SETTLED =
      "%s has settled this clip already; undo that decision first to decide again.";

  private final Decisions decisions;
  private final Proposals proposals;
  private final SchemeHistory history;
  private final JdbcClient jdbc;
  private final Clock clock;

  Curation(
      Decisions decisions,
      Proposals proposals,
      SchemeHistory history,
      JdbcClient jdbc,
      Clock clock) {
    this.decisions = decisions;
    this.proposals = proposals;
    this.history = history;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// Accepts a proposal: its label settles the clip. The same client id again changes nothing.
  ///
  /// @throws DecisionConflictException if somebody decided it meanwhile
  public Decision accept(UUID clientId, ProposalId proposal, AccountId curator, String reason) {
    return accept(clientId, proposal, curator, SettledParts.NONE, reason);
  }

  /// Accepts a proposal, and settles parts with its label.
  public Decision accept(
      UUID clientId, ProposalId proposal, AccountId curator, SettledParts parts, String reason) {
    return onProposal(clientId, proposal, curator, Verdict.ACCEPT, null, parts, reason, null);
  }

  /// Rejects a proposal: what the voters hold stays.
  public Decision reject(UUID clientId, ProposalId proposal, AccountId curator, String reason) {
    return onProposal(
        clientId, proposal, curator, Verdict.REJECT, null, SettledParts.NONE, reason, null);
  }

  /// Answers a proposal with another label.
  public Decision edit(
      UUID clientId, ProposalId proposal, AccountId curator, String label, String reason) {
    return edit(clientId, proposal, curator, label, SettledParts.NONE, reason);
  }

  /// Answers a proposal with another label, and settles parts with it.
  public Decision edit(
      UUID clientId,
      ProposalId proposal,
      AccountId curator,
      String label,
      SettledParts parts,
      String reason) {
    return onProposal(clientId, proposal, curator, Verdict.EDIT, label, parts, reason, null);
  }

  /// Settles a clip without a proposal.
  ///
  /// @param candidates what may be true, the label settled on first
  /// @param parts segments, traces and captions settled with it
  public Decision settle(
      UUID clientId,
      CorpusId corpus,
      ClipId clip,
      AccountId curator,
      CandidateSet candidates,
      SettledParts parts,
      String reason) {
    var label =
        candidates
            .first()
            .orElseThrow(() -> new InvalidValueException("A decision needs a label."));
    lock(clip);
    var known = decisions.findByClientId(clientId);
    if (known.isPresent()) {
      return known.get();
    }
    return append(
        clientId,
        corpus,
        clip,
        null,
        curator,
        Verdict.EDIT,
        label,
        candidates,
        parts,
        reason,
        null,
        null);
  }

  /// Settles anew how a whole clip feels; its label and the other parts stay as they were settled,
  /// in the words of today.
  ///
  /// @param rating null = nothing is settled of that any more
  /// @throws DecisionConflictException if no label is settled on the clip
  public Decision rate(
      UUID clientId,
      CorpusId corpus,
      ClipId clip,
      AccountId curator,
      SettledParts.@Nullable TakenRating rating,
      String reason) {
    lock(clip);
    var known = decisions.findByClientId(clientId);
    if (known.isPresent()) {
      return known.get();
    }
    var standing = standing(clip).filter(d -> labelToday(d).isPresent());
    var settled =
        standing.orElseThrow(() ->
            new DecisionConflictException(
                "No label is settled on this clip yet; settle one, and the rating with it."));
    var reading = history.past(corpus).at(settled.decidedAt());
    var label = labelToday(settled).orElseThrow();
    return append(
        clientId,
        corpus,
        clip,
        null,
        curator,
        Verdict.EDIT,
        label,
        CandidateSet.of(label).union(reading.candidates(settled.candidates())),
        settled.parts().read(reading).rated(rating),
        reason,
        null,
        null,
        settled.settling());
  }

  /// Settles a clip on one label if nobody has settled it.
  ///
  /// @throws DecisionConflictException if somebody has
  public Decision settleOpen(
      UUID clientId, CorpusId corpus, ClipId clip, AccountId curator, String label, String reason) {
    lock(clip);
    if (decisions.findByClientId(clientId).isEmpty()) {
      mustBeUnsettled(clip);
    }
    return settle(
        clientId, corpus, clip, curator, CandidateSet.of(label), SettledParts.NONE, reason);
  }

  /// How many open proposals a rule would decide now.
  @Transactional(readOnly = true)
  public long dryRun(CorpusId corpus, ReviewFilter rule) {
    return proposals.countOpen(corpus, rule);
  }

  /// Accepts every open proposal a rule fits, as one batch that can be taken back as one.
  ///
  /// @param batch made by the caller; the same batch again answers with what it did
  public List<Decision> acceptAll(
      UUID batch, CorpusId corpus, ReviewFilter rule, AccountId curator, String reason) {
    return decideAll(batch, corpus, rule, curator, Verdict.ACCEPT, reason);
  }

  /// Rejects every open proposal a rule fits, as one batch that can be taken back as one.
  ///
  /// @param batch made by the caller; the same batch again answers with what it did
  public List<Decision> rejectAll(
      UUID batch, CorpusId corpus, ReviewFilter rule, AccountId curator, String reason) {
    return decideAll(batch, corpus, rule, curator, Verdict.REJECT, reason);
  }

  private List<Decision> decideAll(
      UUID batch,
      CorpusId corpus,
      ReviewFilter rule,
      AccountId curator,
      Verdict verdict,
      String reason) {
    var done = decisions.findByBatchOrderById(batch);
    if (!done.isEmpty()) {
      return done;
    }
    var decided = new ArrayList<Decision>();
    var settled = new HashSet<ClipId>();
    for (var proposal : proposals.review(corpus, rule, 0, Integer.MAX_VALUE)) {
      // After an undo two proposals of a clip may be open: the one that gains more settles it.
      if (verdict == Verdict.ACCEPT && !settled.add(proposal.clip())) {
        continue;
      }
      decided.add(
          onProposal(
              UUID.randomUUID(),
              proposal.id(),
              curator,
              verdict,
              null,
              SettledParts.NONE,
              reason,
              batch));
    }
    return decided;
  }

  /// Takes a decision back: the clip is as it was before, a proposal is open again.
  ///
  /// @throws DecisionConflictException if it is not the decision that stands, or was taken back
  public Decision undo(UUID clientId, CorpusId corpus, long decision, AccountId curator) {
    var undone =
        decisions
            .findById(decision)
            .filter(d -> d.corpus().equals(corpus))
            .orElseThrow(() -> new DecisionConflictException("There is no decision %s.", decision));
    lock(undone.clip());
    var known = decisions.findByClientId(clientId);
    if (known.isPresent()) {
      return known.get();
    }
    if (undone.verdict() == Verdict.UNDO || decisions.existsByReverts(decision)) {
      throw new DecisionConflictException("This decision has been taken back already.");
    }
    var standing = standing(undone.clip());
    if (standing.isPresent() && standing.get().id() != decision) {
      throw new DecisionConflictException(
          "A newer decision stands on this clip; take that one back first.");
    }
    return takeBack(clientId, undone, curator);
  }

  private Decision takeBack(UUID clientId, Decision undone, AccountId curator) {
    var undo =
        append(
            clientId,
            undone.corpus(),
            undone.clip(),
            undone.proposal().orElse(null),
            curator,
            Verdict.UNDO,
            null,
            CandidateSet.NONE,
            SettledParts.NONE,
            "",
            undone.id(),
            null);
    undone.proposal().ifPresent(p -> mark(p, currentState(p), afterUndo(p)));
    return undo;
  }

  /// Takes a whole batch back, as far as its decisions still stand.
  ///
  /// @return how many were taken back
  public int undoBatch(UUID batch, CorpusId corpus, AccountId curator) {
    int undone = 0;
    for (var decision : decisions.findByBatchOrderById(batch)) {
      boolean stands =
          standing(decision.clip()).filter(d -> d.settling() == decision.id()).isPresent();
      if (decision.corpus().equals(corpus) && stands) {
        undoWhatUpholds(decision, curator);
        undo(UUID.randomUUID(), corpus, decision.id(), curator);
        undone++;
      }
    }
    return undone;
  }

  /// Takes back those that only rated a clip anew since a decision settled its label.
  private void undoWhatUpholds(Decision settling, AccountId curator) {
    var standing = standing(settling.clip()).orElseThrow();
    while (standing.id() != settling.id()) {
      takeBack(UUID.randomUUID(), standing, curator);
      standing = standing(settling.clip()).orElseThrow();
    }
  }

  /// Takes back every decision on a run's proposals, with those that only rated their clips anew,
  /// also where a newer one stands on the clip: that one stays, and what it covers does not come
  /// back with its undo.
  ///
  /// @return how many were taken back
  public int undoRun(RunId run, AccountId curator) {
    int undone = 0;
    for (long id : of(run)) {
      var decision = decisions.findById(id).orElseThrow();
      lock(decision.clip());
      if (!decisions.existsByReverts(id)) {
        takeBack(UUID.randomUUID(), decision, curator);
        undone++;
      }
    }
    return undone;
  }

  /// How many decisions on a run's proposals nobody has taken back.
  @Transactional(readOnly = true)
  public long countOf(RunId run) {
    return of(run).size();
  }

  private List<Long> of(RunId run) {
    return jdbc.sql(
            "select d.id from decision d left join decision s on s.id = d.upholds"
                + " join proposal p on p.id = coalesce(d.proposal_id, s.proposal_id)"
                + " where p.run_id = ? and d.verdict <> 'UNDO' and not exists (select 1 from decision u where"
                + " u.reverts = d.id) order by d.id")
        .param(run.value())
        .query((row, _) -> row.getLong(1))
        .list();
  }

  /// Clips whose standing decision gave them a label after a moment.
  @Transactional(readOnly = true)
  public Set<ClipId> settledSince(CorpusId corpus, Instant moment) {
    return new HashSet<>(
        jdbc.sql(
                "select d.clip_id from standing_decision d join decision s on s.id = d.settling_id"
                    + " where d.corpus_id = ? and s.decided_at > ?"
                    + " and d.label is not null and d.verdict <> 'REJECT'")
            .params(corpus.value(), moment.atOffset(ZoneOffset.UTC))
            .query((row, _) -> new ClipId(row.getLong(1)))
            .list());
  }

  /// The newest standing decisions that gave clips their labels after a moment, oldest first.
  @Transactional(readOnly = true)
  public List<Decision> decidedSince(CorpusId corpus, Instant moment, int most) {
    return decisions.newestSince(corpus.value(), moment.atOffset(ZoneOffset.UTC), most).reversed();
  }

  /// The decision that stands on a clip, if any.
  @Transactional(readOnly = true)
  public Optional<Decision> standing(ClipId clip) {
    return decisions.standing(clip.value());
  }

  /// Every decision ever made on a clip, oldest first.
  @Transactional(readOnly = true)
  public List<Decision> ledger(ClipId clip) {
    return decisions.findByClipIdOrderByRevision(clip.value());
  }

  /// A curator's newest decisions in a corpus, for undo.
  @Transactional(readOnly = true)
  public List<Decision> newestBy(CorpusId corpus, AccountId curator) {
    return decisions.findTop50ByCorpusIdAndCuratorIdOrderByIdDesc(corpus.value(), curator.value());
  }

  private Decision onProposal(
      UUID clientId,
      ProposalId id,
      AccountId curator,
      Verdict verdict,
      @Nullable String label,
      SettledParts parts,
      String reason,
      @Nullable UUID batch) {
    var clip = require(id).clip();
    lock(clip);
    var known = decisions.findByClientId(clientId);
    if (known.isPresent()) {
      return known.get();
    }
    var state = currentState(id);
    if (state != ProposalState.OPEN) {
      throw alreadyDecided(id, state);
    }
    mustBeUnsettled(clip);
    var proposal = require(id);
    var settled =
        switch (verdict) {
          case ACCEPT -> proposal.label();
          case EDIT -> label;
          case REJECT, UNDO -> null;
        };
    var candidates =
        switch (verdict) {
          case ACCEPT -> proposal.candidates();
          case EDIT -> label == null ? CandidateSet.NONE : CandidateSet.of(label);
          case REJECT, UNDO -> CandidateSet.NONE;
        };
    var decision =
        append(
            clientId,
            proposal.corpus(),
            clip,
            id,
            curator,
            verdict,
            settled,
            candidates,
            parts,
            reason,
            null,
            batch);
    var becomes =
        switch (verdict) {
          case ACCEPT -> ProposalState.ACCEPTED;
          case REJECT -> ProposalState.REJECTED;
          case EDIT -> ProposalState.EDITED;
          case UNDO -> ProposalState.OPEN;
        };
    if (!mark(id, ProposalState.OPEN, becomes)) {
      throw alreadyDecided(id, currentState(id));
    }
    return decision;
  }

  private Decision append(
      UUID clientId,
      CorpusId corpus,
      ClipId clip,
      @Nullable ProposalId proposal,
      AccountId curator,
      Verdict verdict,
      @Nullable String label,
      CandidateSet candidates,
      SettledParts parts,
      String reason,
      @Nullable Long reverts,
      @Nullable UUID batch) {
    return append(
        clientId,
        corpus,
        clip,
        proposal,
        curator,
        verdict,
        label,
        candidates,
        parts,
        reason,
        reverts,
        batch,
        null);
  }

  /// @param upholds the decision that settled the label, where this one leaves it
  private Decision append(
      UUID clientId,
      CorpusId corpus,
      ClipId clip,
      @Nullable ProposalId proposal,
      AccountId curator,
      Verdict verdict,
      @Nullable String label,
      CandidateSet candidates,
      SettledParts parts,
      String reason,
      @Nullable Long reverts,
      @Nullable UUID batch,
      @Nullable Long upholds) {
    int revision = decisions.findByClipIdOrderByRevision(clip.value()).size() + 1;
    var decision =
        decisions.saveAndFlush(
            new Decision(
                clientId,
                corpus,
                clip,
                proposal,
                curator,
                revision,
                verdict,
                label,
                candidates,
                parts,
                reason,
                reverts,
                batch,
                upholds,
                clock.instant()));
    var stands = standing(clip).flatMap(this::labelToday).orElse(null);
    jdbc.sql("update clip set decided_label = :label, version = version + 1 where id = :id")
        .param("label", stands)
        .param("id", clip.value())
        .update();
    return decision;
  }

  /// What a decision settles today; nothing if its label was split or retired since.
  private Optional<String> labelToday(Decision decision) {
    return decision
        .label()
        .flatMap(l -> history.past(decision.corpus()).at(decision.decidedAt()).single(l));
  }

  private ProposalState afterUndo(ProposalId id) {
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

  private Proposal require(ProposalId id) {
    return proposals
        .find(id)
        .orElseThrow(() -> new DecisionConflictException("There is no proposal %s.", id));
  }

  // Read past the persistence context: the lock was just won, the entity may be older.
  private ProposalState currentState(ProposalId id) {
    return ProposalState.valueOf(
        jdbc.sql("select state from proposal where id = ?")
            .param(id.value())
            .query(String.class)
            .single());
  }

  // Asked under the clip's lock.
  private void mustBeUnsettled(ClipId clip) {
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

  private DecisionConflictException alreadyDecided(ProposalId id, ProposalState state) {
    if (state == ProposalState.SUPERSEDED) {
      return new DecisionConflictException(
          "A newer run has replaced this proposal; reload the list.");
    }
    if (state == ProposalState.HELD) {
      return new DecisionConflictException(
          "This proposal is held back; let its run's proposals into review first.");
    }
    if (state == ProposalState.WITHDRAWN) {
      return new DecisionConflictException(
          "The run of this proposal was withdrawn; reload the list.");
    }
    var by =
        jdbc.sql(
                "select a.display_name from standing_decision d join decision s on s.id ="
                    + " d.settling_id join account a on a.id = s.curator_id"
                    + " where s.proposal_id = ?")
            .param(id.value())
            .query(String.class)
            .optional()
            .orElse("?");
    return new DecisionConflictException(
        switch (state) {
          case ACCEPTED ->
              "%s has accepted this proposal already; undo that decision first to decide again.";
          case REJECTED ->
              "%s has rejected this proposal already; undo that decision first to decide again.";
          default -> SETTLED;
        },
        by);
  }

  // Runs that are published, let in or withdrawn change proposals without the clip's lock.
  private boolean mark(ProposalId id, ProposalState expected, ProposalState state) {
    return jdbc.sql(
                "update proposal set state = ?, version = version + 1 where id = ? and state = ?")
            .params(state.name(), id.value(), expected.name())
            .update()
        == 1;
  }

  private void lock(ClipId clip) {
    jdbc.sql("select id from clip where id = ? for update")
        .param(clip.value())
        .query(Long.class)
        .optional();
  }
}
