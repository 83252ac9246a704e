package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// The ballots of all clips as numbers, and the candidate sets they amount to.
final class VoteTable {
  private final int classes;
  private final List<String> voters;
  private final List<List<Cast>> cast; // [N]
  private final boolean[][] sets; // S⁰ [N,K]
  private final float[][] mass; // votes per label [N,K]

  /// One ballot of one clip.
  static final class Cast {
    final int voter;
    final double[]
        answer; // [K] chance that this label is the one answer behind the ballot; sums to 1
    final int[] possible; // labels with a chance, a few of many
    final int times;

    Cast(int voter, double[] answer, int times) {
      this.voter = voter;
      this.answer = answer;
      this.possible = IntStream.range(0, answer.length).filter(j -> answer[j] != 0).toArray();
      this.times = times;
    }
  }

  VoteTable(List<String> labels, List<RefinementClip> clips) {
    classes = labels.size();
    var index = new TreeMap<String, Integer>();
    clips.forEach(clip -> clip.ballots().forEach(ballot -> index.putIfAbsent(ballot.voter(), 0)));
    voters = List.copyOf(index.keySet());
    for (int v = 0; v < voters.size(); v++) {
      index.put(voters.get(v), v);
    }
    sets = new boolean[clips.size()][classes];
    mass = new float[clips.size()][classes];
    cast = new ArrayList<>();
    for (int i = 0; i < clips.size(); i++) {
      var ballots = new ArrayList<Cast>();
      for (var ballot : clips.get(i).ballots()) {
        if (!ballot.held().isEmpty()) {
          var answer = answer(ballot, labels);
          ballots.add(new Cast(index.getOrDefault(ballot.voter(), 0), answer, ballot.times()));
          for (int j = 0; j < classes; j++) {
            mass[i][j] += (float) (ballot.times() * answer[j]);
            sets[i][j] |= answer[j] > 0;
          }
        }
      }
      cast.add(ballots);
    }
  }

  /// A set hides one answer: any of its labels alike, or, if ordered, the r-th with weight 1/r.
  private static double[] answer(Ballot ballot, List<String> labels) {
    var answer = new double[labels.size()];
    double sum = 0;
    int rank = 1;
    for (var label : ballot.held().labels()) {
      double weight = ballot.ordered() ? 1.0 / rank : 1;
      answer[labels.indexOf(label)] = weight;
      sum += weight;
      rank++;
    }
    for (int j = 0; j < answer.length; j++) {
      answer[j] /= sum;
    }
    return answer;
  }

  int classes() {
    return classes;
  }

  int clips() {
    return sets.length;
  }

  /// How many different voters there are.
  int voters() {
    return voters.size();
  }

  List<Cast> cast(int clip) {
    return cast.get(clip);
  }

  /// S⁰ `[N,K]`; not to be written to.
  boolean[][] sets() {
    return sets;
  }

  /// Votes per label `[N,K]`, a ballot sharing its one vote out; not to be written to.
  float[][] mass() {
    return mass;
  }

  /// The label with most votes; -1 when tied or without votes.
  int majority(int clip) {
    int best = -1;
    boolean tied = true;
    for (int j = 0; j < classes; j++) {
      if (mass[clip][j] > 0 && (best < 0 || mass[clip][j] > mass[clip][best])) {
        best = j;
        tied = false;
      } else if (best >= 0 && mass[clip][j] == mass[clip][best]) {
        tied = true;
      }
    }
    return tied ? -1 : best;
  }
}
