package undertone.corpora.challenge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.LabelScheme;
import undertone.corpora.LabelScheme.Match;
import undertone.corpora.scheme.SchemeFromWords;

/// Finds the label of a scheme that a word stands for: by the scheme's own names and aliases; as
/// another form of one of them; over its base to the words and classes of emotion wheels.
public final class WordFinder {
  private final LabelScheme scheme;
  private final @Nullable EmotionWheels wheels;

  /// @param wheels null = there are none
  public WordFinder(LabelScheme scheme, @Nullable EmotionWheels wheels) {
    this.scheme = scheme;
    this.wheels = wheels;
  }

  /// @param chain words by which wheels led from the word to the label, both left out; empty if the
  ///   scheme itself knows the word
  public record Found(String label, List<String> chain) {
    public Found {
      chain = List.copyOf(chain);
    }
  }

  public Optional<Found> find(String written) {
    var word = written.strip().toLowerCase(Locale.ROOT);
    return Stream.concat(Stream.of(List.of(word)), overWheels(word))
        .flatMap(chain ->
            inScheme(chain.getLast())
                .map(label -> new Found(label, chain.subList(1, chain.size())))
                .stream())
        .findFirst();
  }

  private Optional<String> inScheme(String word) {
    return Stream.of(word, SchemeFromWords.plainForm(word))
        .map(scheme::match)
        .filter(Match.Found.class::isInstance)
        .map(match -> ((Match.Found) match).label().id())
        .findFirst();
  }

  /// Ways from a word to wheel words it is a synonym of, in the order the organisers try them, then
  /// on to the classes that the wheels put them in, the middle ring before the inner.
  private Stream<List<String>> overWheels(String word) {
    if (wheels == null) {
      return Stream.empty();
    }
    var words =
        wheels.bases().getOrDefault(word, List.of()).stream()
            .flatMap(base -> wheels.wheelWords().getOrDefault(base, List.of()).stream())
            .sorted()
            .distinct()
            .toList();
    var sectors =
        Stream.of(2, 1)
            .flatMap(level -> wheels.wheels().stream().map(wheel -> wheel.level(level)))
            .flatMap(sectorOf ->
                words.stream()
                    .filter(sectorOf::containsKey)
                    .limit(1)
                    .map(w -> List.of(word, w, String.valueOf(sectorOf.get(w)))));
    return Stream.concat(words.stream().map(w -> List.of(word, w)), sectors);
  }
}
