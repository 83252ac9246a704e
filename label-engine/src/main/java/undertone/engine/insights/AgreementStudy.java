package undertone.engine.insights;

import static undertone.engine.agreement.Difference.masi;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.trace.Axis;
import undertone.engine.aggregation.DawidSkene;
import undertone.engine.aggregation.DawidSkeneConfig;
import undertone.engine.aggregation.Votes;
import undertone.engine.agreement.AgreementStatistic;
import undertone.engine.agreement.CohenKappa;
import undertone.engine.agreement.CohenKappa.Weights;
import undertone.engine.agreement.Difference;
import undertone.engine.agreement.FleissKappa;
import undertone.engine.agreement.GwetAc1;
import undertone.engine.agreement.Intraclass;
import undertone.engine.agreement.KrippendorffAlpha;
import undertone.engine.agreement.LightKappa;
import undertone.engine.agreement.MeanConcordance;
import undertone.engine.agreement.PercentAgreement;
import undertone.engine.agreement.PositiveAgreement;
import undertone.engine.agreement.SetRatings;
import undertone.engine.agreement.TraceAgreement;
import undertone.engine.insights.AgreementReport.Curation;
import undertone.engine.insights.AgreementReport.Pair;
import undertone.engine.insights.AgreementReport.Period;
import undertone.engine.insights.VoteBook.Followed;

/// Measures a book of votes. Statistics of one label a vote take the first choice; those of sets
/// the whole set. Seconds for 100,000 votes; an interrupt stops it.
public final class AgreementStudy {
  private static final int FEWEST_ESTIMATED = 3; // voters Dawid and Skene can tell apart
  private static final int MOST_PAIRED = 40; // voters drawn against each other
  private static final int MOST_VALUES = 250; // different numbers a matrix of them is kept of
  private static final int MOST_CELLS = 200_000; // of the tables of all pairs of voters
  private static final int MOST_PERIODS = 24;

  private final VoteBook book;
  private final long seed;
  private final DoubleConsumer progress;
  private final boolean withMachines;
  private final Votes firsts; // of those who count
  private final int[] starts; // [clips+1], rows of a clip
  private final int[] counts; // [clips·K], votes per first choice, of those who count
  private final int[] others; // [clips], votes with a first choice, of those who count

  private AgreementStudy(VoteBook book, long seed, DoubleConsumer progress) {
    this.book = book;
    this.seed = seed;
    this.progress = progress;
    withMachines = !anyTwo(book.firsts(this::isPerson));
    firsts = book.firsts(this::counts);
    int classes = book.labels().size();
    starts = new int[book.clips() + 1];
    counts = new int[book.clips() * classes];
    others = new int[book.clips()];
    for (int row = 0; row < book.size(); row++) {
      starts[book.clip(row) + 1]++;
      if (book.first(row) >= 0 && counts(book.voter(row))) {
        counts[book.clip(row) * classes + book.first(row)] += book.times(row);
        others[book.clip(row)] += book.times(row);
      }
    }
    for (int i = 0; i < book.clips(); i++) {
      starts[i + 1] += starts[i];
    }
  }

  /// @param seed of the intervals
  /// @param progress hears the share done, 0..1
  /// @throws IllegalStateException when the thread was interrupted
  public static AgreementReport of(VoteBook book, long seed, DoubleConsumer progress) {
    return new AgreementStudy(book, seed, progress).report();
  }

  private static boolean anyTwo(Votes votes) {
    return IntStream.range(0, votes.items()).anyMatch(i -> votes.on(i) > 1);
  }

  private boolean isPerson(int voter) {
    return !book.voters().get(voter).machine();
  }

  private boolean counts(int voter) {
    return withMachines || isPerson(voter);
  }

  private boolean isNamed(int voter) {
    return !book.voters().get(voter).crowd();
  }

  private void done(double share) {
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("The study was interrupted.");
    }
    progress.accept(share);
  }

  private AgreementReport report() {
    int voted =
        (int) IntStream.range(0, book.clips()).filter(i -> starts[i + 1] > starts[i]).count();
    int several = (int) IntStream.range(0, book.clips()).filter(i -> firsts.on(i) > 1).count();
    long votes = IntStream.range(0, book.size()).mapToLong(book::times).sum();
    var figures = figures();
    done(.4);
    var labels = new ArrayList<Figure>();
    for (int k = 0; k < book.labels().size(); k++) {
      labels.add(Figure.of(book.labels().get(k), PositiveAgreement.of(firsts, k), taking(), seed));
      done(.4 + .2 * (k + 1) / book.labels().size());
    }
    var pairs = pairs();
    done(.8);
    var voters = voters();
    done(.95);
    return new AgreementReport(
        book.labels(),
        voted,
        several,
        votes,
        withMachines,
        book.voters().stream().anyMatch(VoteBook.Who::crowd),
        figures,
        labels,
        apart(),
        voters,
        pairs,
        periods(this::counts),
        curation());
  }

  /// How many different voters take part, a crowd as one.
  private int taking() {
    var cast = firsts.castBy();
    return (int) Arrays.stream(cast).filter(n -> n > 0).count();
  }

  private List<Figure> figures() {
    var figures = new ArrayList<Figure>();
    int voters = taking();
    add(figures, "percent", PercentAgreement.of(firsts), voters);
    add(figures, "krippendorff-alpha", KrippendorffAlpha.of(firsts, Difference.nominal()), voters);
    done(.1);
    add(figures, "fleiss-kappa", FleissKappa.of(firsts), voters);
    add(figures, "gwet-ac1", GwetAc1.of(firsts), voters);
    done(.2);
    if (book.voters().size() > 1
        && book.voters().size() <= MOST_PAIRED
        && book.voters().stream().noneMatch(VoteBook.Who::crowd)) {
      add(figures, "light-kappa", LightKappa.of(firsts), voters);
    }
    done(.3);
    if (book.sets().size() <= SetRatings.MOST_SETS) {
      addSets(figures, voters);
    }
    addScales(figures);
    addTraces(figures);
    return figures;
  }

  private void add(List<Figure> figures, String name, AgreementStatistic statistic, int voters) {
    figures.add(Figure.of(name, statistic, voters, seed));
  }

  /// Whole sets.
  private void addSets(List<Figure> figures, int voters) {
    var builder = Votes.over(book.clips(), book.voters().size(), book.sets().size());
    for (int row = 0; row < book.size(); row++) {
      for (int time = 0; time < book.times(row) && counts(book.voter(row)); time++) {
        builder.cast(
            book.clip(row),
            book.voter(row),
            book.first(row) < 0 ? Votes.CANNOT_TELL : book.set(row));
      }
    }
    var votes = builder.build();
    add(figures, "masi-alpha", ofSets(votes, (a, b) -> masi(a, b, Difference.Masi.EXACT)), voters);
    add(
        figures,
        "masi-nltk-alpha",
        ofSets(votes, (a, b) -> masi(a, b, Difference.Masi.NLTK)),
        voters);
    add(figures, "jaccard-alpha", ofSets(votes, Difference::jaccard), voters);
  }

  /// The differences of all pairs are worked out once.
  private AgreementStatistic ofSets(
      Votes votes, ToDoubleBiFunction<Set<String>, Set<String>> difference) {
    int n = book.sets().size();
    var apart = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        apart[a][b] = difference.applyAsDouble(book.sets().get(a), book.sets().get(b));
      }
    }
    return KrippendorffAlpha.of(votes, (c, k, _) -> apart[c][k]);
  }

  /// What people said on a scale beside their labels, if they did.
  private void addScales(List<Figure> figures) {
    addRatings(figures, "valence", scale(book::valence));
    addRatings(figures, "arousal", scale(book::arousal));
    addOrdered(figures, "intensity-alpha", scale(book::intensity));
    addOrdered(
        figures,
        "certainty-alpha",
        scale(row -> book.certainty(row) < 0 ? Double.NaN : book.certainty(row)));
  }

  private void addRatings(List<Figure> figures, String name, Scale scale) {
    if (!scale.isSaid()) {
      return;
    }
    int voters = scale.raters();
    add(
        figures,
        name + "-alpha",
        KrippendorffAlpha.of(scale.used(), Difference.interval(scale.values())),
        voters);
    if (voters > 1) {
      add(figures, name + "-icc", Intraclass.ofOneRater(scale.numbers()), voters);
      add(figures, name + "-ccc", MeanConcordance.of(scale.numbers()), voters);
    }
    long cells = (long) scale.steps() * scale.steps() * voters * (voters - 1) / 2;
    if (cells > 0 && cells <= MOST_CELLS) {
      var steps = scale.inSteps();
      add(figures, name + "-kappa-linear", LightKappa.of(steps, Weights.LINEAR), voters);
      add(figures, name + "-kappa-quadratic", LightKappa.of(steps, Weights.QUADRATIC), voters);
    }
  }

  private void addOrdered(List<Figure> figures, String name, Scale scale) {
    if (scale.isSaid()) {
      add(figures, name, KrippendorffAlpha.of(scale.used(), Difference.ordinal()), scale.raters());
    }
  }

  private Scale scale(IntToDoubleFunction said) {
    return Scale.of(book, this::counts, said, MOST_VALUES);
  }

  /// How people followed clips in time, if two of them followed the same one.
  private void addTraces(List<Figure> figures) {
    for (var axis : Axis.values()) {
      var followed = book.followed().stream().filter(clip -> clip.axis() == axis).toList();
      if (!followed.isEmpty()) {
        int voters = (int) followed.stream().flatMap(f -> f.voters().stream()).distinct().count();
        var name = "trace-" + axis.name().toLowerCase(Locale.ROOT);
        add(figures, name + "-ccc", mean(followed, Followed::concordance, voters), voters);
        add(figures, name + "-icc", mean(followed, Followed::intraclass, voters), voters);
      }
    }
  }

  private static AgreementStatistic mean(
      List<Followed> clips, ToDoubleFunction<Followed> number, int voters) {
    return TraceAgreement.of(clips.stream().mapToDouble(number).toArray(), voters);
  }

  private List<List<Integer>> apart() {
    int classes = book.labels().size();
    var apart = new int[classes][classes];
    for (int i = 0; i < book.clips(); i++) {
      for (int a = 0; a < classes; a++) {
        int said = counts[i * classes + a];
        apart[a][a] += said > 1 ? 1 : 0;
        for (int b = 0; said > 0 && b < classes; b++) {
          apart[a][b] += a != b && counts[i * classes + b] > 0 ? 1 : 0;
        }
      }
    }
    return listed(apart);
  }

  private List<Pair> pairs() {
    var named = IntStream.range(0, book.voters().size()).filter(this::isNamed).toArray();
    var pairs = new ArrayList<Pair>();
    if (named.length > MOST_PAIRED) {
      return pairs;
    }
    var all = book.firsts(this::isNamed);
    for (int a : named) {
      for (int b : named) {
        if (a < b) {
          var kappa = CohenKappa.of(all, a, b, Weights.NONE);
          if (kappa.sums().rows() > 0) {
            pairs.add(new Pair(a, b, Figure.of("cohen-kappa", kappa, seed)));
          }
        }
      }
      done(.6 + .2 * (a + 1) / book.voters().size());
    }
    return pairs;
  }

  private List<VoterReport> voters() {
    var named = (int) IntStream.range(0, book.voters().size()).filter(this::isNamed).count();
    var estimate =
        named < FEWEST_ESTIMATED
            ? null
            : new DawidSkene(DawidSkeneConfig.DEFAULT).aggregate(book.firsts(this::isNamed));
    var found = new ArrayList<VoterReport>();
    for (int m = 0; m < book.voters().size(); m++) {
      found.add(voter(m, estimate));
    }
    return found;
  }

  private VoterReport voter(int m, DawidSkene.@Nullable Outcome estimate) {
    int classes = book.labels().size();
    var who = book.voters().get(m);
    var confusion = new int[classes][classes];
    var sizes = new int[classes];
    var rest = Votes.over(book.clips(), 2, classes);
    int votes = 0;
    int cannotTell = 0;
    int judged = 0;
    int first = 0;
    int held = 0;
    int goldVoted = 0;
    for (int row = 0; row < book.size(); row++) {
      if (book.voter(row) != m) {
        continue;
      }
      int times = book.times(row);
      int said = book.first(row);
      int truth = book.truth(book.clip(row));
      votes += times;
      cannotTell += said < 0 ? times : 0;
      goldVoted += book.gold(book.clip(row)) >= 0 ? 1 : 0;
      if (said >= 0) {
        sizes[book.held(row).size() - 1] += times;
        if (truth >= 0) {
          judged += times;
          first += said == truth ? times : 0;
          held += book.held(row).contains(book.labels().get(truth)) ? times : 0;
          confusion[truth][said] += times;
        }
        int most = mostOfOthers(row);
        if (!who.crowd() && most >= 0) {
          rest.cast(book.clip(row), 0, said).cast(book.clip(row), 1, most);
        }
      }
    }
    var beside = rest.build();
    var known = who.crowd() || votes == 0 ? null : estimate;
    return new VoterReport(
        who.id(),
        who.name(),
        who.machine(),
        who.crowd(),
        votes,
        cannotTell,
        who.skips(),
        Arrays.stream(sizes).boxed().toList(),
        Figure.of("percent", PercentAgreement.of(beside), 2, seed),
        Figure.of("cohen-kappa", CohenKappa.of(beside, 0, 1, Weights.NONE), seed),
        judged,
        first,
        held,
        listed(confusion),
        known == null ? List.of() : shares(known.confusion()[m]),
        known == null ? null : (Double) known.competence()[m],
        goldVoted,
        (int) IntStream.range(0, book.clips()).filter(i -> book.gold(i) >= 0).count(),
        periods(v -> v == m));
  }

  /// What most of the others say first on a vote's clip; none where they are tied.
  private int mostOfOthers(int row) {
    int classes = book.labels().size();
    int from = book.clip(row) * classes;
    int best = VoteBook.NONE;
    int most = 0;
    for (int k = 0; k < classes; k++) {
      int said = counts[from + k] - own(row, k);
      if (said > most) {
        most = said;
        best = k;
      } else if (said == most) {
        best = VoteBook.NONE;
      }
    }
    return best;
  }

  /// What a vote itself adds to the counts of its clip.
  private int own(int row, int label) {
    return counts(book.voter(row)) && book.first(row) == label ? 1 : 0;
  }

  /// Votes by the days they were cast on, in stretches of a day, a week or more, at most two dozen.
  private List<Period> periods(IntPredicate whose) {
    int classes = book.labels().size();
    var rows =
        IntStream.range(0, book.size())
            .filter(row -> whose.test(book.voter(row)) && book.first(row) >= 0)
            .toArray();
    int earliest = IntStream.range(0, book.size()).map(book::day).min().orElse(0);
    int latest = IntStream.range(0, book.size()).map(book::day).max().orElse(0);
    int length = 1;
    for (int longer : new int[] {1, 7, 28, 91, 364}) {
      length = longer;
      if ((latest - earliest) / longer < MOST_PERIODS) {
        break;
      }
    }
    Map<Integer, double[]> sums = new TreeMap<>(); // votes, agreeing, compared, labels held
    for (int row : rows) {
      int period = (book.day(row) - earliest) / length;
      var sum = sums.computeIfAbsent(period, _ -> new double[4]);
      int own = counts(book.voter(row)) ? 1 : 0;
      int all = others[book.clip(row)] - own;
      sum[0] += book.times(row);
      sum[3] += (double) book.held(row).size() * book.times(row);
      if (all > 0) {
        int same = counts[book.clip(row) * classes + book.first(row)] - own;
        sum[1] += (double) book.times(row) * same / all;
        sum[2] += book.times(row);
      }
    }
    var periods = new ArrayList<Period>();
    for (var entry : sums.entrySet()) {
      var sum = entry.getValue();
      var day = LocalDate.ofEpochDay(earliest + (long) entry.getKey() * length);
      periods.add(
          new Period(
              day.toString(), (int) sum[0], sum[2] == 0 ? null : sum[1] / sum[2], sum[3] / sum[0]));
    }
    return periods;
  }

  private @Nullable Curation curation() {
    int classes = book.labels().size();
    var before = Votes.over(book.clips(), book.voters().size(), classes);
    var after = Votes.over(book.clips(), book.voters().size(), classes);
    long votes = 0;
    long held = 0;
    long first = 0;
    var settled = new boolean[book.clips()];
    for (int row = 0; row < book.size(); row++) {
      int label = book.decided(book.clip(row));
      if (label < 0 || book.first(row) < 0 || !counts(book.voter(row))) {
        continue;
      }
      settled[book.clip(row)] = true;
      boolean holds = book.held(row).contains(book.labels().get(label));
      votes += book.times(row);
      held += holds ? book.times(row) : 0;
      first += book.first(row) == label ? book.times(row) : 0;
      for (int time = 0; time < book.times(row); time++) {
        before.cast(book.clip(row), book.voter(row), book.first(row));
        after.cast(book.clip(row), book.voter(row), holds ? label : book.first(row));
      }
    }
    if (votes == 0) {
      return null;
    }
    return new Curation(
        (int) IntStream.range(0, settled.length).filter(i -> settled[i]).count(),
        alpha(before.build()),
        alpha(after.build()),
        (double) held / votes,
        (double) first / votes);
  }

  private Figure alpha(Votes votes) {
    var statistic = KrippendorffAlpha.of(votes, Difference.nominal());
    int voters = (int) Arrays.stream(votes.castBy()).filter(n -> n > 0).count();
    return Figure.of("krippendorff-alpha", statistic, voters, seed);
  }

  private static List<List<Integer>> listed(int[][] table) {
    return Arrays.stream(table).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  private static List<List<Double>> shares(double[][] table) {
    return Arrays.stream(table).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }
}
