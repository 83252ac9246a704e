package undertone.engine.refinement;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Weighs what a clip looks like against what was voted, and so finds the votes that miss the
/// truth.
///
/// Model: a clip has one true label c. Each voter gives one answer j with chance M(c→j), a
/// confusion matrix of the voter's own; the ballot hides the answer among its labels, so P(ballot |
/// c) = Σ_j a_j M(c→j). With the network's p(c | clip), calibrated by a temperature,
///
/// P(c | clip, ballots) ∝ p(c | clip) · Π P(ballot | c)^α,
///
/// and the noise probability is the mass outside the candidate set. M and the weight α of repeated
/// votes are fitted by EM to the ballots alone, so p must come from networks that never saw the
/// clip: in-sample p has learned the candidate sets and finds no noise. The temperature is the one
/// under which the ballots of each fold are likeliest, given the M of the other folds; judged by
/// the ballots that M was fitted to, sharper always looks better, even if p is nonsense.
///
/// M is drawn towards equal confusion with a reliability that is fitted as well, from .7 on and
/// never below a half: voters who are always right leave no noise to be found, and a classifier
/// that knows nothing must not make voters look like liars. What it knows is in its temperature,
/// and one that knows nothing is hot and moves no reliability.
///
/// With one voter, uniform confusion and equal answers this is IRNet's κ rule with κ = η/(1−η) ·
/// |S|/(K−|S|), exact for sets whose truth was swapped out. Real noise sits in classes (sad faces
/// taken for fear), which one η for all cannot say.
///
/// Source: Dawid & Skene 1979 with a classifier as the prior (Raykar et al. 2010); IRNet sec. 3.1
/// for the κ rule it generalises.
final class VoterModel {
  private static final double SHARED = 10; // answers per class that equal confusion weighs as
  private static final double OWN = 30; // answers per class that what all share weighs as to one
  private static final double RELIABILITY = 0.7; // to begin with: votes prove no voter wrong
  private static final double LEAST_RELIABLE = 0.5; // no corpus that was measured needed less
  private static final int ROUNDS = 60; // of the last fit
  private static final int TRIAL_ROUNDS = 15; // enough to tell two temperatures apart
  private static final double COLDEST = 0.25;
  private static final double HOTTEST = 16; // opinions that know nothing are all but ignored
  private static final int TEMPERATURES = 21;
  private static final double[] DRAWN_TO_ALL = {1000, 100, 30, 10, 3, 1}; // answers per class
  private static final int PARTS = 5; // of confirmed clips, each left out once

  private final double temperature;
  private final Voting voting;
  private final double[][] posterior; // P(c | clip, ballots) [N,K]

  private VoterModel(double temperature, Voting voting, double[][] posterior) {
    this.temperature = temperature;
    this.voting = voting;
    this.posterior = posterior;
  }

  /// How voters answer.
  private static final class Voting {
    private final double[][][] confusion; // M per voter [V,K,K]
    private final double agreement; // ρ

    Voting(double[][][] confusion, double agreement) {
      this.confusion = confusion;
      this.agreement = agreement;
    }
  }

  /// Fits everything.
  ///
  /// @param p out-of-fold class probabilities `[N,K]`
  /// @param settled label a curator confirmed `[N]`, -1 = none
  /// @param rejected labels a curator ruled out `[N,K]`
  /// @param fold of each clip `[N]`
  static VoterModel fit(
      float[][] p, VoteTable votes, int[] settled, boolean[][] rejected, int[] fold) {
    // a grid: the held-out likelihood of few ballots may have more than one peak
    var tried =
        IntStream.range(0, TEMPERATURES)
            .mapToDouble(t -> COLDEST * Math.pow(HOTTEST / COLDEST, t / (TEMPERATURES - 1.0)))
            .toArray();
    var fits =
        Arrays.stream(tried)
            .parallel() // temperatures know nothing of each other
            .map(t -> heldOutFit(prior(p, t, settled, rejected), votes, fold))
            .toArray();
    int best = 0;
    for (int t = 1; t < fits.length; t++) {
      best = fits[t] > fits[best] ? t : best;
    }
    double temperature = tried[best];
    var prior = prior(p, temperature, settled, rejected);
    var all = IntStream.range(0, p.length).toArray();
    var voting = fit(prior, votes, all, ROUNDS);
    var posterior = new double[p.length][votes.classes()];
    for (int i : all) {
      judge(prior[i], votes.cast(i), voting, posterior[i]);
    }
    return new VoterModel(temperature, voting, posterior);
  }

  /// What clips and ballots amount to as if no curator had confirmed anything: each fold judged by
  /// what the ballots of the other folds say of the voters.
  ///
  /// @return P(c | clip, ballots) `[N,K]`
  double[][] unconfirmed(
      float[][] p, VoteTable votes, int[] settled, boolean[][] rejected, int[] fold) {
    var confirmed = prior(p, temperature, settled, rejected);
    var nobody = new int[p.length];
    Arrays.fill(nobody, -1);
    var open = prior(p, temperature, nobody, rejected);
    var opinion = new double[p.length][votes.classes()];
    for (int f = 0; f <= IntStream.of(fold).max().orElse(0); f++) {
      int held = f;
      var others = IntStream.range(0, fold.length).filter(i -> fold[i] != held).toArray();
      var seen = fit(confirmed, votes, others, ROUNDS);
      for (int i = 0; i < fold.length; i++) {
        if (fold[i] == held) {
          judge(open[i], votes.cast(i), seen, opinion[i]);
        }
      }
    }
    return opinion;
  }

  /// How likely each truth makes the ballots of a clip, by what the ballots of the other folds, and
  /// above all the clips confirmed there, say of the voters. A look that has learned a habit of the
  /// voters hides it: who is confirmed to be right tells it best, and where nobody is, the ballots.
  ///
  /// @param held the fold that must not be heard
  /// @return P(ballots | c), each row scaled to sum 1 `[N][K]`; certain where a curator has spoken
  float[][] likelihoods(
      float[][] p, VoteTable votes, int[] settled, boolean[][] rejected, int[] fold, int held) {
    var prior = prior(p, temperature, settled, rejected);
    var others = IntStream.range(0, fold.length).filter(i -> fold[i] != held).toArray();
    var seen = confirmed(fit(prior, votes, others, ROUNDS), votes, settled, others);
    var row = new double[votes.classes()];
    var likelihoods = new float[p.length][row.length];
    for (int i = 0; i < p.length; i++) {
      var possible = new double[row.length];
      for (int c = 0; c < row.length; c++) {
        possible[c] = prior[i][c] > 0 ? 1 : 0;
      }
      normalise(possible);
      judge(possible, votes.cast(i), seen, row);
      for (int c = 0; c < row.length; c++) {
        likelihoods[i][c] = (float) row[c];
      }
    }
    return likelihoods;
  }

  /// Confusions of confirmed clips, drawn towards what all ballots say as strongly as confirmed
  /// clips left out bear it out.
  private static Voting confirmed(Voting all, VoteTable votes, int[] settled, int[] clips) {
    var known = IntStream.of(clips).filter(i -> settled[i] >= 0).toArray();
    double best = Double.NEGATIVE_INFINITY;
    double strength = DRAWN_TO_ALL[0];
    for (double tried : DRAWN_TO_ALL) {
      double fit = 0;
      for (int part = 0; part < PARTS; part++) {
        int out = part;
        var rest = IntStream.range(0, known.length).filter(i -> i % PARTS != out);
        var voting = counted(all, votes, settled, rest.map(i -> known[i]).toArray(), tried);
        for (int i = part; i < known.length; i += PARTS) {
          fit +=
              Math.log(Math.max(chance(votes.cast(known[i]), settled[known[i]], voting), 1e-300));
        }
      }
      if (fit > best) {
        best = fit;
        strength = tried;
      }
    }
    return counted(all, votes, settled, known, strength);
  }

  private static Voting counted(
      Voting all, VoteTable votes, int[] settled, int[] known, double strength) {
    var counts = new double[all.confusion.length][votes.classes()][votes.classes()];
    for (int i : known) {
      var truth = new double[votes.classes()];
      truth[settled[i]] = 1;
      count(truth, votes.cast(i), all, counts);
    }
    var drawn = new double[counts.length][][];
    Arrays.setAll(drawn, v -> drawn(counts[v], all.confusion[v], strength));
    return new Voting(drawn, all.agreement);
  }

  private static double chance(List<VoteTable.Cast> ballots, int truth, Voting voting) {
    double weight = weight(ballots, voting);
    double chance = 1;
    for (var ballot : ballots) {
      chance *=
          Math.pow(
              likelihood(ballot, voting.confusion[ballot.voter][truth]), weight * ballot.times);
    }
    return chance;
  }

  /// Log-likelihood of every fold's ballots under what the other folds' ballots say of the voters.
  private static double heldOutFit(double[][] prior, VoteTable votes, int[] fold) {
    int folds = IntStream.of(fold).max().orElse(0) + 1;
    var posterior = new double[votes.classes()];
    double fit = 0;
    for (int f = 0; f < folds; f++) {
      int held = f;
      var others = IntStream.range(0, fold.length).filter(i -> fold[i] != held).toArray();
      // every vote counts whole: a story that takes votes for echoes of one another would have
      // fewer of them to explain, and win by that
      var voting = new Voting(fit(prior, votes, others, TRIAL_ROUNDS).confusion, 0);
      for (int i = 0; i < fold.length; i++) {
        fit += fold[i] == held ? judge(prior[i], votes.cast(i), voting, posterior) : 0;
      }
    }
    return fit;
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

  /// EM over some of the clips.
  private static Voting fit(double[][] prior, VoteTable votes, int[] clips, int rounds) {
    int classes = votes.classes();
    var confusion = new double[Math.max(1, votes.voters())][][];
    Arrays.fill(confusion, equalConfusion(classes, RELIABILITY));
    var voting = new Voting(confusion, 0);
    var posterior = new double[prior.length][classes];
    for (int round = 0; round < rounds; round++) {
      var counts = new double[confusion.length][classes][classes];
      for (int i : clips) {
        judge(prior[i], votes.cast(i), voting, posterior[i]);
        count(posterior[i], votes.cast(i), voting, counts);
      }
      var matrices = matrices(counts);
      double agreement = votes.voters() > 0 ? agreement(votes, clips, posterior, matrices) : 0;
      voting = new Voting(matrices, agreement);
    }
    return voting;
  }

  /// Fills one row of the posterior.
  ///
  /// @return log-likelihood of the clip's ballots
  private static double judge(
      double[] prior, List<VoteTable.Cast> ballots, Voting voting, double[] posterior) {
    double weight = weight(ballots, voting);
    System.arraycopy(prior, 0, posterior, 0, prior.length);
    double fit = 0;
    for (var ballot : ballots) {
      double power = weight * ballot.times;
      for (int c = 0; c < prior.length; c++) {
        double once = likelihood(ballot, voting.confusion[ballot.voter][c]);
        posterior[c] *= power == 1 ? once : Math.pow(once, power);
      }
      fit += Math.log(normalise(posterior)); // after each ballot: a hundred votes would underflow
    }
    return fit;
  }

  /// n votes count as n/(1+(n−1)ρ).
  private static double weight(List<VoteTable.Cast> ballots, Voting voting) {
    int voted = 0;
    for (var ballot : ballots) {
      voted += ballot.times;
    }
    return 1 / (1 + (voted - 1) * voting.agreement);
  }

  /// Adds the answers behind one clip's ballots.
  private static void count(
      double[] posterior, List<VoteTable.Cast> ballots, Voting voting, double[][][] counts) {
    double weight = weight(ballots, voting);
    for (var ballot : ballots) {
      for (int c = 0; c < posterior.length; c++) {
        var row = voting.confusion[ballot.voter][c];
        double share =
            posterior[c] * weight * ballot.times / Math.max(likelihood(ballot, row), 1e-300);
        for (int j : ballot.possible) {
          counts[ballot.voter][c][j] += share * ballot.answer[j] * row[j];
        }
      }
    }
  }

  private static double likelihood(VoteTable.Cast ballot, double[] row) {
    double sum = 0;
    for (int j : ballot.possible) {
      sum += ballot.answer[j] * row[j];
    }
    return sum;
  }

  /// What all voters share, drawn towards equal confusion; each voter drawn towards what all share.
  private static double[][][] matrices(double[][][] counts) {
    int classes = counts[0].length;
    var pooled = new double[classes][classes];
    double right = RELIABILITY * SHARED;
    double all = SHARED;
    for (var voter : counts) {
      for (int c = 0; c < classes; c++) {
        for (int j = 0; j < classes; j++) {
          pooled[c][j] += voter[c][j];
          right += c == j ? voter[c][j] : 0;
          all += voter[c][j];
        }
      }
    }
    var shared =
        drawn(pooled, equalConfusion(classes, Math.max(LEAST_RELIABLE, right / all)), SHARED);
    var matrices = new double[counts.length][][];
    for (int v = 0; v < counts.length; v++) {
      matrices[v] = counts.length == 1 ? shared : drawn(counts[v], shared, OWN);
    }
    return matrices;
  }

  private static double[][] drawn(double[][] counts, double[][] towards, double weight) {
    var matrix = new double[counts.length][counts.length];
    for (int c = 0; c < counts.length; c++) {
      for (int j = 0; j < counts.length; j++) {
        matrix[c][j] = counts[c][j] + weight * towards[c][j];
      }
      normalise(matrix[c]);
    }
    return matrix;
  }

  /// Right with chance `reliability`, else any other label alike.
  private static double[][] equalConfusion(int classes, double reliability) {
    var matrix = new double[classes][classes];
    for (int c = 0; c < classes; c++) {
      Arrays.fill(matrix[c], (1 - reliability) / (classes - 1));
      matrix[c][c] = reliability;
    }
    return matrix;
  }

  /// ρ: how much more two votes on one clip agree than two independent voters of that truth would.
  /// A clip's own ambiguity misleads its voters together, so ten of them are not ten witnesses.
  private static double agreement(
      VoteTable votes, int[] clips, double[][] posterior, double[][][] confusion) {
    int classes = votes.classes();
    var alike = new double[confusion.length][]; // that a voter answers the same twice [V,K]
    Arrays.setAll(
        alike, v -> Arrays.stream(confusion[v]).mapToDouble(VoterModel::squares).toArray());
    double observed = 0;
    double expected = 0;
    double pairs = 0;
    for (int i : clips) {
      var sum = new double[classes];
      double same = 0;
      int voted = 0;
      for (var ballot : votes.cast(i)) {
        voted += ballot.times;
        for (int j : ballot.possible) {
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
          expected += count * posterior[i][c] * alike[first.voter][c] * first.times / voted;
        }
      }
    }
    return pairs == 0 || pairs <= expected
        ? 0
        : Math.clamp((observed - expected) / (pairs - expected), 0, 1);
  }

  private static double squares(double[] row) {
    double sum = 0;
    for (double value : row) {
      sum += value * value;
    }
    return sum;
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
    return voting.agreement;
  }

  /// M of one voter `[K,K]`, row = truth.
  double[][] confusion(int voter) {
    return voting.confusion[voter];
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
