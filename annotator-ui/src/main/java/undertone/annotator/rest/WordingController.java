package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.labelling.Answer;
import undertone.annotator.labelling.WordingDesk;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;

/// Wordings of others, offered for a clip. Nothing offered is saved unless somebody takes it: an
/// annotator with their answer, a curator here.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}/clips/{clip}")
class WordingController {

  private final WordingDesk desk;

  WordingController(WordingDesk desk) {
    this.desk = desk;
  }

  /// @param draft what the annotator has written so far
  /// @param language of the words wanted, a tag such as `en`
  record DeskRequest(
      @NotNull @Size(max = Answer.LONGEST_CAPTION) String draft, @NotNull String language) {}

  record ReviewRequest(@NotNull String language) {}

  /// @param text what is written, changed or not
  record TakeRequest(@NotNull UUID clientId, @NotNull String text) {}

  /// For an annotator, as the corpus allows it.
  @PostMapping("/wordings")
  WordingDesk.Offered atDesk(
      @PathVariable CorpusId corpus,
      @PathVariable ClipId clip,
      @Valid @RequestBody DeskRequest request) {
    return desk.atDesk(corpus, clip, request.draft(), request.language());
  }

  /// For a curator.
  @PostMapping("/review/wordings")
  WordingDesk.Offered inReview(
      @PathVariable CorpusId corpus,
      @PathVariable ClipId clip,
      @Valid @RequestBody ReviewRequest request) {
    return desk.inReview(corpus, clip, request.language());
  }

  /// Writes it as the curator's own caption.
  @PostMapping("/review/wordings/{offer}/take")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void take(
      @PathVariable CorpusId corpus,
      @PathVariable ClipId clip,
      @PathVariable long offer,
      @Valid @RequestBody TakeRequest request) {
    desk.take(corpus, clip, request.clientId(), offer, request.text());
  }

  @PostMapping("/review/wordings/{offer}/reject")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void reject(@PathVariable CorpusId corpus, @PathVariable ClipId clip, @PathVariable long offer) {
    desk.reject(corpus, clip, offer);
  }
}
