package undertone.engine.aggregation;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Tells voters from spammers: with chance 1−ε a voter copies the truth, else answers from a habit
/// ξ of their own, whatever the item.
///
/// E: weight_m(k) = (1−ε_m)·1[L=k] + ε_m ξ_m(L), T_i(k) ∝ Π weight; a vote is spam with Σ_k T_i(k)
/// ε_m ξ_m(L)/weight_m(k). M: ε and ξ from those counts, or for variational Bayes exp(ψ(count +
/// prior) − ψ(total)). All classes are alike beforehand.
///
/// Source: Hovy, Berg-Kirkpatrick, Vaswani & Hovy 2013, *Learning whom to trust with MACE*.
public final class Mace implements Aggregator {
  private final MaceConfig config;

  public Mace(MaceConfig config) {
    this.config = config;
  }

  /// @param competence 1−ε `[M]`: how often a voter means it
  /// @param habit ξ `[M,K]`: what the voter says otherwise
  /// @param entropy of each item's posterior in nats `[N]`; high = disputed
  /// @param objective log-likelihood per round of the run kept
  @SuppressWarnings("ArrayRecordComponent") // numbers of a fit, read in place, compared by nobody
  public record Outcome(
      double[][] posterior,
      double[] competence,
      double[][] habit,
      double[] entropy,
      double[] objective)
      implements Aggregation {}

  /// One run from one random start.
  private final class Run {
    final Votes votes;
    final double[] honest; // 1−ε [M]
    final double[] spam; // ε [M]; the two need not sum to 1 in variational Bayes
    final double[][] habit; // ξ [M,K]
    final double[] objective = new double[config.rounds()];
    double[] spamCount = new double[0]; // [M]
    double[][] habitCount = new double[0][]; // [M,K]

    Run(Votes votes, SplittableRandom random) {
      this.votes = votes;
      honest = new double[votes.voters()];
      spam = new double[votes.voters()];
      habit = new double[votes.voters()][votes.classes()];
      for (int m = 0; m < honest.length; m++) {
        honest[m] = random.nextDouble(.4, .9); // below one half of a crowd is rarely honest at all
        spam[m] = 1 - honest[m];
        double sum = 0;
        for (int k = 0; k < votes.classes(); k++) {
          habit[m][k] = 1 + random.nextDouble();
          sum += habit[m][k];
        }
        for (int k = 0; k < votes.classes(); k++) {
          habit[m][k] /= sum;
        }
      }
    }

    Run climb() {
      for (int round = 0; round < objective.length; round++) {
        objective[round] = expect();
        maximise();
      }
      return this;
    }

    double reached() {
      return objective[objective.length - 1];
    }

    private double expect() {
      spamCount = new double[honest.length];
      habitCount = new double[honest.length][votes.classes()];
      double likelihood = 0;
      var row = new double[votes.classes()];
      for (int i = 0; i < votes.items(); i++) {
        likelihood += posterior(i, row);
        for (int p = votes.from(i); p < votes.to(i); p++) {
          int m = votes.voter(p);
          int said = votes.label(p);
          double habitual = spam[m] * habit[m][said];
          double spammed = 1 - row[said] + row[said] * habitual / (honest[m] + habitual);
          spamCount[m] += votes.weight(p) * spammed;
          habitCount[m][said] += votes.weight(p) * spammed;
        }
      }
      return likelihood;
    }

    /// Fills `row` with T_i.
    ///
    /// @return log P(votes on the item)
    double posterior(int item, double[] row) {
      Arrays.fill(row, -Math.log(row.length));
      for (int p = votes.from(item); p < votes.to(item); p++) {
        int m = votes.voter(p);
        double habitual = spam[m] * habit[m][votes.label(p)];
        double wrong = Math.log(habitual);
        double right = Math.log(honest[m] + habitual);
        for (int k = 0; k < row.length; k++) {
          row[k] += votes.weight(p) * (votes.label(p) == k ? right : wrong);
        }
      }
      return Rows.softmax(row);
    }

    private void maximise() {
      var cast = votes.massBy();
      for (int m = 0; m < honest.length; m++) {
        var counts = new double[] {cast[m] - spamCount[m], spamCount[m]};
        var chances =
            config.variational()
                ? geometric(counts, config.spamPrior())
                : mean(counts, config.smoothing() / 2);
        honest[m] = chances[0];
        spam[m] = chances[1];
        habit[m] =
            config.variational()
                ? geometric(habitCount[m], config.habitPrior())
                : mean(habitCount[m], config.smoothing() / habitCount[m].length);
      }
    }

    private double[] mean(double[] counts, double prior) {
      double total = Arrays.stream(counts).sum() + prior * counts.length;
      return Arrays.stream(counts).map(n -> (n + prior) / total).toArray();
    }

    private double[] geometric(double[] counts, double prior) {
      double total = Digamma.of(Arrays.stream(counts).sum() + prior * counts.length);
      return Arrays.stream(counts)
          .map(n -> Math.exp(Digamma.of(Math.max(n, 0) + prior) - total))
          .toArray();
    }

    Outcome outcome() {
      var posterior = new double[votes.items()][votes.classes()];
      var entropy = new double[votes.items()];
      for (int i = 0; i < posterior.length; i++) {
        posterior(i, posterior[i]);
        entropy[i] = Rows.entropy(posterior[i]);
      }
      var competence = new double[honest.length];
      for (int m = 0; m < honest.length; m++) {
        competence[m] = honest[m] / (honest[m] + spam[m]);
        double sum = Arrays.stream(habit[m]).sum();
        habit[m] = Arrays.stream(habit[m]).map(chance -> chance / sum).toArray();
      }
      return new Outcome(posterior, competence, habit, entropy, objective);
    }
  }

  @Override
  public Outcome aggregate(Votes votes) {
    var random = new SplittableRandom(config.seed());
    var best = new Run(votes, random).climb();
    for (int restart = 1; restart < config.restarts(); restart++) {
      var run = new Run(votes, random).climb();
      if (run.reached() > best.reached()) {
        best = run;
      }
    }
    return best.outcome();
  }
}
