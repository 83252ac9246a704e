package undertone.engine.cleaning;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Ways to say which given labels are wrong. An item whose label is also its model's first choice
/// is never flagged.
///
/// Source: Northcutt, Jiang & Chuang 2021, *Confident learning*, sec. 3.2; the two `LOW_` filters
/// as in the library cleanlab.
public enum IssueFilter {
  /// Per class j, as many items as the joint says are wrong, those with the lowest p(j).
  PRUNE_BY_CLASS {
    @Override
    boolean[] flag(int[] given, double[][] p, ConfidentLearning learning) {
      var flags = new boolean[given.length];
      var keep = kept(learning);
      for (int j = 0; j < learning.classes(); j++) {
        int label = j;
        var mine = givenTo(given, j);
        int wrong = mine.length - keep[j][j];
        if (mine.length > 1 && wrong < mine.length) {
          double edge =
              Arrays.stream(mine)
                  .mapToDouble(i -> p[i][label])
                  .sorted()
                  .skip(wrong)
                  .findFirst()
                  .orElse(0);
          Arrays.stream(mine).filter(i -> p[i][label] < edge).forEach(i -> flags[i] = true);
        }
      }
      return flags;
    }
  },
  /// Per cell j→k, as many items as the joint says, those with the largest p(k) − p(j).
  PRUNE_BY_NOISE_RATE {
    @Override
    boolean[] flag(int[] given, double[][] p, ConfidentLearning learning) {
      var flags = new boolean[given.length];
      var keep = kept(learning);
      for (int j = 0; j < learning.classes(); j++) {
        var mine = givenTo(given, j);
        for (int k = 0; mine.length > 1 && k < learning.classes(); k++) {
          if (k != j && keep[j][k] > 0) {
            flagWidest(flags, mine, p, j, k, keep[j][k]);
          }
        }
      }
      return flags;
    }

    private static void flagWidest(
        boolean[] flags, int[] mine, double[][] p, int j, int k, int wrong) {
      double edge =
          Arrays.stream(mine)
              .mapToObj(i -> p[i][k] - p[i][j])
              .sorted(Comparator.reverseOrder())
              .skip(Math.min(wrong, mine.length) - 1L)
              .findFirst()
              .orElse(0.0);
      Arrays.stream(mine).filter(i -> p[i][k] - p[i][j] >= edge).forEach(i -> flags[i] = true);
    }
  },
  /// What both kinds of pruning say.
  BOTH {
    @Override
    boolean[] flag(int[] given, double[][] p, ConfidentLearning learning) {
      var flags = PRUNE_BY_CLASS.flag(given, p, learning);
      var other = PRUNE_BY_NOISE_RATE.flag(given, p, learning);
      for (int i = 0; i < flags.length; i++) {
        flags[i] &= other[i];
      }
      return flags;
    }
  },
  /// What was counted off the diagonal.
  CONFIDENT_LEARNING {
    @Override
    boolean[] flag(int[] given, double[][] p, ConfidentLearning learning) {
      var flags = new boolean[given.length];
      for (int i : learning.offDiagonal(given)) {
        flags[i] = true;
      }
      return flags;
    }
  },
  /// Every item whose model prefers another class.
  PREDICTED_NEQ_GIVEN {
    @Override
    boolean[] flag(int[] given, double[][] p, ConfidentLearning learning) {
      var flags = new boolean[given.length];
      Arrays.fill(flags, true);
      return flags;
    }
  },
  /// As many as [#CONFIDENT_LEARNING], those with the lowest normalised margin.
  LOW_NORMALIZED_MARGIN {
    @Override
    boolean[] flag(int[] given, double[][] p, ConfidentLearning learning) {
      return lowest(LabelQuality.NORMALIZED_MARGIN, given, p, learning);
    }
  },
  /// As many as [#CONFIDENT_LEARNING], those with the lowest self-confidence.
  LOW_SELF_CONFIDENCE {
    @Override
    boolean[] flag(int[] given, double[][] p, ConfidentLearning learning) {
      return lowest(LabelQuality.SELF_CONFIDENCE, given, p, learning);
    }
  };

  abstract boolean[] flag(int[] given, double[][] p, ConfidentLearning learning);

  /// Which labels are held to be wrong `[N]`.
  public boolean[] issues(int[] given, double[][] p) {
    return issues(given, p, ConfidentLearning.of(given, p));
  }

  /// @param learning of the same labels and probabilities
  public boolean[] issues(int[] given, double[][] p, ConfidentLearning learning) {
    var flags = flag(given, p, learning);
    for (int i = 0; i < flags.length; i++) {
      flags[i] &= Rows.argmax(p[i]) != given[i];
    }
    return flags;
  }

  /// The flagged items, most suspicious first.
  public int[] ranked(int[] given, double[][] p, LabelQuality by) {
    var flags = issues(given, p);
    return Arrays.stream(Rows.ascending(by.scores(given, p))).filter(i -> flags[i]).toArray();
  }

  private static boolean[] lowest(
      LabelQuality by, int[] given, double[][] p, ConfidentLearning learning) {
    var counted = CONFIDENT_LEARNING.issues(given, p, learning);
    long many = IntStream.range(0, counted.length).filter(i -> counted[i]).count();
    var flags = new boolean[given.length];
    Arrays.stream(Rows.ascending(by.scores(given, p))).limit(many).forEach(i -> flags[i] = true);
    return flags;
  }

  private static int[] givenTo(int[] given, int label) {
    return IntStream.range(0, given.length).filter(i -> given[i] == label).toArray();
  }

  /// How many items of each cell `[given][true]` are pruned or, on the diagonal, stay. One of each
  /// class stays always; the errors of the class then shrink by as much.
  private static int[][] kept(ConfidentLearning learning) {
    int classes = learning.classes();
    var joint = learning.calibrated();
    var byTruth = new double[classes][classes]; // [true][given], as rounding goes by truth
    for (int j = 0; j < classes; j++) {
      int row = j;
      double stays = Math.max(1, joint[j][j]);
      long cells = IntStream.range(0, classes).filter(k -> joint[row][k] != 0).count();
      double less = (stays - joint[j][j]) / Math.max(1, cells - 1);
      for (int k = 0; k < classes; k++) {
        byTruth[k][j] = k == j ? stays : Math.max(0, joint[j][k] - less);
      }
    }
    var kept = new int[classes][classes];
    for (int k = 0; k < classes; k++) {
      var whole = ConfidentLearning.rounded(byTruth[k]);
      for (int j = 0; j < classes; j++) {
        kept[j][k] = whole[j];
      }
    }
    return kept;
  }
}
