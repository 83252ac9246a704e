package undertone.engine.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocAndFloatFeatureBuffer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;

/// Finds what lies nearest to a question among the vectors of one model.
///
/// Few vectors, or few that pass the filter, are compared one by one. More that pass are all
/// compared by coarse numbers, as long as that costs less than finding ways to them through the
/// graph of each part of the index. Very many are searched through the graphs. Graphs and coarse
/// numbers give at least a hundred candidates however few are shown, which are then compared by
/// whole numbers.
final class MeaningSearch {
  private static final int LEAST_CANDIDATES = 100;
  private static final int MOST_SENTENCES = 16;
  private static final int COUNTED = 4; // times as many as are scanned, when only a bound is known
  private static final Comparator<Near> NEARER_FIRST =
      Comparator.comparingDouble(Near::cosine).reversed().thenComparingInt(Near::document);

  private final IndexSearcher searcher;
  private final VectorModel model;
  private final @Nullable Query filter;
  private final int exactBelow;

  MeaningSearch(IndexSearcher searcher, VectorModel model, @Nullable Query filter, int exactBelow) {
    this.searcher = searcher;
    this.model = model;
    this.filter = filter;
    this.exactBelow = exactBelow;
  }

  /// A document and its cosine.
  record Near(int document, double cosine) {}

  /// The clips of the nearest documents, one hit a clip.
  ///
  /// @param shown at least so many clips, if there are
  /// @param kept at most so many
  Ranking.Way clips(SearchQuery.Meaning meaning, int shown, int kept) throws IOException {
    var sentences = meaning.sentences();
    var questions = new ArrayList<UnitVector>();
    questions.add(meaning.whole());
    questions.addAll(sentences.subList(0, Math.min(MOST_SENTENCES, sentences.size())));
    int candidates = Math.max(LEAST_CANDIDATES, 4 * shown);
    while (true) {
      var near = nearest(meaning.whole(), candidates);
      var documents = documents(near, questions);
      var ranking = documents.ranked(model.id().value(), kept);
      // Many documents of few clips may stand in front of those of others.
      if (ranking.clips().size() >= shown || near.size() < candidates) {
        return new Answer(questions, documents, ranking);
      }
      candidates *= 4;
    }
  }

  private final class Answer implements Ranking.Way {
    private final List<UnitVector> questions;
    private final Ranking.Documents documents;
    private final Ranking ranking;

    Answer(List<UnitVector> questions, Ranking.Documents documents, Ranking ranking) {
      this.questions = questions;
      this.documents = documents;
      this.ranking = ranking;
    }

    @Override
    public Ranking ranking() {
      return ranking;
    }

    /// A clip without a vector of this model cannot be judged.
    @Override
    public Fusion.Judgement<ClipId> judge(Set<ClipId> clips) throws IOException {
      var others = new HashSet<>(clips);
      others.removeIf(documents::has);
      if (!others.isEmpty()) {
        add(documents, others, questions);
      }
      return documents.judgement(clips, 1);
    }
  }

  private Ranking.Documents documents(List<Near> near, List<UnitVector> questions)
      throws IOException {
    var documents = new Ranking.Documents(questions.size());
    var owners = new Owners(searcher);
    if (questions.size() == 1) {
      for (var hit : near) {
        documents.add(
            owners.clip(hit.document()),
            owners.type(hit.document()),
            hit.document(),
            new double[] {hit.cosine()});
      }
      return documents;
    }
    var clips = new HashSet<ClipId>();
    for (var hit : near) {
      clips.add(owners.clip(hit.document()));
    }
    for (var sentence : questions.subList(1, questions.size())) {
      for (var hit : nearest(sentence, LEAST_CANDIDATES)) {
        clips.add(owners.clip(hit.document()));
      }
    }
    add(documents, clips, questions);
    return documents;
  }

  /// Every document of these clips that passes, by every question.
  private void add(Ranking.Documents documents, Set<ClipId> clips, List<UnitVector> questions)
      throws IOException {
    var owners = new Owners(searcher);
    var asked = questions.stream().map(UnitVector::shared).toList();
    visit(
        EntryFields.both(EntryFields.ofClips(clips), filter),
        (document, vector) -> {
          var scores = new double[asked.size()];
          for (int q = 0; q < scores.length; q++) {
            scores[q] = VectorUtil.dotProduct(vector, asked.get(q));
          }
          documents.add(owners.clip(document), owners.type(document), document, scores);
        });
  }

  /// The nearest documents, best first.
  List<Near> nearest(UnitVector question, int count) throws IOException {
    if (question.dim() != model.dim()) {
      throw new IllegalArgumentException(
          "Bug: a question of %d numbers was put to %s, whose vectors have %d."
              .formatted(question.dim(), model.id(), model.dim()));
    }
    long passing = passing();
    if (passing <= exactBelow) {
      return compared(question, count);
    }
    return filter != null && passing <= scannedBelow()
        ? scanned(question, count)
        : walked(question, count);
  }

  /// Looking through one graph behind a filter costs about as much as comparing so many vectors by
  /// coarse numbers (measured: docs/measured-search.md).
  private long scannedBelow() {
    return (long) exactBelow * searcher.getIndexReader().leaves().size();
  }

  /// How many vectors pass the filter, or a bound of it that is far too many to compare.
  private long passing() throws IOException {
    var query = searcher.rewrite(asked(filter));
    var weight = searcher.createWeight(query, ScoreMode.COMPLETE_NO_SCORES, 1);
    long most = 0;
    for (var leaf : searcher.getIndexReader().leaves()) {
      var values = leaf.reader().getFloatVectorValues(model.id().field());
      var scorers = values == null ? null : weight.scorerSupplier(leaf);
      if (values != null && scorers != null) {
        most += Math.min(values.size(), scorers.cost());
      }
    }
    long scanned = scannedBelow();
    return filter != null && most > scanned && most <= COUNTED * scanned
        ? searcher.count(query)
        : most;
  }

  /// The model's vectors that pass.
  private Query asked(@Nullable Query passing) {
    var field = EntryFields.having(model.id());
    return passing == null ? field : EntryFields.both(field, passing);
  }

  private List<Near> walked(UnitVector question, int count) throws IOException {
    var query = new KnnFloatVectorQuery(model.id().field(), question.shared(), count, filter);
    var found = searcher.search(query, count).scoreDocs;
    return exactly(question, Arrays.stream(found).mapToInt(hit -> hit.doc).sorted().toArray());
  }

  /// All that pass, by the numbers that graphs are walked by. Their scores rise with the cosine and
  /// only choose who is compared exactly.
  private List<Near> scanned(UnitVector question, int count) throws IOException {
    int candidates = Math.max(count, LEAST_CANDIDATES);
    var nearest = new PriorityQueue<>(NEARER_FIRST.reversed());
    var weight =
        searcher.rewrite(asked(filter)).createWeight(searcher, ScoreMode.COMPLETE_NO_SCORES, 1);
    var batch = new DocAndFloatFeatureBuffer();
    for (var leaf : searcher.getIndexReader().leaves()) {
      var passing = weight.scorer(leaf);
      if (passing != null) {
        var scores = values(leaf).scorer(question.shared()).bulk(passing.iterator());
        var living = leaf.reader().getLiveDocs();
        do {
          scores.nextDocsAndScores(DocIdSetIterator.NO_MORE_DOCS, living, batch);
          for (int i = 0; i < batch.size; i++) {
            var worst = nearest.size() < candidates ? null : nearest.peek();
            if (worst == null || batch.features[i] > worst.cosine()) {
              nearest.add(new Near(leaf.docBase + batch.docs[i], batch.features[i]));
              if (worst != null) {
                nearest.poll();
              }
            }
          }
        } while (batch.size > 0);
      }
    }
    var near = exactly(question, nearest.stream().mapToInt(Near::document).sorted().toArray());
    return near.size() <= count ? near : List.copyOf(near.subList(0, count));
  }

  /// Candidates by whole numbers, best first.
  ///
  /// @param documents in rising order
  private List<Near> exactly(UnitVector question, int[] documents) throws IOException {
    var near = new ArrayList<Near>();
    var leaves = searcher.getIndexReader().leaves();
    int next = 0;
    for (var leaf : leaves) {
      int end = leaf.docBase + leaf.reader().maxDoc();
      if (next < documents.length && documents[next] < end) {
        var values = values(leaf);
        var vectors = values.iterator();
        while (next < documents.length && documents[next] < end) {
          vectors.advance(documents[next] - leaf.docBase);
          double cosine =
              VectorUtil.dotProduct(values.vectorValue(vectors.index()), question.shared());
          near.add(new Near(documents[next++], cosine));
        }
      }
    }
    near.sort(NEARER_FIRST);
    return near;
  }

  private List<Near> compared(UnitVector question, int count) throws IOException {
    var nearest = new PriorityQueue<>(NEARER_FIRST.reversed());
    visit(
        filter,
        (document, vector) -> {
          nearest.add(new Near(document, VectorUtil.dotProduct(vector, question.shared())));
          if (nearest.size() > count) {
            nearest.poll();
          }
        });
    return nearest.stream().sorted(NEARER_FIRST).toList();
  }

  @FunctionalInterface
  private interface Visitor {
    /// @param vector only until the next call
    void visit(int document, float[] vector) throws IOException;
  }

  /// Shows every vector of the model whose document passes.
  private void visit(@Nullable Query passing, Visitor visitor) throws IOException {
    var weight =
        searcher.rewrite(asked(passing)).createWeight(searcher, ScoreMode.COMPLETE_NO_SCORES, 1);
    for (var leaf : searcher.getIndexReader().leaves()) {
      var scorer = weight.scorer(leaf);
      if (scorer != null) {
        var values = values(leaf);
        var vectors = values.iterator();
        var living = leaf.reader().getLiveDocs();
        var documents = scorer.iterator();
        for (int document = documents.nextDoc();
            document != DocIdSetIterator.NO_MORE_DOCS;
            document = documents.nextDoc()) {
          if ((living == null || living.get(document)) && vectors.advance(document) == document) {
            visitor.visit(leaf.docBase + document, values.vectorValue(vectors.index()));
          }
        }
      }
    }
  }

  private FloatVectorValues values(LeafReaderContext leaf) throws IOException {
    return Objects.requireNonNull(
        leaf.reader().getFloatVectorValues(model.id().field()), model.id().field());
  }
}
