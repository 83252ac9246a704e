package undertone.engine.aggregation;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Learns how good rules are from how often they say the same, without gold labels.
///
/// Rules, frozen models and voters may abstain; each has K indicator columns, O = ΛᵀΛ/N. Learns μ
/// `[MK,K]`, μ_{(j,l),y} = P(rule j says l | Y = y), by descent on ‖O − μPμᵀ‖² over blocks of
/// different rules + ‖row sums of μP − diag O‖² + ‖D(μ − μ₀)‖². Assumes rules independent given Y
/// and needs three. Memory grows with (M·K)², not with the votes: meant for tens of rules.
///
/// Source: Ratner et al. 2019, *Training complex models with multi-task weak supervision*, as in
/// the library Snorkel. Ours descends until it has arrived; the published hundred steps hardly
/// leave the start.
public final class LabelModel implements Aggregator {
  private static final int FEWEST = 3;

  private final LabelModelConfig config;
  private final int[] gold;

  public LabelModel(LabelModelConfig config) {
    this(config, new int[0]);
  }

  /// @param gold of a few items `[N]`, −1 = unknown: gives the class balance, and what diagnostics
  ///   compare with
  public LabelModel(LabelModelConfig config, int[] gold) {
    this.config = config;
    this.gold = gold.clone();
  }

  /// @param balance P(Y) `[K]`
  /// @param conditional μ `[M·K,K]`: row j·K+l is rule j saying l
  /// @param competence learned accuracy of each rule where it speaks, the weight it is shown with
  /// @param objective the loss, negated, per step
  @SuppressWarnings("ArrayRecordComponent") // numbers of a fit, read in place, compared by nobody
  public record Outcome(
      double[][] posterior,
      double[] balance,
      double[][] conditional,
      double[] competence,
      RuleDiagnostics[] rules,
      double[] objective)
      implements Aggregation {}

  /// @throws IllegalArgumentException for fewer than three rules
  @Override
  public Outcome aggregate(Votes votes) {
    if (votes.voters() < FEWEST) {
      throw new IllegalArgumentException(
          "A label model needs at least %d rules or voters but was given %d; use dawid-skene."
              .formatted(FEWEST, votes.voters()));
    }
    int classes = votes.classes();
    var known = gold.length == 0 ? filled(votes.items(), -1) : gold;
    var balance = balance(known, classes);
    var overlaps = overlaps(votes);
    var start = start(overlaps, balance, new SplittableRandom(config.seed()).nextDouble());
    var mu = Arrays.stream(start).map(double[]::clone).toArray(double[][]::new);
    var objective = descend(mu, start, overlaps, balance);
    double least = Math.pow(10, -Math.ceil(Math.log10(Math.max(10, votes.items()))));
    for (var row : mu) {
      for (int y = 0; y < classes; y++) {
        row[y] = Math.clamp(row[y], least, 1 - least);
      }
    }
    mu = untangled(mu, balance);
    return new Outcome(
        posterior(votes, mu, balance),
        balance,
        mu,
        accuracies(mu, overlaps, balance),
        RuleDiagnostics.of(votes, known),
        objective);
  }

  private static int[] filled(int length, int value) {
    var filled = new int[length];
    Arrays.fill(filled, value);
    return filled;
  }

  private double[] balance(int[] known, int classes) {
    if (!config.balance().isEmpty()) {
      return config.balance().stream().mapToDouble(Double::doubleValue).toArray();
    }
    var balance = new double[classes];
    Arrays.fill(balance, 1); // a class no gold item has is still possible
    for (int label : known) {
      if (label >= 0) {
        balance[label]++;
      }
    }
    double sum = Arrays.stream(balance).sum();
    return Arrays.stream(balance).map(n -> n / sum).toArray();
  }

  /// O: how often rule j says l while rule j' says l'.
  private static double[][] overlaps(Votes votes) {
    int size = votes.voters() * votes.classes();
    var overlaps = new double[size][size];
    for (int i = 0; i < votes.items(); i++) {
      for (int p = votes.from(i); p < votes.to(i); p++) {
        int row = votes.voter(p) * votes.classes() + votes.label(p);
        for (int q = votes.from(i); q < votes.to(i); q++) {
          int column = votes.voter(q) * votes.classes() + votes.label(q);
          double weight = p == q ? votes.weight(p) : votes.weight(p) * votes.weight(q);
          overlaps[row][column] += weight / votes.items();
        }
      }
    }
    return overlaps;
  }

  private double[][] start(double[][] overlaps, double[] balance, double scale) {
    var start = new double[overlaps.length][balance.length];
    for (int row = 0; row < start.length; row++) {
      int said = row % balance.length;
      start[row][said] =
          scale * Math.min(1, overlaps[row][row] * config.precision() / balance[said]);
    }
    return start;
  }

  private double[] descend(double[][] mu, double[][] start, double[][] overlaps, double[] balance) {
    int classes = balance.length;
    var speed = new double[mu.length][classes];
    var objective = new double[config.steps()];
    for (int step = 0; step < objective.length; step++) {
      var slope = new double[mu.length][classes];
      double loss = 0;
      for (int row = 0; row < mu.length; row++) {
        for (int column = 0; column < mu.length; column++) {
          if (row / classes != column / classes) {
            double gap = weighted(mu[row], mu[column], balance) - overlaps[row][column];
            loss += gap * gap;
            for (int y = 0; y < classes; y++) {
              slope[row][y] += 4 * gap * mu[column][y] * balance[y];
            }
          }
        }
        double gap = -overlaps[row][row];
        for (int y = 0; y < classes; y++) {
          gap += mu[row][y] * balance[y];
        }
        loss += gap * gap;
        for (int y = 0; y < classes; y++) {
          double pulled = config.l2() * config.l2() * (mu[row][y] - start[row][y]);
          loss += pulled * (mu[row][y] - start[row][y]);
          slope[row][y] += 2 * gap * balance[y] + 2 * pulled;
        }
      }
      objective[step] = -loss;
      for (int row = 0; row < mu.length; row++) {
        for (int y = 0; y < classes; y++) {
          speed[row][y] = config.momentum() * speed[row][y] - config.rate() * slope[row][y];
          mu[row][y] += speed[row][y];
        }
      }
    }
    return objective;
  }

  private static double weighted(double[] a, double[] b, double[] weights) {
    double sum = 0;
    for (int y = 0; y < weights.length; y++) {
      sum += a[y] * weights[y] * b[y];
    }
    return sum;
  }

  /// The loss cannot tell classes of equal balance apart; rules are taken to be right rather than
  /// wrong.
  private static double[][] untangled(double[][] mu, double[] balance) {
    int classes = balance.length;
    var cost = new double[classes][classes]; // truth y, column of mu
    for (int y = 0; y < classes; y++) {
      for (int column = 0; column < classes; column++) {
        boolean alike = Math.abs(balance[y] - balance[column]) < 1e-9;
        cost[y][column] = alike ? 0 : 1e6;
        for (int row = y; alike && row < mu.length; row += classes) {
          cost[y][column] -= mu[row][column] * balance[y];
        }
      }
    }
    var columns = Assignment.cheapest(cost);
    var untangled = new double[mu.length][classes];
    for (int row = 0; row < mu.length; row++) {
      for (int y = 0; y < classes; y++) {
        untangled[row][y] = mu[row][columns[y]];
      }
    }
    return untangled;
  }

  /// Abstention carries no evidence.
  private static double[][] posterior(Votes votes, double[][] mu, double[] balance) {
    var posterior = new double[votes.items()][];
    for (int i = 0; i < posterior.length; i++) {
      var row = Arrays.stream(balance).map(Math::log).toArray();
      for (int p = votes.from(i); p < votes.to(i); p++) {
        var said = mu[votes.voter(p) * votes.classes() + votes.label(p)];
        for (int y = 0; y < row.length; y++) {
          row[y] += votes.weight(p) * Math.log(said[y]);
        }
      }
      Rows.softmax(row);
      posterior[i] = row;
    }
    return posterior;
  }

  private static double[] accuracies(double[][] mu, double[][] overlaps, double[] balance) {
    int classes = balance.length;
    var accuracies = new double[mu.length / classes];
    for (int rule = 0; rule < accuracies.length; rule++) {
      double right = 0;
      double coverage = 0;
      for (int l = 0; l < classes; l++) {
        int row = rule * classes + l;
        right += mu[row][l] * balance[l];
        coverage += overlaps[row][row];
      }
      accuracies[rule] = coverage == 0 ? 1.0 / classes : Math.clamp(right / coverage, 0, 1);
    }
    return accuracies;
  }
}
