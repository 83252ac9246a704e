package undertone.engine.search;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/// Finds texts by their words, the rarer the better (BM25). A word that no text has counts as a
/// misspelling of those that differ by a letter or two.
final class WordSearch {
  static final String WAY = "words";
  private static final int MOST_WORDS = 512; // Lucene takes 1024 clauses
  private static final int MANY_WORDS = 8;
  private static final double LEAST_KNOWN = 0.1;
  private static final int MOST_MISSPELT = 8;
  private static final int LONG_WORD = 8;
  private static final int SHORTEST_MISSPELT = 4;

  private final CaptionAnalyzer analyzer = new CaptionAnalyzer();

  Ranking search(
      IndexSearcher searcher, String words, @Nullable Query filter, int documents, int limit)
      throws IOException {
    var sought = analyzer.words(words).stream().limit(MOST_WORDS).toList();
    if (sought.isEmpty() || foreign(searcher, sought)) {
      return new Ranking(WAY, List.of());
    }
    var found = searcher.search(EntryFields.both(query(searcher, sought), filter), documents);
    var ranked = new Ranking.Documents(1);
    var owners = new Owners(searcher);
    for (var hit : found.scoreDocs) {
      ranked.add(owners.clip(hit.doc), owners.type(hit.doc), hit.doc, new double[] {hit.score});
    }
    return ranked.ranked(WAY, limit);
  }

  /// Whether so few of many words are known that they must be of another language; that it knows a
  /// number or a name says nothing.
  private static boolean foreign(IndexSearcher searcher, List<String> words) throws IOException {
    int known = 0;
    for (var word : words) {
      known += searcher.getIndexReader().docFreq(new Term(EntryFields.WORDS, word)) > 0 ? 1 : 0;
    }
    return words.size() >= MANY_WORDS && known < words.size() * LEAST_KNOWN;
  }

  private static Query query(IndexSearcher searcher, List<String> words) throws IOException {
    var any = new BooleanQuery.Builder();
    int misspelt = 0;
    for (var word : words) {
      var term = new Term(EntryFields.WORDS, word);
      boolean known = searcher.getIndexReader().docFreq(term) > 0;
      if (known) {
        any.add(new TermQuery(term), Occur.SHOULD);
      } else if (misspelt < MOST_MISSPELT
          && word.length() >= SHORTEST_MISSPELT
          && word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
        misspelt++;
        any.add(new FuzzyQuery(term, word.length() < LONG_WORD ? 1 : 2, 1), Occur.SHOULD);
      }
    }
    return any.build();
  }
}
