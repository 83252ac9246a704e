package undertone.engine.search;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.ClipId;

/// An entry as Lucene keeps it, and a filter as Lucene asks for it.
final class EntryFields {
  static final String ID = "id";
  static final String CLIP = "clip";
  static final String WORDS = "words";
  static final String SPACE = "space";
  private static final String TYPE = "type";
  private static final String KIND = "kind";
  private static final String CORPUS = "corpus";
  private static final String LANGUAGE = "language";
  private static final String LEVEL = "level";
  private static final String AUTHOR = "author";
  private static final String LABEL = "label";
  private static final String ANNOTATED = "annotated";
  private static final String AT = "at";
  private static final String ENTRY = "entry";
  private static final Set<String> KEPT = Set.of(ENTRY);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private EntryFields() {}

  static Document document(SearchEntry entry, Map<ModelId, UnitVector> vectors) {
    var document = new Document();
    word(document, ID, entry.id());
    word(document, TYPE, entry.type().name());
    word(document, CORPUS, entry.corpus().toString());
    word(document, ANNOTATED, Boolean.toString(entry.annotated()));
    if (entry.language() != null) {
      word(document, LANGUAGE, entry.language());
    }
    if (entry.place() != null) {
      word(document, LEVEL, entry.place().level().name());
    }
    if (entry.author() != null) {
      word(document, AUTHOR, entry.author().name());
    }
    entry.labels().forEach(label -> word(document, LABEL, label));
    entry.spaces().forEach(space -> word(document, SPACE, space));
    document.add(new SortedDocValuesField(KIND, new BytesRef(entry.type().name())));
    document.add(new LongField(CLIP, entry.clip().value(), Field.Store.NO));
    document.add(new LongField(AT, entry.at().toEpochMilli(), Field.Store.NO));
    document.add(new TextField(WORDS, entry.text(), Field.Store.NO));
    document.add(new StoredField(ENTRY, JSON.writeValueAsString(entry)));
    vectors.forEach((model, vector) ->
        document.add(
            new KnnFloatVectorField(
                model.field(), vector.shared(), VectorSimilarityFunction.DOT_PRODUCT)));
    return document;
  }

  private static void word(Document document, String field, String word) {
    document.add(new StringField(field, word, Field.Store.NO));
  }

  static SearchEntry entry(StoredFields stored, int document) throws IOException {
    var json = stored.document(document, KEPT).get(ENTRY);
    return JSON.readValue(Objects.requireNonNull(json, ENTRY), SearchEntry.class);
  }

  /// Which clip each document of a part belongs to.
  static NumericDocValues clips(LeafReader reader) throws IOException {
    return Objects.requireNonNull(
        DocValues.unwrapSingleton(DocValues.getSortedNumeric(reader, CLIP)), CLIP);
  }

  /// What each document of a part stands for, by name.
  static SortedDocValues kinds(LeafReader reader) throws IOException {
    return DocValues.getSorted(reader, KIND);
  }

  static Term id(String id) {
    return new Term(ID, id);
  }

  static Query ofClip(ClipId clip) {
    return LongField.newExactQuery(CLIP, clip.value());
  }

  static Query ofClips(Collection<ClipId> clips) {
    return LongField.newSetQuery(CLIP, clips.stream().mapToLong(ClipId::value).toArray());
  }

  /// What of clips is of these types.
  static Query ofClips(Collection<ClipId> clips, Set<EntryType> types) {
    return both(ofClips(clips), query(SearchFilter.ALL.ofTypes(types)));
  }

  /// Entries of a model's space that lack its vector.
  static Query lacking(VectorModel model) {
    return new BooleanQuery.Builder()
        .add(new TermQuery(new Term(SPACE, model.space())), Occur.FILTER)
        .add(having(model.id()), Occur.MUST_NOT)
        .build();
  }

  static Query having(ModelId model) {
    return new FieldExistsQuery(model.field());
  }

  /// What a filter lets pass; null = everything.
  static @Nullable Query query(SearchFilter filter) {
    var all = new BooleanQuery.Builder();
    any(all, CORPUS, filter.corpora());
    any(all, TYPE, filter.types());
    any(all, LANGUAGE, filter.languages());
    any(all, LEVEL, filter.levels());
    any(all, AUTHOR, filter.authors());
    any(all, LABEL, filter.labels());
    if (filter.annotated() != null) {
      any(all, ANNOTATED, List.of(filter.annotated()));
    }
    if (filter.from() != null || filter.until() != null) {
      long from = filter.from() == null ? Long.MIN_VALUE : filter.from().toEpochMilli();
      long until = filter.until() == null ? Long.MAX_VALUE : filter.until().toEpochMilli() - 1;
      all.add(LongField.newRangeQuery(AT, from, until), Occur.FILTER);
    }
    if (!filter.except().isEmpty()) {
      all.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
      all.add(ofClips(filter.except()), Occur.MUST_NOT);
    }
    var query = all.build();
    return query.clauses().isEmpty() ? null : query;
  }

  private static void any(BooleanQuery.Builder all, String field, Collection<?> values) {
    var words = values.stream().map(EntryFields::word).collect(Collectors.toSet());
    if (words.size() == 1) {
      all.add(new TermQuery(new Term(field, words.iterator().next())), Occur.FILTER);
    } else if (!words.isEmpty()) {
      var bytes = words.stream().map(BytesRef::new).toList();
      all.add(new TermInSetQuery(field, bytes), Occur.FILTER);
    }
  }

  private static String word(Object value) {
    return value instanceof Enum<?> name ? name.name() : value.toString();
  }

  /// Both; the first alone if there is no second.
  static Query both(Query one, @Nullable Query other) {
    return other == null
        ? one
        : new BooleanQuery.Builder().add(one, Occur.MUST).add(other, Occur.FILTER).build();
  }
}
