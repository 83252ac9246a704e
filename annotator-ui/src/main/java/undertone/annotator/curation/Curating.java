package undertone.annotator.curation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.ClipCard;
import undertone.annotator.library.Ledger;
import undertone.annotator.library.Said;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.ProposalId;
import undertone.corpora.clip.Library;
import undertone.corpora.comment.Commenting;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.Decision;
import undertone.corpora.decision.SettledParts;
import undertone.corpora.proposal.Evidence;
import undertone.corpora.proposal.OpenProposals;
import undertone.corpora.proposal.Proposal;
import undertone.corpora.proposal.ProposalState;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.proposal.ReviewFilter;
import undertone.corpora.proposal.ReviewOrder;
import undertone.corpora.pseudo.PseudoLabels;
import undertone.corpora.pseudo.SpreadBasis;

/// What a curator does: look at proposals with their evidence, decide, take back.
///
/// Client ids are made by the caller: the same one again changes nothing.
@Service
@Transactional
public class Curating {

  private static final int LARGEST_PAGE = 500;
  private static final int LONGEST_REASON = 2000;
  private static final int SAMPLE = 10;

  private final Rights rights;
  private final CurrentPerson person;
  private final Catalogue catalogue;
  private final Library library;
  private final Proposals proposals;
  private final OpenProposals open;
  private final Curation curation;
  private final Ledger ledger;
  private final PartsTaker taker;
  private final Commenting commenting;
  private final PseudoLabels pseudo;

  Curating(
      Rights rights,
      CurrentPerson person,
      Catalogue catalogue,
      Library library,
      Proposals proposals,
      OpenProposals open,
      Curation curation,
      Ledger ledger,
      PartsTaker taker,
      Commenting commenting,
      PseudoLabels pseudo) {
    this.rights = rights;
    this.person = person;
    this.catalogue = catalogue;
    this.library = library;
    this.proposals = proposals;
    this.open = open;
    this.curation = curation;
    this.ledger = ledger;
    this.taker = taker;
    this.commenting = commenting;
    this.pseudo = pseudo;
  }

  // Looking ---------------------------------------------------------------------------------------

  /// Open proposals, those first that gain most.
  @Transactional(readOnly = true)
  public List<ProposalSummary> review(CorpusId corpus, ReviewFilter filter, int offset, int size) {
    return review(corpus, filter, ReviewOrder.GAIN, offset, size);
  }

  /// Open proposals in an order.
  @Transactional(readOnly = true)
  public List<ProposalSummary> review(
      CorpusId corpus, ReviewFilter filter, ReviewOrder order, int offset, int size) {
    rights.require(corpus, Right.REVIEW);
    if (offset < 0 || size < 1 || size > LARGEST_PAGE) {
      throw new InvalidRequestException(
          "A page has 1 to %s proposals, from an offset of 0 on.", LARGEST_PAGE);
    }
    return summaries(open.review(corpus, filter, order, offset, size));
  }

  /// What a filter leaves to decide.
  ///
  /// @param open how many proposals
  /// @param first in their order; null = none
  public record Left(long open, @Nullable ProposalSummary first) {}

  /// How many open proposals a filter leaves, and the first of them that is not passed over.
  @Transactional(readOnly = true)
  public Left left(CorpusId corpus, ReviewFilter filter, ReviewOrder order, Set<Long> passedOver) {
    rights.require(corpus, Right.REVIEW);
    var page = open.review(corpus, filter, order, 0, passedOver.size() + 1);
    var first = page.stream().filter(p -> !passedOver.contains(p.id().value())).limit(1).toList();
    return new Left(
        curation.dryRun(corpus, filter), summaries(first).stream().findFirst().orElse(null));
  }

  /// Whether a proposal still waits for a decision.
  @Transactional(readOnly = true)
  public boolean isOpen(CorpusId corpus, ProposalId id) {
    rights.require(corpus, Right.REVIEW);
    return require(corpus, id).state() == ProposalState.OPEN;
  }

  /// Up to ten open proposals drawn at random from those a filter leaves; the same seed draws the
  /// same ones as long as nobody decides.
  @Transactional(readOnly = true)
  public List<ProposalSummary> sample(CorpusId corpus, ReviewFilter filter, long seed) {
    rights.require(corpus, Right.REVIEW);
    return summaries(open.sample(corpus, filter, seed, SAMPLE));
  }

  private List<ProposalSummary> summaries(List<Proposal> found) {
    var clips = library.byIds(found.stream().map(Proposal::clip).toList());
    return found.stream()
        .flatMap(p -> Stream.ofNullable(clips.get(p.clip())).map(c -> ProposalSummary.of(p, c)))
        .toList();
  }

  /// How many open proposals a filter leaves; also the dry run of [#acceptAll] and [#rejectAll].
  @Transactional(readOnly = true)
  public long count(CorpusId corpus, ReviewFilter filter) {
    rights.require(corpus, Right.REVIEW);
    return curation.dryRun(corpus, filter);
  }

  /// The newest run whose proposals wait for an owner to let them in, if there is one.
  @Transactional(readOnly = true)
  public Optional<Proposals.HeldBack> heldBack(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    return proposals.heldBack(corpus);
  }

  /// The open moves from label to label, most frequent first.
  @Transactional(readOnly = true)
  public List<OpenProposals.Move> moves(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    return open.moves(corpus);
  }

  /// Splits that clips of a corpus are of.
  @Transactional(readOnly = true)
  public List<String> splits(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    return library.splitsOf(corpus);
  }

  /// Whom the open proposals would overrule, most often first.
  @Transactional(readOnly = true)
  public List<OpenProposals.Overruled> overruled(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    return open.overruled(corpus);
  }

  /// Groups of open proposals on clips that look alike, largest first.
  @Transactional(readOnly = true)
  public List<AlikeGroup> alike(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    var groups = open.alike(corpus);
    var clips = library.byIds(groups.stream().map(OpenProposals.Alike::middle).toList());
    return groups.stream()
        .flatMap(g ->
            Stream.ofNullable(clips.get(g.middle()))
                .map(c -> new AlikeGroup(ClipCard.of(c), g.open())))
        .toList();
  }

  /// What each voter holds of a clip now.
  @Transactional(readOnly = true)
  public List<Said.VoteSaid> standingVotes(CorpusId corpus, ClipId clip) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    return ledger.standingVotes(corpus, clip);
  }

  /// Everybody and everything that votes in a corpus, by name.
  @Transactional(readOnly = true)
  public List<String> voters(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    return ledger.voterNames(corpus);
  }

  /// One proposal with all its evidence.
  ///
  /// @throws UnknownProposalException if the corpus has none of that number
  @Transactional(readOnly = true)
  public ProposalCase proposal(CorpusId corpus, ProposalId id) {
    rights.require(corpus, Right.REVIEW);
    var proposal = require(corpus, id);
    var evidence = proposals.evidenceOf(proposal);
    var clip = library.require(corpus, proposal.clip());
    var spread =
        evidence.spread() == null
            ? null
            : pseudo.bases(proposal.run(), List.of(clip.id())).get(clip.id());
    return new ProposalCase(
        ProposalSummary.of(proposal, clip),
        ClipCard.of(clip),
        ledger.standingVotes(corpus, clip.id()),
        ledger.cueVotes(corpus, clip.id()),
        ledger.watchedVotes(corpus, clip.id()),
        captions(corpus, proposal),
        ledger.comments(clip.id()),
        evidence.before(),
        evidence.content(),
        evidence.after(),
        neighbours(corpus, evidence),
        evidence.written(),
        evidence.trajectory(),
        spread,
        facts(proposal, evidence, spread),
        library.goldOf(clip.id()).orElse(null),
        curation.standing(clip.id()).map(d -> ledger.signed(List.of(d)).getFirst()).orElse(null));
  }

  /// One's own newest decisions, for undo.
  @Transactional(readOnly = true)
  public List<Said.DecisionSaid> newest(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    return ledger.signed(curation.newestBy(corpus, me()));
  }

  // Deciding --------------------------------------------------------------------------------------

  /// @throws undertone.corpora.decision.DecisionConflictException if somebody was faster
  public Said.DecisionSaid accept(CorpusId corpus, ProposalId id, UUID clientId, String reason) {
    return accept(corpus, id, clientId, null, reason);
  }

  /// Accepts a proposal, and settles with its label how the whole clip feels.
  ///
  /// @throws undertone.corpora.decision.DecisionConflictException if somebody was faster
  public Said.DecisionSaid accept(
      CorpusId corpus,
      ProposalId id,
      UUID clientId,
      PartsToTake.@Nullable RatingToTake rating,
      String reason) {
    rights.require(corpus, Right.REVIEW);
    var parts = taker.take(corpus, require(corpus, id).clip(), PartsToTake.of(rating));
    return signed(curation.accept(clientId, id, me(), parts, checkedReason(reason)));
  }

  /// @throws undertone.corpora.decision.DecisionConflictException if somebody was faster
  public Said.DecisionSaid reject(CorpusId corpus, ProposalId id, UUID clientId, String reason) {
    rights.require(corpus, Right.REVIEW);
    require(corpus, id);
    return signed(curation.reject(clientId, id, me(), checkedReason(reason)));
  }

  /// Settles the clip of a proposal on another label.
  ///
  /// @throws undertone.corpora.decision.DecisionConflictException if somebody was faster
  public Said.DecisionSaid edit(
      CorpusId corpus, ProposalId id, UUID clientId, String label, String reason) {
    return edit(corpus, id, clientId, label, null, reason);
  }

  /// Settles the clip of a proposal on another label, and with it how the whole clip feels.
  ///
  /// @throws undertone.corpora.decision.DecisionConflictException if somebody was faster
  public Said.DecisionSaid edit(
      CorpusId corpus,
      ProposalId id,
      UUID clientId,
      String label,
      PartsToTake.@Nullable RatingToTake rating,
      String reason) {
    rights.require(corpus, Right.REVIEW);
    var parts = taker.take(corpus, require(corpus, id).clip(), PartsToTake.of(rating));
    checkLabel(corpus, label);
    return signed(curation.edit(clientId, id, me(), label, parts, checkedReason(reason)));
  }

  /// Settles a clip on one label, without a proposal.
  public Said.DecisionSaid settle(
      CorpusId corpus, ClipId clip, UUID clientId, String label, String reason) {
    return settle(corpus, clip, clientId, CandidateSet.of(label), PartsToTake.NONE, reason);
  }

  /// Settles a clip on one label; how it feels stays as it was settled, if it was.
  public Said.DecisionSaid settleAnew(
      CorpusId corpus, ClipId clip, UUID clientId, String label, String reason) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    checkLabel(corpus, label);
    var rating = curation.standing(clip).map(decision -> decision.parts().rating()).orElse(null);
    return signed(
        curation.settle(
            clientId,
            corpus,
            clip,
            me(),
            CandidateSet.of(label),
            SettledParts.NONE.rated(rating),
            checkedReason(reason)));
  }

  /// Settles a clip on one label if nobody has settled it meanwhile.
  ///
  /// @throws undertone.corpora.decision.DecisionConflictException if somebody was faster
  public Said.DecisionSaid settleOpen(
      CorpusId corpus, ClipId clip, UUID clientId, String label, String reason) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    checkLabel(corpus, label);
    return signed(curation.settleOpen(clientId, corpus, clip, me(), label, checkedReason(reason)));
  }

  /// Settles a clip on a candidate set and on parts people said, without a proposal.
  ///
  /// @param candidates what may be true, the label settled on first
  public Said.DecisionSaid settle(
      CorpusId corpus,
      ClipId clip,
      UUID clientId,
      CandidateSet candidates,
      PartsToTake parts,
      String reason) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    Stream.concat(
            candidates.labels().stream(),
            parts.segments().stream()
                .flatMap(s -> Stream.concat(s.candidates().stream(), s.excluded().stream())))
        .forEach(label -> checkLabel(corpus, label));
    return signed(
        curation.settle(
            clientId,
            corpus,
            clip,
            me(),
            candidates,
            taker.take(corpus, clip, parts),
            checkedReason(reason)));
  }

  /// Settles anew how a whole clip feels; its settled label and the other parts stay.
  ///
  /// @param rating null = nothing is settled of that any more
  /// @throws undertone.corpora.decision.DecisionConflictException if no label is settled on it
  public Said.DecisionSaid rate(
      CorpusId corpus,
      ClipId clip,
      UUID clientId,
      PartsToTake.@Nullable RatingToTake rating,
      String reason) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    var taken = taker.take(corpus, clip, PartsToTake.of(rating)).rating();
    return signed(curation.rate(clientId, corpus, clip, me(), taken, checkedReason(reason)));
  }

  /// Accepts every open proposal a filter fits, as one batch; [#count] says beforehand how many.
  ///
  /// @param batch made by the caller; the same one again answers with what it did
  public List<Said.DecisionSaid> acceptAll(
      CorpusId corpus, UUID batch, ReviewFilter filter, String reason) {
    rights.require(corpus, Right.REVIEW);
    return ledger.signed(curation.acceptAll(batch, corpus, filter, me(), checkedReason(reason)));
  }

  /// Rejects every open proposal a filter fits, as one batch.
  ///
  /// @param batch made by the caller; the same one again answers with what it did
  public List<Said.DecisionSaid> rejectAll(
      CorpusId corpus, UUID batch, ReviewFilter filter, String reason) {
    rights.require(corpus, Right.REVIEW);
    return ledger.signed(curation.rejectAll(batch, corpus, filter, me(), checkedReason(reason)));
  }

  /// Takes a decision back, whoever of the curators made it; the ledger keeps both.
  ///
  /// @throws undertone.corpora.decision.DecisionConflictException if it does not stand any more
  public Said.DecisionSaid undo(CorpusId corpus, long decision, UUID clientId) {
    rights.require(corpus, Right.REVIEW);
    return signed(curation.undo(clientId, corpus, decision, me()));
  }

  /// Takes a batch back as far as its decisions stand.
  ///
  /// @return how many were taken back
  public int undoBatch(CorpusId corpus, UUID batch) {
    rights.require(corpus, Right.REVIEW);
    return curation.undoBatch(batch, corpus, me());
  }

  // Talking ---------------------------------------------------------------------------------------

  /// What people told the curators about a clip, and what curators answered, oldest first.
  @Transactional(readOnly = true)
  public List<Said.CommentSaid> comments(CorpusId corpus, ClipId clip) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    return ledger.comments(clip);
  }

  /// Adds a curator's remark on a clip, or an answer to one: whoever wrote that one reads it.
  ///
  /// @param atMicros the moment it is about, null for the whole clip
  public void remark(
      CorpusId corpus,
      ClipId clip,
      UUID clientId,
      String text,
      @Nullable Long atMicros,
      @Nullable UUID answers) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    try {
      commenting.write(clientId, corpus, clip, me(), text, atMicros, answers);
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  private Proposal require(CorpusId corpus, ProposalId id) {
    return proposals
        .find(id)
        .filter(p -> p.corpus().equals(corpus))
        .orElseThrow(() -> new UnknownProposalException(id));
  }

  private AccountId me() {
    return person.account().id();
  }

  private Said.DecisionSaid signed(Decision decision) {
    return ledger.signed(List.of(decision)).getFirst();
  }

  private void checkLabel(CorpusId corpus, String label) {
    var scheme = catalogue.schemeOf(corpus);
    if (scheme.label(label).isEmpty()) {
      throw new InvalidRequestException(
          "The label scheme %s has no label of that name.", scheme.name());
    }
  }

  private static String checkedReason(String reason) {
    if (reason.length() > LONGEST_REASON) {
      throw new InvalidRequestException(
          "A reason has up to %s characters; shorten it.", LONGEST_REASON);
    }
    return reason.strip();
  }

  private List<ProposalCase.CaptionHeard> captions(CorpusId corpus, Proposal proposal) {
    var move = Stream.concat(Stream.of(proposal.label()), proposal.fromLabel().stream()).toList();
    var scheme = catalogue.schemeOf(corpus);
    return ledger.captions(corpus, proposal.clip()).stream()
        .map(c -> ProposalCase.CaptionHeard.of(c, NamedLabels.in(c.text(), scheme, move)))
        .toList();
  }

  private List<ProposalCase.NeighbourClip> neighbours(CorpusId corpus, Evidence evidence) {
    var ids = evidence.neighbours().stream().map(n -> new ClipId(n.clip())).toList();
    var clips = library.byIds(ids);
    return evidence.neighbours().stream()
        .flatMap(n ->
            Stream.ofNullable(clips.get(new ClipId(n.clip())))
                .filter(c -> c.corpus().equals(corpus))
                .map(c ->
                    new ProposalCase.NeighbourClip(
                        ClipCard.of(c), n.cosine(), n.label(), n.confirmed())))
        .toList();
  }

  private static List<EvidenceFact> facts(
      Proposal proposal, Evidence evidence, @Nullable SpreadBasis basis) {
    var facts = new ArrayList<EvidenceFact>();
    if (evidence.written() != null) {
      facts.add(
          new EvidenceFact("evidence.written", List.of(proposal.label(), proposal.probability())));
    }
    if (!evidence.neighbours().isEmpty()) {
      facts.add(
          new EvidenceFact(
              "evidence.neighbours",
              List.of(evidence.agreeing(), evidence.neighbours().size(), proposal.label())));
    }
    var spread = evidence.spread();
    if (spread != null) {
      facts.add(new EvidenceFact("evidence.folds", List.of(spread.folds(), spread.ofFolds())));
      if (spread.ofModalities() > 0) {
        facts.add(
            new EvidenceFact(
                "evidence.modalities", List.of(spread.modalities(), spread.ofModalities())));
      }
    }
    if (basis != null) {
      facts.add(new EvidenceFact("evidence.looks", List.of(basis.looks(), basis.ofLooks())));
    }
    if (evidence.voters() == 0) {
      facts.add(new EvidenceFact("evidence.unvoted", List.of())); // no set that could miss anything
    } else {
      facts.add(
          new EvidenceFact("evidence.overruled", List.of(evidence.overruled(), evidence.voters())));
      if (evidence.written() == null) { // else it is what a caption says, and no more is known
        facts.add(new EvidenceFact("evidence.noise", List.of(proposal.noise())));
      }
    }
    if (evidence.flags() > 0) {
      facts.add(new EvidenceFact("evidence.flagged", List.of(evidence.flags())));
      facts.add(new EvidenceFact("evidence.views", List.of(evidence.viewsAgree())));
    }
    if (evidence.voters() > 0 && evidence.ofVotesOnly()) {
      facts.add(new EvidenceFact("evidence.votesOnly", List.of()));
    } else if (evidence.outOfFold() && evidence.written() == null && spread == null) {
      facts.add(new EvidenceFact("evidence.outOfFold", List.of()));
    }
    return facts;
  }
}
