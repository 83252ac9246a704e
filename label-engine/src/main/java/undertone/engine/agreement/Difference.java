package undertone.engine.agreement;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// δ²: how bad it is that one rater says value c and another value k of the same item.
///
/// Values are numbered from 0; c and k differ.
public interface Difference {

  /// @param n how often each value was given; ordinal differences hang on it
  double squared(int c, int k, double[] n);

  /// Any two values are as different as any other two.
  static Difference nominal() {
    return (_, _, _) -> 1;
  }

  /// Values stand in order: (Σ_{g=c..k} n_g − (n_c + n_k)/2)².
  static Difference ordinal() {
    return (c, k, n) -> {
      double between = -(n[c] + n[k]) / 2;
      for (int g = Math.min(c, k); g <= Math.max(c, k); g++) {
        between += n[g];
      }
      return between * between;
    };
  }

  /// (c − k)².
  ///
  /// @param values the number each value stands for
  static Difference interval(double[] values) {
    var numbers = values.clone();
    return (c, k, _) -> (numbers[c] - numbers[k]) * (numbers[c] - numbers[k]);
  }

  /// ((c − k)/(c + k))².
  ///
  /// @param values the number each value stands for, not negative
  static Difference ratio(double[] values) {
    var numbers = values.clone();
    return (c, k, _) -> {
      double ratio = (numbers[c] - numbers[k]) / (numbers[c] + numbers[k]);
      return ratio * ratio;
    };
  }

  /// [#masi] between the sets that values stand for, as δ² itself.
  static Difference masi(List<? extends Set<?>> sets, Masi form) {
    return (c, k, _) -> masi(sets.get(c), sets.get(k), form);
  }

  /// [#jaccard] between the sets that values stand for, as δ² itself.
  static Difference jaccard(List<? extends Set<?>> sets) {
    return (c, k, _) -> jaccard(sets.get(c), sets.get(k));
  }

  /// What nested and overlapping sets are worth.
  enum Masi {
    /// 2/3 and 1/3.
    EXACT(2 / 3.0, 1 / 3.0),
    /// .67 and .33, as NLTK before 3.10 rounds them: for comparison with older figures.
    NLTK(.67, .33);

    private final double nested;
    private final double overlapping;

    Masi(double nested, double overlapping) {
      this.nested = nested;
      this.overlapping = overlapping;
    }
  }

  /// 1 − J·m: Jaccard's J, times 1 for equal sets, 2/3 if one holds the other, 1/3 if they overlap.
  /// Two empty sets are equal.
  ///
  /// Source: Passonneau 2006, *Measuring agreement on set-valued items*.
  static double masi(Set<?> a, Set<?> b, Masi form) {
    double jaccard = 1 - jaccard(a, b);
    if (a.equals(b)) {
      return 0;
    }
    boolean nested = a.containsAll(b) || b.containsAll(a);
    return 1 - jaccard * (nested ? form.nested : form.overlapping);
  }

  /// 1 − |A∩B| / |A∪B|; 0 for two empty sets.
  static double jaccard(Set<?> a, Set<?> b) {
    var both = new HashSet<Object>(a);
    both.retainAll(b);
    int either = a.size() + b.size() - both.size();
    return either == 0 ? 0 : 1 - (double) both.size() / either;
  }
}
