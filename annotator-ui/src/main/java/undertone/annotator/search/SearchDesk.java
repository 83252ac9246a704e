package undertone.annotator.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.clip.Library;
import undertone.corpora.queue.Calls;
import undertone.engine.duplicates.DuplicateCaptions;
import undertone.engine.search.EntryType;
import undertone.engine.search.ModelId;
import undertone.engine.search.SearchEntry;
import undertone.engine.search.SearchHit;
import undertone.engine.search.SearchIndex;

/// Finds clips for people with the right to see them.
@Service
public class SearchDesk {
  /// Clips that can be sent to the queue at once.
  public static final int MOST_CALLED = 500;

  private final Rights rights;
  private final CurrentPerson person;
  private final SearchIndexes indexes;
  private final Questions questions;
  private final Library library;
  private final Calls calls;

  SearchDesk(
      Rights rights,
      CurrentPerson person,
      SearchIndexes indexes,
      Questions questions,
      Library library,
      Calls calls) {
    this.rights = rights;
    this.person = person;
    this.indexes = indexes;
    this.questions = questions;
    this.library = library;
    this.calls = calls;
  }

  /// What was found, the best first, how far the index is, and the models by which clips can be
  /// sought.
  public record Answer(List<Found> found, SearchIndexes.Progress progress, List<By> by) {
    public Answer {
      found = List.copyOf(found);
      by = List.copyOf(by);
    }
  }

  /// A model that described the clips.
  ///
  /// @param words whether it finds clips by a description too, and not only by one they are like
  public record By(String model, boolean words) {}

  /// Models by which clips of a corpus can be sought, by name. One that has just described them
  /// comes within a quarter of a minute.
  public List<By> by(CorpusId corpus) {
    rights.require(corpus, Right.READ);
    return indexes.described(corpus).values().stream()
        .map(serving -> new By(serving.model(), serving.words()))
        .sorted(Comparator.comparing(By::model))
        .toList();
  }

  /// Searches by words and by meaning.
  ///
  /// @throws InvalidRequestException if nothing is asked for, or too much
  public Answer search(CorpusId corpus, Asked asked) {
    rights.require(corpus, Right.READ);
    var index = indexes.of(corpus);
    var progress = indexes.progress(corpus);
    if (asked.nothing() || (!asked.by().isEmpty() && !progress.whole())) {
      return new Answer(List.of(), progress, by(corpus)); // models have their places last
    }
    try {
      return new Answer(found(corpus, asked, index), indexes.progress(corpus), by(corpus));
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "The search index of corpus %s cannot be read.".formatted(corpus), e);
    }
  }

  /// What serves is asked for once: another may take over while this is answered.
  private List<Found> found(CorpusId corpus, Asked asked, SearchIndex index) throws IOException {
    if (!asked.by().isEmpty()) {
      var by = DescribedSpaces.named(indexes.described(corpus), asked.by());
      return found(
          index.search(questions.by(by, corpus, asked, index::vector)),
          DescribedSpaces.id(by).value(),
          by.model());
    }
    var seen = indexes.seen(corpus);
    return found(
        index.search(questions.of(corpus, asked, seen.orElse(null), index::vector)),
        seen.map(LearnedSpaces::id).map(ModelId::value).orElse(""),
        LearnedSpaces.SEEN);
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

  /// @param id of a model whose vectors were made anew each time, in the index
  /// @param name what it is called
  private List<Found> found(List<SearchHit> hits, String id, String name) {
    var clips = library.byIds(hits.stream().map(SearchHit::clip).toList());
    var found = new ArrayList<Found>();
    var wholly = new HashSet<Long>();
    for (var hit : hits) {
      var clip = clips.get(hit.clip());
      if (clip != null) {
        if (isWhole(hit.caption())) {
          wholly.add(clip.id().value());
        }
        var moment = hit.moment() == null ? null : hit.moment().moment();
        found.add(
            new Found(
                ClipCard.of(clip),
                quote(hit.caption()),
                moment == null ? null : moment.startMicros(),
                moment == null ? null : moment.endMicros(),
                null,
                ranks(hit.ranks(), id, name)));
      }
    }
    return gathered(found, wholly);
  }

  /// Says of each clip which of those before it was found by nearly the same words. Words alone
  /// decide: two captions that only mean the same are worth a row each.
  ///
  /// @param wholly ids of clips that were found by a caption of the whole clip; that a part of two
  ///   faces or a sentence of two captions is described alike makes nothing else of them alike
  private static List<Found> gathered(List<Found> found, Set<Long> wholly) {
    var quoted = found.stream().filter(one -> wholly.contains(one.clip().id())).toList();
    var clusters =
        DuplicateCaptions.clusters(
            quoted.stream().map(SearchDesk::words).toList(), DuplicateCaptions.Likeness.NONE);
    var first = new HashMap<Integer, Long>(); // clip of each cluster
    var gathered = new ArrayList<Found>();
    int place = 0;
    for (var one : found) {
      var before =
          wholly.contains(one.clip().id())
              ? first.putIfAbsent(clusters.get(place++), one.clip().id())
              : null;
      gathered.add(before == null ? one : one.after(before));
    }
    return gathered;
  }

  /// Whether a caption was found, and not a sentence of it, that speaks of the whole clip and says
  /// anything.
  private static boolean isWhole(@Nullable SearchEntry caption) {
    return caption != null
        && caption.type() == EntryType.CAPTION
        && caption.place() != null
        && caption.place().level() != CaptionLevel.LOCAL
        && caption.text().codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private static String words(Found found) {
    return found.caption() == null ? "" : found.caption().text();
  }

  private static Map<String, Integer> ranks(Map<String, Integer> ranks, String id, String name) {
    var named = new LinkedHashMap<String, Integer>();
    ranks.forEach((way, rank) -> named.put(way.equals(id) ? name : way, rank));
    return named;
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
