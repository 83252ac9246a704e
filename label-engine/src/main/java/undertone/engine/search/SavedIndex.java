package undertone.engine.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/// A [SearchIndex] as its last commit left it, read by a process beside the one that writes it.
public final class SavedIndex implements AutoCloseable {
  private final Directory directory;
  private final DirectoryReader reader;
  private final IndexSettings settings;
  private final ModelBook models;

  private SavedIndex(Directory directory, DirectoryReader reader, IndexSettings settings)
      throws IOException {
    this.directory = directory;
    this.reader = reader;
    this.settings = settings;
    models = ModelBook.read(reader.getIndexCommit().getUserData().get(SearchIndex.MODELS));
  }

  /// @return empty if nothing was ever committed in this folder
  public static Optional<SavedIndex> open(Path folder, IndexSettings settings) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    var directory = FSDirectory.open(folder);
    try {
      if (DirectoryReader.indexExists(directory)) {
        return Optional.of(new SavedIndex(directory, DirectoryReader.open(directory), settings));
      }
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
    directory.close();
    return Optional.empty();
  }

  /// Which model questions to a space go to.
  public Optional<VectorModel> serving(String space) {
    return models.serving(space);
  }

  /// Entries, all of them.
  public long size() {
    return reader.numDocs();
  }

  /// As [SearchIndex#search(SearchQuery)].
  public List<SearchHit> search(SearchQuery query) throws IOException {
    return new Searching(new IndexSearcher(reader), models, new WordSearch(), settings.exactBelow())
        .hits(query);
  }

  /// The vectors that an entry has, by model; none if it is not there.
  public Map<ModelId, UnitVector> vectors(String id) throws IOException {
    var searcher = new IndexSearcher(reader);
    var found = searcher.search(new TermQuery(EntryFields.id(id)), 1).scoreDocs;
    return found.length == 0 ? Map.of() : Searching.vectors(searcher, found[0].doc, models.all());
  }

  @Override
  public void close() throws IOException {
    try (directory;
        reader) {
      // both are closed, the reader first
    }
  }
}
