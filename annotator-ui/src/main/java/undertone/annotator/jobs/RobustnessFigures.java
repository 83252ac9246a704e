package undertone.annotator.jobs;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import undertone.engine.corruption.WorsenedCopies.Harm;
import undertone.engine.metrics.Accuracy;
import undertone.engine.metrics.ClassRecall;
import undertone.engine.metrics.WeightedF1;

/// How a model does on clips that are as bad as said.
///
/// @param snrDb of speech to noise; null = no noise
/// @param blur 1 = none
/// @param clips it was shown and could read
/// @param silent of them, those that it can say nothing of; they count as wrong
/// @param f1 weighted by the labels' shares, 0..1
/// @param f1AsTheyAre the same of the same clips where nothing is done to them
/// @param uar mean recall of labels, 0..1
record RobustnessFigures(
    @Nullable Integer snrDb,
    int blur,
    int clips,
    int silent,
    double accuracy,
    double f1,
    double f1AsTheyAre,
    double uar) {

  /// What a model says of clips that are as bad as said.
  ///
  /// @param labels it puts first, by the clip that was made worse; empty = it can say nothing
  record Answers(Harm harm, Map<String, String> labels) {}

  /// @param truths labels by clip; clips that either could not be read are left out
  /// @param asTheyAre answers where nothing is done to the clips
  /// @param classes labels there are
  static RobustnessFigures of(
      Answers answers, Answers asTheyAre, Map<String, String> truths, List<String> classes) {
    var clips =
        truths.keySet().stream()
            .filter(answers.labels::containsKey)
            .filter(asTheyAre.labels::containsKey)
            .toList();
    int all = classes.size() + 1; // the last one is what nobody should say: nothing
    int[] truth = places(clips, truths, classes);
    int[] guess = places(clips, answers.labels, classes);
    return new RobustnessFigures(
        answers.harm.snrDb(),
        answers.harm.blur(),
        clips.size(),
        (int) clips.stream().map(answers.labels::get).filter(""::equals).count(),
        Accuracy.of(guess, truth),
        WeightedF1.of(guess, truth, all),
        WeightedF1.of(places(clips, asTheyAre.labels, classes), truth, all),
        ClassRecall.of(guess, truth, all));
  }

  private static int[] places(
      List<String> clips, Map<String, String> labels, List<String> classes) {
    return clips.stream()
        .map(clip -> Objects.requireNonNull(labels.get(clip)))
        .mapToInt(label -> classes.contains(label) ? classes.indexOf(label) : classes.size())
        .toArray();
  }

  /// Weighted F1 that the harm takes away; negative where the model does better.
  double lost() {
    return f1AsTheyAre - f1;
  }
}
