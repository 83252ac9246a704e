package undertone.engine.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.LabelScheme;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.Opinion;
import undertone.corpora.manifest.Tally;
import undertone.engine.aggregation.Aggregation;
import undertone.engine.aggregation.AggregationMethod;
import undertone.engine.aggregation.Majority;
import undertone.engine.aggregation.Votes;
import undertone.engine.agreement.Agreement;
import undertone.engine.agreement.AgreementStatistic;
import undertone.engine.agreement.Difference;
import undertone.engine.agreement.FleissKappa;
import undertone.engine.agreement.GwetAc1;
import undertone.engine.agreement.KrippendorffAlpha;
import undertone.engine.agreement.LightKappa;
import undertone.engine.agreement.PercentAgreement;
import undertone.engine.agreement.PositiveAgreement;
import undertone.engine.agreement.SetRatings;
import undertone.engine.metrics.Auroc;
import undertone.engine.metrics.CalibrationError;

/// Measures what votes alone are worth: how well methods bring them together, and how far voters
/// agree. No clip is looked at.
public final class VoteBench {
  /// Above so many voters the table of all pairs is left out.
  private static final int MOST_PAIRED = 40;

  private VoteBench() {}

  /// What a bench of votes measures.
  ///
  /// @param slice rows and voters
  /// @param method of [AggregationMethod]; unused by agreement
  /// @param annotators simulated where votes are anonymous counts; 0 = none: each count is a voice
  ///   of its own, which only agreement and the majority can use
  /// @param perClip simulated annotators who see a clip; 0 = as many as really voted
  /// @param truth column with the truth; null = `label`
  public record Options(
      TableSlice slice, String method, int annotators, int perClip, @Nullable String truth) {}

  /// The votes of a table.
  private static final class Ballots {
    final LabelScheme scheme;
    final List<ClipRow> rows;
    final Votes votes;
    final int[] gold; // [N], -1 = none
    final boolean anonymous;
    final @Nullable SimulatedVoters simulated;

    /// @param wholly whether sets enter as one vote in parts, or else by their first choice
    Ballots(Options options, boolean wholly) {
      var slice = options.slice();
      var content = slice.read();
      scheme = content.scheme();
      rows = content.rows();
      gold = rows.stream().mapToInt(row -> gold(row, options.truth(), scheme)).toArray();
      anonymous = slice.counts(Tally.VOTER) && rows.stream().anyMatch(row -> row.tally() != null);
      simulated =
          anonymous && options.annotators() > 0
              ? SimulatedVoters.of(
                  TableSlice.counts(rows, scheme),
                  options.annotators(),
                  options.perClip(),
                  slice.seed())
              : null;
      votes = simulated != null ? simulated.votes() : anonymous ? voices() : named(slice, wholly);
    }

    private static int gold(ClipRow row, @Nullable String column, LabelScheme scheme) {
      var word = column == null ? row.gold() : row.metadata().get(column);
      return word != null && scheme.match(word) instanceof LabelScheme.Match.Found(var label)
          ? scheme.indexOf(label.id())
          : -1;
    }

    /// Nobody is known twice: the r-th vote of every clip goes to one voter, who means nothing.
    private Votes voices() {
      var counts = TableSlice.counts(rows, scheme);
      int most = Arrays.stream(counts).mapToInt(row -> Arrays.stream(row).sum()).max().orElse(0);
      var builder = Votes.over(counts.length, most, scheme.labels().size());
      for (int i = 0; i < counts.length; i++) {
        int voice = 0;
        for (int k = 0; k < counts[i].length; k++) {
          for (int n = 0; n < counts[i][k]; n++) {
            builder.cast(i, voice++, k);
          }
        }
      }
      return builder.build();
    }

    /// A set is one vote in equal parts, or, if ordered, the r-th label with weight 1/r.
    private Votes named(TableSlice slice, boolean wholly) {
      var order = voterNames(slice);
      var builder = Votes.over(rows.size(), order.size(), scheme.labels().size());
      for (int i = 0; i < rows.size(); i++) {
        for (int m = 0; m < order.size(); m++) {
          var opinion = rows.get(i).opinions().get(order.get(m));
          if (opinion != null) {
            var held =
                opinion.labels().labels().stream()
                    .mapToInt(scheme::indexOf)
                    .filter(k -> k >= 0)
                    .limit(wholly ? Long.MAX_VALUE : 1)
                    .toArray();
            double all = 0;
            for (int r = 1; r <= held.length; r++) {
              all += opinion.ranked() ? 1.0 / r : 1;
            }
            for (int r = 1; r <= held.length; r++) {
              builder.cast(i, m, held[r - 1], (opinion.ranked() ? 1.0 / r : 1) / all);
            }
          }
        }
      }
      return builder.build();
    }

    /// Whole sets of named voters, clip by clip.
    SetRatings<String> sets(TableSlice slice) {
      var names = voterNames(slice);
      return SetRatings.of(
          rows.stream()
              .map(row -> names.stream().map(name -> set(row.opinions().get(name))).toList())
              .toList());
    }

    private @Nullable Set<String> set(@Nullable Opinion opinion) {
      if (opinion == null) {
        return null;
      }
      var held = new HashSet<>(opinion.labels().labels());
      held.removeIf(label -> scheme.indexOf(label) < 0);
      return held.isEmpty() ? null : held;
    }

    private List<String> voterNames(TableSlice slice) {
      var names = new TreeSet<String>();
      rows.forEach(row -> names.addAll(row.opinions().keySet()));
      names.removeIf(name -> !slice.counts(name));
      return List.copyOf(names);
    }

    List<String> names() {
      return scheme.labels().stream().map(label -> label.id()).toList();
    }
  }

  /// Brings votes together and compares with the truth and with the majority of the same votes.
  ///
  /// @throws IllegalArgumentException if nothing can be measured
  public static Map<String, Object> aggregate(Options options) throws IOException {
    long began = System.nanoTime();
    var method = AggregationMethod.of(options.method());
    if (options.annotators() < 1) {
      throw new IllegalArgumentException(
          "--annotators must be at least 1 but is %d.".formatted(options.annotators()));
    }
    var ballots = new Ballots(options, true);
    var measured =
        IntStream.range(0, ballots.gold.length)
            .filter(i -> ballots.gold[i] >= 0 && ballots.votes.on(i) > 0)
            .toArray();
    if (measured.length == 0) {
      throw new IllegalArgumentException(
          "%s has no clip with both a vote and a truth in \"%s\"; nothing can be measured."
              .formatted(
                  options.slice().data(), options.truth() == null ? "label" : options.truth()));
    }
    var majority = new Majority().aggregate(ballots.votes);
    var found = method.aggregator(options.slice().seed()).aggregate(ballots.votes);
    var metrics = new LinkedHashMap<String, Object>();
    double before = accuracy(majority, ballots.gold, measured);
    double after = accuracy(found, ballots.gold, measured);
    metrics.put("accuracyMajority", before);
    metrics.put("accuracy", after);
    metrics.put("gain", after - before);
    putTrust(metrics, found, ballots.gold, measured);
    metrics.put("votes", ballots.votes.size());
    metrics.put("annotators", ballots.votes.voters());
    metrics.put("simulatedAnnotators", ballots.simulated != null);
    putVoters(metrics, found, ballots);
    metrics.put("rounds", found.objective().length);
    return report("aggregate", options, ballots, measured.length, began, metrics, method.written());
  }

  /// How far the posterior can be believed, as a probability that its label is wrong.
  private static void putTrust(
      Map<String, Object> metrics, Aggregation found, int[] gold, int[] measured) {
    var doubt = new double[measured.length];
    var wrong = new boolean[measured.length];
    double loss = 0;
    for (int at = 0; at < measured.length; at++) {
      int i = measured[at];
      doubt[at] = 1 - found.posterior()[i][found.label(i)];
      wrong[at] = found.label(i) != gold[i];
      loss -= Math.log(Math.max(1e-12, found.posterior()[i][gold[i]])) / measured.length;
    }
    metrics.put("aurocWrong", Auroc.of(doubt, wrong));
    metrics.put("ece", CalibrationError.of(doubt, wrong));
    metrics.put("logLoss", loss);
  }

  /// How near the estimated competences are to how often each voter said the truth.
  private static void putVoters(Map<String, Object> metrics, Aggregation found, Ballots ballots) {
    var right = new double[ballots.votes.voters()];
    var judged = new double[ballots.votes.voters()];
    for (int i = 0; i < ballots.gold.length; i++) {
      for (int p = ballots.votes.from(i); ballots.gold[i] >= 0 && p < ballots.votes.to(i); p++) {
        judged[ballots.votes.voter(p)] += ballots.votes.weight(p);
        right[ballots.votes.voter(p)] +=
            ballots.votes.label(p) == ballots.gold[i] ? ballots.votes.weight(p) : 0;
      }
    }
    double error = 0;
    int known = 0;
    for (int m = 0; m < right.length; m++) {
      if (judged[m] > 0) {
        error += Math.abs(found.competence()[m] - right[m] / judged[m]);
        known++;
      }
    }
    metrics.put("competenceError", error / Math.max(1, known));
  }

  private static double accuracy(Aggregation found, int[] gold, int[] measured) {
    return (double) Arrays.stream(measured).filter(i -> found.label(i) == gold[i]).count()
        / measured.length;
  }

  /// All statistics of agreement with their intervals, over all labels and per label. Of a set its
  /// first label counts, but where voters have names α of whole sets is told too.
  public static Map<String, Object> agreement(Options options) throws IOException {
    long began = System.nanoTime();
    var ballots = new Ballots(options, false);
    var votes = ballots.votes;
    int several = (int) IntStream.range(0, votes.items()).filter(i -> votes.on(i) > 1).count();
    if (several == 0) {
      throw new IllegalArgumentException(
          "No clip of %s has votes of two voters; agreement needs at least two."
              .formatted(options.slice().data()));
    }
    long seed = options.slice().seed();
    var metrics = new LinkedHashMap<String, Object>();
    metrics.put("percent", figures(PercentAgreement.of(votes), seed));
    metrics.put(
        "krippendorffAlpha", figures(KrippendorffAlpha.of(votes, Difference.nominal()), seed));
    var fleiss = FleissKappa.of(votes);
    metrics.put("fleissKappa", figures(fleiss, seed));
    metrics.put("fleissEqualVotes", fleiss.isEqual());
    metrics.put("gwetAc1", figures(GwetAc1.of(votes), seed));
    boolean named = ballots.simulated != null || !ballots.anonymous;
    if (named && votes.voters() > 1 && votes.voters() <= MOST_PAIRED) {
      metrics.put("lightKappa", figures(LightKappa.of(votes), seed));
    }
    if (named && ballots.simulated == null) {
      putSets(metrics, ballots.sets(options.slice()), seed);
    }
    var perLabel = new LinkedHashMap<String, Object>();
    for (int k = 0; k < votes.classes(); k++) {
      perLabel.put(ballots.names().get(k), figures(PositiveAgreement.of(votes, k), seed));
    }
    metrics.put("positiveAgreement", perLabel);
    metrics.put("votes", votes.size());
    metrics.put("simulatedAnnotators", ballots.simulated != null);
    return report("agreement", options, ballots, several, began, metrics, "agreement");
  }

  private static void putSets(Map<String, Object> metrics, SetRatings<String> sets, long seed) {
    if (sets.sets().size() <= SetRatings.MOST_SETS) {
      var differences = new LinkedHashMap<String, Difference>();
      differences.put("masiAlpha", Difference.masi(sets.sets(), Difference.Masi.EXACT));
      differences.put("masiNltkAlpha", Difference.masi(sets.sets(), Difference.Masi.NLTK));
      differences.put("jaccardAlpha", Difference.jaccard(sets.sets()));
      differences.forEach((name, difference) ->
          metrics.put(name, figures(KrippendorffAlpha.of(sets.votes(), difference), seed)));
    }
  }

  private static Map<String, Object> figures(AgreementStatistic statistic, long seed) {
    var found = Agreement.of(statistic, seed);
    var figures = new LinkedHashMap<String, Object>();
    figures.put("value", found.value()); // null = undefined
    figures.put("low", found.low());
    figures.put("high", found.high());
    figures.put("items", found.items());
    figures.put("raters", found.raters());
    return figures;
  }

  private static Map<String, Object> report(
      String bench,
      Options options,
      Ballots ballots,
      int clips,
      long began,
      Map<String, Object> metrics,
      String method)
      throws IOException {
    var report = new LinkedHashMap<String, Object>();
    report.put("bench", bench);
    report.put("data", options.slice().data().toString());
    report.put("method", method);
    report.put("seed", options.slice().seed());
    report.put("device", "cpu");
    report.put("threads", 1);
    report.put("clips", clips);
    report.put("classes", ballots.scheme.labels().size());
    report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
    report.put("peakRssMb", ProcessMemory.peakMb());
    report.put("metrics", metrics);
    return report;
  }
}
