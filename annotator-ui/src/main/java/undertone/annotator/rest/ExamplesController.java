package undertone.annotator.rest;

import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.library.Examples;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;

/// Clips that show annotators what a label means. Each answer names the labels the clip is an
/// example of.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}/clips/{clip}/examples")
class ExamplesController {

  private final Examples examples;

  ExamplesController(Examples examples) {
    this.examples = examples;
  }

  @GetMapping
  List<String> of(@PathVariable CorpusId corpus, @PathVariable ClipId clip) {
    return examples.labelsOf(corpus, clip);
  }

  /// Makes the clip an example of the label; nobody is asked about it any more.
  @PutMapping("/{label}")
  List<String> add(
      @PathVariable CorpusId corpus, @PathVariable ClipId clip, @PathVariable String label) {
    return examples.add(corpus, clip, label);
  }

  @DeleteMapping("/{label}")
  List<String> remove(
      @PathVariable CorpusId corpus, @PathVariable ClipId clip, @PathVariable String label) {
    return examples.remove(corpus, clip, label);
  }
}
