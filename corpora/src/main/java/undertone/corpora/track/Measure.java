package undertone.corpora.track;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import undertone.corpora.InvalidValueException;

/// What is followed in a face: valence and arousal in -1..1, or an action unit in 0..1.
///
/// The number of a unit says how clearly it is seen, .5 being just so. Source of the units: Ekman,
/// Friesen and Hager 2002, *Facial Action Coding System*.
///
/// @param name `valence`, `arousal`, or `AU` and the number of a unit, such as `AU12`
public record Measure(String name) implements Comparable<Measure> {
  private static final Pattern NAME = Pattern.compile("valence|arousal|AU[1-9][0-9]?"); // first

  public static final Measure VALENCE = new Measure("valence");
  public static final Measure AROUSAL = new Measure("arousal");

  public Measure {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidValueException(
          "A track is of valence, arousal or an action unit such as AU12, but not of \"%s\".",
          name);
    }
  }

  public static Measure unit(int number) {
    return new Measure(String.format(Locale.ROOT, "AU%d", number));
  }

  /// The number of its action unit.
  public OptionalInt unit() {
    return name.startsWith("AU")
        ? OptionalInt.of(Integer.parseInt(name.substring(2)))
        : OptionalInt.empty();
  }

  /// Its least value; the greatest is 1.
  public double least() {
    return unit().isPresent() ? 0 : -1;
  }

  /// Valence, arousal, then units by their numbers.
  @Override
  public int compareTo(Measure other) {
    return Integer.compare(place(), other.place());
  }

  private int place() {
    return unit().orElse(equals(VALENCE) ? -2 : -1);
  }
}
