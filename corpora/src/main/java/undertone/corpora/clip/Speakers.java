package undertone.corpora.clip;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who speaks in a conversation, each with a sign that tells them apart without their colour.
public final class Speakers {

  private final Map<String, Sign> signs = new LinkedHashMap<>();

  /// @param number from 0, by first appearance
  /// @param letters the first of the name, or more where others begin alike
  public record Sign(String name, int number, String letters) {}

  private Speakers(List<Clip> conversation) {
    var taken = new HashSet<String>();
    for (var turn : conversation) {
      turn.speaker()
          .filter(name -> !name.isBlank())
          .ifPresent(name ->
              signs.computeIfAbsent(
                  name, _ -> new Sign(name, signs.size(), letters(name.strip(), taken))));
    }
  }

  /// @param conversation its turns in order
  public static Speakers of(List<Clip> conversation) {
    return new Speakers(conversation);
  }

  /// Everybody, by first appearance.
  public List<Sign> all() {
    return List.copyOf(signs.values());
  }

  public Optional<Sign> of(Clip turn) {
    return turn.speaker().map(signs::get);
  }

  // `A`, or `A2` for a second whose name begins with it.
  private static String letters(String name, Set<String> taken) {
    var first = name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
    var letters = first;
    for (int n = 2; !taken.add(letters); n++) {
      letters = first + n;
    }
    return letters;
  }
}
