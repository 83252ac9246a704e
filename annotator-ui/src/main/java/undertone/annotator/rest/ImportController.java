package undertone.annotator.rest;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.runs.ImportLook;
import undertone.corpora.CorpusId;

/// Folders of the server as an import would find them.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}/import")
class ImportController {

  private final ImportLook looking;

  ImportController(ImportLook looking) {
    this.looking = looking;
  }

  /// @param path empty for where one may begin
  @GetMapping("/folders")
  ImportLook.Place folders(
      @PathVariable CorpusId corpus, @RequestParam(defaultValue = "") String path) {
    return looking.place(corpus, path);
  }

  /// Rows, labels and voters an import would find; nothing is written.
  @GetMapping("/look")
  ImportLook.Look look(@PathVariable CorpusId corpus, @RequestParam String folder) {
    return looking.look(corpus, folder);
  }
}
