package undertone.engine.bench;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Texts of made-up words, a few of which are common and most rare, as in a language. The same seed
/// gives the same texts.
final class MadeUpWords {
  private static final String[] SYLLABLES = {
    "ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu"
  };
  private static final int WORDS = 3000;

  private final RandomGenerator random;

  MadeUpWords(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /// @return so many words; none but common ones are likely twice
  String next(int words) {
    return Stream.generate(this::word).limit(words).collect(Collectors.joining(" "));
  }

  /// The k-th word as often as one in k (Zipf's law): k is drawn evenly by its logarithm.
  private String word() {
    int rank = (int) Math.pow(WORDS, random.nextDouble());
    var word = new StringBuilder();
    for (int left = rank; left > 0; left /= SYLLABLES.length) {
      word.append(SYLLABLES[left % SYLLABLES.length]);
    }
    return word.toString();
  }
}
