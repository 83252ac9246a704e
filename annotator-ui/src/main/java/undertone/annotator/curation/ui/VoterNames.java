package undertone.annotator.curation.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import undertone.annotator.shell.ui.Words;

/// How voters are called on one screen: by name, or by number for curators who want to judge
/// without knowing who said it. The numbers begin anew with each clip, so that nobody is known by
/// theirs.
final class VoterNames {

  private final boolean hidden;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  private VoterNames(boolean hidden) {
    this.hidden = hidden;
  }

  static VoterNames plain() {
    return new VoterNames(false);
  }

  /// @param inOrder of their numbers
  static VoterNames numbered(List<String> inOrder) {
    var names = new VoterNames(true);
    inOrder.forEach(names::of);
    return names;
  }

  boolean hidden() {
    return hidden;
  }

  String of(String name) {
    if (!hidden) {
      return name;
    }
    numbers.putIfAbsent(name, numbers.size() + 1);
    return Words.say("review.nameless.voter", numbers.getOrDefault(name, 0));
  }
}
