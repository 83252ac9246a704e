package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.library.SchemeDesk;
import undertone.corpora.CorpusId;
import undertone.corpora.LabelScheme;
import undertone.corpora.corpus.SchemeHistory;
import undertone.corpora.migration.Preview;

/// Changes of a corpus' label scheme: look ahead, carry out, go back.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}/scheme")
class SchemeController {

  private static final int LARGEST_FILE = 500_000;
  private static final int MOST_CHANGES = 500;

  private final SchemeDesk desk;

  SchemeController(SchemeDesk desk) {
    this.desk = desk;
  }

  /// @param yaml the next version as its file holds it
  /// @param becomes by label: the one that stands for it from now on, several it is split into, or
  ///   none if it is retired
  record ProspectRequest(
      @NotNull @Size(max = LARGEST_FILE) String yaml,
      @NotNull @Size(max = MOST_CHANGES) Map<String, List<String>> becomes) {}

  /// @param base from the preview
  record ChangeRequest(
      @Min(0) int base,
      @NotNull @Size(max = LARGEST_FILE) String yaml,
      @NotNull @Size(max = MOST_CHANGES) Map<String, List<String>> becomes) {}

  record BackProspectRequest(@Min(0) int node) {}

  record BackRequest(@Min(0) int base, @Min(0) int node) {}

  /// As a file of `config/schemes`.
  @GetMapping("/file")
  ResponseEntity<byte[]> file(@PathVariable CorpusId corpus) {
    var name = ContentDisposition.attachment().filename("scheme.yaml").build();
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/yaml;charset=UTF-8"))
        .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
        .body(desk.file(corpus).getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping("/versions")
  List<SchemeHistory.Version> versions(@PathVariable CorpusId corpus) {
    return desk.versions(corpus);
  }

  @PostMapping("/preview")
  Preview preview(@PathVariable CorpusId corpus, @Valid @RequestBody ProspectRequest request) {
    return desk.preview(corpus, desk.parsed(corpus, request.yaml()), request.becomes());
  }

  @PostMapping("/changes")
  LabelScheme change(@PathVariable CorpusId corpus, @Valid @RequestBody ChangeRequest request) {
    desk.change(corpus, request.base(), desk.parsed(corpus, request.yaml()), request.becomes());
    return desk.setting(corpus).scheme();
  }

  @PostMapping("/back/preview")
  Preview previewBack(
      @PathVariable CorpusId corpus, @Valid @RequestBody BackProspectRequest request) {
    return desk.previewBack(corpus, request.node());
  }

  @PostMapping("/back")
  LabelScheme back(@PathVariable CorpusId corpus, @Valid @RequestBody BackRequest request) {
    desk.goBack(corpus, request.base(), request.node());
    return desk.setting(corpus).scheme();
  }
}
