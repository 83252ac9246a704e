package undertone.annotator.rest;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.care.CareDesk;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.care.Wishes;

/// Care for those who annotate.
@RestController
@RequestMapping("/api/v1")
class CareController {

  private final CareDesk care;

  CareController(CareDesk care) {
    this.care = care;
  }

  /// @param spared whether one is never handed a distressing clip
  /// @param breakMinutes minutes of work before one is reminded of a break; 0 for no reminder
  record WishesBody(boolean spared, int breakMinutes) {}

  /// @param exposureBudget distressing clips one annotator is handed a day; 0 for no limit
  record CareBody(int exposureBudget) {}

  record MarkRequest(boolean distressing) {}

  @GetMapping("/me/care")
  Wishes wishes() {
    return care.mine();
  }

  @PutMapping("/me/care")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void wish(@Valid @RequestBody WishesBody body) {
    care.wish(body.spared(), body.breakMinutes());
  }

  @GetMapping("/corpora/{corpus}/care")
  CareBody budget(@PathVariable CorpusId corpus) {
    return new CareBody(care.budget(corpus));
  }

  @PutMapping("/corpora/{corpus}/care")
  CareBody limit(@PathVariable CorpusId corpus, @Valid @RequestBody CareBody body) {
    care.limit(corpus, body.exposureBudget());
    return budget(corpus);
  }

  /// A curator's word on whether a clip is distressing.
  @PutMapping("/corpora/{corpus}/clips/{clip}/distressing")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void mark(
      @PathVariable CorpusId corpus,
      @PathVariable ClipId clip,
      @Valid @RequestBody MarkRequest request) {
    care.mark(corpus, clip, request.distressing());
  }
}
