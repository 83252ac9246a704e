package undertone.engine.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import undertone.corpora.CandidateSet;
import undertone.corpora.LabelScheme;
import undertone.engine.aggregation.Votes;
import undertone.engine.refinement.Ballot;
import undertone.engine.refinement.Streams;

/// Named annotators where a table has only counts: nobody's real names, drawn by a seed.
///
/// Each clip is seen by some of them. An annotator takes one of the clip's real votes, none twice
/// while there are others, and holds on to it with an ability of their own, else confuses it:
/// mostly with one other label, the same each time, sometimes with any. Abilities are spread
/// evenly, usually over .5 to .95. So what the crowd disagrees on stays disputed, and what an
/// aggregator can learn about annotators is known.
///
/// @param votes one label each `[N,M]`
/// @param abilities how often each annotator holds on to what they took `[M]`
@SuppressWarnings("ArrayRecordComponent") // numbers of a simulation, compared by nobody
record SimulatedVoters(Votes votes, double[] abilities) {
  static final int DEFAULT_ANNOTATORS = 10;
  private static final double HABIT = .7; // of confusions that go to an annotator's usual label

  /// @param counts real votes per clip and label `[N,K]`
  /// @param annotators M
  /// @param perClip how many of them see a clip; 0 = as many as really voted. Never more than M or
  ///   than really voted
  static SimulatedVoters of(int[][] counts, int annotators, int perClip, long seed) {
    return of(counts, annotators, perClip, Annotators.AS_NEEDED, seed);
  }

  /// @param able how able the least and the most able of them are
  static SimulatedVoters of(
      int[][] counts, int annotators, int perClip, Annotators able, long seed) {
    if (annotators < 1) {
      throw new IllegalArgumentException(
          "--annotators must be at least 1 but is %d.".formatted(annotators));
    }
    int classes = counts.length == 0 ? 2 : counts[0].length;
    var random = new Streams(seed).of("annotators");
    var abilities = abilities(annotators, able, random);
    var habits = habits(annotators, classes, random);
    var builder = Votes.over(counts.length, annotators, classes);
    for (int i = 0; i < counts.length; i++) {
      var bag = bag(counts[i]);
      shuffle(bag, random);
      var who = IntStream.range(0, annotators).toArray();
      shuffle(who, random);
      int seen = Math.min(bag.length, perClip == 0 ? annotators : Math.min(perClip, annotators));
      for (int turn = 0; turn < seen; turn++) {
        int took = bag[turn];
        boolean holds = classes < 2 || random.nextDouble() < abilities[who[turn]];
        builder.cast(i, who[turn], holds ? took : confused(took, habits[who[turn]], random));
      }
    }
    return new SimulatedVoters(builder.build(), abilities);
  }

  /// `annotator-01` and on, in the order of the votes' voters.
  static List<String> names(int annotators) {
    return IntStream.rangeClosed(1, annotators).mapToObj("annotator-%02d"::formatted).toList();
  }

  /// What the annotators say of one clip.
  List<Ballot> ballots(int clip, LabelScheme scheme) {
    var names = names(abilities.length);
    var ballots = new ArrayList<Ballot>();
    for (int p = votes.from(clip); p < votes.to(clip); p++) {
      var label = scheme.labels().get(votes.label(p)).id();
      ballots.add(Ballot.of(names.get(votes.voter(p)), CandidateSet.of(label)));
    }
    return ballots;
  }

  private static double[] abilities(int annotators, Annotators able, SplittableRandom random) {
    var abilities = new double[annotators];
    for (int m = 0; m < annotators; m++) {
      double place = annotators == 1 ? 1 : m / (annotators - 1.0);
      abilities[m] = able.least() + (able.most() - able.least()) * place;
    }
    for (int m = annotators - 1; m > 0; m--) { // the order of names tells nothing
      int other = random.nextInt(m + 1);
      double swapped = abilities[m];
      abilities[m] = abilities[other];
      abilities[other] = swapped;
    }
    return abilities;
  }

  /// What each annotator takes each label for `[M,K]`: any label but itself.
  private static int[][] habits(int annotators, int classes, SplittableRandom random) {
    var habits = new int[annotators][classes];
    for (var habit : habits) {
      for (int k = 0; classes > 1 && k < classes; k++) {
        habit[k] = (k + random.nextInt(1, classes)) % classes;
      }
    }
    return habits;
  }

  private static int confused(int label, int[] habit, SplittableRandom random) {
    return random.nextDouble() < HABIT
        ? habit[label]
        : (label + random.nextInt(1, habit.length)) % habit.length;
  }

  private static int[] bag(int[] counts) {
    var bag = new ArrayList<Integer>();
    for (int k = 0; k < counts.length; k++) {
      for (int n = 0; n < counts[k]; n++) {
        bag.add(k);
      }
    }
    return bag.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void shuffle(int[] numbers, SplittableRandom random) {
    for (int at = numbers.length - 1; at > 0; at--) {
      int other = random.nextInt(at + 1);
      int swapped = numbers[at];
      numbers[at] = numbers[other];
      numbers[other] = swapped;
    }
  }

  /// How often each annotator said the gold label of the clips that have one `[M]`; NaN = saw none.
  double[] shown(int[] gold) {
    var right = new double[abilities.length];
    var judged = new int[abilities.length];
    for (int i = 0; i < gold.length; i++) {
      for (int p = votes.from(i); gold[i] >= 0 && p < votes.to(i); p++) {
        judged[votes.voter(p)]++;
        right[votes.voter(p)] += votes.label(p) == gold[i] ? 1 : 0;
      }
    }
    Arrays.setAll(right, m -> judged[m] == 0 ? Double.NaN : right[m] / judged[m]);
    return right;
  }
}
