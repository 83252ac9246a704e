package undertone.engine.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import undertone.corpora.ClipId;

/// Clips as one way of searching ranks them.
///
/// @param way `words` or a model's id
/// @param clips best first
record Ranking(String way, List<ClipFound> clips) {

  /// A clip and what of it was found.
  ///
  /// @param best document that fits best
  /// @param ofType documents that fit best, by what they stand for; a moment only if the whole clip
  ///   does not fit as well
  record ClipFound(ClipId clip, double score, int best, Map<EntryType, Integer> ofType) {}

  List<ClipId> order() {
    return clips.stream().map(ClipFound::clip).toList();
  }

  /// A way of searching that was asked: what it ranks, and what it makes of clips that others
  /// found.
  interface Way {
    Ranking ranking();

    Fusion.Judgement<ClipId> judge(Set<ClipId> clips) throws IOException;
  }

  /// A document and how well it fits, by one or several questions.
  static final class Documents {
    private final Map<ClipId, double[]> best = new HashMap<>();
    private final Map<ClipId, Integer> document = new HashMap<>();
    private final Map<ClipId, Double> total = new HashMap<>();
    private final Map<ClipId, EnumMap<EntryType, Integer>> ofType = new HashMap<>();
    private final Map<ClipId, EnumMap<EntryType, Double>> typeScore = new HashMap<>();
    private final int questions;

    /// @param questions the first is the whole, others are its sentences
    Documents(int questions) {
      this.questions = questions;
    }

    void add(ClipId clip, EntryType type, int number, double[] scores) {
      var most = best.computeIfAbsent(clip, _ -> fresh());
      for (int q = 0; q < questions; q++) {
        most[q] = Math.max(most[q], scores[q]);
      }
      double score = weighted(scores);
      if (score > total.getOrDefault(clip, Double.NEGATIVE_INFINITY)) {
        total.put(clip, score);
        document.put(clip, number);
      }
      var scoresOfTypes = typeScore.computeIfAbsent(clip, _ -> new EnumMap<>(EntryType.class));
      if (score > scoresOfTypes.getOrDefault(type, Double.NEGATIVE_INFINITY)) {
        scoresOfTypes.put(type, score);
        ofType.computeIfAbsent(clip, _ -> new EnumMap<>(EntryType.class)).put(type, number);
      }
    }

    boolean has(ClipId clip) {
      return best.containsKey(clip);
    }

    /// Says of clips that nothing of them fits.
    void addUnfit(Set<ClipId> clips) {
      clips.forEach(clip -> best.putIfAbsent(clip, new double[questions]));
    }

    /// What was added of these clips. Standard deviations of whole and sentences are averaged as
    /// the scores are: sentences that disagree bring clips together and say less.
    Fusion.Judgement<ClipId> judgement(Set<ClipId> clips, double understood) {
      var judged = new LinkedHashMap<ClipId, Double>();
      var each = new ArrayList<double[]>();
      for (var clip : clips) {
        var scores = best.get(clip);
        if (scores != null) {
          judged.put(clip, weighted(scores));
          each.add(scores);
        }
      }
      var deviations =
          IntStream.range(0, questions)
              .mapToDouble(q -> deviation(each.stream().mapToDouble(scores -> scores[q]).toArray()))
              .toArray();
      return new Fusion.Judgement<>(judged, weighted(deviations), understood);
    }

    private static double deviation(double[] numbers) {
      double mean = Arrays.stream(numbers).average().orElse(0);
      double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
      return numbers.length == 0 ? 0 : Math.sqrt(squares / numbers.length);
    }

    private double[] fresh() {
      return IntStream.range(0, questions).mapToDouble(_ -> Double.NEGATIVE_INFINITY).toArray();
    }

    /// Half by the whole, half by the mean of the sentences.
    private double weighted(double[] scores) {
      double sum = 0;
      for (int q = 1; q < questions; q++) {
        sum += scores[q];
      }
      return questions == 1 ? scores[0] : 0.5 * scores[0] + 0.5 * sum / (questions - 1);
    }

    private Map<EntryType, Integer> ofTypes(ClipId clip) {
      var scores = typeScore.getOrDefault(clip, new EnumMap<>(EntryType.class));
      var documents = new EnumMap<EntryType, Integer>(EntryType.class);
      documents.putAll(ofType.getOrDefault(clip, new EnumMap<>(EntryType.class)));
      double moment = scores.getOrDefault(EntryType.MOMENT, Double.NEGATIVE_INFINITY);
      if (scores.getOrDefault(EntryType.CLIP, Double.NEGATIVE_INFINITY) >= moment) {
        documents.remove(EntryType.MOMENT);
      }
      return Map.copyOf(documents);
    }

    Ranking ranked(String way, int limit) {
      var clips = new ArrayList<ClipFound>();
      best.forEach((clip, scores) ->
          clips.add(
              new ClipFound(
                  clip, weighted(scores), document.getOrDefault(clip, -1), ofTypes(clip))));
      clips.sort(
          Comparator.comparingDouble(ClipFound::score)
              .reversed()
              .thenComparingLong(found -> found.clip().value()));
      return new Ranking(way, List.copyOf(clips.subList(0, Math.min(limit, clips.size()))));
    }
  }
}
