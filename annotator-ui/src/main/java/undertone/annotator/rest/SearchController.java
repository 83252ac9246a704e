package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.search.Asked;
import undertone.annotator.search.CorpusMap;
import undertone.annotator.search.MapDesk;
import undertone.annotator.search.SearchDesk;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;

/// Finding clips by description, and sending clips to the annotators.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}")
class SearchController {

  private final SearchDesk search;
  private final MapDesk map;

  SearchController(SearchDesk search, MapDesk map) {
    this.search = search;
    this.map = map;
  }

  /// Clips by words and by meaning, the best first. Without words and without a clip whose like is
  /// sought, nothing is found and the answer says how far the index is. Where a moment of a long
  /// clip fits better than the whole, `startMicros` and `endMicros` say which, in microseconds from
  /// the start of its media.
  ///
  /// @param words a description; nothing in it is syntax
  /// @param like number of a clip whose like is sought
  /// @param since clips that came, or captions that were written, on this day or later (UTC)
  /// @param until on this day or before
  /// @param by name of a model that described the clips, by whose vectors alone they are sought;
  ///   the answer's `by` names those there are and says which of them read descriptions
  @GetMapping("/search")
  SearchDesk.Answer search(
      @PathVariable CorpusId corpus,
      @RequestParam(defaultValue = "") String words,
      @RequestParam(required = false) @Nullable Long like,
      @RequestParam(defaultValue = "") Set<String> label,
      @RequestParam(required = false) @Nullable Boolean annotated,
      @RequestParam(defaultValue = "") Set<String> language,
      @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate since,
      @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate until,
      @RequestParam(defaultValue = "") String by,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int limit) {
    return search.search(
        corpus,
        Asked.onDays(
            words,
            like == null ? null : new ClipId(like),
            label,
            annotated,
            language,
            since,
            until,
            by,
            limit));
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

  /// Where the clips lie on the map of the corpus. A map is worked out beside the answer: until its
  /// state is `READY` ask again, and later while it is not `current`.
  @GetMapping("/map")
  CorpusMap map(@PathVariable CorpusId corpus) {
    return map.of(corpus);
  }

  /// Has the map drawn anew.
  @PostMapping("/map")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void drawAnew(@PathVariable CorpusId corpus) {
    map.drawAnew(corpus);
  }
}
