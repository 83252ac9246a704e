package undertone.engine.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.track.Measure;
import undertone.engine.agreement.Concordance;

/// How well a model rates whole clips that it did not learn from.
///
/// @param ccc mean concordance of the dimensions; one that cannot be told counts as 0
/// @param dimensions those that some of the clips are rated by
/// @param heldOut clips that these figures are of
/// @param learnedFrom clips
/// @param nothing clips, of all that were given, with nothing to look at or to listen to
/// @param note what to know of them; empty = nothing
public record RatingFigures(
    double ccc,
    List<OfDimension> dimensions,
    int heldOut,
    int learnedFrom,
    int nothing,
    String note) {

  public RatingFigures {
    dimensions = List.copyOf(dimensions);
  }

  /// @param dimension `valence` or `arousal`
  /// @param ccc concordance; null where neither side varies
  /// @param pcc correlation; null where one side does not vary
  /// @param rmse root of the mean squared error, on the scale of -1..1
  /// @param clips that are rated by it
  public record OfDimension(
      String dimension, @Nullable Double ccc, @Nullable Double pcc, double rmse, int clips) {}

  /// Measures what was said.
  ///
  /// @param said numbers of the clips, in the order of [RatedLesson#DIMENSIONS]
  /// @param truths the clips' ratings
  public static RatingFigures of(
      List<double[]> said,
      List<Map<Measure, Double>> truths,
      int learnedFrom,
      int nothing,
      String note) {
    var dimensions = new ArrayList<OfDimension>();
    for (int d = 0; d < RatedLesson.DIMENSIONS.size(); d++) {
      var measure = RatedLesson.DIMENSIONS.get(d);
      int place = d;
      var known =
          IntStream.range(0, said.size()).filter(i -> truths.get(i).containsKey(measure)).toArray();
      if (known.length > 0) {
        var ours = new double[known.length];
        var theirs = new double[known.length];
        for (int i = 0; i < known.length; i++) {
          ours[i] = said.get(known[i])[place];
          theirs[i] = Objects.requireNonNull(truths.get(known[i]).get(measure));
        }
        dimensions.add(ofDimension(measure.name(), ours, theirs));
      }
    }
    double mean =
        dimensions.stream()
            .mapToDouble(one -> one.ccc() == null ? 0 : one.ccc())
            .average()
            .orElse(0);
    return new RatingFigures(mean, dimensions, said.size(), learnedFrom, nothing, note);
  }

  private static OfDimension ofDimension(String name, double[] ours, double[] theirs) {
    double squares = 0;
    for (int i = 0; i < ours.length; i++) {
      squares += (ours[i] - theirs[i]) * (ours[i] - theirs[i]);
    }
    return new OfDimension(
        name,
        value(Concordance.of(ours, theirs)),
        value(Concordance.pearson(ours, theirs)),
        Math.sqrt(squares / ours.length),
        ours.length);
  }

  private static @Nullable Double value(Concordance statistic) {
    var value = statistic.of(statistic.sums().total());
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }
}
