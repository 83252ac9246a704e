package undertone.corpora.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// How the words of the screenplay are pronounced; read from `lexicon.txt` beside this class.
final class Lexicon {

  /// One sound of a word. Stress is 1 in an accented vowel, 2 in a half accented one, else 0.
  record Sound(Phone phone, int stress) {}

  private final Map<String, List<Sound>> sounds;

  private Lexicon(Map<String, List<Sound>> sounds) {
    this.sounds = Map.copyOf(sounds);
  }

  static Lexicon read() {
    var sounds = new HashMap<String, List<Sound>>();
    var resource = Objects.requireNonNull(Lexicon.class.getResourceAsStream("lexicon.txt"));
    try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> List.of(line.split(" ", -1)))
          .forEach(entry ->
              sounds.put(
                  entry.getFirst(),
                  entry.subList(1, entry.size()).stream().map(Lexicon::sound).toList()));
    } catch (IOException broken) {
      throw new UncheckedIOException("The demo's lexicon.txt cannot be read.", broken);
    }
    return new Lexicon(sounds);
  }

  private static Sound sound(String written) {
    int last = written.length() - 1;
    return Character.isDigit(written.charAt(last))
        ? new Sound(Phone.valueOf(written.substring(0, last)), written.charAt(last) - '0')
        : new Sound(Phone.valueOf(written), 0);
  }

  /// The words of a text, lower case, without punctuation.
  static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z']+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /// @throws IllegalStateException if the lexicon lacks the word
  List<Sound> pronounce(String word) {
    var known = sounds.get(word);
    if (known == null) {
      throw new IllegalStateException(
          "Bug: the demo's lexicon.txt has no pronunciation of \"%s\".".formatted(word));
    }
    return known;
  }
}
