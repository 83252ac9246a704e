package undertone.engine.pseudo;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// How sure a network must be of each label before its own label teaches it, for methods with fixed
/// thresholds. One number for all lets frequent labels teach and keeps rare ones out, of which
/// networks are seldom as sure.
///
/// Source: lessons of the MER challenges (.99 for four classes and .85 for the two rare ones).
///
/// @param rule where the numbers come from
/// @param value of the rules share and precision, over 0 and up to 1; else 0
/// @param given by label; one that is not named has to reach what the plan says for all
public record LabelThresholds(Rule rule, double value, Map<String, Double> given) {

  /// What the plan says, for every label.
  public static final LabelThresholds ONE = new LabelThresholds(Rule.ONE, 0, Map.of());

  /// What no confidence reaches: nothing that is called by the label teaches. A number that JSON
  /// can write, which infinity is not.
  public static final double NOTHING_TEACHES = 2;

  private static final int LEAST_JUDGED = 5; // clips called so, before precision says anything

  /// Where the numbers come from.
  public enum Rule {
    /// The same number for all labels.
    ONE,
    /// The plan names them.
    GIVEN,
    /// Of the clips called by a label the surest share teaches, whatever the label.
    SHARE,
    /// The least at which labelled clips that are called so are called rightly often enough; where
    /// there is none, nothing called so teaches.
    PRECISION;

    /// As plans write it.
    public String written() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException if there is none
    public static Rule of(String written) {
      return Arrays.stream(values())
          .filter(rule -> rule.written().equals(written))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "\"%s\" is no rule for thresholds of labels; choose one, given, share or precision."
                      .formatted(written)));
    }
  }

  public LabelThresholds {
    // Sorted: plans are hashed as they are written.
    given = Collections.unmodifiableMap(new TreeMap<>(given));
    boolean measured = rule == Rule.SHARE || rule == Rule.PRECISION;
    if (measured && !(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "The %s of thresholds of labels lies over 0 and up to 1 but is %s."
              .formatted(rule.written(), value));
    }
    if ((rule == Rule.GIVEN) == given.isEmpty()) {
      throw new IllegalArgumentException(
          "Thresholds of labels are named where they are given, and nowhere else: rule %s, %s."
              .formatted(rule.written(), given));
    }
    given.forEach((label, threshold) -> {
      if (!(threshold > 0 && threshold <= 1)) {
        throw new IllegalArgumentException(
            "The threshold of %s lies over 0 and up to 1 but is %s.".formatted(label, threshold));
      }
    });
  }

  public static LabelThresholds given(Map<String, Double> given) {
    return new LabelThresholds(Rule.GIVEN, 0, given);
  }

  public static LabelThresholds share(double share) {
    return new LabelThresholds(Rule.SHARE, share, Map.of());
  }

  public static LabelThresholds precision(double precision) {
    return new LabelThresholds(Rule.PRECISION, precision, Map.of());
  }

  /// Whether these thresholds mean the same where the pool is pulled to a prior: those that are
  /// measured on probabilities as networks say them do not.
  public boolean goesWith(Prior prior) {
    return prior == Prior.NONE || rule == Rule.ONE || rule == Rule.GIVEN;
  }

  /// Thresholds that are known before a network learns from the pool `[K]`; of the rule share what
  /// the plan says, until the pool has been looked at.
  ///
  /// @param labels in the order of all probabilities
  /// @param threshold of the plan
  /// @param unseen calibrated probabilities of labelled clips by networks that had not seen them
  ///   `[L][K]`
  /// @param truths their labels `[L]`
  double[] before(List<String> labels, double threshold, double[][] unseen, int[] truths) {
    var thresholds = new double[labels.size()];
    Arrays.setAll(
        thresholds,
        c ->
            switch (rule) {
              case ONE, SHARE -> threshold;
              case GIVEN -> given.getOrDefault(labels.get(c), threshold);
              case PRECISION -> precise(c, threshold, unseen, truths);
            });
    return thresholds;
  }

  /// The least confidence from which on clips called by a label are called rightly often enough; of
  /// a label that even its surest clips are called by wrongly, nothing may teach.
  private double precise(int label, double threshold, double[][] unseen, int[] truths) {
    var called = called(label, unseen);
    double least = called.length < LEAST_JUDGED ? threshold : NOTHING_TEACHES;
    int right = 0;
    for (int i = 0; i < called.length; i++) {
      right += truths[called[i]] == label ? 1 : 0;
      int judged = i + 1;
      if (judged >= LEAST_JUDGED && right >= value * judged) {
        least = unseen[called[i]][label];
      }
    }
    return least;
  }

  /// The same once it is known what the pool is called `[K]`.
  ///
  /// @param before what is asked of labels that no clip is called by
  /// @param pool calibrated probabilities `[P][K]`
  double[] of(double[] before, double[][] pool) {
    if (rule != Rule.SHARE) {
      return before;
    }
    var thresholds = before.clone();
    for (int c = 0; c < thresholds.length; c++) {
      var called = called(c, pool);
      if (called.length > 0) {
        int teaching = (int) Math.max(1, Math.round(value * called.length));
        thresholds[c] = pool[called[teaching - 1]][c];
      }
    }
    return thresholds;
  }

  /// Clips called by a label, the surest first.
  private static int[] called(int label, double[][] p) {
    return IntStream.range(0, p.length)
        .filter(i -> Threshold.best(p[i]) == label)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -p[i][label]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
