package undertone.engine.llm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import undertone.corpora.LabelScheme;

/// How right rankings are.
///
/// @param asked clips with a truth of the scheme
/// @param answered of them, those with a ranking
/// @param top share of the answered ones whose truth is among the first 1, 2, 3 words, 0..1
/// @param topOfAsked the same with every clip without a ranking counted as wrong
/// @param recall unweighted mean of the classes' recalls by first words, of the answered ones (UAR)
/// @param f1 mean F1 of the classes, weighted by how common they are (WAF)
public record RankedScore(
    int asked, int answered, List<Double> top, List<Double> topOfAsked, double recall, double f1) {
  private static final int DEEPEST = 3;

  public RankedScore {
    top = List.copyOf(top);
    topOfAsked = List.copyOf(topOfAsked);
  }

  /// A clip with a truth.
  ///
  /// @param truth label of the scheme
  /// @param words best first; null = none
  public record Judged(String truth, @Nullable List<String> words) {
    public Judged {
      words = words == null ? null : List.copyOf(words);
    }
  }

  /// Scores a file of results. A word off the list keeps its place: it was said instead of a label.
  public static RankedScore of(RankedFile file, LabelScheme scheme) {
    var vocabulary = new LabelVocabulary(scheme);
    return of(
        file.rows().stream()
            .flatMap(row ->
                vocabulary.label(row.truth()).stream()
                    .map(truth ->
                        new Judged(
                            truth,
                            row.ranking().isEmpty()
                                ? null
                                : row.ranking().stream()
                                    .map(word -> vocabulary.label(word).orElse(""))
                                    .toList())))
            .toList());
  }

  /// @throws IllegalArgumentException if no clip has an answer
  public static RankedScore of(List<Judged> clips) {
    var answered = clips.stream().filter(c -> c.words() != null).toList();
    if (answered.isEmpty()) {
      throw new IllegalArgumentException("No clip has both a truth and a ranking.");
    }
    var hits = new int[DEEPEST];
    Map<String, Integer> truths = new HashMap<>();
    Map<String, Integer> said = new HashMap<>();
    Map<String, Integer> right = new HashMap<>();
    for (var clip : answered) {
      var words = Optional.ofNullable(clip.words()).orElse(List.of());
      int place = words.indexOf(clip.truth());
      for (int k = Math.max(0, place); place >= 0 && k < DEEPEST; k++) {
        hits[k]++;
      }
      truths.merge(clip.truth(), 1, Integer::sum);
      if (!words.isEmpty()) {
        said.merge(words.getFirst(), 1, Integer::sum);
      }
      if (place == 0) {
        right.merge(clip.truth(), 1, Integer::sum);
      }
    }
    double recall = 0;
    double f1 = 0;
    for (var truth : truths.entrySet()) {
      int hit = right.getOrDefault(truth.getKey(), 0);
      recall += (double) hit / truth.getValue() / truths.size();
      f1 +=
          2.0
              * hit
              / (truth.getValue() + said.getOrDefault(truth.getKey(), 0))
              * truth.getValue()
              / answered.size();
    }
    return new RankedScore(
        clips.size(),
        answered.size(),
        shares(hits, answered.size()),
        shares(hits, clips.size()),
        recall,
        f1);
  }

  private static List<Double> shares(int[] hits, int of) {
    return Arrays.stream(hits).mapToObj(hit -> (double) hit / of).toList();
  }

  /// Answered share of what was asked, 0..1.
  public double coverage() {
    return (double) answered / asked;
  }
}
