package undertone.engine.search;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;

/// Clips, moments and captions in one folder, found by words and by meaning.
///
/// *Reading and writing.* Any number of threads may do either; one process at a time has the index
/// open. A change is visible within a second, or after [#refresh()].
///
/// *Lasting.* A change outlives the process within half a minute, or after [#commit(String)].
/// Whoever is killed at any moment finds the state of the last commit, with the mark that was left
/// there: what was saved since that mark has to be indexed again. The index holds nothing that
/// cannot be made anew; one that cannot be read is told by [BrokenIndexException], and
/// [#discard(Path)] makes room for another.
///
/// *Models.* Each vector belongs to a model, each model to a space, and a question names the model
/// that made it; so two models never meet. A new model is registered and filled beside the one that
/// serves, takes over in one step when no entry lacks its vector, and can be taken back.
public final class SearchIndex implements AutoCloseable {
  static final String MODELS = "models";
  private static final String MARK = "mark";
  private static final int PARTS_OF_A_SIZE = 4;
  private static final double SMALL_PART_MB = 64;
  private static final int REWRITTEN_AT_ONCE = 256;

  private final IndexSettings settings;
  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final @Nullable IndexUpkeep upkeep;
  private final WordSearch wordSearch = new WordSearch();
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicInteger fillings = new AtomicInteger();
  private volatile ModelBook models;
  private volatile String mark;

  private SearchIndex(
      IndexSettings settings, Directory directory, IndexWriter writer, SearcherManager searchers) {
    this.settings = settings;
    this.directory = directory;
    this.writer = writer;
    this.searchers = searchers;
    var kept = new HashMap<String, String>();
    var data = writer.getLiveCommitData();
    if (data != null) {
      data.forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    }
    models = ModelBook.read(kept.get(MODELS));
    mark = kept.getOrDefault(MARK, "");
    upkeep =
        settings.inBackground()
            ? new IndexUpkeep(writer, searchers, this::commitChanges, fillings)
            : null;
  }

  /// Opens the index of a folder; an empty or missing folder becomes an empty index.
  ///
  /// @throws BrokenIndexException if what is there cannot be read
  /// @throws IndexInUseException if it is open elsewhere
  public static SearchIndex open(Path folder, IndexSettings settings) throws IOException {
    Files.createDirectories(folder);
    var directory = FSDirectory.open(folder);
    IndexWriter writer = null;
    try {
      if (settings.checked() && DirectoryReader.indexExists(directory)) {
        check(directory);
      }
      writer = new IndexWriter(directory, config(settings));
      return new SearchIndex(settings, directory, writer, new SearcherManager(writer, null));
    } catch (LockObtainFailedException e) {
      close(directory, writer);
      throw new IndexInUseException(folder, e);
    } catch (CorruptIndexException
        | IndexFormatTooOldException
        | IndexFormatTooNewException
        | IndexNotFoundException
        | EOFException
        | NoSuchFileException e) {
      close(directory, writer);
      throw new BrokenIndexException(folder, e);
    } catch (IllegalArgumentException e) { // a codec or format that this version does not know
      close(directory, writer);
      throw new BrokenIndexException(folder, e);
    }
  }

  private static void close(Directory directory, @Nullable IndexWriter writer) throws IOException {
    try (directory) {
      if (writer != null) {
        writer.rollback();
      }
    }
  }

  // A graph is searched in every part, so few large parts are worth more merging than usual.
  private static IndexWriterConfig config(IndexSettings settings) {
    return new IndexWriterConfig(new CaptionAnalyzer())
        .setMergePolicy(
            new TieredMergePolicy()
                .setSegmentsPerTier(PARTS_OF_A_SIZE)
                .setFloorSegmentMB(SMALL_PART_MB))
        .setCodec(new SearchCodec(settings.quantised()))
        .setRAMBufferSizeMB(settings.bufferMb())
        .setCommitOnClose(false);
  }

  private static void check(Directory directory) throws IOException {
    try (var reader = DirectoryReader.open(directory)) {
      for (var leaf : reader.leaves()) {
        leaf.reader().checkIntegrity();
      }
    }
  }

  /// Removes an index that is not open. Nothing else may lie in its folder.
  public static void discard(Path folder) throws IOException {
    try (var directory = FSDirectory.open(folder);
        var _ = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
      for (var file : directory.listAll()) {
        if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
          directory.deleteFile(file);
        }
      }
    } catch (LockObtainFailedException e) {
      throw new IndexInUseException(folder, e);
    }
  }

  /// Says that very much is going to be written. Until it is closed, changes become visible within
  /// half a minute and last within two minutes, which makes filling several times as fast.
  public Filling filling() {
    fillings.incrementAndGet();
    return new Filling(fillings);
  }

  /// A time in which very much is written.
  public static final class Filling implements AutoCloseable {
    private final AtomicInteger fillings;
    private final AtomicBoolean over = new AtomicBoolean();

    private Filling(AtomicInteger fillings) {
      this.fillings = fillings;
    }

    @Override
    public void close() {
      if (over.compareAndSet(false, true)) {
        fillings.decrementAndGet();
      }
    }
  }

  /// Adds an entry or replaces the one with its id, vectors included.
  ///
  /// @param vectors by model; each has to be registered for a space of the entry
  public void put(SearchEntry entry, Map<ModelId, UnitVector> vectors) throws IOException {
    writing.lock();
    try {
      vectors.forEach((id, vector) -> mustFit(entry, models.model(id), vector));
      writer.updateDocument(EntryFields.id(entry.id()), EntryFields.document(entry, vectors));
    } finally {
      writing.unlock();
    }
  }

  private static void mustFit(SearchEntry entry, VectorModel model, UnitVector vector) {
    if (vector.dim() != model.dim() || !entry.spaces().contains(model.space())) {
      throw new IllegalArgumentException(
          "Bug: %s is in the spaces %s and was given %d numbers as a vector of %s."
              .formatted(entry.id(), entry.spaces(), vector.dim(), model));
    }
  }

  public void remove(String id) throws IOException {
    writer.deleteDocuments(EntryFields.id(id));
  }

  /// Removes a clip with its moments and captions.
  public void remove(ClipId clip) throws IOException {
    writer.deleteDocuments(EntryFields.ofClip(clip));
  }

  /// Tells the index what is held of a clip; its vectors stay.
  public void label(ClipId clip, Set<String> labels, boolean annotated) throws IOException {
    rewrite(
        EntryFields.ofClip(clip),
        Integer.MAX_VALUE,
        (entry, vectors) -> new Rewritten(entry.labelled(labels, annotated), vectors));
  }

  /// An entry by its id, as last written.
  public Optional<SearchEntry> entry(String id) throws IOException {
    return one(id, (entry, _) -> entry);
  }

  /// Entries with the vectors they have, by their ids, as last written; what is not there is left
  /// out.
  public Map<String, Standing> standing(Collection<String> ids) throws IOException {
    return standing(
        new TermInSetQuery(EntryFields.ID, ids.stream().map(BytesRef::new).toList()), ids.size());
  }

  /// What of clips is of these types, with the vectors it has, by ids, as last written.
  public Map<String, Standing> standing(Collection<ClipId> clips, Set<EntryType> types)
      throws IOException {
    return standing(EntryFields.ofClips(clips, types), Integer.MAX_VALUE);
  }

  private Map<String, Standing> standing(Query which, int count) throws IOException {
    searchers.maybeRefreshBlocking();
    return searching(searcher -> {
      var standing = new HashMap<String, Standing>();
      int most = most(searcher, which, count);
      for (var hit : searcher.search(which, most).scoreDocs) {
        var entry = read(searcher, hit.doc, Standing::new);
        standing.put(entry.entry().id(), entry);
      }
      return standing;
    });
  }

  /// An entry and the vectors it has.
  public record Standing(SearchEntry entry, Map<ModelId, UnitVector> vectors) {
    public Standing {
      vectors = Map.copyOf(vectors);
    }
  }

  /// The vector that an entry has of a model.
  public Optional<UnitVector> vector(String id, ModelId model) throws IOException {
    return one(id, (_, vectors) -> vectors).map(vectors -> vectors.get(model));
  }

  private <T> Optional<T> one(String id, Reading<T> reading) throws IOException {
    searchers.maybeRefreshBlocking();
    return searching(searcher -> {
      var found = searcher.search(new TermQuery(EntryFields.id(id)), 1).scoreDocs;
      return found.length == 0
          ? Optional.empty()
          : Optional.of(read(searcher, found[0].doc, reading));
    });
  }

  /// Makes everything written so far visible to searches that begin from now on.
  public void refresh() throws IOException {
    searchers.maybeRefreshBlocking();
  }

  /// Makes everything written so far last.
  ///
  /// @param mark where to go on from after a fall, such as the newest revision that was indexed
  public void commit(String mark) throws IOException {
    writing.lock();
    try {
      this.mark = mark;
      commitChanges();
    } finally {
      writing.unlock();
    }
  }

  private void commitChanges() throws IOException {
    writing.lock();
    try {
      writer.setLiveCommitData(Map.of(MODELS, models.written(), MARK, mark).entrySet(), false);
      writer.commit();
    } finally {
      writing.unlock();
    }
  }

  /// The mark of the last commit that had one; empty = none.
  public String mark() {
    return mark;
  }

  /// Entries, all of them.
  public long size() throws IOException {
    return searching(searcher -> (long) searcher.getIndexReader().numDocs());
  }

  /// Entries that stand for these.
  public long size(Set<EntryType> types) throws IOException {
    var query = EntryFields.query(SearchFilter.ALL.ofTypes(types));
    return query == null ? size() : searching(searcher -> (long) searcher.count(query));
  }

  /// Brings the index into one part, which is searched fastest. It takes as long as building it and
  /// twice its room meanwhile: something for the night.
  public void compact() throws IOException {
    writer.forceMerge(1);
    refresh();
  }

  /// Parts that a search has to go through.
  public int parts() throws IOException {
    return searching(searcher -> searcher.getIndexReader().leaves().size());
  }

  /// Closes the index; changes last, merges that are running are given up. Closing it again does
  /// nothing.
  @Override
  public void close() throws IOException {
    if (!writer.isOpen()) {
      return;
    }
    if (upkeep != null) {
      upkeep.close();
    }
    try (directory;
        writer;
        searchers) {
      commitChanges();
    }
  }

  // --- searching

  /// Searches by words and by meaning; clips that stand out by either come first.
  ///
  /// @throws UnknownModelException if a meaning was made by a model that is not registered
  public List<SearchHit> search(SearchQuery query) throws IOException {
    var book = models;
    return searching(
        searcher -> new Searching(searcher, book, wordSearch, settings.exactBelow()).hits(query));
  }

  /// An entry and how near it lies.
  public record Neighbour(SearchEntry entry, double cosine) {}

  /// The entries nearest to a vector, not brought together by clip: captions for a clip, say.
  ///
  /// @throws UnknownModelException if the model is not registered
  public List<Neighbour> nearest(ModelId model, UnitVector vector, SearchFilter filter, int count)
      throws IOException {
    var known = models.model(model);
    return searching(searcher -> {
      var search =
          new MeaningSearch(searcher, known, EntryFields.query(filter), settings.exactBelow());
      var neighbours = new ArrayList<Neighbour>();
      var stored = searcher.storedFields();
      var near = search.nearest(vector, Math.max(count, 100));
      for (var hit : near.subList(0, Math.min(count, near.size()))) {
        neighbours.add(new Neighbour(EntryFields.entry(stored, hit.document()), hit.cosine()));
      }
      return List.copyOf(neighbours);
    });
  }

  /// Of each clip the mean direction of its entries' vectors of a model, in order of clips; a clip
  /// without one is left out.
  ///
  /// @throws UnknownModelException if the model is not registered
  public SortedMap<ClipId, UnitVector> ofClips(ModelId id) throws IOException {
    var model = models.model(id);
    return searching(searcher -> {
      var sums = new TreeMap<ClipId, double[]>(Comparator.comparingLong(ClipId::value));
      for (var leaf : searcher.getIndexReader().leaves()) {
        sum(leaf.reader(), model, sums);
      }
      var means = new TreeMap<ClipId, UnitVector>(sums.comparator());
      sums.forEach((clip, sum) -> UnitVector.toward(sum).ifPresent(mean -> means.put(clip, mean)));
      return means;
    });
  }

  // In double precision: the order of parts, which merging changes, must not show in the mean.
  private static void sum(LeafReader part, VectorModel model, Map<ClipId, double[]> sums)
      throws IOException {
    var vectors = part.getFloatVectorValues(model.id().field());
    if (vectors == null) {
      return;
    }
    var clips = EntryFields.clips(part);
    var live = part.getLiveDocs();
    var documents = vectors.iterator();
    for (int document = documents.nextDoc();
        document != DocIdSetIterator.NO_MORE_DOCS;
        document = documents.nextDoc()) {
      if ((live == null || live.get(document)) && clips.advanceExact(document)) {
        var numbers = vectors.vectorValue(documents.index());
        var sum = sums.computeIfAbsent(new ClipId(clips.longValue()), _ -> new double[model.dim()]);
        for (int d = 0; d < sum.length; d++) {
          sum[d] += numbers[d];
        }
      }
    }
  }

  /// Another number whenever what a search sees has changed.
  public long version() throws IOException {
    return searching(searcher -> ((DirectoryReader) searcher.getIndexReader()).getVersion());
  }

  // --- models

  /// Makes room for vectors of a model. The first model of a space serves it at once, a later one
  /// when it is [#activate(ModelId) activated].
  public void register(VectorModel model) throws IOException {
    change(book -> book.with(model));
  }

  /// Which model questions to a space go to now.
  public Optional<VectorModel> serving(String space) {
    return models.serving(space);
  }

  /// Every registered model.
  public List<VectorModel> models() {
    return models.all();
  }

  /// Entries that lack a model's vector, some of them; empty = the model is filled.
  public List<SearchEntry> lacking(ModelId model, int count) throws IOException {
    var lacking = EntryFields.lacking(models.model(model));
    searchers.maybeRefreshBlocking();
    return searching(searcher -> {
      var entries = new ArrayList<SearchEntry>();
      var stored = searcher.storedFields();
      for (var hit : searcher.search(lacking, count).scoreDocs) {
        entries.add(EntryFields.entry(stored, hit.doc));
      }
      return List.copyOf(entries);
    });
  }

  /// How many entries lack a model's vector.
  public long lacking(ModelId model) throws IOException {
    var lacking = EntryFields.lacking(models.model(model));
    searchers.maybeRefreshBlocking();
    return searching(searcher -> (long) searcher.count(lacking));
  }

  /// Adds vectors to entries that are there. An entry that was changed or removed since its vector
  /// was begun is left as it is.
  ///
  /// @param vectors by entry, as [#lacking(ModelId, int)] gave it
  /// @return how many were added
  public int fill(ModelId id, Map<SearchEntry, UnitVector> vectors) throws IOException {
    var model = models.model(id);
    var made = new HashMap<String, Map.Entry<SearchEntry, UnitVector>>();
    vectors.forEach((entry, vector) -> {
      mustFit(entry, model, vector);
      made.put(entry.id(), Map.entry(entry, vector));
    });
    return rewrite(
        new TermInSetQuery(EntryFields.ID, made.keySet().stream().map(BytesRef::new).toList()),
        made.size(),
        (now, kept) -> {
          var then = made.get(now.id());
          if (then == null || !now.content().equals(then.getKey().content())) {
            return null;
          }
          var all = new HashMap<>(kept);
          all.put(id, then.getValue());
          return new Rewritten(now, all);
        });
  }

  /// Lets a model answer for its space from now on, in one step.
  ///
  /// @throws UnfilledModelException if an entry lacks its vector
  public void activate(ModelId id) throws IOException {
    writing.lock(); // nothing may be added between the count and the switch
    try {
      long missing = lacking(id);
      if (missing > 0) {
        throw new UnfilledModelException(id, missing);
      }
      change(book -> book.switched(book.model(id)));
    } finally {
      writing.unlock();
    }
  }

  /// Lets the model answer that did before. Entries that came since may lack its vector: they are
  /// found by words alone until they are filled.
  ///
  /// @return the model that serves now; empty = none did before, and nothing changed
  public Optional<VectorModel> takeBack(String space) throws IOException {
    var before = models.before(space);
    if (before.isPresent()) {
      change(book -> book.switched(before.get()));
    }
    return before;
  }

  /// Forgets a model that does not serve, and its vectors.
  public void retire(ModelId id) throws IOException {
    var model = models.model(id);
    if (serving(model.space()).filter(model::equals).isPresent()) {
      throw new IllegalArgumentException(
          "Bug: %s serves %s and cannot be retired.".formatted(id, model.space()));
    }
    int rewritten = REWRITTEN_AT_ONCE;
    while (rewritten == REWRITTEN_AT_ONCE) {
      rewritten =
          rewrite(
              EntryFields.having(id),
              REWRITTEN_AT_ONCE,
              (entry, kept) -> {
                var others = new HashMap<>(kept);
                others.remove(id);
                return new Rewritten(entry, others);
              });
    }
    change(book -> book.without(id));
  }

  @FunctionalInterface
  private interface BookChange {
    ModelBook of(ModelBook book);
  }

  private void change(BookChange change) throws IOException {
    writing.lock();
    try {
      var old = models;
      models = change.of(old);
      commitOr(() -> models = old);
    } finally {
      writing.unlock();
    }
  }

  private void commitOr(Runnable undo) throws IOException {
    try {
      commitChanges();
    } catch (IOException | RuntimeException e) {
      undo.run();
      throw e;
    }
  }

  // --- reading and rewriting documents

  private record Rewritten(SearchEntry entry, Map<ModelId, UnitVector> vectors) {}

  @FunctionalInterface
  private interface Reading<T extends @Nullable Object> {
    T of(SearchEntry entry, Map<ModelId, UnitVector> vectors);
  }

  /// Documents cannot be changed, so they are read whole and written anew, while nobody else
  /// writes.
  private int rewrite(Query which, int count, Reading<@Nullable Rewritten> change)
      throws IOException {
    writing.lock();
    try {
      searchers.maybeRefreshBlocking();
      List<Rewritten> rewritten =
          searching(searcher -> {
            var all = new ArrayList<Rewritten>();
            int most = most(searcher, which, count);
            for (var hit : searcher.search(which, most).scoreDocs) {
              var anew = read(searcher, hit.doc, change);
              if (anew != null) {
                all.add(anew);
              }
            }
            return all;
          });
      for (var anew : rewritten) {
        writer.updateDocument(
            EntryFields.id(anew.entry().id()), EntryFields.document(anew.entry(), anew.vectors()));
      }
      return rewritten.size();
    } finally {
      writing.unlock();
    }
  }

  private <T extends @Nullable Object> T read(
      IndexSearcher searcher, int document, Reading<T> reading) throws IOException {
    return reading.of(
        EntryFields.entry(searcher.storedFields(), document),
        Searching.vectors(searcher, document, models.all()));
  }

  /// How many to ask for at once: Lucene makes room for as many before it looks.
  private static int most(IndexSearcher searcher, Query which, int count) throws IOException {
    return Math.max(1, Math.min(count, searcher.count(which)));
  }

  @FunctionalInterface
  private interface Search<T> {
    T of(IndexSearcher searcher) throws IOException;
  }

  private <T> T searching(Search<T> search) throws IOException {
    var searcher = searchers.acquire();
    try {
      return search.of(searcher);
    } finally {
      searchers.release(searcher);
    }
  }
}
