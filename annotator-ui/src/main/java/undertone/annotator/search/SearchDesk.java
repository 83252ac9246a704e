package undertone.annotator.search;

import java.io.IOException;
import java.util.ArrayList;
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
      var seen = indexes.seen(corpus); // once: another may take over while this is answered
      var hits = index.search(questions.of(corpus, asked, seen.orElse(null), index::vector));
      return new Answer(
          found(hits, seen.map(LearnedSpaces::id).map(ModelId::value).orElse("")),
          indexes.progress(corpus));
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

  private List<Found> found(List<SearchHit> hits, String seen) {
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
                ranks(hit.ranks(), seen)));
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

  /// A learned space has another id each time; here it has one name.
  private static Map<String, Integer> ranks(Map<String, Integer> ranks, String seen) {
    var named = new LinkedHashMap<String, Integer>();
    ranks.forEach((way, rank) -> named.put(way.equals(seen) ? LearnedSpaces.SEEN : way, rank));
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
