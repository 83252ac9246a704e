package undertone.engine.search;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;

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

  Ranking.Way search(
      IndexSearcher searcher, String words, @Nullable Query filter, int documents, int limit)
      throws IOException {
    var asked = Asked.of(searcher, analyzer.words(words).stream().limit(MOST_WORDS).toList());
    var ranked = new Ranking.Documents(1);
    add(ranked, searcher, EntryFields.both(asked.query(), filter), documents);
    return new Answer(searcher, filter, asked, ranked.ranked(WAY, limit));
  }

  /// @param most documents
  private static void add(Ranking.Documents ranked, IndexSearcher searcher, Query query, int most)
      throws IOException {
    var owners = new Owners(searcher);
    for (var hit : searcher.search(query, most).scoreDocs) {
      ranked.add(owners.clip(hit.doc), owners.type(hit.doc), hit.doc, new double[] {hit.score});
    }
  }

  /// Words as Lucene looks for them.
  ///
  /// @param understood share of the words that texts have, or that are sought as misspelt, 0..1
  private record Asked(Query query, double understood) {

    static Asked of(IndexSearcher searcher, List<String> words) throws IOException {
      var any = new BooleanQuery.Builder();
      int known = 0;
      int misspelt = 0;
      for (var word : words) {
        var term = new Term(EntryFields.WORDS, word);
        if (searcher.getIndexReader().docFreq(term) > 0) {
          known++;
          any.add(new TermQuery(term), Occur.SHOULD);
        } else if (misspelt < MOST_MISSPELT && mayBeMisspelt(word)) {
          misspelt++;
          any.add(new FuzzyQuery(term, word.length() < LONG_WORD ? 1 : 2, 1), Occur.SHOULD);
        }
      }
      return words.isEmpty() || foreign(words.size(), known)
          ? new Asked(MatchNoDocsQuery.INSTANCE, 0)
          : new Asked(any.build(), (known + misspelt) / (double) words.size());
    }

    private static boolean mayBeMisspelt(String word) {
      return word.length() >= SHORTEST_MISSPELT && word.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    /// Whether so few of many words are known that they must be of another language; that it knows
    /// a number or a name says nothing.
    private static boolean foreign(int words, int known) {
      return words >= MANY_WORDS && known < words * LEAST_KNOWN;
    }
  }

  private record Answer(
      IndexSearcher searcher, @Nullable Query filter, Asked asked, Ranking ranking)
      implements Ranking.Way {

    /// A clip without any of the words fits nowise; that is a judgement too.
    @Override
    public Fusion.Judgement<ClipId> judge(Set<ClipId> clips) throws IOException {
      var among = EntryFields.both(EntryFields.ofClips(clips), filter);
      var documents = new Ranking.Documents(1);
      int most = Math.max(1, searcher.count(among));
      add(documents, searcher, EntryFields.both(asked.query(), among), most);
      documents.addUnfit(clips);
      return documents.judgement(clips, asked.understood());
    }
  }
}
