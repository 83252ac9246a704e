package undertone.engine.cleaning;

import java.util.Arrays;
import java.util.stream.IntStream;
import undertone.engine.aggregation.Majority;
import undertone.engine.aggregation.Votes;

/// Weighs voters and models against each other by how often they agree with the rest, and so finds
/// a consensus, how good it is, and how good each voter is.
///
/// q_i(k) is the mean of the models' p_i(k) and of each vote as a distribution (P_A on its label),
/// weighted by w = 1 − error / error of always saying the commonest class; models also by √ of the
/// mean votes per item. Every item needs a vote; weights come from items with two or more.
///
/// Source: Goh, Tkachenko & Mueller 2022, *CROWDLAB: supervised learning to infer consensus labels
/// and quality scores for data with multiple annotators*.
@SuppressWarnings("ArrayRecordComponent") // numbers of a fit, read in place, compared by nobody
public record Crowdlab(
    Votes votes,
    int[] consensus,
    double[] quality,
    double[] agreement,
    double[][] posterior,
    double[] modelWeights,
    double[] voterWeights) {
  private static final double LEAST = 1e-6; // weight of somebody no better than the commonest class

  /// Consensus `[N]`, its quality and the share of votes for it `[N]`, the posterior q `[N,K]`, and
  /// weights of models and voters `[M]`.
  ///
  /// @param p out-of-fold class probabilities `[N,K]`
  public static Crowdlab of(Votes votes, double[][] p) {
    return of(votes, new double[][][] {p});
  }

  /// @param models out-of-fold class probabilities `[models][N,K]`
  public static Crowdlab of(Votes votes, double[][][] models) {
    var equal = new double[models.length];
    Arrays.fill(equal, 1.0 / models.length);
    var first = new Majority(Rows.mix(models, equal)).aggregate(votes).labels();
    mustHaveVotes(first);
    var consensus = best(Weighing.of(votes, first, models).posterior(votes, models), first);
    var weighing = Weighing.of(votes, consensus, models); // once more, by the better consensus
    return of(
        votes, consensus, weighing.posterior(votes, models), weighing.models, weighing.voters);
  }

  /// The likeliest class of each item; the majority where several are.
  static int[] best(double[][] posterior, int[] majority) {
    var consensus = new int[majority.length];
    for (int i = 0; i < consensus.length; i++) {
      int best = Rows.argmax(posterior[i]);
      double most = posterior[i][best];
      boolean alone = Arrays.stream(posterior[i]).filter(q -> q == most).count() == 1;
      consensus[i] = alone ? best : majority[i];
    }
    return consensus;
  }

  /// What follows once consensus, posterior and weights are known.
  static Crowdlab of(
      Votes votes,
      int[] consensus,
      double[][] posterior,
      double[] modelWeights,
      double[] voterWeights) {
    var quality = new double[consensus.length];
    Arrays.setAll(quality, i -> posterior[i][consensus[i]]);
    return new Crowdlab(
        votes, consensus, quality, shares(votes, consensus), posterior, modelWeights, voterWeights);
  }

  private static void mustHaveVotes(int[] labels) {
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == Majority.NONE) {
        throw new IllegalArgumentException(
            "Item %d has no vote; leave out what nobody voted on.".formatted(i));
      }
    }
  }

  /// Share of each item's votes for a label of it.
  static double[] shares(Votes votes, int[] labels) {
    var shares = new double[labels.length];
    Arrays.setAll(shares, i -> votes.counts(i)[labels[i]] / (double) votes.on(i));
    return shares;
  }

  /// What each voice is worth.
  private static final class Weighing {
    final double likelihood; // P_A
    final double[] models;
    final double[] voters;

    private Weighing(double likelihood, double[] models, double[] voters) {
      this.likelihood = likelihood;
      this.models = models;
      this.voters = voters;
    }

    static Weighing of(Votes votes, int[] consensus, double[][][] models) {
      var shared = shared(votes);
      var agreement = shares(votes, consensus);
      double likelihood = Arrays.stream(shared).mapToDouble(i -> agreement[i]).average().orElse(1);
      var counts = new int[votes.classes()];
      Arrays.stream(shared).forEach(i -> counts[consensus[i]]++);
      double common = Arrays.stream(counts).max().orElse(0);
      double guessing = shared.length == 0 ? 1 : Math.max(LEAST, 1 - common / shared.length);
      double root = Math.sqrt((double) votes.size() / votes.items());
      var modelWeights =
          Arrays.stream(models)
              .mapToDouble(p -> {
                double error =
                    Arrays.stream(shared)
                        .mapToDouble(i -> Rows.argmax(p[i]) == consensus[i] ? 0 : 1)
                        .average()
                        .orElse(0);
                return Math.max(LEAST, 1 - error / guessing) * root;
              })
              .toArray();
      var voterWeights =
          Arrays.stream(agreementWithOthers(votes))
              .map(agreed -> Math.max(LEAST, 1 - (1 - agreed) / guessing))
              .toArray();
      return new Weighing(likelihood, modelWeights, voterWeights);
    }

    /// Mean agreement with the others on the same items, each item weighing n−1; whoever shares
    /// none gets the mean of the rest.
    private static double[] agreementWithOthers(Votes votes) {
      var agreed = new double[votes.voters()];
      var met = new double[votes.voters()];
      for (int i : shared(votes)) {
        var counts = votes.counts(i);
        for (int at = votes.from(i); at < votes.to(i); at++) {
          agreed[votes.voter(at)] += counts[votes.label(at)] - 1;
          met[votes.voter(at)] += votes.on(i) - 1;
        }
      }
      double mean =
          IntStream.range(0, met.length)
              .filter(m -> met[m] > 0)
              .mapToDouble(m -> agreed[m] / met[m])
              .average()
              .orElse(1);
      return IntStream.range(0, met.length)
          .mapToDouble(m -> met[m] == 0 ? mean : agreed[m] / met[m])
          .toArray();
    }

    double[][] posterior(Votes votes, double[][][] probabilities) {
      double other = (1 - likelihood) / (votes.classes() - 1);
      var posterior = Rows.mix(probabilities, models);
      for (int i = 0; i < posterior.length; i++) {
        double sum = Arrays.stream(models).sum();
        for (int at = votes.from(i); at < votes.to(i); at++) {
          double weight = voters[votes.voter(at)];
          sum += weight;
          for (int k = 0; k < posterior[i].length; k++) {
            posterior[i][k] += weight * (votes.label(at) == k ? likelihood : other);
          }
        }
        for (int k = 0; k < posterior[i].length; k++) {
          posterior[i][k] /= sum;
        }
      }
      return posterior;
    }
  }

  private static int[] shared(Votes votes) {
    return IntStream.range(0, votes.items()).filter(i -> votes.on(i) > 1).toArray();
  }

  /// How well each vote fits, q_i of its label, vote by vote in the order of the votes.
  public double[] voteQuality() {
    var quality = new double[votes.size()];
    for (int i = 0; i < votes.items(); i++) {
      for (int at = votes.from(i); at < votes.to(i); at++) {
        quality[at] = posterior[i][votes.label(at)];
      }
    }
    return quality;
  }

  /// How good each voter is `[M]`: the mean quality of their votes, mixed with their agreement with
  /// the consensus where others voted too, by what the models weigh beside an item's voters.
  public double[] voterQuality() {
    double models = Arrays.stream(modelWeights).sum();
    double perItem = (double) votes.size() / votes.items() / votes.voters();
    double share = models / (models + Arrays.stream(voterWeights).sum() * perItem);
    var said = voteQuality();
    var agreed = agreementWithConsensus(2);
    var sum = new double[votes.voters()];
    for (int at = 0; at < said.length; at++) {
      sum[votes.voter(at)] += said[at];
    }
    var cast = votes.castBy();
    Arrays.setAll(
        sum, m -> cast[m] == 0 ? agreed[m] : share * sum[m] / cast[m] + (1 - share) * agreed[m]);
    return sum;
  }

  /// How often each voter says the consensus `[M]`; 0 for one who never voted.
  public double[] agreementWithConsensus() {
    return agreementWithConsensus(1);
  }

  /// The same on items with so many votes.
  double[] agreementWithConsensus(int leastVotes) {
    var agreed = new double[votes.voters()];
    var cast = new int[votes.voters()];
    for (int i = 0; i < consensus.length; i++) {
      for (int at = votes.from(i); votes.on(i) >= leastVotes && at < votes.to(i); at++) {
        cast[votes.voter(at)]++;
        agreed[votes.voter(at)] += votes.label(at) == consensus[i] ? 1 : 0;
      }
    }
    Arrays.setAll(agreed, m -> cast[m] == 0 ? 0 : agreed[m] / cast[m]);
    return agreed;
  }

  /// The label each voter says that is least often the consensus `[M]`; of equals the one said more
  /// often, −1 = never voted.
  public int[] worstClass() {
    var agreed = new int[votes.voters()][votes.classes()];
    var cast = new int[votes.voters()][votes.classes()];
    for (int i = 0; i < consensus.length; i++) {
      for (int at = votes.from(i); at < votes.to(i); at++) {
        cast[votes.voter(at)][votes.label(at)]++;
        agreed[votes.voter(at)][votes.label(at)] += votes.label(at) == consensus[i] ? 1 : 0;
      }
    }
    var worst = new int[votes.voters()];
    for (int m = 0; m < worst.length; m++) {
      worst[m] = -1;
      for (int k = 0; k < votes.classes(); k++) {
        if (cast[m][k] > 0 && (worst[m] < 0 || isWorse(agreed[m], cast[m], k, worst[m]))) {
          worst[m] = k;
        }
      }
    }
    return worst;
  }

  private static boolean isWorse(int[] agreed, int[] cast, int k, int than) {
    long apart = (long) agreed[k] * cast[than] - (long) agreed[than] * cast[k];
    return apart < 0 || (apart == 0 && cast[k] > cast[than]);
  }

  /// How little another label would tell of each item `[N]`; lowest = label next. Many good votes
  /// raise it.
  public double[] labelAgain() {
    double models = Arrays.stream(modelWeights).sum();
    double voter = Arrays.stream(voterWeights).average().orElse(0);
    var scores = new double[consensus.length];
    for (int i = 0; i < scores.length; i++) {
      double weight = models;
      for (int at = votes.from(i); at < votes.to(i); at++) {
        weight += voterWeights[votes.voter(at)];
      }
      scores[i] = (weight * quality[i] + voter / votes.classes()) / (weight + voter);
    }
    return scores;
  }

  /// The same of items nobody has voted on, on the same scale.
  ///
  /// @param models class probabilities `[models][N',K]`
  public double[] labelFirst(double[][][] models) {
    double weight = Arrays.stream(modelWeights).sum();
    double voter = Arrays.stream(voterWeights).average().orElse(0);
    var mean = Rows.mix(models, modelWeights);
    return Arrays.stream(mean)
        .mapToDouble(row -> (row[Rows.argmax(row)] + voter / votes.classes()) / (weight + voter))
        .toArray();
  }
}
