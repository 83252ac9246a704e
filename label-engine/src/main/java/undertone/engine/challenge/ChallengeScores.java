package undertone.engine.challenge;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import undertone.corpora.challenge.EmotionWheels;
import undertone.corpora.challenge.LabelTable;
import undertone.corpora.challenge.MerClass;
import undertone.corpora.challenge.Preference;
import undertone.corpora.challenge.SynonymGroups;
import undertone.engine.metrics.Accuracy;
import undertone.engine.metrics.SquaredError;
import undertone.engine.metrics.WeightedF1;

/// The figures of each track by name, the one it ranks by as `score`.
public final class ChallengeScores {
  private static final double WEIGHT_OF_VALENCE = 0.25;

  private ChallengeScores() {}

  /// Classes, and valence where both sides have it of every clip: `clips`, `accuracy`, `f1`
  /// (weighted), `mse`, `score`.
  ///
  /// @param pairs truth and prediction of each clip
  /// @param valence whether valence takes part in the score: F1 − MSE/4
  public static SequencedMap<String, Number> ofClasses(List<LabelPair> pairs, boolean valence) {
    var truths = pairs.stream().mapToInt(p -> index(p.truth())).toArray();
    var guesses = pairs.stream().mapToInt(p -> index(p.predicted())).toArray();
    double f1 = WeightedF1.of(guesses, truths, MerClass.IN_ORDER.size());
    var figures = new LinkedHashMap<String, Number>();
    figures.put("clips", pairs.size());
    figures.put("accuracy", Accuracy.of(guesses, truths));
    figures.put("f1", f1);
    if (valence) {
      double mse =
          SquaredError.of(
              pairs.stream().mapToDouble(p -> valence(p.predicted())).toArray(),
              pairs.stream().mapToDouble(p -> valence(p.truth())).toArray());
      figures.put("mse", mse);
      figures.put("score", f1 - WEIGHT_OF_VALENCE * mse);
    } else {
      figures.put("score", f1);
    }
    return figures;
  }

  /// Truth and prediction of one clip.
  public record LabelPair(LabelTable.Row truth, LabelTable.Row predicted) {}

  private static int index(LabelTable.Row row) {
    return MerClass.IN_ORDER.indexOf(row.emotion());
  }

  private static double valence(LabelTable.Row row) {
    if (row.valence() == null) {
      throw new IllegalArgumentException(
          "Clip %s has no valence, which is part of this score.".formatted(row.name()));
    }
    return row.valence();
  }

  /// Open sets by groups of synonyms: `clips`, `accuracy`, `recall`, `average`, `score`.
  public static SequencedMap<String, Number> ofGroups(
      Map<String, List<String>> truth, Map<String, List<String>> predicted, SynonymGroups groups) {
    var overlap = OpenVocabulary.of(truth, predicted, groups);
    var figures = new LinkedHashMap<String, Number>();
    figures.put("clips", overlap.clips());
    figures.put("accuracy", overlap.precision());
    figures.put("recall", overlap.recall());
    figures.put("average", overlap.average());
    figures.put("score", overlap.average());
    return figures;
  }

  /// Open sets by emotion wheels: of each level the means over wheels, `f1Level1`,
  /// `precisionLevel1`, `recallLevel1`, and of each wheel `f1Wheel1Level1`, `clipsWheel1Level1`, …;
  /// `precision`, `recall`, `f1` and `score` are means over the levels that count. Of words that no
  /// wheel knows, `droppedTruthWords` and `droppedPredictedWords` say how often they occur;
  /// `unknownTruthWords` and its like are of those among them that are no inflection of any base.
  ///
  /// @param levels that count: 1 and 2 in 2025, 1 alone since 2026
  public static SequencedMap<String, Number> ofWheels(
      Map<String, List<String>> truth,
      Map<String, List<String>> predicted,
      EmotionWheels wheels,
      int levels) {
    var by = new WheelScore(wheels);
    int count = by.wheelNames().size();
    var means = new LinkedHashMap<String, Double>();
    means.put("precision", 0.0);
    means.put("recall", 0.0);
    means.put("f1", 0.0);
    var parts = new LinkedHashMap<String, Number>();
    for (int level = 1; level <= levels; level++) {
      for (int wheel = 0; wheel < count; wheel++) {
        var overlap = by.onWheel(truth, predicted, wheel, level);
        var place = "Wheel%dLevel%d".formatted(wheel + 1, level);
        parts.put("clips" + place, overlap.clips());
        for (var figure : figures(overlap).sequencedEntrySet()) {
          parts.put(figure.getKey() + place, figure.getValue());
          means.merge(figure.getKey() + "Level" + level, figure.getValue() / count, Double::sum);
          means.merge(figure.getKey(), figure.getValue() / count / levels, Double::sum);
        }
      }
    }
    var all = new LinkedHashMap<String, Number>();
    all.put("clips", truth.size());
    all.putAll(means);
    all.put("score", means.getOrDefault("f1", 0.0));
    all.put("unknownTruthWords", occurrences(by.unknown(truth)));
    all.put("unknownPredictedWords", occurrences(by.unknown(predicted)));
    all.put("droppedTruthWords", occurrences(by.dropped(truth, levels)));
    all.put("droppedPredictedWords", occurrences(by.dropped(predicted, levels)));
    all.putAll(parts);
    return all;
  }

  private static SequencedMap<String, Double> figures(SetOverlap overlap) {
    var figures = new LinkedHashMap<String, Double>();
    figures.put("precision", overlap.precision());
    figures.put("recall", overlap.recall());
    figures.put("f1", overlap.f1());
    return figures;
  }

  private static int occurrences(Map<String, Integer> words) {
    return words.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// Which of two descriptions is better: `pairs`, `accuracy`, `f1` (weighted), `score`, of pairs
  /// that people found different; an answer "same" counts as the first. `accuracyThree` and
  /// `f1Three` take "same" as a third class.
  ///
  /// @param truth of each pair
  /// @param predicted in the same order
  public static SequencedMap<String, Number> ofPreferences(
      List<Preference> truth, List<Preference> predicted) {
    var classes = List.of(Preference.A1, Preference.A2, Preference.SAME);
    var allTruths = truth.stream().mapToInt(classes::indexOf).toArray();
    var allGuesses = predicted.stream().mapToInt(classes::indexOf).toArray();
    int same = classes.indexOf(Preference.SAME);
    int different = 0;
    var truths = new int[allTruths.length];
    var guesses = new int[allTruths.length];
    for (int i = 0; i < allTruths.length; i++) {
      if (allTruths[i] != same) {
        truths[different] = allTruths[i];
        guesses[different] = allGuesses[i] == same ? 0 : allGuesses[i];
        different++;
      }
    }
    truths = Arrays.copyOf(truths, different);
    guesses = Arrays.copyOf(guesses, different);
    var figures = new LinkedHashMap<String, Number>();
    double f1 = WeightedF1.of(guesses, truths, 2);
    figures.put("pairs", different);
    figures.put("accuracy", Accuracy.of(guesses, truths));
    figures.put("f1", f1);
    figures.put("score", f1);
    figures.put("accuracyThree", Accuracy.of(allGuesses, allTruths));
    figures.put("f1Three", WeightedF1.of(allGuesses, allTruths, classes.size()));
    return figures;
  }
}
