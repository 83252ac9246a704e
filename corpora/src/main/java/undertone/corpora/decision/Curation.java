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
import undertone.corpora.decision.Ruling.Settled;
import undertone.corpora.decision.Ruling.Ties;
import undertone.corpora.proposal.OpenProposals;
import undertone.corpora.proposal.ProposalState;
import undertone.corpora.proposal.ReviewFilter;

/// Turns proposals into decisions. A run proposes, a curator decides, and every decision can be
/// taken back. The clip's row is the lock: of two curators on one proposal the second is told.
@Service
@Transactional
public class Curation {

  private final Decisions decisions;
  private final AskedProposals asked;
  private final OpenProposals open;
  private final SchemeHistory history;
  private final JdbcClient jdbc;
  private final Clock clock;

  Curation(
      Decisions decisions,
      AskedProposals asked,
      OpenProposals open,
      SchemeHistory history,
      JdbcClient jdbc,
      Clock clock) {
    this.decisions = decisions;
    this.asked = asked;
    this.open = open;
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
        new Ruling(
            clientId,
            corpus,
            clip,
            curator,
            Verdict.EDIT,
            new Settled(label, candidates, parts),
            reason,
            Ties.NONE));
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
    var rated =
        new Settled(
            label,
            CandidateSet.of(label).union(reading.candidates(settled.candidates())),
            settled.parts().read(reading).rated(rating));
    return append(
        new Ruling(
            clientId, corpus, clip, curator, Verdict.EDIT, rated, reason, Ties.upholding(settled)));
  }

  /// Settles a clip on one label if nobody has settled it.
  ///
  /// @throws DecisionConflictException if somebody has
  public Decision settleOpen(
      UUID clientId, CorpusId corpus, ClipId clip, AccountId curator, String label, String reason) {
    lock(clip);
    if (decisions.findByClientId(clientId).isEmpty()) {
      asked.mustBeUnsettled(clip);
    }
    return settle(
        clientId, corpus, clip, curator, CandidateSet.of(label), SettledParts.NONE, reason);
  }

  /// How many open proposals a rule would decide now.
  @Transactional(readOnly = true)
  public long dryRun(CorpusId corpus, ReviewFilter rule) {
    return open.count(corpus, rule);
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
    for (var proposal : open.review(corpus, rule, 0, Integer.MAX_VALUE)) {
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
            new Ruling(
                clientId,
                undone.corpus(),
                undone.clip(),
                curator,
                Verdict.UNDO,
                Settled.NOTHING,
                "",
                Ties.reverting(undone)));
    undone.proposal().ifPresent(p -> asked.mark(p, asked.state(p), asked.afterUndo(p)));
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
    var clip = asked.require(id).clip();
    lock(clip);
    var known = decisions.findByClientId(clientId);
    if (known.isPresent()) {
      return known.get();
    }
    var state = asked.state(id);
    if (state != ProposalState.OPEN) {
      throw asked.conflict(id, state);
    }
    asked.mustBeUnsettled(clip);
    var proposal = asked.require(id);
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
            new Ruling(
                clientId,
                proposal.corpus(),
                clip,
                curator,
                verdict,
                new Settled(settled, candidates, parts),
                reason,
                Ties.answering(id, batch)));
    var becomes =
        switch (verdict) {
          case ACCEPT -> ProposalState.ACCEPTED;
          case REJECT -> ProposalState.REJECTED;
          case EDIT -> ProposalState.EDITED;
          case UNDO -> ProposalState.OPEN;
        };
    if (!asked.mark(id, ProposalState.OPEN, becomes)) {
      throw asked.conflict(id, asked.state(id));
    }
    return decision;
  }

  private Decision append(Ruling ruling) {
    var clip = ruling.clip();
    int revision = decisions.findByClipIdOrderByRevision(clip.value()).size() + 1;
    var decision = decisions.saveAndFlush(new Decision(ruling, revision, clock.instant()));
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

  private void lock(ClipId clip) {
    jdbc.sql("select id from clip where id = ? for update")
        .param(clip.value())
        .query(Long.class)
        .optional();
  }
}
