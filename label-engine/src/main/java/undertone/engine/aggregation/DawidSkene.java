package undertone.engine.aggregation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Each voter has a confusion matrix θ of their own, fitted together with the truths by EM.
///
/// E: T_i(k) ∝ π_k Π_m θᵐ(k, L_im). M: π is the mean of T; θᵐ(k,l) are expected counts plus s
/// pseudo-counts, .7 of them on the diagonal. Starts from vote shares.
///
/// Source: Dawid & Skene 1979, *Maximum likelihood estimation of observer error-rates using the EM
/// algorithm*; hard steps: Sinha, Rao & Balasubramanian 2018, *Fast Dawid-Skene*. The smoothing is
/// ours: the maximum of 1979 calls a voter with three votes certain.
public final class DawidSkene implements Aggregator {
  private static final double RIGHT = .7; // share of pseudo-counts on the diagonal
  private static final int OPEN = -1;

  private final DawidSkeneConfig config;
  private final int @Nullable [] clamped;

  public DawidSkene(DawidSkeneConfig config) {
    this.config = config;
    this.clamped = null;
  }

  /// @param clamped the class a curator confirmed `[N]`, −1 = open
  public DawidSkene(DawidSkeneConfig config, int[] clamped) {
    this.config = config;
    this.clamped = clamped.clone();
  }

  /// @param prior π `[K]`
  /// @param confusion θ `[M,K,K]`: voter, truth, vote
  /// @param logLikelihood of the votes, per round; with smoothing it may fall a little
  /// @param objective what EM climbs, per round: the likelihood, with clamped items at their class,
  ///   plus s Σ b log θ; it never falls
  @SuppressWarnings("ArrayRecordComponent") // numbers of a fit, read in place, compared by nobody
  public record Outcome(
      double[][] posterior,
      double[] prior,
      double[][][] confusion,
      double[] competence,
      double[] logLikelihood,
      double[] objective)
      implements Aggregation {}

  @Override
  public Outcome aggregate(Votes votes) {
    var posterior = votes.shares();
    clamp(posterior);
    var likelihoods = new ArrayList<Double>();
    var objectives = new ArrayList<Double>();
    var prior = new double[votes.classes()];
    var confusion = new double[votes.voters()][][];
    double moved = Double.POSITIVE_INFINITY;
    while (likelihoods.size() < config.rounds() && moved >= config.tolerance()) {
      prior = prior(posterior);
      confusion = confusion(votes, posterior);
      var logPrior = logs(prior);
      var logConfusion = logsOf(confusion);
      double likelihood = 0;
      double objective = config.smoothing() * penalty(logConfusion);
      moved = 0;
      for (int i = 0; i < votes.items(); i++) {
        var row = logPrior.clone();
        for (int p = votes.from(i); p < votes.to(i); p++) {
          for (int k = 0; k < row.length; k++) {
            row[k] += votes.weight(p) * logConfusion[votes.voter(p)][k][votes.label(p)];
          }
        }
        var joint = row.clone();
        double evidence = Rows.softmax(row);
        likelihood += evidence;
        if (!isOpen(i)) {
          Arrays.fill(row, 0);
          row[clampedTo(i)] = 1;
          objective += joint[clampedTo(i)];
        } else if (config.hard()) {
          int best = Rows.argmax(row);
          Arrays.fill(row, 0);
          row[best] = 1;
          objective += joint[best];
        } else {
          objective += evidence;
        }
        moved += Rows.distance(row, posterior[i]) / votes.items();
        posterior[i] = row;
      }
      likelihoods.add(likelihood);
      objectives.add(objective);
    }
    return new Outcome(
        posterior,
        prior,
        confusion,
        competence(prior, confusion),
        numbers(likelihoods),
        numbers(objectives));
  }

  private boolean isOpen(int item) {
    return clampedTo(item) == OPEN;
  }

  private int clampedTo(int item) {
    return clamped == null ? OPEN : clamped[item];
  }

  private void clamp(double[][] posterior) {
    for (int i = 0; i < posterior.length; i++) {
      if (!isOpen(i)) {
        Arrays.fill(posterior[i], 0);
        posterior[i][clampedTo(i)] = 1;
      }
    }
  }

  private static double[] prior(double[][] posterior) {
    var prior = new double[posterior.length == 0 ? 0 : posterior[0].length];
    for (var row : posterior) {
      for (int k = 0; k < prior.length; k++) {
        prior[k] += row[k] / posterior.length;
      }
    }
    return prior;
  }

  private double[][][] confusion(Votes votes, double[][] posterior) {
    int classes = votes.classes();
    var counts = new double[votes.voters()][classes][classes];
    for (int i = 0; i < votes.items(); i++) {
      for (int p = votes.from(i); p < votes.to(i); p++) {
        for (int k = 0; k < classes; k++) {
          counts[votes.voter(p)][k][votes.label(p)] += votes.weight(p) * posterior[i][k];
        }
      }
    }
    for (var voter : counts) {
      if (config.oneCoin()) {
        oneCoin(voter);
      } else {
        smooth(voter);
      }
    }
    return counts;
  }

  private void smooth(double[][] counts) {
    for (int k = 0; k < counts.length; k++) {
      double sum = 0;
      for (int l = 0; l < counts.length; l++) {
        counts[k][l] += config.smoothing() * pseudo(k == l, counts.length);
        sum += counts[k][l];
      }
      for (int l = 0; l < counts.length; l++) {
        counts[k][l] /= sum;
      }
    }
  }

  private void oneCoin(double[][] counts) {
    double right = config.smoothing() * RIGHT;
    double all = config.smoothing();
    for (int k = 0; k < counts.length; k++) {
      right += counts[k][k];
      all += Arrays.stream(counts[k]).sum();
    }
    for (int k = 0; k < counts.length; k++) {
      for (int l = 0; l < counts.length; l++) {
        counts[k][l] = k == l ? right / all : (1 - right / all) / (counts.length - 1);
      }
    }
  }

  private static double pseudo(boolean right, int classes) {
    return right ? RIGHT : (1 - RIGHT) / (classes - 1);
  }

  /// Σ b log θ over what is free: a row of a confusion, or the one coin.
  private double penalty(double[][][] logConfusion) {
    double penalty = 0;
    for (var voter : logConfusion) {
      for (int k = 0; k < (config.oneCoin() ? 1 : voter.length); k++) {
        for (int l = 0; l < voter.length; l++) {
          penalty += pseudo(k == l, voter.length) * voter[k][l];
        }
      }
    }
    return penalty;
  }

  private static double[] competence(double[] prior, double[][][] confusion) {
    var competence = new double[confusion.length];
    for (int m = 0; m < competence.length; m++) {
      for (int k = 0; k < prior.length; k++) {
        competence[m] += prior[k] * confusion[m][k][k];
      }
    }
    return competence;
  }

  private static double[] logs(double[] numbers) {
    return Arrays.stream(numbers).map(Math::log).toArray();
  }

  private static double[][][] logsOf(double[][][] confusion) {
    var logs = new double[confusion.length][][];
    Arrays.setAll(
        logs, m -> Arrays.stream(confusion[m]).map(DawidSkene::logs).toArray(double[][]::new));
    return logs;
  }

  private static double[] numbers(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
