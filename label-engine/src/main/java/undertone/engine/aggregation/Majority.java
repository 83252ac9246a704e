package undertone.engine.aggregation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The label with most votes.
///
/// Ties go, in this order, to the label a model finds likelier, to the class that is rarer among
/// all votes, to the label whose backers agree most with the majorities already known, and last to
/// the first label, which is marked as a tie.
public final class Majority implements Aggregator {
  /// What [Outcome#labels()] says of an item without votes.
  public static final int NONE = -1;

  private final double @Nullable [][] model;

  public Majority() {
    this.model = null;
  }

  /// @param model class probabilities `[N,K]` that break ties
  public Majority(double[][] model) {
    this.model = model;
  }

  /// @param posterior vote shares `[N,K]`
  /// @param labels `[N]`, [#NONE] = nobody voted
  /// @param tie `[N]`, true = nothing but the order of the labels decided
  /// @param competence share of a voter's votes that are the majority's `[M]`
  @SuppressWarnings("ArrayRecordComponent") // numbers of a fit, read in place, compared by nobody
  public record Outcome(double[][] posterior, int[] labels, boolean[] tie, double[] competence)
      implements Aggregation {
    @Override
    public double[] objective() {
      return new double[0];
    }

    @Override
    public int label(int item) {
      return labels[item] == NONE ? 0 : labels[item];
    }
  }

  @Override
  public Outcome aggregate(Votes votes) {
    int items = votes.items();
    var labels = new int[items];
    Arrays.fill(labels, NONE);
    var tied = new int[items][];
    var total = new double[votes.classes()];
    for (int i = 0; i < items; i++) {
      tied[i] = votes.on(i) == 0 ? new int[0] : most(i, votes);
      for (int p = votes.from(i); p < votes.to(i); p++) {
        total[votes.label(p)] += votes.weight(p);
      }
    }
    for (int i = 0; i < items; i++) {
      if (model != null) {
        tied[i] = largest(tied[i], model[i]);
      }
      tied[i] = largest(tied[i], Arrays.stream(total).map(n -> -n).toArray());
      labels[i] = tied[i].length == 1 ? tied[i][0] : NONE;
    }
    var agreement = competence(votes, labels);
    var tie = new boolean[items];
    for (int i = 0; i < items; i++) {
      if (tied[i].length > 1) {
        var left = largest(tied[i], backing(votes, i, agreement));
        tie[i] = left.length > 1;
        tied[i] = left;
      }
    }
    for (int i = 0; i < items; i++) {
      labels[i] = tied[i].length == 0 ? NONE : tied[i][0];
    }
    return new Outcome(votes.shares(), labels, tie, competence(votes, labels));
  }

  private static int[] most(int item, Votes votes) {
    var mass = votes.mass(item);
    return largest(IntStream.range(0, mass.length).toArray(), mass);
  }

  private static int[] largest(int[] among, double[] score) {
    double best = Arrays.stream(among).mapToDouble(k -> score[k]).max().orElse(0);
    return Arrays.stream(among).filter(k -> score[k] == best).toArray();
  }

  private static double[] backing(Votes votes, int item, double[] agreement) {
    var backing = new double[votes.classes()];
    for (int p = votes.from(item); p < votes.to(item); p++) {
      backing[votes.label(p)] += votes.weight(p) * agreement[votes.voter(p)];
    }
    return backing;
  }

  private static double[] competence(Votes votes, int[] labels) {
    var agreed = new double[votes.voters()];
    var cast = new double[votes.voters()];
    for (int i = 0; i < labels.length; i++) {
      for (int p = votes.from(i); labels[i] != NONE && p < votes.to(i); p++) {
        cast[votes.voter(p)] += votes.weight(p);
        agreed[votes.voter(p)] += votes.label(p) == labels[i] ? votes.weight(p) : 0;
      }
    }
    for (int m = 0; m < agreed.length; m++) {
      agreed[m] = cast[m] == 0 ? 1.0 / votes.classes() : agreed[m] / cast[m];
    }
    return agreed;
  }
}
