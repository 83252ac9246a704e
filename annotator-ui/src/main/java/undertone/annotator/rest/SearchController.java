package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.search.Asked;
import undertone.annotator.search.SearchDesk;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;

/// Finding clips by description, and sending clips to the annotators.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}")
class SearchController {

  private final SearchDesk search;

  SearchController(SearchDesk search) {
    this.search = search;
  }

  /// Clips by words and by meaning, the best first. Without words and without a clip whose like is
  /// sought, nothing is found and the answer says how far the index is.
  ///
  /// @param words a description; nothing in it is syntax
  /// @param like number of a clip whose like is sought
  @GetMapping("/search")
  SearchDesk.Answer search(
      @PathVariable CorpusId corpus,
      @RequestParam(defaultValue = "") String words,
      @RequestParam(required = false) @Nullable Long like,
      @RequestParam(defaultValue = "") Set<String> label,
      @RequestParam(required = false) @Nullable Boolean annotated,
      @RequestParam(defaultValue = "") Set<String> language,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int limit) {
    return search.search(
        corpus,
        new Asked(
            words, like == null ? null : new ClipId(like), label, annotated, language, limit));
  }

  /// @param clips numbers of up to 500 clips
  record CallRequest(@NotNull List<@NotNull Long> clips) {}

  /// @param called how many of the clips can be handed out
  record Called(int called) {}

  /// Sends clips to the front of the annotators' queue.
  @PostMapping("/calls")
  Called call(@PathVariable CorpusId corpus, @Valid @RequestBody CallRequest request) {
    return new Called(search.call(corpus, request.clips().stream().map(ClipId::new).toList()));
  }
}
