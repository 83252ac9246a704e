package undertone.corpora;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How a whole clip feels; what is null was not said.
///
/// @param valence from unpleasant to pleasant, -1..1
/// @param arousal from calm to excited, -1..1
/// @param intensity 0..1
public record ClipRating(
    @Nullable Double valence, @Nullable Double arousal, @Nullable Double intensity) {

  public static final ClipRating NONE = new ClipRating(null, null, null);

  private static final double STEP = 1e6; // finer differences of a mean are noise of adding

  /// @throws InvalidValueException if a number lies outside its scale
  public ClipRating {
    if (intensity != null && !(intensity >= 0 && intensity <= 1)) {
      throw new InvalidValueException("Intensity must be 0..1 but was %s.", intensity);
    }
    check(valence);
    check(arousal);
  }

  private static void check(@Nullable Double value) {
    if (value != null && !(value >= -1 && value <= 1)) {
      throw new InvalidValueException("Valence and arousal must be -1..1 but one was %s.", value);
    }
  }

  public boolean saysNothing() {
    return valence == null && arousal == null && intensity == null;
  }

  /// This rating, and where it says nothing of a dimension, what the other one says of it.
  public ClipRating orElse(ClipRating other) {
    return new ClipRating(
        valence == null ? other.valence : valence,
        arousal == null ? other.arousal : arousal,
        intensity == null ? other.intensity : intensity);
  }

  /// The mean of each dimension over those who said something of it.
  public static ClipRating mean(List<ClipRating> ratings) {
    return new ClipRating(
        mean(ratings, ClipRating::valence),
        mean(ratings, ClipRating::arousal),
        mean(ratings, ClipRating::intensity));
  }

  private static @Nullable Double mean(
      List<ClipRating> ratings, Function<ClipRating, @Nullable Double> dimension) {
    var mean =
        ratings.stream()
            .map(dimension)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .average();
    return mean.isEmpty() ? null : (Double) (Math.round(mean.getAsDouble() * STEP) / STEP);
  }
}
