package undertone.engine.fusion;

import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.engine.metrics.Accuracy;
import undertone.engine.metrics.SquaredError;
import undertone.engine.metrics.WeightedF1;

/// How good answers are, by the figures of the challenges.
///
/// @param clips measured: those whose label is known
/// @param f1 weighted by the shares of the labels
/// @param mse of the valence, over the clips of which it is known; null where it is known of none,
///   or none was learned from
/// @param rated clips whose valence is known
public record FusionFigures(
    int clips, double accuracy, double f1, @Nullable Double mse, int rated) {
  private static final double WEIGHT_OF_VALENCE = 0.25;

  /// By which the challenge of 2023 ranks: F1 − MSE/4, or F1 where no valence is known.
  public double score() {
    return mse == null ? f1 : f1 - WEIGHT_OF_VALENCE * mse;
  }

  /// By which the best epoch is chosen: the score, or F1 where the valence of some clips is not
  /// known, since a handful of ratings would choose for all.
  double choosing() {
    return rated == clips ? score() : f1;
  }

  public static FusionFigures of(FusionAnswers answers, FusionInput input) {
    return of(answers, input, _ -> true);
  }

  /// @param counted by the place of a clip in the input
  public static FusionFigures of(FusionAnswers answers, FusionInput input, IntPredicate counted) {
    var clips = input.clips();
    int[] measured =
        IntStream.range(0, answers.size())
            .filter(a -> counted.test(answers.row(a)) && clips.get(answers.row(a)).label() >= 0)
            .toArray();
    var truths = IntStream.of(measured).map(a -> clips.get(answers.row(a)).label()).toArray();
    var guesses = IntStream.of(measured).map(answers::label).toArray();
    boolean learned = input.hasValence();
    int[] rated =
        IntStream.of(measured)
            .filter(a -> learned && clips.get(answers.row(a)).valence() != null)
            .toArray();
    return new FusionFigures(
        measured.length,
        Accuracy.of(guesses, truths),
        WeightedF1.of(guesses, truths, input.labels().size()),
        rated.length > 0 ? mse(answers, input, rated) : null,
        rated.length);
  }

  private static double mse(FusionAnswers answers, FusionInput input, int[] rated) {
    return SquaredError.of(
        IntStream.of(rated).mapToDouble(answers::valence).toArray(),
        IntStream.of(rated)
            .mapToDouble(a -> Objects.requireNonNull(input.clips().get(answers.row(a)).valence()))
            .toArray());
  }
}
