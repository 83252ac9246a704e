package undertone.annotator.search;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.caption.CaptionWritten;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;
import undertone.corpora.decision.Curation;
import undertone.corpora.vote.Voting;
import undertone.engine.captions.SpaceFolder;
import undertone.engine.recognition.DescribedFolder;
import undertone.engine.search.BrokenIndexException;
import undertone.engine.search.EntryType;
import undertone.engine.search.IndexSettings;
import undertone.engine.search.SearchEntry;
import undertone.engine.search.SearchIndex;
import undertone.engine.search.UnitVector;

/// The search indexes of this house, one per corpus, kept up to date beside the tables.
///
/// An index holds nothing that is not in the tables: the first search opens it, it goes on from
/// where it was left, and one that cannot be read is made anew. One thread writes. What is written
/// at a desk of this server is found within a second; what jobs and other machines write, within
/// the quarter of a minute between two looks at the tables. Texts are found by words at once and by
/// meaning when their vectors are made, which takes some milliseconds each.
@Component
public class SearchIndexes implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(SearchIndexes.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);
  private static final Duration OVERLAP =
      Duration.ofMinutes(1); // clocks differ, writing takes time
  private static final String HOLDS = "sentences ";
  private static final int PAGE = 500;
  private static final Set<EntryType> ASKED_FOR = Set.of(EntryType.CLIP, EntryType.CAPTION);
  private static final Set<EntryType> MOMENTS = Set.of(EntryType.MOMENT);
  private static final Set<EntryType> FROM_TABLES =
      Set.of(EntryType.CLIP, EntryType.CAPTION, EntryType.SENTENCE);
  private static final int ENCODED_AT_ONCE = 16;
  private static final long REST_MILLIS = 200;
  private static final int MOST_WAITING = 100_000;

  private final HomeFolder home;
  private final ClipEntries entries;
  private final Library library;
  private final Captioning captioning;
  private final Voting voting;
  private final Curation curation;
  private final SentenceVectors vectors;
  private final LearnedSpaces spaces;
  private final DescribedSpaces described;
  private final Clock clock;
  private final Map<CorpusId, Kept> open = new ConcurrentHashMap<>();
  private final BlockingQueue<Changed> changes = new LinkedBlockingQueue<>(MOST_WAITING);
  private @Nullable Thread keeper;
  private volatile boolean closing;

  SearchIndexes(
      HomeFolder home,
      ClipEntries entries,
      Library library,
      Captioning captioning,
      Voting voting,
      Curation curation,
      SentenceVectors vectors,
      LearnedSpaces spaces,
      DescribedSpaces described,
      Clock clock) {
    this.home = home;
    this.entries = entries;
    this.library = library;
    this.captioning = captioning;
    this.voting = voting;
    this.curation = curation;
    this.vectors = vectors;
    this.spaces = spaces;
    this.described = described;
    this.clock = clock;
  }

  private record Changed(CorpusId corpus, ClipId clip) {}

  /// An index that is open, and how far it has got.
  private static final class Kept {
    final SearchIndex index;
    Instant lookedAt = Instant.EPOCH; // when the tables were last looked at, by the keeper alone
    volatile boolean whole; // whether all the tables had then is in it, and in its place
    volatile long toEncode;
    volatile SpaceFolder.@Nullable Serving seen; // what the index has taken over
    volatile Map<String, DescribedFolder.Serving> described = Map.of(); // the same, by model

    Kept(SearchIndex index) {
      this.index = index;
    }
  }

  /// How far an index is.
  ///
  /// @param entries clips and captions in it
  /// @param whole whether all clips and captions are in it, and where models placed them
  /// @param toEncode texts that are found by their words alone as yet
  public record Progress(long entries, boolean whole, long toEncode) {}

  /// The index of a corpus. One that was never asked for before is empty at first and fills while
  /// it is searched.
  SearchIndex of(CorpusId corpus) {
    return kept(corpus).index;
  }

  /// The embedding whose vectors the index holds; empty = none was learned yet, or it is still
  /// being taken over.
  Optional<SpaceFolder.Serving> seen(CorpusId corpus) {
    return Optional.ofNullable(kept(corpus).seen);
  }

  /// What of the models that described clips the index holds, by their names; what is still being
  /// taken over is left out.
  Map<String, DescribedFolder.Serving> described(CorpusId corpus) {
    return kept(corpus).described;
  }

  /// How far the index of a corpus is.
  Progress progress(CorpusId corpus) {
    var kept = kept(corpus);
    try {
      long entries = kept.index.size(ASKED_FOR);
      boolean wordsAlone = kept.whole && !vectors.warm();
      return new Progress(entries, kept.whole, wordsAlone ? entries : kept.toEncode);
    } catch (IOException e) {
      throw new IllegalStateException(
          "The search index of corpus %s is gone.".formatted(corpus), e);
    }
  }

  @TransactionalEventListener // after the commit: before it the keeper would not see the caption
  void changed(CaptionWritten written) {
    if (open.containsKey(written.corpus())) {
      // what finds no room is found by the next look
      var _ = changes.offer(new Changed(written.corpus(), written.clip()));
    }
  }

  private Kept kept(CorpusId corpus) {
    var kept = open.get(corpus);
    return kept == null ? opened(corpus) : kept;
  }

  private synchronized Kept opened(CorpusId corpus) {
    if (closing) {
      throw new IllegalStateException("The house is being closed.");
    }
    var kept = open.computeIfAbsent(corpus, id -> new Kept(open(home.index(id))));
    if (keeper == null) {
      keeper = Thread.ofPlatform().name("search-keeper").daemon().start(this::keep);
    }
    return kept;
  }

  private SearchIndex open(Path folder) {
    try {
      return registered(SearchIndex.open(folder, IndexSettings.USUAL));
    } catch (BrokenIndexException e) {
      LOG.warn("The search index in {} cannot be read and is made anew.", folder, e);
      try {
        SearchIndex.discard(folder);
        return registered(SearchIndex.open(folder, IndexSettings.USUAL));
      } catch (IOException again) {
        throw cannotOpen(folder, again);
      }
    } catch (IOException e) {
      throw cannotOpen(folder, e);
    }
  }

  private static IllegalStateException cannotOpen(Path folder, IOException e) {
    return new IllegalStateException(
        "The search index in %s cannot be opened: %s".formatted(folder, e.getMessage()), e);
  }

  private SearchIndex registered(SearchIndex index) throws IOException {
    for (var model : vectors.models()) {
      if (!index.models().contains(model)) {
        index.register(model);
      }
    }
    return index;
  }

  // The keeper -----------------------------------------------------------------------------------

  private void keep() {
    while (!closing) {
      try {
        changed();
        boolean more = false;
        for (var corpus : List.copyOf(open.keySet())) {
          var kept = open.get(corpus);
          if (kept != null) {
            more |= upToDate(corpus, kept);
          }
        }
        if (!more) {
          rest();
        }
      } catch (IOException | RuntimeException e) {
        LOG.warn("What was just written could not be indexed; the next look finds it.", e);
        rest();
      }
    }
  }

  /// What is wrong with one corpus keeps no other waiting.
  ///
  /// @return whether there is more to do
  private boolean upToDate(CorpusId corpus, Kept kept) {
    try {
      look(corpus, kept);
      vectors.warmUp(); // whoever searches meanwhile is answered by words
      return encode(kept);
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "The search index of corpus {} could not be brought up to date; the next round tries"
              + " again.",
          corpus,
          e);
      return false;
    }
  }

  private void rest() {
    try {
      var change = changes.poll(REST_MILLIS, TimeUnit.MILLISECONDS);
      if (change != null) {
        var _ = changes.offer(change);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  private void changed() throws IOException {
    var all = new ArrayList<Changed>();
    changes.drainTo(all);
    var byCorpus = new HashMap<CorpusId, Set<ClipId>>();
    all.forEach(c -> byCorpus.computeIfAbsent(c.corpus(), _ -> new HashSet<>()).add(c.clip()));
    for (var changed : byCorpus.entrySet()) {
      write(changed.getKey(), kept(changed.getKey()).index, changed.getValue());
    }
  }

  /// Takes over what the tables have that is newer than the index.
  private void look(CorpusId corpus, Kept kept) throws IOException {
    var now = clock.instant();
    if (now.isBefore(kept.lookedAt.plus(BETWEEN_LOOKS))) {
      return;
    }
    var since = since(kept.index.mark());
    long after = library.anySince(corpus, since) ? -1 : Long.MAX_VALUE;
    try (var _ = kept.index.filling()) {
      while (after < Long.MAX_VALUE && !closing) {
        var page = library.createdSince(corpus, since, after, PAGE);
        put(corpus, kept.index, page);
        after = page.isEmpty() ? Long.MAX_VALUE : page.getLast().position();
      }
    }
    if (!since.equals(Instant.EPOCH)) { // else all of it came with the clips just now
      var touched = new HashSet<>(captioning.writtenSince(corpus, since));
      touched.addAll(voting.castSince(corpus, since));
      touched.addAll(curation.settledSince(corpus, since));
      write(corpus, kept.index, touched);
    }
    if (!closing) {
      kept.lookedAt = now;
      kept.toEncode = toEncode(kept.index);
      kept.index.commit(HOLDS + now);
      try {
        takeOver(corpus, kept);
        takeOverDescribed(corpus, kept);
      } finally {
        kept.whole = true; // what cannot be placed keeps no texts from being found
      }
    }
  }

  /// Takes over where clips lie by what they look and sound like, if a run has put that anew. Until
  /// all of it is there, questions go to what was there before. Whatever was placed before the
  /// house was closed or fell is not placed again.
  private void takeOver(CorpusId corpus, Kept kept) throws IOException {
    var folder = spaces.folder(corpus);
    var serving = folder.serving().orElse(null);
    if (serving == null || serving.equals(kept.seen)) {
      return;
    }
    var placing = new Placing(kept.index, spaces.model(corpus, serving), () -> closing);
    for (var shard : folder.shards(serving)) {
      placing.clips(SpaceFolder.shard(shard));
    }
    for (var shard : folder.momentShards(serving)) {
      placing.moments(SpaceFolder.momentShard(shard));
    }
    if (placing.takenOver()) {
      kept.seen = serving;
    }
  }

  /// The same for where clips lie by each model that described them.
  private void takeOverDescribed(CorpusId corpus, Kept kept) throws IOException {
    for (var serving : described.serving(corpus)) {
      if (!serving.equals(kept.described.get(serving.model()))) {
        var places = described.places(corpus, serving);
        var placing = new Placing(kept.index, places.model(), () -> closing);
        for (var shard : places.shards()) {
          placing.clips(places.of(shard));
        }
        if (placing.takenOver()) {
          var all = new HashMap<>(kept.described);
          all.put(serving.model(), serving);
          kept.described = Map.copyOf(all);
        }
      }
    }
  }

  /// How far the tables are in an index that holds what this version puts there; one of an earlier
  /// version is gone through from the beginning.
  private static Instant since(String mark) {
    try {
      return mark.startsWith(HOLDS)
          ? Instant.parse(mark.substring(HOLDS.length())).minus(OVERLAP)
          : Instant.EPOCH;
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }

  private void write(CorpusId corpus, SearchIndex index, Set<ClipId> clips) throws IOException {
    var ids = List.copyOf(clips);
    for (int from = 0; from < ids.size(); from += PAGE) {
      var page = library.byIds(ids.subList(from, Math.min(ids.size(), from + PAGE)));
      put(corpus, index, List.copyOf(page.values()));
    }
  }

  /// What stands there already, the same to the letter, keeps its vectors.
  private void put(CorpusId corpus, SearchIndex index, List<Clip> clips) throws IOException {
    var present = entries.of(corpus, clips);
    var gone = new HashMap<>(index.standing(clips.stream().map(Clip::id).toList(), FROM_TABLES));
    for (var entry : present) {
      var before = gone.remove(entry.id());
      if (before == null || !before.entry().content().equals(entry.content())) {
        index.put(entry, Map.of());
      } else {
        var now = Placing.kept(before.entry(), entry);
        if (!before.entry().equals(now)) {
          index.put(now, before.vectors());
        }
      }
    }
    for (var id : gone.keySet()) {
      index.remove(id);
    }
    putMoments(index, present);
  }

  /// Of moments is held what is held of their clips; those of other media than a clip has now go.
  private static void putMoments(SearchIndex index, List<SearchEntry> present) throws IOException {
    var wholes =
        present.stream()
            .filter(entry -> entry.type() == EntryType.CLIP)
            .collect(Collectors.toMap(SearchEntry::clip, Function.identity()));
    for (var standing : index.standing(wholes.keySet(), MOMENTS).values()) {
      var before = standing.entry();
      var whole = wholes.get(before.clip());
      var moment = before.moment();
      if (whole == null || moment == null) {
        continue;
      }
      var now = whole.within(moment).in(before.spaces());
      if (!now.content().equals(before.content())) {
        index.remove(before.id());
      } else if (!now.equals(before)) {
        index.put(now, standing.vectors());
      }
    }
  }

  /// Makes some of the vectors that are lacking.
  ///
  /// @return whether there are more
  private boolean encode(Kept kept) throws IOException {
    for (var model : vectors.models()) {
      var some = kept.index.lacking(model.id(), ENCODED_AT_ONCE);
      if (!some.isEmpty()) {
        var made = new HashMap<SearchEntry, UnitVector>();
        var encoded = vectors.of(some.stream().map(SearchEntry::text).toList(), model);
        for (int i = 0; i < encoded.size(); i++) {
          made.put(some.get(i), encoded.get(i));
        }
        kept.index.fill(model.id(), made);
      }
    }
    kept.toEncode = toEncode(kept.index);
    return kept.toEncode > 0;
  }

  /// Texts that lack a vector of some model.
  private long toEncode(SearchIndex index) throws IOException {
    long most = 0;
    for (var model : vectors.models()) {
      most = Math.max(most, index.lacking(model.id()));
    }
    return most;
  }

  @Override
  public void destroy() throws Exception {
    Thread at;
    synchronized (this) {
      closing = true;
      at = keeper;
    }
    if (at != null) {
      at.join(Duration.ofSeconds(30));
    }
    for (var kept : open.values()) {
      kept.index.close();
    }
    open.clear();
  }
}
