package undertone.engine.captions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Labels as vectors of a space, made of prompts alone: no clip needs to have been labelled.
///
/// Source: Radford et al. 2021, *CLIP*, sec. 3.1.4 (prompt ensembling).
public final class ZeroShotLabels {
  private final Map<String, float[]> vectors;
  private final List<List<String>> alike;

  private ZeroShotLabels(Map<String, float[]> vectors, List<List<String>> alike) {
    this.vectors = vectors;
    this.alike = alike;
  }

  /// The mean over all prompts of each label.
  ///
  /// @param embed sentences to vectors of the space, as many as sentences
  public static ZeroShotLabels of(
      List<String> labels, PromptBook book, Function<List<String>, float[][]> embed) {
    var words = new LinkedHashMap<String, String>();
    labels.forEach(label -> words.put(label, label));
    return of(words, book, embed);
  }

  /// The same of labels that are spoken of by other words than their ids.
  ///
  /// @param words by id, in the order of the labels
  public static ZeroShotLabels of(
      Map<String, String> words, PromptBook book, Function<List<String>, float[][]> embed) {
    var vectors = new LinkedHashMap<String, float[]>();
    var asked = new LinkedHashMap<List<String>, List<String>>();
    words.forEach((label, word) -> {
      var prompts = book.prompts(word);
      vectors.put(label, Vectors.mean(List.of(embed.apply(prompts))));
      asked.computeIfAbsent(prompts, _ -> new ArrayList<>()).add(label);
    });
    return new ZeroShotLabels(
        vectors,
        asked.values().stream().filter(labels -> labels.size() > 1).map(List::copyOf).toList());
  }

  /// The name of each label alone, to be held against the ensemble.
  public static ZeroShotLabels ofNames(
      List<String> labels, PromptBook book, Function<List<String>, float[][]> embed) {
    var vectors = new LinkedHashMap<String, float[]>();
    for (var label : labels) {
      vectors.put(label, Vectors.unit(embed.apply(List.of(book.name(label)))[0]));
    }
    return new ZeroShotLabels(vectors, List.of());
  }

  /// These and a compound of two of them, "A and B": the mean of both vectors and of the prompt
  /// that names both.
  public ZeroShotLabels with(
      String compound,
      String first,
      String second,
      PromptBook book,
      Function<List<String>, float[][]> embed) {
    var all = new LinkedHashMap<>(vectors);
    var parts = new ArrayList<float[]>();
    parts.add(vector(first));
    parts.add(vector(second));
    parts.add(Vectors.unit(embed.apply(List.of(book.both(first, second)))[0]));
    all.put(compound, Vectors.mean(parts));
    return new ZeroShotLabels(all, alike);
  }

  public List<String> labels() {
    return List.copyOf(vectors.keySet());
  }

  /// Labels that the book has the same prompts for, such as one by its noun and one by its
  /// adjective: they lie at one place, and no clip is nearer to one of them.
  public List<List<String>> alike() {
    return alike;
  }

  private float[] vector(String label) {
    var vector = vectors.get(label);
    if (vector == null) {
      throw new IllegalArgumentException(
          "%s is none of the labels %s.".formatted(label, vectors.keySet()));
    }
    return vector;
  }

  /// Cosines of a clip with each label, in the order of [#labels()].
  public double[] cosines(float[] clip) {
    return vectors.values().stream().mapToDouble(label -> Vectors.dot(clip, label)).toArray();
  }
}
