package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Place;
import undertone.corpora.captiontext.Sentences;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.vote.VoterKind;
import undertone.engine.duplicates.DuplicateCaptions;
import undertone.engine.features.FeatureCache;
import undertone.engine.search.IndexSettings;
import undertone.engine.search.ModelId;
import undertone.engine.search.SearchEntry;
import undertone.engine.search.SearchFilter;
import undertone.engine.search.SearchIndex;
import undertone.engine.search.SearchQuery;
import undertone.engine.search.SearchQuery.Meaning;
import undertone.engine.search.SentenceEncoder;
import undertone.engine.search.SpaceMap;
import undertone.engine.search.TextEncoder;
import undertone.engine.search.UnitVector;

/// Measures whether the text of a clip finds the clip by another of its texts: one half of a
/// caption by the other, captions by transcripts, and across languages.
///
/// Each direction asks the search index itself, whose texts are there whole and by sentence. *bm25*
/// asks by words, *sentence* by vectors of the whole question and its sentences, *fused* by both.
/// Across languages `sentence` is the encoder for Chinese on either side, *minilm* the one for
/// English on either side, and *mapped* the encoder of each language, the question mapped into the
/// other space by what the captions of other clips taught, in five folds.
///
/// Beside the strict figures, in which the very clip must be found, stand those of *clusters*:
/// texts that say the same in nearly the same words are one hit, and any of them is right.
public final class RetrieveBench {
  private static final CorpusId CORPUS = new CorpusId(1);
  private static final Place WHOLE = new Place(CaptionLevel.FREE, null);
  private static final int FOLDS = 5;

  private final TextEncoder english;
  private final TextEncoder chinese;
  private final List<ClipRow> rows;
  private final long seed;

  private RetrieveBench(List<ClipRow> rows, FeatureCache cache, long seed) {
    english = SentenceEncoder.english(cache);
    chinese = SentenceEncoder.chinese(cache);
    this.rows = rows;
    this.seed = seed;
  }

  /// The figures, as one JSON object would hold them.
  ///
  /// @param slice a table with `caption:en`, `caption:zh` or both
  /// @throws IOException if the table or the cache cannot be read or written
  public static Map<String, Object> run(TableSlice slice, FeatureCache cache)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    var rows = slice.read().rows().stream().filter(row -> !row.captions().isEmpty()).toList();
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no captions; nothing can be retrieved.".formatted(slice.data()));
    }
    var metrics = new RetrieveBench(rows, cache, slice.seed()).measure();
    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "retrieve");
    report.put("data", slice.data().toString());
    report.put("method", "bm25, sentence, fused");
    report.put("seed", slice.seed());
    report.put("device", "cpu");
    report.put("threads", 1);
    report.put("clips", rows.size());
    report.put("classes", 0);
    report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
    report.put("peakRssMb", ProcessMemory.peakMb());
    report.put("metrics", metrics);
    return report;
  }

  private Map<String, Object> measure() throws IOException, InterruptedException {
    var metrics = new LinkedHashMap<String, Object>();
    for (var language : List.of("en", "zh")) {
      var captions = captions(language);
      put(metrics, language + "Half", halves(captions, true), halves(captions, false), language);
      put(metrics, language + "Transcript", transcripts(language), captions, language);
    }
    across(metrics, "en", "zh");
    across(metrics, "zh", "en");
    return metrics;
  }

  private List<String> captions(String language) {
    return rows.stream().map(row -> row.captions().getOrDefault(language, "")).toList();
  }

  private List<String> transcripts(String language) {
    return rows.stream().map(row -> row.texts().getOrDefault(language, "")).toList();
  }

  /// The first half of the sentences, or the second.
  private static List<String> halves(List<String> captions, boolean first) {
    return captions.stream()
        .map(caption -> {
          var sentences = Sentences.of(caption);
          int middle = (sentences.size() + 1) / 2;
          var half =
              first ? sentences.subList(0, middle) : sentences.subList(middle, sentences.size());
          return String.join(" ", half);
        })
        .toList();
  }

  private TextEncoder encoder(String language) {
    return english.speaks(language) ? english : chinese;
  }

  /// Within one language.
  private void put(
      Map<String, Object> metrics,
      String direction,
      List<String> questions,
      List<String> texts,
      String language)
      throws IOException, InterruptedException {
    var encoder = encoder(language);
    var asked = both(questions, texts);
    if (asked.length == 0) {
      return;
    }
    var meanings = meanings(encoder, questions, asked);
    try (var gallery = new Gallery(texts, asked, language, List.of(encoder))) {
      gallery.report(metrics, direction, "bm25", i -> words(questions.get(i)));
      gallery.report(metrics, direction, "sentence", i -> meaning(of(meanings, i)));
      gallery.report(metrics, direction, "fused", i -> fused(questions.get(i), of(meanings, i)));
    }
  }

  /// From captions in one language to those in the other.
  private void across(Map<String, Object> metrics, String from, String to)
      throws IOException, InterruptedException {
    var questions = captions(from);
    var texts = captions(to);
    var asked = both(questions, texts);
    if (asked.length < 2 * FOLDS) {
      return;
    }
    var direction = from + "To" + (to.equals("en") ? "En" : "Zh");
    var plain = meanings(chinese, questions, asked);
    var minilm = meanings(english, questions, asked);
    try (var gallery = new Gallery(texts, asked, to, List.of(english, chinese))) {
      gallery.report(metrics, direction, "bm25", i -> words(questions.get(i)));
      gallery.report(metrics, direction, "minilm", i -> meaning(of(minilm, i)));
      gallery.report(metrics, direction, "sentence", i -> meaning(of(plain, i)));
      gallery.report(metrics, direction, "fused", i -> fused(questions.get(i), of(plain, i)));
      var mapped = mapped(questions, texts, asked, from, to);
      gallery.report(metrics, direction, "mapped", i -> meaning(of(mapped, i)));
      gallery.report(
          metrics, direction, "fusedMapped", i -> fused(questions.get(i), of(mapped, i)));
    }
  }

  private static Map<Integer, Meaning> meanings(
      TextEncoder encoder, List<String> questions, int[] asked)
      throws IOException, InterruptedException {
    var meanings = new LinkedHashMap<Integer, Meaning>();
    for (int i : asked) {
      meanings.put(i, encoder.meaning(questions.get(i)));
    }
    return meanings;
  }

  /// Questions in the space of the other language, by maps that never saw their clip.
  private Map<Integer, Meaning> mapped(
      List<String> questions, List<String> texts, int[] asked, String from, String to)
      throws IOException, InterruptedException {
    var source = meanings(encoder(from), questions, asked);
    var target = meanings(encoder(to), texts, asked);
    var order = new ArrayList<>(Arrays.stream(asked).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    var mapped = new LinkedHashMap<Integer, Meaning>();
    for (int fold = 0; fold < FOLDS; fold++) {
      var ones = new ArrayList<UnitVector>();
      var others = new ArrayList<UnitVector>();
      for (int place = 0; place < order.size(); place++) {
        if (place % FOLDS != fold) {
          ones.add(of(source, order.get(place)).whole());
          others.add(of(target, order.get(place)).whole());
        }
      }
      var map = SpaceMap.learn(ones, others);
      for (int place = fold; place < order.size(); place += FOLDS) {
        var meaning = of(source, order.get(place));
        mapped.put(
            order.get(place),
            new Meaning(
                encoder(to).model().id(),
                map.apply(meaning.whole()),
                meaning.sentences().stream().map(map::apply).toList()));
      }
    }
    return mapped;
  }

  private static int[] both(List<String> questions, List<String> texts) {
    return IntStream.range(0, questions.size())
        .filter(i -> !questions.get(i).isBlank() && !texts.get(i).isBlank())
        .toArray();
  }

  private static Meaning of(Map<Integer, Meaning> meanings, int row) {
    var meaning = meanings.get(row);
    if (meaning == null) {
      throw new IllegalStateException("Bug: row %d has no vector.".formatted(row));
    }
    return meaning;
  }

  private static SearchQuery words(String text) {
    return SearchQuery.words(text, SearchFilter.ALL, SearchQuery.MOST_HITS);
  }

  private static SearchQuery meaning(Meaning meaning) {
    return SearchQuery.meaning(meaning, SearchFilter.ALL, SearchQuery.MOST_HITS);
  }

  private static SearchQuery fused(String text, Meaning meaning) {
    return new SearchQuery(text, List.of(meaning), SearchFilter.ALL, SearchQuery.MOST_HITS);
  }

  @FunctionalInterface
  private interface Asking {
    SearchQuery of(int row);
  }

  /// The texts that are sought, in an index of their own: each whole, and sentence by sentence, as
  /// the product keeps them.
  private static final class Gallery implements AutoCloseable {
    private final Path folder = Files.createTempDirectory("undertone-retrieve");
    private final SearchIndex index = SearchIndex.open(folder, IndexSettings.USUAL.onRequest());
    private final int[] rows;
    private final Map<Integer, Integer> clusters = new LinkedHashMap<>(); // of the text of each row

    Gallery(List<String> texts, int[] rows, String language, List<TextEncoder> encoders)
        throws IOException, InterruptedException {
      this.rows = rows;
      var sought = Arrays.stream(rows).mapToObj(texts::get).toList();
      var same = DuplicateCaptions.clusters(sought, DuplicateCaptions.Likeness.NONE);
      for (int place = 0; place < rows.length; place++) {
        clusters.put(rows[place], same.get(place));
      }
      var spaces = new ArrayList<String>();
      for (var encoder : encoders) {
        index.register(encoder.model());
        spaces.add(encoder.model().space());
      }
      for (int row : rows) {
        var whole =
            SearchEntry.caption(
                    CORPUS,
                    new ClipId(row),
                    "",
                    WHOLE,
                    language,
                    VoterKind.PERSON,
                    Instant.EPOCH,
                    texts.get(row))
                .in(Set.copyOf(spaces));
        put(whole, encoders);
        for (var sentence : whole.sentences()) {
          put(sentence, encoders);
        }
      }
      index.refresh();
    }

    private void put(SearchEntry entry, List<TextEncoder> encoders)
        throws IOException, InterruptedException {
      var vectors = new LinkedHashMap<ModelId, UnitVector>();
      for (var encoder : encoders) {
        vectors.put(encoder.model().id(), encoder.encode(List.of(entry.text())).getFirst());
      }
      index.put(entry, vectors);
    }

    void report(Map<String, Object> metrics, String direction, String way, Asking asking)
        throws IOException {
      var ranks = new int[rows.length];
      var ofClusters = new int[rows.length];
      int all = (int) clusters.values().stream().distinct().count();
      for (int q = 0; q < rows.length; q++) {
        var clips =
            index.search(asking.of(rows[q])).stream().map(hit -> (int) hit.clip().value()).toList();
        ranks[q] = rank(clips, rows[q], rows.length);
        var found = clips.stream().map(clip -> clusters.getOrDefault(clip, -1)).distinct().toList();
        ofClusters[q] = rank(found, clusters.getOrDefault(rows[q], -1), all);
      }
      var name = direction + "." + way + ".";
      put(metrics, name, ranks);
      put(metrics, name + "clusters.", ofClusters);
    }

    /// What is not found lies, on average, in the middle of the rest.
    private static int rank(List<Integer> found, int sought, int all) {
      int place = found.indexOf(sought);
      return place >= 0 ? place + 1 : (found.size() + 1 + all) / 2;
    }

    private static void put(Map<String, Object> metrics, String name, int[] ranks) {
      for (int k : new int[] {1, 5, 10}) {
        metrics.put(
            name + "r" + k,
            Arrays.stream(ranks).filter(rank -> rank <= k).count() / (double) ranks.length);
      }
      Arrays.sort(ranks);
      metrics.put(name + "medianRank", ranks[ranks.length / 2]);
    }

    @Override
    public void close() throws IOException {
      index.close();
      SearchIndex.discard(folder);
      Files.deleteIfExists(folder.resolve("write.lock"));
      Files.delete(folder);
    }
  }
}
