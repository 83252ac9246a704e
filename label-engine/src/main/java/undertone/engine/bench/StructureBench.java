package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import undertone.corpora.Label;
import undertone.corpora.media.MediaDecoder;
import undertone.engine.architecture.CellPicture;
import undertone.engine.architecture.Rival;
import undertone.engine.architecture.SpeechClips;
import undertone.engine.architecture.SpeechTrial;
import undertone.engine.architecture.SpeechTrial.Outcome;
import undertone.engine.architecture.Utterance;
import undertone.engine.features.SpeechFrames;
import undertone.models.nas.Genotype;

/// Measures whether a searched structure hears emotions better than one drawn by lot and than
/// networks everybody knows, on speakers that neither the search nor the training ever heard.
///
/// Each seed leaves another speaker out, so an interval over seeds holds the luck of both.
public final class StructureBench {
  private static final String FOUND = "found";
  private static final String RANDOM = "random";

  private final StructureBenchOptions options;
  private final MediaDecoder media;

  public StructureBench(StructureBenchOptions options, MediaDecoder media) {
    this.options = options;
    this.media = media;
  }

  private static final Map<String, ToDoubleFunction<Outcome>> FIGURES = figures();

  private static Map<String, ToDoubleFunction<Outcome>> figures() {
    var figures = new LinkedHashMap<String, ToDoubleFunction<Outcome>>();
    figures.put("war", Outcome::war);
    figures.put("uar", Outcome::uar);
    figures.put("f1", Outcome::f1);
    figures.put("seconds", Outcome::seconds);
    return figures;
  }

  /// The figures, as one JSON object would hold them.
  public Map<String, Object> run() throws IOException {
    long began = System.nanoTime();
    var clips = read();
    var speakers = clips.utterances().stream().map(Utterance::speaker).distinct().sorted().toList();
    if (options.seeds() > speakers.size()) {
      throw new IllegalArgumentException(
          "Each seed leaves another speaker out, but %s has %d for %d seeds."
              .formatted(options.data(), speakers.size(), options.seeds()));
    }
    var outcomes = new LinkedHashMap<String, List<Outcome>>();
    var left = new ArrayList<String>();
    var structures = new ArrayList<Genotype>();
    var drawings = new ArrayList<Genotype>();
    for (int s = 0; s < options.seeds(); s++) {
      var plan = options.plan().withSeed(options.plan().seed() + s);
      var speaker = speakers.get(Math.floorMod(plan.seed(), speakers.size()));
      left.add(speaker);
      var trial = SpeechTrial.without(speaker, clips, plan);
      var found = trial.searched();
      var drawn = trial.drawn();
      structures.add(found);
      if (s == 0) {
        keep(found);
      }
      drawings.add(drawn);
      var bySeed = new LinkedHashMap<String, Outcome>();
      bySeed.put(FOUND, trial.of(found));
      bySeed.put(RANDOM, trial.of(drawn));
      for (var rival : Rival.values()) {
        bySeed.put(rival.written(), trial.of(rival));
      }
      bySeed.forEach((method, outcome) ->
          outcomes.computeIfAbsent(method, _ -> new ArrayList<>()).add(outcome));
      System.err.printf("without %s: %s%n", speaker, shown(bySeed));
    }

    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "nas");
    report.put("data", options.data().toString());
    report.put("method", List.copyOf(outcomes.keySet()));
    report.put("seed", options.plan().seed());
    report.put("seeds", options.seeds());
    report.put("device", "cpu");
    report.put("threads", 1);
    report.put("clips", clips.utterances().size());
    report.put("classes", clips.classes());
    report.put("speakers", speakers.size());
    report.put("leftOut", left);
    report.put("searchEpochs", options.plan().searchEpochs());
    report.put("epochs", options.plan().epochs());
    report.put("candidates", options.plan().candidates());
    report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
    report.put("peakRssMb", ProcessMemory.peakMb());
    report.put("structures", structures.stream().map(StructureBench::lines).toList());
    report.put("metrics", metrics(outcomes, structures, drawings));
    return report;
  }

  private SpeechClips read() throws IOException {
    var slice =
        new TableSlice(
            options.data(), null, List.of(), null, null, options.limit(), options.plan().seed());
    var content = slice.read();
    var labels =
        content.scheme().labels().stream()
            .map(Label::id)
            .filter(label -> content.rows().stream().anyMatch(row -> label.equals(row.gold())))
            .toList();
    var utterances = new ArrayList<Utterance>();
    var sounds = new ArrayList<float[]>();
    for (var row : content.rows()) {
      var speaker = row.speaker();
      if (row.gold() != null && speaker != null) {
        var sound = media.mono(options.data().resolve(row.source()), SpeechFrames.RATE_HZ);
        if (sound.length > 0) {
          utterances.add(new Utterance(row.name(), speaker, labels.indexOf(row.gold())));
          sounds.add(sound);
        }
      }
    }
    if (utterances.stream().map(Utterance::speaker).distinct().count() < 2) {
      throw new IllegalArgumentException(
          "%s has %d sounds with a label and a speaker, of less than two speakers; one must be left out."
              .formatted(options.data(), utterances.size()));
    }
    return new SpeechClips(utterances, labels.size(), sounds);
  }

  private void keep(Genotype structure) throws IOException {
    if (options.genotype() != null) {
      Files.writeString(options.genotype(), structure.json());
    }
    if (options.plot() != null) {
      Files.writeString(options.plot(), CellPicture.svg(structure));
    }
  }

  private static List<String> lines(Genotype structure) {
    return CellPicture.words(structure).lines().map(String::strip).toList();
  }

  private static Map<String, Object> metrics(
      Map<String, List<Outcome>> outcomes, List<Genotype> found, List<Genotype> drawn) {
    var metrics = new LinkedHashMap<String, Object>();
    outcomes.forEach((method, bySeed) -> {
      var told = new LinkedHashMap<String, Object>();
      FIGURES.forEach((name, figure) -> told.put(name, SeedFigures.of(bySeed, figure).told()));
      told.put("parameters", bySeed.stream().map(Outcome::parameters).toList());
      metrics.put(method, told);
    });
    var ours = Objects.requireNonNull(outcomes.get(FOUND));
    outcomes.forEach((method, bySeed) -> {
      if (!method.equals(FOUND)) {
        var gains = new LinkedHashMap<String, Object>();
        for (var name : List.of("war", "uar", "f1")) {
          var figure = Objects.requireNonNull(FIGURES.get(name));
          gains.put(
              name,
              SeedFigures.gain(SeedFigures.of(ours, figure), SeedFigures.of(bySeed, figure))
                  .told());
        }
        metrics.put("foundOver:" + method, gains);
      }
    });
    metrics.put("searchSeconds", seconds(found));
    metrics.put("randomSeconds", seconds(drawn));
    return metrics;
  }

  private static Map<String, Object> seconds(List<Genotype> structures) {
    return SeedFigures.of(structures.stream().map(one -> one.search().seconds()).toList()).told();
  }

  private static String shown(Map<String, Outcome> bySeed) {
    var words = new ArrayList<String>();
    bySeed.forEach((method, outcome) ->
        words.add("%s %.3f in %.0f s".formatted(method, outcome.uar(), outcome.seconds())));
    return String.join(", ", words);
  }
}
