package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.curation.Adjudicating;
import undertone.annotator.curation.AlikeGroup;
import undertone.annotator.curation.CouncilCase;
import undertone.annotator.curation.CouncilDesk;
import undertone.annotator.curation.Curating;
import undertone.annotator.curation.DisagreementCase;
import undertone.annotator.curation.PartsToTake;
import undertone.annotator.curation.ProposalCase;
import undertone.annotator.curation.ProposalSummary;
import undertone.annotator.curation.Teaching;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.Said;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Modality;
import undertone.corpora.ProposalId;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.proposal.OpenProposals;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.ReviewFilter;
import undertone.corpora.proposal.ReviewOrder;

/// Proposals and decisions, for curators. Decisions carry a client-made id: the same one sent again
/// changes nothing.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}")
class ReviewController {

  private static final Set<String> FILTERS =
      Set.of(
          "from",
          "to",
          "minNoise",
          "minProbability",
          "kind",
          "overruled",
          "near",
          "words",
          "modality",
          "split",
          "distress",
          "apart",
          "against",
          "missed",
          "rejected");
  private static final Set<String> PAGED_FILTERS = and("order", "offset", "size");
  private static final Set<String> SAMPLED_FILTERS = and("seed");

  private static Set<String> and(String... more) {
    return Stream.concat(FILTERS.stream(), Stream.of(more)).collect(Collectors.toSet());
  }

  private final Curating curating;
  private final Adjudicating adjudicating;
  private final CouncilDesk council;
  private final Teaching teaching;

  ReviewController(
      Curating curating, Adjudicating adjudicating, CouncilDesk council, Teaching teaching) {
    this.curating = curating;
    this.adjudicating = adjudicating;
    this.council = council;
    this.teaching = teaching;
  }

  enum Choice {
    ACCEPT,
    REJECT,
    EDIT
  }

  /// @param label what the clip is settled on; only with EDIT
  /// @param rating how the whole clip feels, settled with the label; not with REJECT
  record DecideRequest(
      @NotNull UUID clientId,
      @NotNull Choice verdict,
      @Nullable String label,
      PartsToTake.@Nullable RatingToTake rating,
      @NotNull String reason) {}

  record UndoRequest(@NotNull UUID clientId) {}

  /// @param overruled name of a voter who holds something else than what is proposed
  /// @param near number of the clip in the middle of a group of clips that look alike
  /// @param words part of a clip's name, text, speaker or conversation
  /// @param apart what people are apart on, as in the list of clips
  /// @param against name of a voter who puts another label first than most
  /// @param missed the leading label is not among so many labels that the newest run holds most
  ///   probable
  /// @param rejected whether a curator has rejected another proposal for the clip
  record Rule(
      @Nullable String from,
      @Nullable String to,
      @Nullable Double minNoise,
      @Nullable Double minProbability,
      @Nullable ProposalKind kind,
      @Nullable String overruled,
      @Nullable Long near,
      @Nullable String words,
      @Nullable Modality modality,
      @Nullable String split,
      ClipFilter.@Nullable Distress distress,
      @Nullable String apart,
      @Nullable String against,
      @Nullable Integer missed,
      @Nullable Boolean rejected) {
    ReviewFilter filter() {
      var clips =
          new ClipsController.ClipQuery(
                  modality, null, null, split, null, null, null, words, distress, apart, against,
                  missed, rejected)
              .filter();
      return new ReviewFilter(from, to, minNoise, minProbability, kind, overruled, near, clips);
    }
  }

  /// @param batch made by the caller; the same one again answers with what it did
  record BatchRequest(@NotNull UUID batch, @NotNull Rule rule, @NotNull String reason) {}

  record Count(long proposals) {}

  record Undone(int decisions) {}

  /// Clips whose confirmation teaches most, and what confirming was worth so far.
  @GetMapping("/next-to-confirm")
  Teaching.Lesson nextToConfirm(@PathVariable CorpusId corpus) {
    return teaching.lesson(corpus);
  }

  @GetMapping("/proposals")
  List<ProposalSummary> review(
      @PathVariable CorpusId corpus,
      Rule rule,
      @RequestParam(defaultValue = "GAIN") ReviewOrder order,
      @RequestParam(defaultValue = "0") int offset,
      @RequestParam(defaultValue = "50") int size,
      @RequestParam Map<String, String> given) {
    Allowed.only(given.keySet(), PAGED_FILTERS);
    return curating.review(corpus, rule.filter(), order, offset, size);
  }

  /// Up to ten at random; the same seed draws the same ones as long as nobody decides.
  @GetMapping("/proposals/sample")
  List<ProposalSummary> sample(
      @PathVariable CorpusId corpus,
      Rule rule,
      @RequestParam(defaultValue = "0") long seed,
      @RequestParam Map<String, String> given) {
    Allowed.only(given.keySet(), SAMPLED_FILTERS);
    return curating.sample(corpus, rule.filter(), seed);
  }

  /// Also the dry run of accept-all and reject-all.
  @GetMapping("/proposals/count")
  Count count(@PathVariable CorpusId corpus, Rule rule, @RequestParam Map<String, String> given) {
    Allowed.only(given.keySet(), FILTERS);
    return new Count(curating.count(corpus, rule.filter()));
  }

  @GetMapping("/proposals/moves")
  List<OpenProposals.Move> moves(@PathVariable CorpusId corpus) {
    return curating.moves(corpus);
  }

  /// Whom the open proposals would overrule, most often first.
  @GetMapping("/proposals/overruled")
  List<OpenProposals.Overruled> overruled(@PathVariable CorpusId corpus) {
    return curating.overruled(corpus);
  }

  /// Groups of open proposals on clips that look alike; empty where the run made none.
  @GetMapping("/proposals/alike")
  List<AlikeGroup> alike(@PathVariable CorpusId corpus) {
    return curating.alike(corpus);
  }

  @GetMapping("/proposals/{proposal}")
  ProposalCase proposal(@PathVariable CorpusId corpus, @PathVariable ProposalId proposal) {
    return curating.proposal(corpus, proposal);
  }

  @PostMapping("/proposals/{proposal}/decision")
  Said.DecisionSaid decide(
      @PathVariable CorpusId corpus,
      @PathVariable ProposalId proposal,
      @Valid @RequestBody DecideRequest request) {
    if ((request.verdict() == Choice.EDIT) != (request.label() != null)) {
      throw new InvalidRequestException("EDIT needs a label; ACCEPT and REJECT take none.");
    }
    var rating = request.rating();
    if (request.verdict() == Choice.REJECT && rating != null) {
      throw new InvalidRequestException("REJECT settles nothing, so it takes no rating.");
    }
    return switch (request.verdict()) {
      case ACCEPT ->
          curating.accept(corpus, proposal, request.clientId(), rating, request.reason());
      case REJECT -> curating.reject(corpus, proposal, request.clientId(), request.reason());
      case EDIT ->
          curating.edit(
              corpus,
              proposal,
              request.clientId(),
              String.valueOf(request.label()),
              rating,
              request.reason());
    };
  }

  @PostMapping("/proposals/accept-all")
  List<Said.DecisionSaid> acceptAll(
      @PathVariable CorpusId corpus, @Valid @RequestBody BatchRequest request) {
    return curating.acceptAll(corpus, request.batch(), request.rule().filter(), request.reason());
  }

  @PostMapping("/proposals/reject-all")
  List<Said.DecisionSaid> rejectAll(
      @PathVariable CorpusId corpus, @Valid @RequestBody BatchRequest request) {
    return curating.rejectAll(corpus, request.batch(), request.rule().filter(), request.reason());
  }

  /// Clips people disagree on, the worst first; settle them with `clips/{clip}/decisions`.
  ///
  /// @param after `next` of the page before
  @GetMapping("/disagreements")
  DisagreementCase.Page disagreements(
      @PathVariable CorpusId corpus,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "20") int size,
      @RequestParam Map<String, String> given) {
    Allowed.only(given.keySet(), Set.of("after", "size"));
    return adjudicating.page(corpus, after, size);
  }

  /// Clips on which people together and each machine say different things, the furthest apart
  /// first.
  ///
  /// @param after `next` of the page before
  @GetMapping("/council")
  CouncilCase.Page council(
      @PathVariable CorpusId corpus,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "50") int size,
      @RequestParam Map<String, String> given) {
    Allowed.only(given.keySet(), Set.of("after", "size"));
    return council.page(corpus, after, size);
  }

  /// What people told the curators about a clip.
  @GetMapping("/clips/{clip}/comments")
  List<Said.CommentSaid> comments(@PathVariable CorpusId corpus, @PathVariable ClipId clip) {
    return curating.comments(corpus, clip);
  }

  /// One's own newest decisions.
  @GetMapping("/decisions")
  List<Said.DecisionSaid> decisions(@PathVariable CorpusId corpus) {
    return curating.newest(corpus);
  }

  @PostMapping("/decisions/{decision}/undo")
  Said.DecisionSaid undo(
      @PathVariable CorpusId corpus,
      @PathVariable long decision,
      @Valid @RequestBody UndoRequest request) {
    return curating.undo(corpus, decision, request.clientId());
  }

  @PostMapping("/decisions/batches/{batch}/undo")
  Undone undoBatch(@PathVariable CorpusId corpus, @PathVariable UUID batch) {
    return new Undone(curating.undoBatch(corpus, batch));
  }
}
