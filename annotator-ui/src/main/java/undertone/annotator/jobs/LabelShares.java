package undertone.annotator.jobs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import undertone.corpora.InvalidValueException;

/// Shares of labels that somebody believes the pool to have. Labels that are not named share alike
/// what is left.
///
/// @param named shares by label, each over 0 and all together 1 at most
public record LabelShares(Map<String, Double> named) {
  public static final LabelShares NONE = new LabelShares(Map.of());

  /// Hundredths that people round may miss 1 by so much.
  public static final double ROUNDED = .02;

  /// @throws InvalidValueException if a share is not over 0, or they add up to more than 1
  public LabelShares {
    named = Map.copyOf(named);
    named.forEach((label, share) -> {
      if (!(share > 0 && share <= 1)) {
        throw new InvalidValueException(
            "The share of %s must lie over 0 and up to 1 but is %s.", label, share);
      }
    });
    if (sum(named) > 1 + ROUNDED) {
      throw new InvalidValueException(
          "The shares of labels add up to %s; together they are 1 at most.",
          hundredths(sum(named)));
    }
  }

  private static double sum(Map<String, Double> named) {
    return named.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static String hundredths(double sum) {
    return String.format(Locale.ROOT, "%.2f", sum);
  }

  /// A share for each label `[K]`, together 1.
  ///
  /// @throws InvalidValueException if one is named that is none of them, or if nothing is left for
  ///   those that are not named, or something where all are
  public List<Double> of(List<String> labels) {
    for (var label : named.keySet()) {
      if (!labels.contains(label)) {
        throw new InvalidValueException(
            "A share is given for \"%s\", which is no label of this corpus.", label);
      }
    }
    int others = labels.size() - named.size();
    double left = 1 - sum(named);
    if (others == 0 && Math.abs(left) > ROUNDED) {
      throw new InvalidValueException(
          "Every label has a share, and they add up to %s; make it 1.", hundredths(1 - left));
    }
    if (others > 0 && !(left > 0)) {
      throw new InvalidValueException(
          "The shares add up to %s, which leaves nothing for the %s labels that have none; name"
              + " those too, or give less to the others.",
          hundredths(1 - left), others);
    }
    double all = others == 0 ? 1 - left : 1;
    return labels.stream()
        .map(label -> named.containsKey(label) ? named.get(label) / all : left / others)
        .toList();
  }
}
