package undertone.engine.cleaning;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Counts how often items given label j are confidently of class k, and so estimates how labels are
/// wrong.
///
/// A class is believed of an item when its probability reaches the mean that items *given* that
/// class have; so a model that is shy of a class is not held against it. Every class needs an item.
///
/// Source: Northcutt, Jiang & Chuang 2021, *Confident learning*, sec. 3.
@SuppressWarnings("ArrayRecordComponent") // counts of a fit, read in place, compared by nobody
public record ConfidentLearning(
    double[] thresholds,
    int[] guesses,
    int[][] counted,
    int[][] calibrated,
    double[] priorTrue,
    double[][] noise,
    double[][] inverseNoise) {
  /// What [#guesses()] says where no class is believed.
  public static final int NONE = -1;

  private static final double LEAST_THRESHOLD = 2e-6;
  private static final double SLACK = 1e-6; // a probability this near its threshold reaches it
  private static final double LEAST_PRIOR = 1e-6;

  /// Thresholds t `[K]`, guesses `[N]`, the confident joint C `[K,K]` (given, guessed) as counted
  /// and calibrated to the labels there are, P(true) `[K]`, P(given | true) `[K,K]` with a column
  /// per true class, P(true | given) with a column per given class.
  ///
  /// @param given label of each item `[N]`
  /// @param p class probabilities `[N,K]`
  public static ConfidentLearning of(int[] given, double[][] p) {
    if (given.length == 0 || given.length != p.length) {
      throw new IllegalArgumentException(
          "Confident learning was given %d labels and %d rows of probabilities; give each item both."
              .formatted(given.length, p.length));
    }
    int classes = p[0].length;
    var thresholds = thresholds(given, p, classes);
    var guesses = IntStream.range(0, p.length).map(i -> guess(p[i], thresholds)).toArray();
    var counted = new int[classes][classes];
    for (int i = 0; i < given.length; i++) {
      if (guesses[i] != NONE) {
        counted[given[i]][guesses[i]]++;
      }
    }
    for (int k = 0; k < classes; k++) {
      counted[k][k] = Math.max(1, counted[k][k]);
    }
    var labels = new int[classes];
    for (int label : given) {
      labels[label]++;
    }
    var calibrated = calibrated(counted, labels);
    return latent(thresholds, guesses, counted, calibrated, labels);
  }

  private static double[] thresholds(int[] given, double[][] p, int classes) {
    var sum = new double[classes];
    var count = new int[classes];
    for (int i = 0; i < given.length; i++) {
      sum[given[i]] += p[i][given[i]];
      count[given[i]]++;
    }
    return IntStream.range(0, classes)
        .mapToDouble(k ->
            count[k] == 0 ? Double.POSITIVE_INFINITY : Math.max(LEAST_THRESHOLD, sum[k] / count[k]))
        .toArray();
  }

  private static int guess(double[] p, double[] thresholds) {
    var believed =
        IntStream.range(0, p.length).filter(k -> p[k] >= thresholds[k] - SLACK).toArray();
    return switch (believed.length) {
      case 0 -> NONE;
      case 1 -> believed[0];
      default -> Rows.argmax(p);
    };
  }

  /// Rows to the true label counts, then all to N, in whole numbers that keep the row sums.
  private static int[][] calibrated(int[][] counted, int[] labels) {
    var scaled = new double[counted.length][counted.length];
    double sum = 0;
    for (int j = 0; j < scaled.length; j++) {
      double row = Arrays.stream(counted[j]).sum();
      for (int k = 0; k < scaled.length; k++) {
        scaled[j][k] = counted[j][k] / row * labels[j];
        sum += scaled[j][k];
      }
    }
    double items = Arrays.stream(labels).sum();
    var calibrated = new int[scaled.length][];
    for (int j = 0; j < scaled.length; j++) {
      for (int k = 0; k < scaled.length; k++) {
        scaled[j][k] = scaled[j][k] / sum * items;
      }
      calibrated[j] = rounded(scaled[j]);
    }
    return calibrated;
  }

  /// Whole numbers that keep the sum: where rounding loses most, it is undone first.
  static int[] rounded(double[] row) {
    var whole = Arrays.stream(row).map(Math::rint).toArray();
    double missing = Math.rint(Arrays.stream(row).sum()) - Arrays.stream(whole).sum();
    int step = missing < 0 ? -1 : 1;
    var lost =
        IntStream.range(0, row.length).mapToDouble(k -> step * (whole[k] - row[k])).toArray();
    var order = Rows.ascending(lost);
    for (int change = 0; change < Math.abs(missing); change++) {
      whole[order[change % order.length]] += step;
    }
    return Arrays.stream(whole).mapToInt(n -> (int) n).toArray();
  }

  private static ConfidentLearning latent(
      double[] thresholds, int[] guesses, int[][] counted, int[][] joint, int[] labels) {
    int classes = joint.length;
    double items = Arrays.stream(labels).sum();
    var truly = new double[classes];
    for (var row : joint) {
      for (int k = 0; k < classes; k++) {
        truly[k] += row[k];
      }
    }
    var noise = new double[classes][classes];
    var inverse = new double[classes][classes];
    var prior = new double[classes];
    for (int j = 0; j < classes; j++) {
      double row = Arrays.stream(joint[j]).sum();
      for (int k = 0; k < classes; k++) {
        noise[j][k] = truly[k] == 0 ? 0 : joint[j][k] / truly[k];
        inverse[k][j] = row == 0 ? 0 : joint[j][k] / row;
      }
    }
    for (int k = 0; k < classes; k++) {
      double share = noise[k][k] == 0 ? 0 : inverse[k][k] / noise[k][k] * labels[k] / items;
      prior[k] = Math.clamp(share, LEAST_PRIOR, 1);
    }
    double sum = Arrays.stream(prior).sum();
    Arrays.setAll(prior, k -> prior[k] / sum);
    return new ConfidentLearning(thresholds, guesses, counted, joint, prior, noise, inverse);
  }

  public int classes() {
    return thresholds.length;
  }

  /// Q = C/N `[K,K]`: P(given = j, true = k).
  public double[][] joint() {
    double items = Arrays.stream(calibrated).flatMapToInt(Arrays::stream).sum();
    return Arrays.stream(calibrated)
        .map(row -> Arrays.stream(row).mapToDouble(n -> n / items).toArray())
        .toArray(double[][]::new);
  }

  /// Share of labels that are wrong, by the joint.
  public double noiseRate() {
    var joint = joint();
    return 1 - IntStream.range(0, joint.length).mapToDouble(k -> joint[k][k]).sum();
  }

  /// Items that are confidently of another class than they were given.
  public int[] offDiagonal(int[] given) {
    return IntStream.range(0, given.length)
        .filter(i -> guesses[i] != NONE && guesses[i] != given[i])
        .toArray();
  }
}
