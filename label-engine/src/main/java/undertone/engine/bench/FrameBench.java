package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Label;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.ClipsCsv;
import undertone.corpora.manifest.RowResult;
import undertone.corpora.manifest.TableRules;
import undertone.engine.frames.ActionUnits;
import undertone.engine.frames.FaceStills;
import undertone.engine.frames.FrameCase;
import undertone.engine.frames.FrameTrial;
import undertone.engine.frames.FrameTrial.Outcome;
import undertone.engine.frames.FrameTruth;

/// Measures expression, valence and arousal and action units told together by a network of two
/// aspects, as labels of tasks go missing: on films made of still faces.
///
/// Expressions are the labels of people. Valence and arousal are the places of labels in the
/// scheme, weighed by the crowd's votes where there are some, and action units are drawn by lot
/// around what an expression usually moves: both are made of the labels and say how a head learns,
/// not how well these things are seen.
public final class FrameBench {
  private static final double ASIDE = .2; // of the people, where the table has no splits

  private final FrameBenchOptions options;

  public FrameBench(FrameBenchOptions options) {
    this.options = options;
  }

  private static final Map<String, ToDoubleFunction<Outcome>> FIGURES = figures();

  private static Map<String, ToDoubleFunction<Outcome>> figures() {
    var figures = new LinkedHashMap<String, ToDoubleFunction<Outcome>>();
    figures.put("p", Outcome::p);
    figures.put("expressionF1", Outcome::expression);
    figures.put("valenceCcc", Outcome::valence);
    figures.put("arousalCcc", Outcome::arousal);
    figures.put("unitsF1", Outcome::units);
    figures.put("smoothing", Outcome::smoothing);
    figures.put("seconds", Outcome::seconds);
    return figures;
  }

  /// The figures, as one JSON object would hold them.
  public Map<String, Object> run() throws IOException {
    long began = System.nanoTime();
    var rows = rows();
    var aside = aside(rows);
    var learned = stills(rows.stream().filter(row -> !aside.contains(row.name())).toList());
    var measured = stills(rows.stream().filter(row -> aside.contains(row.name())).toList());
    var outcomes = new LinkedHashMap<FrameCase, List<Outcome>>();
    for (int s = 0; s < options.seeds(); s++) {
      var plan = options.plan().withSeed(options.plan().seed() + s);
      var trial = new FrameTrial(plan, learned, measured, options.scheme().labels().size());
      for (var what : options.cases()) {
        var outcome = trial.of(what);
        outcomes.computeIfAbsent(what, _ -> new ArrayList<>()).add(outcome);
        System.err.printf(
            "seed %d, %s: P %.3f in %.0f s%n",
            plan.seed(), what.written(), outcome.p(), outcome.seconds());
      }
    }

    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "abaw");
    report.put("data", options.data().toString());
    report.put("method", options.cases().stream().map(FrameCase::written).toList());
    report.put("seed", options.plan().seed());
    report.put("seeds", options.seeds());
    report.put("device", "cpu");
    report.put("threads", 1);
    report.put("clips", rows.size());
    report.put("clipsMeasured", aside.size());
    report.put("classes", options.scheme().labels().size());
    report.put("epochs", options.plan().epochs());
    report.put("films", options.plan().films());
    report.put("frames", options.plan().frames());
    report.put("missing", options.plan().missing());
    report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
    report.put("peakRssMb", ProcessMemory.peakMb());
    report.put("metrics", metrics(outcomes));
    return report;
  }

  private List<ClipRow> rows() {
    var rows = new ArrayList<ClipRow>();
    var file = options.data().resolve(TableSlice.TABLE);
    try (var csv = ClipsCsv.open(file, TableRules.under(options.scheme()))) {
      for (var result : csv) {
        if (result instanceof RowResult.Good(var row) && (row.gold() != null || votes(row) > 0)) {
          rows.add(row);
        }
      }
    }
    return Stratified.drawn(
        rows,
        row -> Objects.requireNonNullElse(row.gold(), ""),
        options.limit(),
        options.plan().seed());
  }

  private static int votes(ClipRow row) {
    var tally = row.tally();
    return tally == null ? 0 : tally.counts().values().stream().mapToInt(Integer::intValue).sum();
  }

  /// Names of the faces to measure on: those of a split, else of a fifth of the people.
  private Set<String> aside(List<ClipRow> rows) {
    var split = new HashSet<String>();
    var people = new TreeSet<String>();
    for (var row : rows) {
      people.add(BenchTable.group(row, null));
      if ("valid".equals(row.split()) || "test".equals(row.split())) {
        split.add(row.name());
      }
    }
    if (split.isEmpty()) {
      var order = new ArrayList<>(people);
      Collections.shuffle(order, new Random(options.plan().seed()));
      var drawn =
          new HashSet<>(order.subList(0, Math.max(1, (int) Math.round(ASIDE * order.size()))));
      rows.stream()
          .filter(row -> drawn.contains(BenchTable.group(row, null)))
          .forEach(row -> split.add(row.name()));
    }
    if (split.isEmpty() || split.size() == rows.size()) {
      throw new IllegalArgumentException(
          "%s has %d faces with a label, of which %d are measured; some must be, and some must not."
              .formatted(options.data(), rows.size(), split.size()));
    }
    return split;
  }

  private FaceStills stills(List<ClipRow> rows) throws IOException {
    var truths = new ArrayList<FrameTruth>();
    var kinds = new ArrayList<Integer>();
    var faces = new ArrayList<byte[]>();
    for (var row : rows) {
      var random = new SplittableRandom(row.name().hashCode());
      var shares = shares(row);
      var shown = row.gold() == null ? drawn(shares, random) : row.gold();
      int gold = row.gold() == null ? -1 : options.scheme().indexOf(row.gold());
      truths.add(
          new FrameTruth(
              gold,
              weighed(shares, Label::valence),
              weighed(shares, Label::arousal),
              ActionUnits.drawn(shown, random)));
      kinds.add(gold);
      faces.add(grey(row));
    }
    return new FaceStills(truths, kinds, faces);
  }

  private byte[] grey(ClipRow row) throws IOException {
    var file = Files.readAllBytes(options.data().resolve(row.source()));
    var packed = SmallPicture.read(row.name(), file, FaceStills.SIDE);
    var grey = new byte[packed.length / 3];
    for (int p = 0; p < grey.length; p++) {
      int sum = (packed[3 * p] & 0xff) + (packed[3 * p + 1] & 0xff) + (packed[3 * p + 2] & 0xff);
      grey[p] = (byte) (sum / 3);
    }
    return grey;
  }

  /// Of the crowd's votes, else all of it on the label.
  private static Map<String, Double> shares(ClipRow row) {
    var shares = new LinkedHashMap<String, Double>();
    var tally = row.tally();
    int all = votes(row);
    if (tally != null && all > 0) {
      tally.counts().forEach((label, people) -> shares.put(label, (double) people / all));
    } else if (row.gold() != null) {
      shares.put(row.gold(), 1.0);
    }
    return shares;
  }

  private static String drawn(Map<String, Double> shares, SplittableRandom random) {
    double left = random.nextDouble();
    String last = "";
    for (var share : shares.entrySet()) {
      last = share.getKey();
      left -= share.getValue();
      if (left < 0) {
        break;
      }
    }
    return last;
  }

  private double weighed(Map<String, Double> shares, Function<Label, @Nullable Double> of) {
    double sum = 0;
    for (var share : shares.entrySet()) {
      var label = options.scheme().labels().get(options.scheme().indexOf(share.getKey()));
      var place = of.apply(label);
      if (place == null) {
        return FrameTruth.UNKNOWN;
      }
      sum += share.getValue() * place;
    }
    return sum;
  }

  private static Map<String, Object> metrics(Map<FrameCase, List<Outcome>> outcomes) {
    var metrics = new LinkedHashMap<String, Object>();
    outcomes.forEach((what, bySeed) -> {
      var told = new LinkedHashMap<String, Object>();
      FIGURES.forEach((name, figure) -> told.put(name, SeedFigures.of(bySeed, figure).told()));
      metrics.put(what.written(), told);
    });
    gain(metrics, "partialOverComplete", outcomes, FrameCase.PARTIAL, FrameCase.COMPLETE);
    gain(metrics, "fullOverPartial", outcomes, FrameCase.FULL, FrameCase.PARTIAL);
    gain(metrics, "twoAspectsOverSigns", outcomes, FrameCase.FULL, FrameCase.SIGNS);
    return metrics;
  }

  private static void gain(
      Map<String, Object> metrics,
      String name,
      Map<FrameCase, List<Outcome>> outcomes,
      FrameCase better,
      FrameCase worse) {
    var ours = outcomes.get(better);
    var theirs = outcomes.get(worse);
    if (ours != null && theirs != null) {
      metrics.put(
          name,
          SeedFigures.gain(SeedFigures.of(ours, Outcome::p), SeedFigures.of(theirs, Outcome::p))
              .told());
    }
  }
}
