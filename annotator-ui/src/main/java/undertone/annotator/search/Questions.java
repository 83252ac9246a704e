package undertone.annotator.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import undertone.annotator.faults.InvalidRequestException;
import undertone.corpora.CorpusId;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;
import undertone.engine.captions.SpaceFolder;
import undertone.engine.recognition.DescribedFolder;
import undertone.engine.search.ModelId;
import undertone.engine.search.SearchEntry;
import undertone.engine.search.SearchFilter;
import undertone.engine.search.SearchQuery;
import undertone.engine.search.UnitVector;

/// What people ask for, as an index understands it.
@Component
final class Questions {
  private final SentenceVectors vectors;
  private final LearnedSpaces spaces;
  private final DescribedSpaces described;
  private final Library library;
  private final Captioning captioning;

  Questions(
      SentenceVectors vectors,
      LearnedSpaces spaces,
      DescribedSpaces described,
      Library library,
      Captioning captioning) {
    this.vectors = vectors;
    this.spaces = spaces;
    this.described = described;
    this.library = library;
    this.captioning = captioning;
  }

  /// The vectors an index holds.
  interface Vectors {
    Optional<UnitVector> of(String entry, ModelId model) throws IOException;
  }

  /// A question by all ways that there are for texts, and by what captions taught.
  ///
  /// @param seen the embedding that the index holds, if any
  /// @throws InvalidRequestException if the like is sought of a clip that nothing is known of
  SearchQuery of(CorpusId corpus, Asked asked, SpaceFolder.@Nullable Serving seen, Vectors held)
      throws IOException {
    var filter = filter(corpus, asked);
    var like = asked.like();
    if (like == null) {
      var meanings = new ArrayList<>(vectors.meanings(asked.words()));
      if (seen != null) {
        spaces.meaning(corpus, seen, meanings).ifPresent(meanings::add);
      }
      return new SearchQuery(asked.words(), meanings, filter, asked.limit());
    }
    var meanings = new ArrayList<SearchQuery.Meaning>();
    var texts = textsOf(library.require(corpus, like));
    if (!texts.isEmpty()) {
      meanings.addAll(vectors.meanings(String.join(" ", texts)));
    }
    if (seen != null) {
      var id = LearnedSpaces.id(seen);
      held.of(SearchEntry.idOf(like), id)
          .ifPresent(vector -> meanings.add(SearchQuery.Meaning.of(id, vector)));
    }
    if (texts.isEmpty() && meanings.isEmpty()) {
      throw new InvalidRequestException(
          "Nothing is said in this clip and nothing was written of it, so nothing like it can be"
              + " found by words; write a caption first.");
    }
    return new SearchQuery(asked.words(), meanings, filter.without(Set.of(like)), asked.limit());
  }

  private static SearchFilter filter(CorpusId corpus, Asked asked) {
    return SearchFilter.ALL
        .inCorpora(Set.of(corpus))
        .withLabels(asked.labels())
        .annotated(asked.annotated())
        .inLanguages(asked.languages())
        .between(asked.from(), asked.until());
  }

  /// A question to one model that described the clips, and to nobody else.
  ///
  /// @param by what the index holds of it
  /// @throws InvalidRequestException if that model cannot answer it
  SearchQuery by(DescribedFolder.Serving by, CorpusId corpus, Asked asked, Vectors held)
      throws IOException {
    var like = asked.like();
    if (like != null && !asked.words().isEmpty()) {
      throw new InvalidRequestException(
          "%s finds what fits a description, or what is like a clip, but not both at once.",
          by.model());
    }
    if (!asked.languages().isEmpty()) {
      throw new InvalidRequestException(
          "%s finds clips and no captions; leave the language of captions out.", by.model());
    }
    var filter = filter(corpus, asked);
    if (like == null) {
      return SearchQuery.meaning(described.meaning(by, asked.words()), filter, asked.limit());
    }
    library.require(corpus, like);
    var id = DescribedSpaces.id(by);
    var vector =
        held.of(SearchEntry.idOf(like), id)
            .orElseThrow(() ->
                new InvalidRequestException(
                    "%s has not described this clip: it shows nothing that the model reads, or came"
                        + " since. Let the model describe clips again, or search by all ways.",
                    by.model()));
    return SearchQuery.meaning(
        SearchQuery.Meaning.of(id, vector), filter.without(Set.of(like)), asked.limit());
  }

  /// What is said in a clip and of it.
  private List<String> textsOf(Clip clip) {
    var texts = new ArrayList<String>();
    clip.text().filter(text -> !text.isBlank()).ifPresent(texts::add);
    captioning.standing(clip.id()).forEach(caption -> texts.add(caption.text()));
    return texts;
  }
}
