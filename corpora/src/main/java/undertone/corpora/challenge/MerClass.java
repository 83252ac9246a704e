package undertone.corpora.challenge;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import undertone.corpora.LabelScheme;
import undertone.corpora.LabelScheme.Match;
import undertone.corpora.scheme.ShippedSchemes;

/// The six classes of the challenges. Their order is the index of class scores.
public enum MerClass {
  NEUTRAL,
  ANGRY,
  HAPPY,
  SAD,
  WORRIED,
  SURPRISE;

  /// All of them, by index.
  public static final List<MerClass> IN_ORDER = List.of(values());

  private static final class Holder {
    static final LabelScheme SCHEME = ShippedSchemes.find("mer6").orElseThrow();
  }

  /// As files write it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The class that is written exactly so, or by the noun that the tracks of 2026 have for it.
  public static Optional<MerClass> ofWordOrNoun(String word) {
    return of(word).or(() -> IN_ORDER.stream().filter(c -> c.noun().equals(word)).findFirst());
  }

  private String noun() {
    return switch (this) {
      case NEUTRAL, SURPRISE -> word();
      case ANGRY -> "anger";
      case HAPPY -> "happiness";
      case SAD -> "sadness";
      case WORRIED -> "worry";
    };
  }

  /// The class that is written exactly so.
  public static Optional<MerClass> of(String word) {
    return IN_ORDER.stream().filter(c -> c.word().equals(word)).findFirst();
  }

  /// The class a word means, by the aliases of the label scheme `mer6`: published results say
  /// "surprised", and people "anger".
  public static Optional<MerClass> meant(String word) {
    return of(word)
        .or(() ->
            Holder.SCHEME.match(word) instanceof Match.Found found
                ? Optional.of(IN_ORDER.get(Holder.SCHEME.indexOf(found.label().id())))
                : Optional.empty());
  }

  /// Classes that may have been meant, best first.
  static List<String> nearest(String word) {
    var folded = word.strip().toLowerCase(Locale.ROOT);
    return List.of(
        meant(folded)
            .map(MerClass::word)
            .orElseGet(() ->
                IN_ORDER.stream()
                    .map(MerClass::word)
                    .min(Comparator.comparingInt(w -> LabelScheme.editDistance(folded, w)))
                    .orElseThrow()));
  }
}
