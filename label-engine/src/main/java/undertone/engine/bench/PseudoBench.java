package undertone.engine.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Label;
import undertone.corpora.manifest.ClipRow;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.ClipVectors;
import undertone.engine.features.FacePictures;
import undertone.engine.features.FeatureProgress;
import undertone.engine.metrics.CalibrationError;
import undertone.engine.metrics.ClassRecall;
import undertone.engine.metrics.WeightedF1;
import undertone.engine.pseudo.Gates;
import undertone.engine.pseudo.LabelThresholds;
import undertone.engine.pseudo.Modality;
import undertone.engine.pseudo.PseudoClip;
import undertone.engine.pseudo.PseudoInput;
import undertone.engine.pseudo.PseudoLabel;
import undertone.engine.pseudo.PseudoLabelling;
import undertone.engine.pseudo.PseudoMethod;
import undertone.engine.pseudo.PseudoResult;
import undertone.engine.refinement.Checkpoints;
import undertone.engine.refinement.ClipPictures;
import undertone.engine.refinement.FeatureTable;
import undertone.engine.refinement.RunListener;

/// Hides most labels of a table, spreads the rest, and says how good that was on clips that took no
/// part, beside what the same networks learn from the labels alone.
///
/// Clips that took no part are those of the splits `valid` and `test`, where the table has them
/// beside `train`; else a fifth of the groups, drawn by the seed. A partial-label table of MATLAB
/// brings its own features and its truth; its candidate sets are not read.
public final class PseudoBench {
  private static final int THREADS = 2;
  private static final int LEAST_OF_A_LABEL = 4;
  private static final int BINS = 15;
  private static final double ASIDE = .2; // of the groups

  private final PseudoBenchOptions options;
  private final BenchEyes eyes;

  public PseudoBench(PseudoBenchOptions options, BenchEyes eyes) {
    this.options = options;
    this.eyes = eyes;
  }

  /// The figures, as one JSON object would hold them.
  ///
  /// @throws IOException if the table or the cache cannot be read or written
  public Map<String, Object> run() throws IOException, InterruptedException {
    long began = System.nanoTime();
    var content = options.slice().read();
    var labels = content.scheme().labels().stream().map(Label::id).toList();
    var rows = content.rows();
    var aside = aside(rows);
    var known = labelled(rows, aside);
    mustMeasure(aside, known);
    var seen = seen(content);
    var clips =
        rows.stream()
            .map(row -> {
              var group = row.group().orElse(row.name());
              return aside.contains(row.name())
                  ? PseudoClip.aside(row.name(), group)
                  : known.contains(row.name())
                      ? PseudoClip.labelled(
                          row.name(), group, Objects.requireNonNull(row.gold(), row.name()))
                      : PseudoClip.unlabelled(row.name(), group);
            })
            .toList();
    var input = new PseudoInput(labels, clips, seen.features(), seen.modalities(), seen.faces());
    long described = System.nanoTime();
    var spread = new PseudoLabelling(options.encoder());
    var kept = Checkpoints.inMemory(); // every method begins with what labels alone teach
    var alone =
        spread.run(input, options.plan().by(PseudoMethod.SUPERVISED), kept, RunListener.SILENT);
    long compared = System.nanoTime();
    var result = spread.run(input, options.plan(), kept, RunListener.SILENT);
    long learned = System.nanoTime();

    var truths = new HashMap<String, Integer>();
    rows.stream()
        .filter(row -> row.gold() != null)
        .forEach(row -> truths.put(row.name(), labels.indexOf(row.gold())));
    var metrics = new LinkedHashMap<String, Object>();
    put(metrics, "supervised", alone, truths, aside);
    put(metrics, "pseudo", result, truths, aside);
    keep(metrics, result, truths, aside);
    taught(metrics, result);
    metrics.put("ece", result.calibrationError());
    metrics.put("temperature", result.temperature());
    metrics.put("labelledClips", known.size());
    metrics.put("poolClips", rows.size() - known.size() - aside.size());
    metrics.put("testClips", aside.size());
    metrics.put("featureSeconds", (described - began) / 1e9);
    metrics.put("supervisedSeconds", (compared - described) / 1e9);
    metrics.put("pseudoSeconds", (learned - compared) / 1e9);
    metrics.put("wallSeconds", (learned - began) / 1e9);

    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "pseudo");
    report.put("data", options.slice().data().toString());
    report.put("method", options.plan().method().written());
    if (options.plan().perLabel().rule() != LabelThresholds.Rule.ONE) {
      report.put("perLabel", options.plan().perLabel());
    }
    report.put("seed", options.plan().seed());
    report.put("device", "cpu");
    report.put("threads", THREADS);
    report.put("clips", rows.size());
    report.put("classes", labels.size());
    report.put("features", seen.written());
    if (!seen.maySeen().isEmpty()) {
      report.put("featuresMaySeen", seen.maySeen());
    }
    report.put("wallSeconds", (learned - began) / 1e9);
    report.put("peakRssMb", ProcessMemory.peakMb());
    report.put("metrics", metrics);
    return report;
  }

  /// What the networks look at.
  ///
  /// @param written how it is called in the report
  /// @param maySeen data that learned features may have been trained on
  private record Seen(
      FeatureTable features,
      List<Modality> modalities,
      @Nullable ClipPictures faces,
      String written,
      List<String> maySeen) {}

  private Seen seen(TableSlice.Content content) throws IOException, InterruptedException {
    var rows = content.rows();
    var brought = content.brought();
    if (brought != null) {
      var features = FeatureTable.of(brought.features(rows));
      var table = new Modality("table", 0, features.width());
      return new Seen(features, List.of(table), null, "of the table", List.of());
    }
    var sources =
        rows.stream().map(row -> DescribedTable.source(options.slice().data(), row)).toList();
    var vectors =
        new ClipFeatures(eyes.extractors(), eyes.cache(), THREADS)
            .vectors(sources, FeatureProgress.SILENT);
    var faces =
        options.encoder() == null
            ? null
            : ClipPictures.of(
                eyes.pictures().of(sources, eyes.cache(), THREADS, FeatureProgress.SILENT),
                FacePictures.SIDE);
    return new Seen(
        FeatureTable.of(vectors.x()),
        modalities(vectors),
        faces,
        options.faces().written(),
        vectors.mayHaveSeen(eyes.extractors()));
  }

  /// Extractors of one channel are one modality.
  static List<Modality> modalities(ClipVectors vectors) {
    var modalities = new ArrayList<Modality>();
    for (var block : vectors.blocks()) {
      var name = block.channel().name();
      int until = block.from() + block.width();
      if (!modalities.isEmpty() && modalities.getLast().name().equals(name)) {
        modalities.add(new Modality(name, modalities.removeLast().from(), until));
      } else {
        modalities.add(new Modality(name, block.from(), until));
      }
    }
    return modalities;
  }

  /// Names of the clips with gold that take no part.
  private Set<String> aside(List<ClipRow> rows) {
    boolean split =
        rows.stream().anyMatch(row -> "train".equals(row.split()))
            && rows.stream().anyMatch(PseudoBench::isTest);
    var aside = new HashSet<String>();
    if (split) {
      rows.stream().filter(PseudoBench::isTest).forEach(row -> aside.add(row.name()));
    } else {
      var groups =
          new ArrayList<>(
              new TreeSet<>(rows.stream().map(row -> row.group().orElse(row.name())).toList()));
      Collections.shuffle(groups, new Random(options.plan().seed()));
      var drawn =
          new HashSet<>(groups.subList(0, Math.max(1, (int) Math.round(ASIDE * groups.size()))));
      rows.stream()
          .filter(row -> drawn.contains(row.group().orElse(row.name())))
          .forEach(row -> aside.add(row.name()));
    }
    return aside;
  }

  private static boolean isTest(ClipRow row) {
    return "valid".equals(row.split()) || "test".equals(row.split());
  }

  /// Names of the clips that keep their labels: of each label its share, and at least four.
  private Set<String> labelled(List<ClipRow> rows, Set<String> aside) {
    var byLabel = new TreeMap<String, List<String>>();
    for (var row : rows) {
      if (row.gold() != null && !aside.contains(row.name())) {
        byLabel.computeIfAbsent(row.gold(), _ -> new ArrayList<>()).add(row.name());
      }
    }
    var random = new Random(options.plan().seed());
    var known = new HashSet<String>();
    for (var names : byLabel.values()) {
      Collections.shuffle(names, random);
      int share = (int) Math.round(options.labelled() * names.size());
      known.addAll(names.subList(0, Math.min(names.size(), Math.max(LEAST_OF_A_LABEL, share))));
    }
    return known;
  }

  private void mustMeasure(Set<String> aside, Set<String> known) {
    if (aside.isEmpty() || known.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has %d clips to measure on and %d labelled ones to learn from; it needs both."
              .formatted(options.slice().data(), aside.size(), known.size()));
    }
  }

  private static void put(
      Map<String, Object> metrics,
      String name,
      PseudoResult result,
      Map<String, Integer> truths,
      Set<String> aside) {
    var measured =
        result.pool().stream()
            .filter(one -> aside.contains(one.clip()) && truths.containsKey(one.clip()))
            .toList();
    int[] called = measured.stream().mapToInt(PseudoLabel::label).toArray();
    int[] truth =
        measured.stream().mapToInt(one -> Objects.requireNonNull(truths.get(one.clip()))).toArray();
    int right = 0;
    for (int i = 0; i < truth.length; i++) {
      right += called[i] == truth[i] ? 1 : 0;
    }
    metrics.put(name, WeightedF1.of(called, truth, result.labels().size()));
    metrics.put(name + "Accuracy", right / (double) truth.length);
    metrics.put(name + "Uar", ClassRecall.of(called, truth, result.labels().size()));
  }

  /// What labels had to reach before they taught, and the share of each among those that taught.
  private static void taught(Map<String, Object> metrics, PseudoResult result) {
    var thresholds = result.networks().thresholds();
    var times = new int[result.labels().size()];
    result.pool().forEach(one -> times[one.label()] += one.taught());
    int all = Arrays.stream(times).sum();
    for (int c = 0; c < thresholds.size(); c++) {
      var label = result.labels().get(c);
      metrics.put("threshold:" + label, thresholds.get(c));
      metrics.put("taught:" + label, all == 0 ? 0 : (double) times[c] / all);
    }
  }

  /// What of the pool would be kept, how much of it is right, and how sure it was said to be. Of
  /// nothing kept there is no precision, and none is written.
  private void keep(
      Map<String, Object> metrics,
      PseudoResult result,
      Map<String, Integer> truths,
      Set<String> aside) {
    var gates = Gates.of(result, options.kept());
    var pool =
        result.pool().stream()
            .filter(one -> !aside.contains(one.clip()) && truths.containsKey(one.clip()))
            .toList();
    var kept = pool.stream().filter(gates::pass).toList();
    var said = kept.stream().mapToDouble(PseudoLabel::confidence).toArray();
    var right = new boolean[said.length];
    int hits = 0;
    for (int i = 0; i < right.length; i++) {
      var one = kept.get(i);
      right[i] = one.label() == Objects.requireNonNull(truths.get(one.clip()));
      hits += right[i] ? 1 : 0;
    }
    int covered = 0;
    int candidates = 0;
    for (var one : pool) {
      covered += one.candidates().contains(truths.get(one.clip())) ? 1 : 0;
      candidates += one.candidates().size();
    }
    if (!pool.isEmpty()) {
      metrics.put("keptShare", (double) said.length / pool.size());
      metrics.put("setCoverage", (double) covered / pool.size());
      metrics.put("setSize", (double) candidates / pool.size());
    }
    if (!kept.isEmpty()) {
      metrics.put("keptPrecision", (double) hits / said.length);
      metrics.put("keptConfidence", Arrays.stream(said).average().orElseThrow());
      metrics.put("keptEce", CalibrationError.of(said, right, BINS));
    }
  }
}
