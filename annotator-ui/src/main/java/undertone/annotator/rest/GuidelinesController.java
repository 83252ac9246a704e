package undertone.annotator.rest;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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

  /// Marks the newest text as read.
  @PostMapping("/read")
  GuidelineDesk.Page read(@PathVariable CorpusId corpus) {
    desk.read(corpus);
    return desk.page(corpus);
  }
}
