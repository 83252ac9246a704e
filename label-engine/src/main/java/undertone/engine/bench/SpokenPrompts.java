package undertone.engine.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import undertone.engine.captions.PromptBook;
import undertone.engine.search.TextEncoder;

/// The prompts and names of labels as vectors of a sentence encoder.
final class SpokenPrompts {
  private final Map<String, float[]> vectors = new HashMap<>();

  SpokenPrompts(List<String> labels, PromptBook book, TextEncoder encoder)
      throws IOException, InterruptedException {
    for (var label : labels) {
      var said = new ArrayList<>(book.prompts(label));
      said.add(book.name(label));
      var spoken = ZeroShotBench.vectors(encoder, said);
      for (int i = 0; i < spoken.length; i++) {
        vectors.put(said.get(i), spoken[i]);
      }
    }
  }

  /// Of prompts of the labels only.
  float[][] vectors(List<String> said) {
    return said.stream()
        .map(prompt -> Objects.requireNonNull(vectors.get(prompt), prompt))
        .toArray(float[][]::new);
  }
}
