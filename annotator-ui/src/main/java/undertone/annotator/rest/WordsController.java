package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.words.WordDesk;
import undertone.corpora.CorpusId;
import undertone.corpora.word.OpenWords;

/// Words that annotators type where no label fits.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}")
class WordsController {

  private final WordDesk words;

  WordsController(WordDesk words) {
    this.words = words;
  }

  /// @param label the word stands for; null = none of the scheme's
  record SetRequest(@NotNull String word, @Nullable String label) {}

  /// @param clips the word was said of, which are counted anew
  record Counted(int clips) {}

  /// What a word stands for, or would if it were said now.
  @GetMapping("/desk/word")
  OpenWords.Sense look(
      @PathVariable CorpusId corpus,
      @RequestParam(defaultValue = "") String word,
      @RequestParam Map<String, String> given) {
    Allowed.only(given.keySet(), Set.of("word"));
    return words.look(corpus, word);
  }

  /// Every word that was said, those said most often first.
  @GetMapping("/words")
  List<WordDesk.Word> words(@PathVariable CorpusId corpus) {
    return words.of(corpus);
  }

  /// Says what a word stands for, in all votes that hold it.
  @PostMapping("/words")
  Counted set(@PathVariable CorpusId corpus, @Valid @RequestBody SetRequest request) {
    return new Counted(words.set(corpus, request.word(), request.label()));
  }
}
