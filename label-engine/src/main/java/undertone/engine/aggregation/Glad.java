package undertone.engine.aggregation;

import java.util.ArrayList;
import java.util.Arrays;

/// Voters differ in ability, items in difficulty: P(L_im = truth) = σ(α_m β_i), each other label
/// gets an equal part of the rest; β_i = exp(b_i) > 0.
///
/// EM; the M-step climbs the expected likelihood with Gaussian priors α ~ N(1,1), b ~ N(1,1).
/// Abilities step by their gradient over a bound of the curvature, which never overshoots;
/// easinesses, which know no such bound, halve a step that would go down.
///
/// Source: Whitehill et al. 2009, *Whose vote should count more*. Its class prior is given; ours is
/// fitted, one vote per class beforehand.
public final class Glad implements Aggregator {
  private final GladConfig config;

  public Glad(GladConfig config) {
    this.config = config;
  }

  /// @param ability α `[M]`; 0 = right half the time, below = worse
  /// @param difficulty 1/β `[N]`; what a list of hard items is sorted by
  /// @param competence mean σ(αβ) over a voter's own items
  /// @param objective penalised log-likelihood per round; it never falls
  @SuppressWarnings("ArrayRecordComponent") // numbers of a fit, read in place, compared by nobody
  public record Outcome(
      double[][] posterior,
      double[] prior,
      double[] ability,
      double[] difficulty,
      double[] competence,
      double[] objective)
      implements Aggregation {}

  /// What is fitted, and the votes it is fitted to.
  private static final class Fit {
    final Votes votes;
    final double[] ability; // α [M]
    final double[] ease; // b [N]
    final double[][] posterior; // T [N,K]
    double[] prior = new double[0]; // π [K]

    Fit(Votes votes) {
      this.votes = votes;
      ability = new double[votes.voters()];
      ease = new double[votes.items()];
      Arrays.fill(ability, 1);
      Arrays.fill(ease, 1);
      posterior = votes.shares();
    }

    void climbAbilities() {
      var slope = new double[ability.length];
      var bound = new double[ability.length];
      for (int i = 0; i < ease.length; i++) {
        double beta = Math.exp(ease[i]);
        for (int p = votes.from(i); p < votes.to(i); p++) {
          int m = votes.voter(p);
          double right = posterior[i][votes.label(p)];
          slope[m] += votes.weight(p) * (right - sigmoid(ability[m] * beta)) * beta;
          bound[m] += votes.weight(p) * beta * beta / 4; // σ' is at most a quarter
        }
      }
      for (int m = 0; m < ability.length; m++) {
        ability[m] += (slope[m] + 1 - ability[m]) / (bound[m] + 1);
      }
    }

    void climbEase(int item) {
      double beta = Math.exp(ease[item]);
      double slope = 1 - ease[item];
      double curve = 1;
      for (int p = votes.from(item); p < votes.to(item); p++) {
        double x = ability[votes.voter(p)] * beta;
        double gap = posterior[item][votes.label(p)] - sigmoid(x);
        slope += votes.weight(p) * gap * x;
        curve += votes.weight(p) * (x * x / 4 + Math.abs(gap * x));
      }
      double before = expected(item, ease[item]);
      double step = slope / curve;
      for (int half = 0; half < 20 && expected(item, ease[item] + step) < before; half++) {
        step /= 2;
      }
      if (expected(item, ease[item] + step) >= before) {
        ease[item] += step;
      }
    }

    /// The part of the expected log-likelihood that hangs on one easiness.
    private double expected(int item, double ease) {
      double beta = Math.exp(ease);
      double sum = -(ease - 1) * (ease - 1) / 2;
      for (int p = votes.from(item); p < votes.to(item); p++) {
        double right = posterior[item][votes.label(p)];
        double x = ability[votes.voter(p)] * beta;
        sum += votes.weight(p) * (right * logSigmoid(x) + (1 - right) * logSigmoid(-x));
      }
      return sum;
    }

    void fitPrior() {
      prior = new double[votes.classes()];
      for (var row : posterior) {
        for (int k = 0; k < prior.length; k++) {
          prior[k] += row[k];
        }
      }
      for (int k = 0; k < prior.length; k++) {
        prior[k] = (prior[k] + 1) / (posterior.length + prior.length);
      }
    }

    /// The E-step.
    ///
    /// @return how far the posterior moved, per item, and the objective
    double[] believe() {
      double moved = 0;
      double objective = 0;
      double others = Math.log(Math.max(1, votes.classes() - 1));
      for (int i = 0; i < ease.length; i++) {
        var row = Arrays.stream(prior).map(Math::log).toArray();
        double beta = Math.exp(ease[i]);
        for (int p = votes.from(i); p < votes.to(i); p++) {
          double x = ability[votes.voter(p)] * beta;
          double wrong = logSigmoid(-x) - others;
          double right = logSigmoid(x);
          for (int k = 0; k < row.length; k++) {
            row[k] += votes.weight(p) * (votes.label(p) == k ? right : wrong);
          }
        }
        objective += Rows.softmax(row) - (ease[i] - 1) * (ease[i] - 1) / 2;
        moved += Rows.distance(row, posterior[i]) / ease.length;
        posterior[i] = row;
      }
      for (double alpha : ability) {
        objective -= (alpha - 1) * (alpha - 1) / 2;
      }
      for (double share : prior) {
        objective += Math.log(share);
      }
      return new double[] {moved, objective};
    }

    double[] competence() {
      var sum = new double[ability.length];
      var cast = votes.castBy();
      for (int i = 0; i < ease.length; i++) {
        for (int p = votes.from(i); p < votes.to(i); p++) {
          sum[votes.voter(p)] += sigmoid(ability[votes.voter(p)] * Math.exp(ease[i]));
        }
      }
      for (int m = 0; m < sum.length; m++) {
        sum[m] = cast[m] == 0 ? 1.0 / votes.classes() : sum[m] / cast[m];
      }
      return sum;
    }
  }

  @Override
  public Outcome aggregate(Votes votes) {
    var fit = new Fit(votes);
    var objectives = new ArrayList<Double>();
    double moved = Double.POSITIVE_INFINITY;
    while (objectives.size() < config.rounds() && moved >= config.tolerance()) {
      fit.fitPrior();
      for (int step = 0; step < config.steps(); step++) {
        fit.climbAbilities();
        for (int i = 0; i < votes.items(); i++) {
          fit.climbEase(i);
        }
      }
      var round = fit.believe();
      moved = round[0];
      objectives.add(round[1]);
    }
    return new Outcome(
        fit.posterior,
        fit.prior,
        fit.ability,
        Arrays.stream(fit.ease).map(b -> Math.exp(-b)).toArray(),
        fit.competence(),
        objectives.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double logSigmoid(double x) {
    return x >= 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x));
  }
}
