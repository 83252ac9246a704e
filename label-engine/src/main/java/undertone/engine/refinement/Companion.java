package undertone.engine.refinement;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import undertone.engine.aggregation.Majority;
import undertone.engine.aggregation.Votes;
import undertone.engine.cleaning.ConfidentLearning;
import undertone.engine.cleaning.Crowdlab;
import undertone.engine.cleaning.IssueFilter;
import undertone.engine.cleaning.Temperature;

/// A way to weigh votes against what a model that never saw the clip thinks of it. The model may be
/// any that learns out of fold.
public enum Companion {
  /// Counts what models confidently say otherwise, and so finds which labels are wrong.
  CONFIDENT_LEARNING {
    @Override
    double[][] weigh(Votes votes, double[][] p, int[] settled) {
      var given = new Majority(p).aggregate(votes).labels();
      for (int i = 0; i < given.length; i++) {
        given[i] = settled[i] >= 0 ? settled[i] : given[i];
      }
      var learning = ConfidentLearning.of(given, p);
      var issues = IssueFilter.PRUNE_BY_NOISE_RATE.issues(given, p, learning);
      var opinion = new double[p.length][];
      for (int i = 0; i < p.length; i++) {
        // a label found wrong tells nothing more; any other is weighed by how it tends to be given
        opinion[i] = issues[i] ? p[i] : times(p[i], learning.noise()[given[i]]);
      }
      return opinion;
    }
  },
  /// Weighs each voter and the model by how often they agree with the rest.
  CROWDLAB {
    @Override
    double[][] weigh(Votes votes, double[][] p, int[] settled) {
      double temperature = Temperature.best(votes.shares(), p);
      return Crowdlab.of(votes, Temperature.scaled(p, temperature)).posterior();
    }
  };

  /// @param votes of clips that have some
  /// @param p out-of-fold probabilities of the same clips `[N,K]`
  /// @param settled confirmed label of the same clips, −1 = none
  /// @return P(label | votes, clip) `[N,K]`
  abstract double[][] weigh(Votes votes, double[][] p, int[] settled);

  /// P(label) of every clip `[N,K]`; where nobody voted it is the model's own opinion.
  ///
  /// @throws VotersMissingException where too few named voters took part
  double[][] judge(List<String> labels, List<RefinementClip> clips, float[][] p, int[] settled) {
    NamedVotes.mustSuffice(written(), voters(), clips);
    var opinion = new double[p.length][];
    Arrays.setAll(opinion, i -> Outcomes.widened(p[i]));
    var all = NamedVotes.firstChoices(labels, clips);
    var voted = IntStream.range(0, p.length).filter(i -> all.votes().on(i) > 0).toArray();
    if (voted.length > 0) {
      var some = Arrays.stream(voted).mapToObj(clips::get).toList();
      var weighed =
          weigh(
              NamedVotes.firstChoices(labels, some).votes(),
              Arrays.stream(voted).mapToObj(i -> opinion[i]).toArray(double[][]::new),
              Arrays.stream(voted).map(i -> settled[i]).toArray());
      for (int at = 0; at < voted.length; at++) {
        opinion[voted[at]] = weighed[at];
      }
    }
    return opinion;
  }

  private static double[] times(double[] p, double[] likelihood) {
    double all = IntStream.range(0, p.length).mapToDouble(k -> p[k] * likelihood[k]).sum();
    return all == 0
        ? p
        : IntStream.range(0, p.length).mapToDouble(k -> p[k] * likelihood[k] / all).toArray();
  }

  /// How many named voters it needs.
  int voters() {
    return this == CROWDLAB ? 2 : 0;
  }

  /// As it is typed: `crowdlab`.
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// @throws IllegalArgumentException naming what there is
  public static Companion of(String written) {
    return Arrays.stream(values())
        .filter(companion -> companion.written().equals(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "\"%s\" cannot be joined to a method; choose trusted, crowdlab or confident-learning."
                    .formatted(written)));
  }
}
