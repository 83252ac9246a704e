package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.library.GuidelineDesk;
import undertone.corpora.CorpusId;
import undertone.corpora.corpus.Guidelines;

/// The guidelines of a corpus, for everybody with a part in it.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}/guidelines")
class GuidelinesController {

  private final GuidelineDesk desk;

  GuidelinesController(GuidelineDesk desk) {
    this.desk = desk;
  }

  /// The newest text, and what in it is new to whoever asks.
  @GetMapping
  GuidelineDesk.Page page(@PathVariable CorpusId corpus) {
    return desk.page(corpus);
  }

  /// Every text, newest first.
  @GetMapping("/revisions")
  List<Guidelines.Revision> revisions(@PathVariable CorpusId corpus) {
    return desk.revisions(corpus);
  }

  /// @param revision the text that was seen, null for the newest
  record ReadRequest(@Nullable @Min(1) Integer revision) {}

  /// Marks a text as read; without a body the newest.
  @PostMapping("/read")
  GuidelineDesk.Page read(
      @PathVariable CorpusId corpus,
      @Valid @RequestBody(required = false) @Nullable ReadRequest request) {
    desk.read(corpus, request == null ? null : request.revision());
    return desk.page(corpus);
  }
}
