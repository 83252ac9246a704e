package undertone.engine.aggregation;

import java.util.Arrays;

/// Votes of M voters on N items over K classes, stored item by item: memory grows with the votes
/// cast, not with N·M. A voter may vote on an item any number of times, or never. A candidate set
/// enters as one vote in parts: each of its labels with a weight, which together are 1.
///
/// The votes of item i stand at the positions `from(i)` to `to(i)`, the end excluded.
public final class Votes {
  /// Looked and cannot tell: carries no evidence and is not stored.
  public static final int CANNOT_TELL = -1;

  private final int voters;
  private final int classes;
  private final int[] starts; // [N+1]
  private final int[] voter; // [V]
  private final int[] label; // [V]
  private final double[] weight; // [V], 1 = a whole vote

  private Votes(int voters, int classes, int[] starts, int[] voter, int[] label, double[] weight) {
    this.voters = voters;
    this.classes = classes;
    this.starts = starts;
    this.voter = voter;
    this.label = label;
    this.weight = weight;
  }

  /// Collects votes in any order.
  public static final class Builder {
    private final int items;
    private final int voters;
    private final int classes;
    private int[] cast = new int[3 * 256]; // item, voter, label
    private double[] weights = new double[256];
    private int size;

    private Builder(int items, int voters, int classes) {
      this.items = items;
      this.voters = voters;
      this.classes = classes;
    }

    /// @param label 0 to K−1, or [#CANNOT_TELL]
    /// @throws IllegalArgumentException for an item, a voter or a label that is not there
    public Builder cast(int item, int voter, int label) {
      return cast(item, voter, label, 1);
    }

    /// @param label 0 to K−1, or [#CANNOT_TELL]
    /// @param weight over 0; 1 = a whole vote, less = one label of a set
    /// @throws IllegalArgumentException for an item, a voter, a label or a weight that cannot be
    public Builder cast(int item, int voter, int label, double weight) {
      if (item < 0 || item >= items || voter < 0 || voter >= voters) {
        throw new IllegalArgumentException(
            "Item %d of %d, voter %d of %d: no such vote can be cast."
                .formatted(item, items, voter, voters));
      }
      if (label < CANNOT_TELL || label >= classes) {
        throw new IllegalArgumentException(
            "Voter %d gave item %d the label %d; labels go from 0 to %d."
                .formatted(voter, item, label, classes - 1));
      }
      if (!(weight > 0) || weight == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "Voter %d's vote on item %d weighs %s; a weight is a number over 0."
                .formatted(voter, item, weight));
      }
      if (label != CANNOT_TELL) {
        if (3 * size == cast.length) {
          cast = Arrays.copyOf(cast, 2 * cast.length);
          weights = Arrays.copyOf(weights, 2 * weights.length);
        }
        cast[3 * size] = item;
        cast[3 * size + 1] = voter;
        cast[3 * size + 2] = label;
        weights[size] = weight;
        size++;
      }
      return this;
    }

    public Votes build() {
      var starts = new int[items + 1];
      for (int v = 0; v < size; v++) {
        starts[cast[3 * v] + 1]++;
      }
      for (int i = 0; i < items; i++) {
        starts[i + 1] += starts[i];
      }
      var next = Arrays.copyOf(starts, items);
      var voter = new int[size];
      var label = new int[size];
      var weight = new double[size];
      for (int v = 0; v < size; v++) {
        int at = next[cast[3 * v]]++;
        voter[at] = cast[3 * v + 1];
        label[at] = cast[3 * v + 2];
        weight[at] = weights[v];
      }
      return new Votes(voters, classes, starts, voter, label, weight);
    }
  }

  public static Builder over(int items, int voters, int classes) {
    return new Builder(items, voters, classes);
  }

  /// @param votes `[N,M]`, [#CANNOT_TELL] = no vote
  public static Votes of(int[][] votes, int classes) {
    var builder = over(votes.length, votes.length == 0 ? 0 : votes[0].length, classes);
    for (int i = 0; i < votes.length; i++) {
      for (int m = 0; m < votes[i].length; m++) {
        builder.cast(i, m, votes[i][m]);
      }
    }
    return builder.build();
  }

  public int items() {
    return starts.length - 1;
  }

  public int voters() {
    return voters;
  }

  public int classes() {
    return classes;
  }

  public int size() {
    return label.length;
  }

  public int from(int item) {
    return starts[item];
  }

  public int to(int item) {
    return starts[item + 1];
  }

  public int voter(int position) {
    return voter[position];
  }

  public int label(int position) {
    return label[position];
  }

  /// What a vote counts: 1, or less for one label of a set.
  public double weight(int position) {
    return weight[position];
  }

  /// How many votes an item has.
  public int on(int item) {
    return to(item) - from(item);
  }

  /// Weight of the votes per class of one item `[K]`.
  public double[] mass(int item) {
    var mass = new double[classes];
    for (int p = from(item); p < to(item); p++) {
      mass[label[p]] += weight[p];
    }
    return mass;
  }

  /// Votes per class of one item `[K]`.
  public int[] counts(int item) {
    var counts = new int[classes];
    for (int p = from(item); p < to(item); p++) {
      counts[label[p]]++;
    }
    return counts;
  }

  /// How many votes each voter cast `[M]`.
  public int[] castBy() {
    var cast = new int[voters];
    for (int m : voter) {
      cast[m]++;
    }
    return cast;
  }

  /// The weight of all each voter cast `[M]`.
  public double[] massBy() {
    var mass = new double[voters];
    for (int p = 0; p < voter.length; p++) {
      mass[voter[p]] += weight[p];
    }
    return mass;
  }

  /// Vote shares n_ik/n_i `[N,K]`; all classes alike where nobody voted.
  public double[][] shares() {
    var shares = new double[items()][classes];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = mass(i);
      double n = Arrays.stream(shares[i]).sum();
      for (int k = 0; k < classes; k++) {
        shares[i][k] = n == 0 ? 1.0 / classes : shares[i][k] / n;
      }
    }
    return shares;
  }
}
