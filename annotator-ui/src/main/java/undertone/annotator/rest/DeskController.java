package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.labelling.Answer;
import undertone.annotator.labelling.Desk;
import undertone.annotator.labelling.HandOut;
import undertone.annotator.labelling.Labelling;
import undertone.annotator.labelling.Progress;
import undertone.annotator.labelling.Receipt;
import undertone.corpora.Certainty;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Meaning;

/// The annotator's desk. Answers carry a client-made id: the same one sent again changes nothing.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}")
class DeskController {

  private static final int MOST_HELD = 50;

  private final Labelling labelling;

  DeskController(Labelling labelling) {
    this.labelling = labelling;
  }

  /// @param holding numbers of the clips the browser has already
  record NextRequest(
      @NotNull @Size(max = MOST_HELD) List<@NotNull @Pattern(regexp = "\\d{1,18}") String> holding) {}

  record CaptionBody(@NotNull String text, @NotNull String language) {
    Answer.CaptionText caption() {
      return new Answer.CaptionText(text, language);
    }
  }

  record VoteRequest(
      @NotNull UUID clientId,
      long leaseId,
      @NotNull Meaning meaning,
      @NotNull @Size(max = 100) List<@NotNull @Size(max = 100) String> candidates,
      @NotNull @Size(max = 100) List<@NotNull @Size(max = 100) String> excluded,
      @Nullable Certainty certainty,
      @Nullable Double intensity,
      @Valid @Nullable CaptionBody caption) {

    Answer answer() {
      return new Answer(
          clientId,
          leaseId,
          meaning,
          candidates,
          excluded,
          certainty,
          intensity,
          caption == null ? null : caption.caption());
    }
  }

  record SkipRequest(@NotNull UUID clientId, long leaseId, @NotNull String reason) {}

  record UndoRequest(@NotNull UUID clientId, @NotNull UUID undoes) {}

  @GetMapping("/desk")
  Desk desk(@PathVariable CorpusId corpus) {
    return labelling.desk(corpus);
  }

  @GetMapping("/progress")
  Progress progress(@PathVariable CorpusId corpus) {
    return labelling.progress(corpus);
  }

  /// 204 when nothing is left.
  @PostMapping("/queue/next")
  ResponseEntity<HandOut> next(
      @PathVariable CorpusId corpus, @Valid @RequestBody NextRequest request) {
    var holding =
        request.holding().stream()
            .map(id -> new ClipId(Long.parseLong(id)))
            .collect(Collectors.toSet());
    return labelling
        .next(corpus, holding)
        .map(ResponseEntity::ok)
        .orElse(ResponseEntity.noContent().build());
  }

  @PostMapping("/clips/{clip}/votes")
  Receipt vote(
      @PathVariable CorpusId corpus,
      @PathVariable ClipId clip,
      @Valid @RequestBody VoteRequest request) {
    return labelling.vote(corpus, clip, request.answer());
  }

  @PostMapping("/clips/{clip}/skips")
  Progress skip(
      @PathVariable CorpusId corpus,
      @PathVariable ClipId clip,
      @Valid @RequestBody SkipRequest request) {
    return labelling.skip(corpus, clip, request.leaseId(), request.reason());
  }

  @PostMapping("/clips/{clip}/votes/undo")
  HandOut undo(
      @PathVariable CorpusId corpus,
      @PathVariable ClipId clip,
      @Valid @RequestBody UndoRequest request) {
    return labelling.undo(corpus, clip, request.clientId(), request.undoes());
  }
}
