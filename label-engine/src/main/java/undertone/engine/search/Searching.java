package undertone.engine.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;

/// One search through an index as it stands at one moment, by words and by meaning. What any way
/// finds is judged by all of them.
///
/// @param exactBelow vectors up to which each is compared
record Searching(IndexSearcher searcher, ModelBook book, WordSearch wordSearch, int exactBelow) {
  private static final int LEAST_RANKED = 100;

  List<SearchHit> hits(SearchQuery query) throws IOException {
    var filter = EntryFields.query(query.filter());
    int ranked = Math.max(LEAST_RANKED, 2 * query.limit()); // fusion looks beyond what is shown
    var ways = new ArrayList<Ranking.Way>();
    for (var meaning : query.meanings()) {
      ways.add(
          new MeaningSearch(searcher, book.model(meaning.model()), filter, exactBelow)
              .clips(meaning, query.limit(), ranked));
    }
    if (!query.words().isBlank()) {
      ways.add(wordSearch.search(searcher, query.words(), filter, 4 * ranked, ranked));
    }
    ways.removeIf(way -> way.ranking().clips().isEmpty()); // it has nothing to say
    return together(ways, query.limit());
  }

  private List<SearchHit> together(List<Ranking.Way> ways, int limit) throws IOException {
    var rankings = ways.stream().map(Ranking.Way::ranking).toList();
    var candidates = new LinkedHashSet<ClipId>();
    rankings.forEach(ranking -> candidates.addAll(ranking.order()));
    var judgements = new ArrayList<Fusion.Judgement<ClipId>>();
    for (var way : ways) {
      judgements.add(way.judge(candidates));
    }
    var fused = Fusion.of(candidates, judgements);
    var hits = new ArrayList<SearchHit>();
    var stored = searcher.storedFields();
    for (var scored : fused.entrySet().stream().limit(limit).toList()) {
      var clip = scored.getKey();
      var ranks = new LinkedHashMap<String, Integer>();
      var found = new ArrayList<Ranking.ClipFound>();
      for (var ranking : rankings) {
        int place = ranking.order().indexOf(clip);
        if (place >= 0) {
          ranks.put(ranking.way(), place + 1);
          found.add(ranking.clips().get(place));
        }
      }
      var moment = best(found, EntryType.MOMENT);
      hits.add(
          new SearchHit(
              clip,
              scored.getValue(),
              EntryFields.entry(stored, found.getFirst().best()),
              caption(stored, found),
              moment < 0 ? null : EntryFields.entry(stored, moment),
              ranks));
    }
    return List.copyOf(hits);
  }

  /// Of a caption that is not found whole, the sentence that is.
  private static @Nullable SearchEntry caption(StoredFields stored, List<Ranking.ClipFound> found)
      throws IOException {
    int whole = best(found, EntryType.CAPTION);
    int sentence = whole >= 0 ? whole : best(found, EntryType.SENTENCE);
    var entry = sentence < 0 ? null : EntryFields.entry(stored, sentence);
    return entry == null || entry.place() == null ? null : entry;
  }

  private static int best(List<Ranking.ClipFound> found, EntryType type) {
    return found.stream()
        .map(clip -> clip.ofType().get(type))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(-1);
  }

  /// The vectors of a document, by model.
  static Map<ModelId, UnitVector> vectors(
      IndexSearcher searcher, int document, List<VectorModel> models) throws IOException {
    var leaves = searcher.getIndexReader().leaves();
    var leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
    var vectors = new HashMap<ModelId, UnitVector>();
    for (var model : models) {
      var values = leaf.reader().getFloatVectorValues(model.id().field());
      if (values != null) {
        var iterator = values.iterator();
        if (iterator.advance(document - leaf.docBase) == document - leaf.docBase) {
          vectors.put(model.id(), UnitVector.of(values.vectorValue(iterator.index())));
        }
      }
    }
    return vectors;
  }
}
