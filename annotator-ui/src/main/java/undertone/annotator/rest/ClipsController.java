package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.curation.Curating;
import undertone.annotator.curation.PartsToTake;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.ClipDetail;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.library.Said;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Modality;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;

/// The clips of a corpus, for people who may read it.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}")
class ClipsController {

  private static final Set<String> FILTERS =
      Set.of(
          "modality",
          "state",
          "label",
          "split",
          "decided",
          "voted",
          "minNoise",
          "words",
          "distress",
          "apart",
          "against",
          "missed",
          "rejected");
  private static final Set<String> PAGED_FILTERS =
      Set.of(
          "modality",
          "state",
          "label",
          "split",
          "decided",
          "voted",
          "minNoise",
          "words",
          "distress",
          "apart",
          "against",
          "missed",
          "rejected",
          "after",
          "size");

  private final CorpusLibrary library;
  private final Curating curating;

  ClipsController(CorpusLibrary library, Curating curating) {
    this.library = library;
    this.curating = curating;
  }

  record Count(long clips) {}

  /// @param candidates what may be true, the label first; without them the label alone
  /// @param parts segments, traces and captions people said that are settled with it, and how the
  ///   whole clip feels
  record SettleRequest(
      @NotNull UUID clientId,
      @NotNull String label,
      @Nullable @Size(max = 100) List<@NotNull @Size(max = 100) String> candidates,
      @Nullable PartsToTake parts,
      @NotNull String reason) {

    CandidateSet held() {
      if (candidates == null) {
        return CandidateSet.of(label);
      }
      if (candidates.isEmpty() || !candidates.getFirst().equals(label)) {
        throw new InvalidRequestException("The label settled on is the first of the candidates.");
      }
      return new CandidateSet(candidates);
    }
  }

  /// @param rating null = nothing is settled of that any more
  record RateRequest(
      @NotNull UUID clientId, PartsToTake.@Nullable RatingToTake rating, @NotNull String reason) {}

  /// @param after position to ask on from: `next` of the page before
  @GetMapping("/clips")
  CorpusLibrary.Page browse(
      @PathVariable CorpusId corpus,
      ClipQuery query,
      @RequestParam(defaultValue = "-1") long after,
      @RequestParam(defaultValue = "50") int size,
      @RequestParam Map<String, String> given) {
    Allowed.only(given.keySet(), PAGED_FILTERS);
    return library.browse(corpus, query.filter(), after, size);
  }

  @GetMapping("/clips/count")
  Count count(
      @PathVariable CorpusId corpus, ClipQuery query, @RequestParam Map<String, String> given) {
    Allowed.only(given.keySet(), FILTERS);
    return new Count(library.count(corpus, query.filter()));
  }

  @GetMapping("/splits")
  List<String> splits(@PathVariable CorpusId corpus) {
    return library.splits(corpus);
  }

  /// Who said what is in it only for those who review.
  @GetMapping("/clips/{clip}")
  ClipDetail clip(@PathVariable CorpusId corpus, @PathVariable ClipId clip) {
    return library.clip(corpus, clip);
  }

  /// Settles a clip without a proposal.
  @PostMapping("/clips/{clip}/decisions")
  Said.DecisionSaid settle(
      @PathVariable CorpusId corpus,
      @PathVariable ClipId clip,
      @Valid @RequestBody SettleRequest request) {
    var parts = request.parts();
    return curating.settle(
        corpus,
        clip,
        request.clientId(),
        request.held(),
        parts == null ? PartsToTake.NONE : parts,
        request.reason());
  }

  /// Settles anew how a settled clip feels; its label and the other parts stay.
  @PostMapping("/clips/{clip}/rating")
  Said.DecisionSaid rate(
      @PathVariable CorpusId corpus,
      @PathVariable ClipId clip,
      @Valid @RequestBody RateRequest request) {
    return curating.rate(corpus, clip, request.clientId(), request.rating(), request.reason());
  }

  /// The filters of a list of clips, as they stand in an address.
  record ClipQuery(
      @Nullable Modality modality,
      @Nullable ClipState state,
      @Nullable String label,
      @Nullable String split,
      @Nullable Boolean decided,
      @Nullable Boolean voted,
      @Nullable Double minNoise,
      @Nullable String words,
      ClipFilter.@Nullable Distress distress,
      @Nullable String apart,
      @Nullable String against,
      @Nullable Integer missed,
      @Nullable Boolean rejected) {
    ClipFilter filter() {
      if (missed != null && (missed < 1 || missed > ClipFilter.MOST_MISSED)) {
        throw new InvalidRequestException(
            "The labels a run holds most probable are counted from 1 to %s, not %s.",
            ClipFilter.MOST_MISSED, missed);
      }
      return new ClipFilter(
          modality, state, label, split, decided, voted, minNoise, words, distress, apart, against,
          missed, rejected);
    }
  }
}
