package undertone.annotator.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.ClipCard;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;
import undertone.corpora.queue.Calls;
import undertone.engine.search.SearchEntry;
import undertone.engine.search.SearchFilter;
import undertone.engine.search.SearchHit;
import undertone.engine.search.SearchQuery;

/// Finds clips for people with the right to see them.
@Service
public class SearchDesk {
  /// Clips that can be sent to the queue at once.
  public static final int MOST_CALLED = 500;

  private final Rights rights;
  private final CurrentPerson person;
  private final SearchIndexes indexes;
  private final SentenceVectors vectors;
  private final Library library;
  private final Captioning captioning;
  private final Calls calls;

  SearchDesk(
      Rights rights,
      CurrentPerson person,
      SearchIndexes indexes,
      SentenceVectors vectors,
      Library library,
      Captioning captioning,
      Calls calls) {
    this.rights = rights;
    this.person = person;
    this.indexes = indexes;
    this.vectors = vectors;
    this.library = library;
    this.captioning = captioning;
    this.calls = calls;
  }

  /// What was found, the best first, and how far the index is.
  public record Answer(List<Found> found, SearchIndexes.Progress progress) {
    public Answer {
      found = List.copyOf(found);
    }
  }

  /// Searches by words and by meaning.
  ///
  /// @throws InvalidRequestException if nothing is asked for, or too much
  public Answer search(CorpusId corpus, Asked asked) {
    rights.require(corpus, Right.READ);
    var index = indexes.of(corpus);
    if (asked.nothing()) {
      return new Answer(List.of(), indexes.progress(corpus));
    }
    try {
      var hits = index.search(query(corpus, asked));
      return new Answer(found(hits), indexes.progress(corpus));
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "The search index of corpus %s cannot be read.".formatted(corpus), e);
    }
  }

  /// Sends clips to the front of the annotators' queue.
  ///
  /// @return how many can be handed out
  public int call(CorpusId corpus, List<ClipId> clips) {
    rights.require(corpus, Right.REVIEW);
    if (clips.isEmpty() || clips.size() > MOST_CALLED) {
      throw new InvalidRequestException(
          "Between 1 and %s clips can be sent to the queue at once, not %s.",
          MOST_CALLED, clips.size());
    }
    return calls.call(corpus, clips, person.account().id());
  }

  private SearchQuery query(CorpusId corpus, Asked asked) throws IOException {
    var filter =
        SearchFilter.ALL
            .inCorpora(Set.of(corpus))
            .withLabels(asked.labels())
            .annotated(asked.annotated())
            .inLanguages(asked.languages());
    var like = asked.like();
    var meaning = asked.words();
    if (like != null) {
      meaning = String.join(" ", textsOf(library.require(corpus, like)));
      filter = filter.without(Set.of(like));
    }
    return new SearchQuery(asked.words(), vectors.meanings(meaning), filter, asked.limit());
  }

  /// What is said in a clip and of it.
  private List<String> textsOf(Clip clip) {
    var texts = new ArrayList<String>();
    clip.text().filter(text -> !text.isBlank()).ifPresent(texts::add);
    captioning.standing(clip.id()).forEach(caption -> texts.add(caption.text()));
    if (texts.isEmpty()) {
      throw new InvalidRequestException(
          "Nothing is said in this clip and nothing was written of it, so nothing like it can be"
              + " found by words; write a caption first.");
    }
    return texts;
  }

  private List<Found> found(List<SearchHit> hits) {
    var clips = library.byIds(hits.stream().map(SearchHit::clip).toList());
    var found = new ArrayList<Found>();
    for (var hit : hits) {
      var clip = clips.get(hit.clip());
      if (clip != null) {
        var moment = hit.moment() == null ? null : hit.moment().moment();
        found.add(
            new Found(
                ClipCard.of(clip),
                quote(hit.caption()),
                moment == null ? null : moment.startMicros(),
                moment == null ? null : moment.endMicros(),
                hit.ranks()));
      }
    }
    return found;
  }

  private static Found.@Nullable Quote quote(@Nullable SearchEntry caption) {
    if (caption == null || caption.place() == null) {
      return null;
    }
    var language = caption.language() == null ? "en" : caption.language();
    return new Found.Quote(
        caption.text(),
        language.toLowerCase(Locale.ROOT),
        caption.place().level(),
        caption.place().region());
  }
}
