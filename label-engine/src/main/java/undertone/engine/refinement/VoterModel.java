package undertone.engine.refinement;

import java.util.Arrays;
import java.util.List;

/// Weighs what a clip looks like against what was voted, and so finds the votes that miss the
/// truth.
///
/// Model: a clip has one true label c. Each voter gives one answer j with chance M(c→j), a
/// confusion matrix of the voter's own; the ballot hides the answer among its labels, so P(ballot |
/// c) = Σ_j a_j M(c→j). With the network's p(c | clip), calibrated by a temperature,
///
/// P(c | clip, ballots) ∝ p(c | clip) · Π P(ballot | c)^α,
///
/// and the noise probability is the mass outside the candidate set. M, the temperature and the
/// weight α of repeated votes are fitted by EM to the ballots alone, so p must come from networks
/// that never saw the clip: in-sample p has learned the candidate sets and finds no noise.
///
/// With one voter, uniform confusion and equal answers this is IRNet's κ rule with κ = η/(1−η) ·
/// |S|/(K−|S|), exact for sets whose truth was swapped out. Real noise sits in classes (sad faces
/// taken for fear), which one η for all cannot say.
///
/// Source: Dawid & Skene 1979 with a classifier as the prior (Raykar et al. 2010); IRNet sec. 3.1
/// for the κ rule it generalises.
final class VoterModel {
  private static final double PRIOR = 30; // answers per class that the prior matrix weighs as
  private static final double DIAGONAL = 0.7; // of the prior matrix
  private static final int ROUNDS = 60; // of the last fit
  private static final int TRIAL_ROUNDS = 15; // enough to tell two temperatures apart
  private static final double COLDEST = 0.2;
  private static final double HOTTEST = 5;

  private final double temperature;
  private final double agreement;
  private final double[][][] confusion; // M per voter [V,K,K]
  private final double[][] posterior; // P(c | clip, ballots) [N,K]
  private final double fit;

  private VoterModel(
      double temperature,
      double agreement,
      double[][][] confusion,
      double[][] posterior,
      double fit) {
    this.temperature = temperature;
    this.agreement = agreement;
    this.confusion = confusion;
    this.posterior = posterior;
    this.fit = fit;
  }

  /// Fits everything; the temperature is the one under which the ballots are likeliest.
  ///
  /// @param p out-of-fold class probabilities `[N,K]`
  /// @param settled label a curator confirmed `[N]`, -1 = none
  /// @param rejected labels a curator ruled out `[N,K]`
  static VoterModel fit(float[][] p, VoteTable votes, int[] settled, boolean[][] rejected) {
    // the likelihood has one peak over log T: narrow it by thirds
    double low = Math.log(COLDEST);
    double high = Math.log(HOTTEST);
    while (high - low > 0.1) {
      double third = (high - low) / 3;
      double colder = trial(p, Math.exp(low + third), votes, settled, rejected);
      double hotter = trial(p, Math.exp(high - third), votes, settled, rejected);
      if (colder >= hotter) {
        high -= third;
      } else {
        low += third;
      }
    }
    double temperature = Math.exp((low + high) / 2);
    return fit(prior(p, temperature, settled, rejected), temperature, votes, ROUNDS);
  }

  private static double trial(
      float[][] p, double temperature, VoteTable votes, int[] settled, boolean[][] rejected) {
    return fit(prior(p, temperature, settled, rejected), temperature, votes, TRIAL_ROUNDS).fit;
  }

  /// p sharpened or flattened; certain where a curator has spoken.
  private static double[][] prior(
      float[][] p, double temperature, int[] settled, boolean[][] rejected) {
    var prior = new double[p.length][];
    for (int i = 0; i < p.length; i++) {
      var row = new double[p[i].length];
      for (int c = 0; c < row.length; c++) {
        boolean possible = settled[i] < 0 ? !rejected[i][c] : settled[i] == c;
        row[c] = possible ? Math.pow(Math.max(p[i][c], 1e-9), 1 / temperature) : 0;
      }
      normalise(row);
      prior[i] = row;
    }
    return prior;
  }

  private static VoterModel fit(double[][] prior, double temperature, VoteTable votes, int rounds) {
    int classes = votes.classes();
    var base = matrix(classes);
    var confusion = new double[Math.max(1, votes.voters())][][];
    Arrays.fill(confusion, base);
    double agreement = 0;
    var posterior = new double[prior.length][classes];
    double fit = 0;
    for (int round = 0; round < rounds; round++) {
      var counts = new double[confusion.length][classes][classes];
      fit = 0;
      for (int i = 0; i < prior.length; i++) {
        fit += judge(prior[i], votes.cast(i), confusion, agreement, posterior[i], counts);
      }
      confusion = matrices(counts, base);
      agreement = votes.voters() > 0 ? agreement(votes, posterior, confusion) : 0;
    }
    return new VoterModel(temperature, agreement, confusion, posterior, fit / prior.length);
  }

  /// Fills one row of the posterior and adds its answers to the counts.
  ///
  /// @return log-likelihood of the clip's ballots
  private static double judge(
      double[] prior,
      List<VoteTable.Cast> ballots,
      double[][][] confusion,
      double agreement,
      double[] posterior,
      double[][][] counts) {
    int classes = prior.length;
    int voted = ballots.stream().mapToInt(ballot -> ballot.times).sum();
    double weight = 1 / (1 + (voted - 1) * agreement); // n votes count as n/(1+(n−1)ρ)
    for (int c = 0; c < classes; c++) {
      posterior[c] = prior[c];
    }
    double fit = 0;
    for (var ballot : ballots) {
      for (int c = 0; c < classes; c++) {
        double once = likelihood(ballot, confusion[ballot.voter][c]);
        double power = weight * ballot.times;
        posterior[c] *= power == 1 ? once : Math.pow(once, power);
      }
      fit += Math.log(normalise(posterior)); // after each ballot: a hundred votes would underflow
    }
    for (var ballot : ballots) {
      for (int c = 0; c < classes; c++) {
        var row = confusion[ballot.voter][c];
        double share =
            posterior[c] * weight * ballot.times / Math.max(likelihood(ballot, row), 1e-300);
        for (int j = 0; j < classes; j++) {
          counts[ballot.voter][c][j] += share * ballot.answer[j] * row[j];
        }
      }
    }
    return fit;
  }

  private static double likelihood(VoteTable.Cast ballot, double[] row) {
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      sum += ballot.answer[j] * row[j];
    }
    return sum;
  }

  /// What all voters share, drawn towards the prior; each voter drawn towards what all share.
  private static double[][][] matrices(double[][][] counts, double[][] base) {
    int classes = base.length;
    var pooled = new double[classes][classes];
    for (var voter : counts) {
      for (int c = 0; c < classes; c++) {
        for (int j = 0; j < classes; j++) {
          pooled[c][j] += voter[c][j];
        }
      }
    }
    var shared = drawn(pooled, base);
    var matrices = new double[counts.length][][];
    for (int v = 0; v < counts.length; v++) {
      matrices[v] = counts.length == 1 ? shared : drawn(counts[v], shared);
    }
    return matrices;
  }

  private static double[][] drawn(double[][] counts, double[][] towards) {
    var matrix = new double[counts.length][counts.length];
    for (int c = 0; c < counts.length; c++) {
      for (int j = 0; j < counts.length; j++) {
        matrix[c][j] = counts[c][j] + PRIOR * towards[c][j];
      }
      normalise(matrix[c]);
    }
    return matrix;
  }

  private static double[][] matrix(int classes) {
    var matrix = new double[classes][classes];
    for (int c = 0; c < classes; c++) {
      Arrays.fill(matrix[c], (1 - DIAGONAL) / (classes - 1));
      matrix[c][c] = DIAGONAL;
    }
    return matrix;
  }

  /// ρ: how much more two votes on one clip agree than two independent voters of that truth would.
  /// A clip's own ambiguity misleads its voters together, so ten of them are not ten witnesses.
  private static double agreement(VoteTable votes, double[][] posterior, double[][][] confusion) {
    int classes = votes.classes();
    double observed = 0;
    double expected = 0;
    double pairs = 0;
    for (int i = 0; i < posterior.length; i++) {
      var sum = new double[classes];
      double same = 0;
      int voted = 0;
      for (var ballot : votes.cast(i)) {
        voted += ballot.times;
        for (int j = 0; j < classes; j++) {
          sum[j] += ballot.times * ballot.answer[j];
          same += ballot.times * ballot.answer[j] * ballot.answer[j];
        }
      }
      if (voted < 2) {
        continue;
      }
      double all = 0;
      for (double s : sum) {
        all += s * s;
      }
      double count = (double) voted * (voted - 1);
      observed += all - same;
      pairs += count;
      for (var first : votes.cast(i)) {
        for (int c = 0; c < classes; c++) {
          double alike = 0;
          for (int j = 0; j < classes; j++) {
            alike += confusion[first.voter][c][j] * confusion[first.voter][c][j];
          }
          expected += count * posterior[i][c] * alike * first.times / voted;
        }
      }
    }
    return pairs == 0 || pairs <= expected
        ? 0
        : Math.clamp((observed - expected) / (pairs - expected), 0, 1);
  }

  private static double normalise(double[] row) {
    double sum = 0;
    for (double value : row) {
      sum += value;
    }
    for (int j = 0; sum > 0 && j < row.length; j++) {
      row[j] /= sum;
    }
    return Math.max(sum, 1e-300);
  }

  double temperature() {
    return temperature;
  }

  /// ρ, 0..1.
  double agreement() {
    return agreement;
  }

  /// M of one voter `[K,K]`, row = truth.
  double[][] confusion(int voter) {
    return confusion[voter];
  }

  /// P(c | clip, ballots) `[K]`.
  double[] posterior(int clip) {
    return posterior[clip];
  }

  /// Mass of the posterior outside the set.
  double missing(int clip, boolean[] set) {
    double missing = 0;
    for (int c = 0; c < set.length; c++) {
      missing += set[c] ? 0 : posterior[clip][c];
    }
    return missing;
  }
}
