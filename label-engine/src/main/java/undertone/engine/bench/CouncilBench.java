package undertone.engine.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.LabelScheme;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.Opinion;
import undertone.engine.aggregation.Aggregation;
import undertone.engine.aggregation.DawidSkene;
import undertone.engine.aggregation.DawidSkeneConfig;
import undertone.engine.aggregation.Votes;
import undertone.engine.cleaning.Crowdlab;
import undertone.engine.llm.AskKind;
import undertone.engine.llm.RankCalibration;
import undertone.engine.refinement.Streams;

/// Measures what a machine that ranks labels is worth beside people: how often the council is right
/// with and without it, and whether their disagreement finds the clips people got wrong.
///
/// People are simulated, for no table names who voted: a few of ten vote on each clip, are right
/// with a stated accuracy, and err towards every other label alike. Real errors gather on the same
/// clips and labels, where a machine may fail too, so these figures flatter a machine.
public final class CouncilBench {
  private static final int ANNOTATORS = 10;
  private static final int LONGEST_RANKING = 5;
  private static final Pattern PER_CENT = Pattern.compile("\\d{1,3}(\\.\\d+)?");

  private CouncilBench() {}

  /// What is measured.
  ///
  /// @param slice rows; its voters, if any, are the machines
  /// @param votes of people on each clip
  /// @param accuracies of people, 0..1, each measured by itself; unused with `confidence`
  /// @param confidence column with the share of people who are right about each clip, in per cent;
  ///   null = all clips are alike
  /// @param profile the machine is simulated: how often the truth stands at its first, second …
  ///   place, 0..1; empty = the table's rankings
  /// @param gold clips whose truth teaches how far to believe the machine's places; they are not
  ///   measured. 0 = the published places of the kind
  /// @param kind what the machine looked at
  /// @param seeds how often everything is drawn, from the slice's seed on
  public record Options(
      TableSlice slice,
      int votes,
      List<Double> accuracies,
      @Nullable String confidence,
      List<Double> profile,
      int gold,
      AskKind kind,
      int seeds) {

    public Options {
      accuracies = List.copyOf(accuracies);
      profile = List.copyOf(profile);
      if (votes < 1 || votes > ANNOTATORS) {
        throw new IllegalArgumentException(
            "--human-votes must be 1 to %d but is %d.".formatted(ANNOTATORS, votes));
      }
      if (accuracies.isEmpty() || accuracies.stream().anyMatch(a -> !(a >= 0 && a <= 1))) {
        throw new IllegalArgumentException(
            "--accuracy must be numbers from 0 to 1 but is %s.".formatted(accuracies));
      }
      if (seeds < 1 || gold < 0) {
        throw new IllegalArgumentException(
            "--seeds must be at least 1 and --gold at least 0 but are %d and %d."
                .formatted(seeds, gold));
      }
      if (gold > 0 && gold < RankCalibration.FEWEST_GOLD) {
        throw new IllegalArgumentException(
            "--gold must be 0 or at least %d but is %d."
                .formatted(RankCalibration.FEWEST_GOLD, gold));
      }
      if (profile.stream().anyMatch(r -> !(r >= 0))
          || profile.stream().mapToDouble(Double::doubleValue).sum() > 1 + 1e-9) {
        throw new IllegalArgumentException(
            "--profile must be shares that sum to 1 at most but is %s.".formatted(profile));
      }
    }
  }

  /// @throws IllegalArgumentException if nothing can be measured
  public static Map<String, Object> run(Options options) throws IOException {
    long began = System.nanoTime();
    var table = new Table(options);
    var metrics = new LinkedHashMap<String, Object>();
    if (options.confidence() != null) {
      metrics.put("people", measured(options, table, Double.NaN));
    } else {
      for (double accuracy : options.accuracies()) {
        metrics.put("people" + accuracy, measured(options, table, accuracy));
      }
    }
    var report = new LinkedHashMap<String, Object>();
    report.put("bench", "council");
    report.put("data", options.slice().data().toString());
    report.put("method", options.profile().isEmpty() ? "rankings" : "simulated-rankings");
    report.put("seed", options.slice().seed());
    report.put("seeds", options.seeds());
    report.put("machines", table.machines);
    report.put("simulatedAnnotators", true);
    report.put("device", "cpu");
    report.put("threads", 1);
    report.put("clips", table.gold.length);
    report.put("classes", table.labels.size());
    report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
    report.put("peakRssMb", ProcessMemory.peakMb());
    report.put("metrics", metrics);
    return report;
  }

  /// Mean of the seeds with the lowest and the highest.
  private static Map<String, Object> measured(Options options, Table table, double accuracy) {
    var all = new LinkedHashMap<String, List<Double>>();
    for (int s = 0; s < options.seeds(); s++) {
      new Sitting(options, table, accuracy, options.slice().seed() + s)
          .figures()
          .forEach((name, value) -> all.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
    }
    var told = new LinkedHashMap<String, Object>();
    all.forEach((name, values) -> {
      var numbers = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
      var figure = new LinkedHashMap<String, Object>();
      figure.put("mean", numbers.getAverage());
      figure.put("low", numbers.getMin());
      figure.put("high", numbers.getMax());
      told.put(name, figure);
    });
    return told;
  }

  /// The clips with a truth, and what the machines said of them.
  private static final class Table {
    final List<String> labels;
    final int[] gold;
    final double[] ease; // share of people who are right, NaN = as stated
    final List<String> machines;
    final List<List<List<Integer>>> rankings; // machine, clip, labels best first

    Table(Options options) {
      var content = options.slice().read();
      var scheme = content.scheme();
      labels = scheme.labels().stream().map(label -> label.id()).toList();
      var rows =
          content.rows().stream()
              .filter(row -> row.gold() != null && scheme.indexOf(row.gold()) >= 0)
              .toList();
      if (rows.isEmpty()) {
        throw new IllegalArgumentException(
            "%s has no clip with a truth; nothing can be measured."
                .formatted(options.slice().data()));
      }
      gold =
          rows.stream()
              .mapToInt(row -> scheme.indexOf(Objects.requireNonNull(row.gold())))
              .toArray();
      ease = rows.stream().mapToDouble(row -> ease(row, options.confidence())).toArray();
      machines =
          options.profile().isEmpty() ? machines(rows, options.slice()) : List.of("simulated");
      rankings =
          options.profile().isEmpty()
              ? machines.stream()
                  .map(name ->
                      rows.stream().map(row -> ranking(row.opinions().get(name), scheme)).toList())
                  .toList()
              : List.of();
    }

    private static List<String> machines(List<ClipRow> rows, TableSlice slice) {
      var names = new TreeSet<String>();
      for (var row : rows) {
        row.opinions()
            .forEach((name, opinion) -> {
              if (opinion.ranked() && slice.counts(name)) {
                names.add(name);
              }
            });
      }
      if (names.isEmpty()) {
        throw new IllegalArgumentException(
            "%s has no column ranked:VOTER to be the machine; simulate one with --profile."
                .formatted(slice.data()));
      }
      return List.copyOf(names);
    }

    private static List<Integer> ranking(@Nullable Opinion opinion, LabelScheme scheme) {
      return opinion == null
          ? List.of()
          : opinion.labels().labels().stream().map(scheme::indexOf).filter(k -> k >= 0).toList();
    }

    private static double ease(ClipRow row, @Nullable String column) {
      if (column == null) {
        return Double.NaN;
      }
      var written = Objects.requireNonNullElse(row.metadata().get(column), "").strip();
      if (!PER_CENT.matcher(written).matches() || Double.parseDouble(written) > 100) {
        throw new IllegalArgumentException(
            "Clip %s has \"%s\" in column \"%s\"; it must be a per cent from 0 to 100."
                .formatted(row.name(), written, column));
      }
      return Double.parseDouble(written) / 100;
    }
  }

  /// One draw of people, and of the machine if it is simulated.
  private static final class Sitting {
    private final Table table;
    private final List<List<List<Integer>>> rankings;
    private final Votes people;
    private final List<RankCalibration> beliefs; // of each machine
    private final int[] judged; // clips that are measured
    private final long seed;

    Sitting(Options options, Table table, double accuracy, long seed) {
      this.table = table;
      this.seed = seed;
      var streams = new Streams(seed);
      people = people(options, table, accuracy, streams.of("people"));
      rankings =
          options.profile().isEmpty()
              ? table.rankings
              : List.of(simulated(options.profile(), table, streams.of("machine")));
      var order = IntStream.range(0, table.gold.length).toArray();
      Streams.shuffle(order, streams.of("gold"));
      int known = Math.min(options.gold(), order.length / 2);
      if (known < options.gold()) {
        throw new IllegalArgumentException(
            "--gold %d is more than half of the %d clips with a truth."
                .formatted(options.gold(), order.length));
      }
      judged = Arrays.stream(order, known, order.length).sorted().toArray();
      beliefs =
          rankings.stream()
              .map(said ->
                  known == 0
                      ? published(options)
                      : learned(said, Arrays.copyOf(order, known), options))
              .toList();
    }

    private static RankCalibration published(Options options) {
      return options.profile().isEmpty()
          ? RankCalibration.published(options.kind())
          : new RankCalibration(options.profile(), 0);
    }

    private RankCalibration learned(List<List<Integer>> said, int[] known, Options options) {
      var clips =
          Arrays.stream(known)
              .mapToObj(i ->
                  new RankCalibration.Known(
                      said.get(i).stream().map(table.labels::get).toList(),
                      table.labels.get(table.gold[i])))
              .toList();
      return RankCalibration.of(clips).orElseGet(() -> published(options));
    }

    private static Votes people(
        Options options, Table table, double accuracy, SplittableRandom random) {
      int classes = table.labels.size();
      var builder = Votes.over(table.gold.length, ANNOTATORS, classes);
      var who = IntStream.range(0, ANNOTATORS).toArray();
      for (int i = 0; i < table.gold.length; i++) {
        Streams.shuffle(who, random);
        double right = Double.isNaN(table.ease[i]) ? accuracy : table.ease[i];
        for (int turn = 0; turn < options.votes(); turn++) {
          boolean knows = random.nextDouble() < right;
          int other = (table.gold[i] + random.nextInt(1, classes)) % classes;
          builder.cast(i, who[turn], knows ? table.gold[i] : other);
        }
      }
      return builder.build();
    }

    /// Rankings whose truth stands where the profile says, other labels in any order.
    private static List<List<Integer>> simulated(
        List<Double> profile, Table table, SplittableRandom random) {
      var said = new ArrayList<List<Integer>>();
      int classes = table.labels.size();
      for (int truth : table.gold) {
        var others = IntStream.range(0, classes).filter(k -> k != truth).toArray();
        Streams.shuffle(others, random);
        var ranking = new ArrayList<Integer>();
        Arrays.stream(others).limit(Math.min(classes, LONGEST_RANKING)).forEach(ranking::add);
        double left = random.nextDouble();
        for (int place = 0; place < profile.size(); place++) {
          left -= profile.get(place);
          if (left < 0) {
            ranking.add(Math.min(place, ranking.size()), truth);
            break;
          }
        }
        said.add(List.copyOf(ranking.subList(0, Math.min(LONGEST_RANKING, ranking.size()))));
      }
      return said;
    }

    Map<String, Double> figures() {
      var figures = new LinkedHashMap<String, Double>();
      for (int m = 0; m < rankings.size(); m++) {
        putMachine(figures, rankings.get(m), beliefs.get(m), table.machines.get(m));
      }
      var firsts = with(false);
      var alone = majority(people);
      double majority = right(alone);
      double dawidSkene = right(dawidSkene(people));
      double both = right(dawidSkene(firsts));
      double ranked = right(dawidSkene(with(true)));
      double crowdlab = right(Crowdlab.of(people, models()).consensus());
      figures.put("peopleMajority", majority);
      figures.put("peopleDawidSkene", dawidSkene);
      figures.put("councilMajority", right(majority(firsts)));
      figures.put("councilDawidSkene", both);
      figures.put("councilDawidSkeneRanked", ranked);
      figures.put("councilCrowdlab", crowdlab);
      double people = Math.max(majority, dawidSkene);
      figures.put("gainDawidSkene", both - people);
      figures.put("gainDawidSkeneRanked", ranked - people);
      figures.put("gainCrowdlab", crowdlab - people);
      putDisagreement(figures, alone);
      return figures;
    }

    private void putMachine(
        Map<String, Double> figures,
        List<List<Integer>> said,
        RankCalibration belief,
        String name) {
      int within = 0;
      int size = 0;
      var top = new int[3];
      for (int i : judged) {
        int place = said.get(i).indexOf(table.gold[i]);
        for (int k = 0; k < top.length; k++) {
          top[k] += place >= 0 && place <= k ? 1 : 0;
        }
        int held = Math.min(belief.size(), said.get(i).size());
        within += place >= 0 && place < held ? 1 : 0;
        size += held;
      }
      var of = table.machines.size() == 1 ? "machine" : name;
      for (int k = 0; k < top.length; k++) {
        figures.put(of + "Top" + (k + 1), (double) top[k] / judged.length);
      }
      figures.put(of + "SetHoldsTruth", (double) within / judged.length);
      figures.put(of + "SetSize", (double) size / judged.length);
    }

    /// How often people are wrong where a machine's first label is another than theirs, and
    /// elsewhere.
    private void putDisagreement(Map<String, Double> figures, int[] alone) {
      var clips = new TreeMap<Boolean, Integer>();
      var wrong = new TreeMap<Boolean, Integer>();
      for (int i : judged) {
        int at = i;
        boolean apart =
            rankings.stream()
                .map(said -> said.get(at))
                .anyMatch(r -> !r.isEmpty() && r.getFirst() != alone[at]);
        clips.merge(apart, 1, Integer::sum);
        wrong.merge(apart, alone[i] == table.gold[i] ? 0 : 1, Integer::sum);
      }
      figures.put("apart", (double) clips.getOrDefault(true, 0) / judged.length);
      figures.put("peopleWrongWhereApart", share(wrong, clips, true));
      figures.put("peopleWrongElsewhere", share(wrong, clips, false));
    }

    private static double share(
        Map<Boolean, Integer> wrong, Map<Boolean, Integer> clips, boolean apart) {
      return (double) wrong.getOrDefault(apart, 0) / Math.max(1, clips.getOrDefault(apart, 0));
    }

    /// Most votes `[N]`; ties are split by the seed, since with two votes most disputes are ties.
    private int[] majority(Votes votes) {
      var random = new Streams(seed).of("ties");
      var labels = new int[votes.items()];
      for (int i = 0; i < labels.length; i++) {
        var counts = votes.counts(i);
        int most = Arrays.stream(counts).max().orElse(0);
        var best = IntStream.range(0, counts.length).filter(k -> counts[k] == most).toArray();
        labels[i] = best[random.nextInt(best.length)];
      }
      return labels;
    }

    private static Aggregation dawidSkene(Votes votes) {
      return new DawidSkene(DawidSkeneConfig.DEFAULT).aggregate(votes);
    }

    /// People and machines; of a ranking the first label, or as far as its places are believed.
    private Votes with(boolean ranked) {
      int classes = table.labels.size();
      var builder = Votes.over(people.items(), ANNOTATORS + rankings.size(), classes);
      for (int i = 0; i < people.items(); i++) {
        for (int p = people.from(i); p < people.to(i); p++) {
          builder.cast(i, people.voter(p), people.label(p));
        }
        for (int m = 0; m < rankings.size(); m++) {
          var said = rankings.get(m).get(i);
          if (!said.isEmpty() && !ranked) {
            builder.cast(i, ANNOTATORS + m, said.getFirst());
          } else if (!said.isEmpty()) {
            var soft = soft(m, i);
            for (int k = 0; k < classes; k++) {
              if (soft[k] > 0) {
                builder.cast(i, ANNOTATORS + m, k, soft[k]);
              }
            }
          }
        }
      }
      return builder.build();
    }

    private double[][][] models() {
      var models = new double[rankings.size()][people.items()][];
      for (int m = 0; m < models.length; m++) {
        for (int i = 0; i < people.items(); i++) {
          models[m][i] = soft(m, i);
        }
      }
      return models;
    }

    private double[] soft(int machine, int clip) {
      var said = rankings.get(machine).get(clip).stream().map(table.labels::get).toList();
      return beliefs.get(machine).soft(said, table.labels).stream()
          .mapToDouble(Double::doubleValue)
          .toArray();
    }

    private double right(Aggregation found) {
      return right(IntStream.range(0, people.items()).map(found::label).toArray());
    }

    private double right(int[] labels) {
      return (double) Arrays.stream(judged).filter(i -> labels[i] == table.gold[i]).count()
          / judged.length;
    }
  }
}
