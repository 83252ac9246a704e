package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.library.KeptFilters;
import undertone.annotator.library.KeptFilters.Room;
import undertone.corpora.CorpusId;
import undertone.corpora.view.SavedView;

/// One's own kept filters: of the corpus browser (`CLIPS`) and of the review queue (`REVIEW`).
@RestController
@RequestMapping("/api/v1/corpora/{corpus}/filters")
class KeptFiltersController {

  private final KeptFilters kept;

  KeptFiltersController(KeptFilters kept) {
    this.kept = kept;
  }

  /// @param query of the address that shows it, such as `label=anger&decided=no`
  record KeepRequest(@NotNull Room room, @NotNull String name, @NotNull String query) {}

  @GetMapping
  List<SavedView> filters(@PathVariable CorpusId corpus, @RequestParam Room room) {
    return kept.of(corpus, room);
  }

  /// One of the same name is replaced.
  @PutMapping
  List<SavedView> keep(@PathVariable CorpusId corpus, @Valid @RequestBody KeepRequest request) {
    kept.keep(corpus, request.room(), request.name(), request.query());
    return kept.of(corpus, request.room());
  }

  @DeleteMapping
  List<SavedView> letGo(
      @PathVariable CorpusId corpus, @RequestParam Room room, @RequestParam String name) {
    kept.letGo(corpus, room, name);
    return kept.of(corpus, room);
  }
}
