package undertone.engine.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongPredicate;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.engine.features.FeatureCache;
import undertone.engine.search.IndexSettings;
import undertone.engine.search.ModelId;
import undertone.engine.search.SearchEntry;
import undertone.engine.search.SearchFilter;
import undertone.engine.search.SearchIndex;
import undertone.engine.search.SearchQuery;
import undertone.engine.search.SentenceEncoder;
import undertone.engine.search.UnitVector;
import undertone.engine.search.VectorModel;

/// Measures the search index on made-up vectors in clusters, each beside a line of made-up words:
/// how fast it is built and asked, how many of the true nearest it finds, with filters and without,
/// and what a request takes that has words to be encoded and looked for besides.
public final class SearchBench {
  private static final String SPACE = "made-up";
  private static final int SHOWN = 10;
  private static final int PER_CLUSTER = 250;
  private static final double NOISE = 0.6;
  private static final int WARM_UP = 200;
  private static final int WARM_UP_REQUESTS = 20;
  private static final int CORPORA = 4;
  private static final int LABELS = 10;
  private static final int TRANSCRIPT_WORDS = 12;
  private static final int QUESTION_WORDS = 9;

  private final Options options;
  private final VectorModel model;
  private final List<Question> questions = new ArrayList<>();
  private final ClusteredVectors vectors;
  private final MadeUpWords words;

  private SearchBench(Options options) {
    this.options = options;
    model = new VectorModel(new ModelId("made-up"), SPACE, options.dim());
    int clusters = Math.max(10, options.vectors() / PER_CLUSTER);
    vectors = new ClusteredVectors(clusters, options.dim(), NOISE, options.seed());
    words = new MadeUpWords(options.seed());
    for (int q = 0; q < options.questions(); q++) {
      var vector = vectors.next();
      questions.add(new Question(vector, SearchFilter.ALL, _ -> true));
      questions.add(filtered(vector, q));
    }
  }

  /// What is measured.
  ///
  /// @param questions asked without a filter, and as many with one
  /// @param quantised graphs over eight-bit numbers
  /// @param compact brought into one part before it is asked
  /// @param bufferMb memory before a part is written
  public record Options(
      int vectors,
      int dim,
      int questions,
      boolean quantised,
      boolean compact,
      int bufferMb,
      long seed) {
    public Options {
      if (vectors < SHOWN || questions < 1) {
        throw new IllegalArgumentException(
            "Give at least %d vectors and one question.".formatted(SHOWN));
      }
    }
  }

  /// A question with the true nearest of what was put in so far.
  private static final class Question {
    final UnitVector vector;
    final SearchFilter filter;
    final LongPredicate passes;
    final PriorityQueue<Near> nearest =
        new PriorityQueue<>(Comparator.comparingDouble(Near::cosine));

    Question(UnitVector vector, SearchFilter filter, LongPredicate passes) {
      this.vector = vector;
      this.filter = filter;
      this.passes = passes;
    }

    void see(long clip, UnitVector other) {
      if (passes.test(clip)) {
        nearest.add(new Near(clip, vector.cosine(other)));
        if (nearest.size() > SHOWN) {
          nearest.poll();
        }
      }
    }
  }

  private record Near(long clip, double cosine) {}

  /// A tenth by label, a quarter by corpus, a twelfth by corpus and votes, half by time, in turn.
  private Question filtered(UnitVector vector, int number) {
    var all = SearchFilter.ALL;
    int corpus = number % CORPORA;
    int label = number % LABELS;
    long middle = options.vectors() / 2;
    return switch (number % 4) {
      case 0 ->
          new Question(vector, all.withLabels(Set.of("label" + label)), c -> c % LABELS == label);
      case 1 ->
          new Question(
              vector, all.inCorpora(Set.of(new CorpusId(corpus))), c -> c % CORPORA == corpus);
      case 2 ->
          new Question(
              vector,
              all.inCorpora(Set.of(new CorpusId(corpus))).annotated(true),
              c -> c % CORPORA == corpus && c % 3 == 0);
      default ->
          new Question(vector, all.between(Instant.ofEpochSecond(middle), null), c -> c >= middle);
    };
  }

  private SearchEntry entry(long clip) {
    return SearchEntry.clip(
            new CorpusId(clip % CORPORA),
            new ClipId(clip),
            Instant.ofEpochSecond(clip),
            words.next(TRANSCRIPT_WORDS),
            String.valueOf(clip))
        .labelled(Set.of("label" + clip % LABELS), clip % 3 == 0)
        .in(Set.of(SPACE));
  }

  /// The figures, as one JSON object would hold them.
  ///
  /// @throws IOException if the index cannot be written
  public static Map<String, Object> run(Options options) throws IOException, InterruptedException {
    long began = System.nanoTime();
    var folder = Files.createTempDirectory("undertone-search");
    try {
      var metrics = new SearchBench(options).measure(folder);
      var report = new LinkedHashMap<String, Object>();
      report.put("bench", "search");
      report.put("data", "made-up");
      report.put("method", options.quantised() ? "hnsw-int8" : "hnsw");
      report.put("seed", options.seed());
      report.put("device", "cpu");
      report.put("threads", 1);
      report.put("clips", options.vectors());
      report.put("classes", LABELS);
      report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
      report.put("peakRssMb", ProcessMemory.peakMb());
      report.put("metrics", metrics);
      return report;
    } finally {
      SearchIndex.discard(folder);
      Files.deleteIfExists(folder.resolve("write.lock"));
      Files.delete(folder);
    }
  }

  private Map<String, Object> measure(Path folder) throws IOException, InterruptedException {
    var settings =
        IndexSettings.USUAL.withQuantised(options.quantised()).withBufferMb(options.bufferMb());
    double buildSeconds = build(folder, settings);
    var metrics = new LinkedHashMap<String, Object>();
    long opening = System.nanoTime();
    try (var index = SearchIndex.open(folder, settings.onRequest())) {
      metrics.put("openSeconds", (System.nanoTime() - opening) / 1e9);
      for (int q = 0; q < WARM_UP; q++) {
        ask(index, questions.get(q % questions.size()));
      }
      var behindFilters =
          questions.stream().filter(q -> !q.filter.equals(SearchFilter.ALL)).toList();
      put(
          metrics,
          index,
          "",
          questions.stream().filter(q -> q.filter.equals(SearchFilter.ALL)).toList());
      put(metrics, index, "Filtered", behindFilters);
      putRequests(metrics, index, behindFilters);
      metrics.put("buildPerSecond", options.vectors() / buildSeconds);
      metrics.put("indexMb", megabytes(folder));
      metrics.put("parts", index.parts());
      metrics.put("heapMb", Runtime.getRuntime().maxMemory() >> 20);
      metrics.put("peakRssMb", ProcessMemory.peakMb()); // with mapped files in it
    }
    return metrics;
  }

  /// @return seconds in the index alone, until it is closed with all its parts merged
  private double build(Path folder, IndexSettings settings) throws IOException {
    long spent = 0;
    var index = SearchIndex.open(folder, settings);
    try (index;
        var _ = index.filling()) {
      index.register(model);
      for (int clip = 0; clip < options.vectors(); clip++) {
        var vector = vectors.next();
        for (var question : questions) {
          question.see(clip, vector);
        }
        var entry = entry(clip);
        long began = System.nanoTime();
        index.put(entry, Map.of(model.id(), vector));
        spent += System.nanoTime() - began;
      }
      long began = System.nanoTime();
      if (options.compact()) {
        index.compact();
      }
      index.commit("whole");
      index.close();
      spent += System.nanoTime() - began;
    }
    return spent / 1e9;
  }

  private List<Long> ask(SearchIndex index, Question question) throws IOException {
    var meaning = SearchQuery.Meaning.of(model.id(), question.vector);
    return index.search(SearchQuery.meaning(meaning, question.filter, SHOWN)).stream()
        .map(hit -> hit.clip().value())
        .toList();
  }

  private void put(
      Map<String, Object> metrics, SearchIndex index, String which, List<Question> asked)
      throws IOException {
    var millis = new double[asked.size()];
    var cpuMillis = new double[asked.size()];
    var clock = ManagementFactory.getThreadMXBean();
    int found = 0;
    int sought = 0;
    for (int q = 0; q < millis.length; q++) {
      var question = asked.get(q);
      long began = System.nanoTime();
      long cpuBegan = clock.getCurrentThreadCpuTime();
      var clips = new HashSet<>(ask(index, question));
      cpuMillis[q] = (clock.getCurrentThreadCpuTime() - cpuBegan) / 1e6;
      millis[q] = (System.nanoTime() - began) / 1e6;
      sought += question.nearest.size();
      found += (int) question.nearest.stream().filter(near -> clips.contains(near.clip())).count();
    }
    metrics.put("recallAt10" + which, (double) found / sought);
    putMillis(metrics, which, millis);
    putMillis(metrics, which + "Cpu", cpuMillis); // what it would take on a machine of its own
  }

  /// Whole requests: words that nobody asked for before are encoded, and then sought among words
  /// and meanings behind a filter.
  ///
  /// The index is asked by a made-up vector: where the encoder's own lies is nothing to its speed.
  private void putRequests(Map<String, Object> metrics, SearchIndex index, List<Question> asked)
      throws IOException, InterruptedException {
    var cache = Files.createTempDirectory("undertone-vectors");
    try {
      var encoder = SentenceEncoder.english(new FeatureCache(cache));
      for (int q = 0; q < WARM_UP_REQUESTS; q++) {
        encoder.encode(List.of(words.next(QUESTION_WORDS)));
      }
      var encoded = new double[asked.size()];
      var whole = new double[asked.size()];
      for (int q = 0; q < whole.length; q++) {
        var text = words.next(QUESTION_WORDS);
        long began = System.nanoTime();
        encoder.encode(List.of(text));
        encoded[q] = (System.nanoTime() - began) / 1e6;
        var meaning = SearchQuery.Meaning.of(model.id(), asked.get(q).vector);
        index.search(new SearchQuery(text, List.of(meaning), asked.get(q).filter, SHOWN));
        whole[q] = (System.nanoTime() - began) / 1e6;
      }
      putMillis(metrics, "Encoding", encoded);
      putMillis(metrics, "Request", whole);
    } finally {
      delete(cache);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void putMillis(Map<String, Object> metrics, String what, double[] millis) {
    Arrays.sort(millis);
    metrics.put("p50" + what + "Ms", millis[millis.length / 2]);
    metrics.put("p95" + what + "Ms", millis[(int) (0.95 * millis.length)]);
  }

  private static double megabytes(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum() / 1e6;
    }
  }
}
