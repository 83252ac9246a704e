package undertone.corpora.scheme;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What the usual words of emotion tables mean when no scheme says it.
///
/// *Forms* are one word in another shape and always the same label. *Synonyms* are another word for
/// it; a corpus whose gold labels use both words tells them apart, and then so do we.
final class CommonWords {

  private static final Map<String, String> FORMS =
      Map.ofEntries(
          entry("happy", "happiness"),
          entry("sad", "sadness"),
          entry("angry", "anger"),
          entry("disgusted", "disgust"),
          entry("fearful", "fear"),
          entry("surprised", "surprise"),
          entry("contemptuous", "contempt"),
          entry("worried", "worry"),
          entry("calmness", "calm"),
          entry("excited", "excitement"),
          entry("frustrated", "frustration"),
          entry("bored", "boredom"),
          entry("joyful", "joy"),
          entry("anxious", "anxiety"),
          entry("confused", "confusion"),
          entry("disappointed", "disappointment"),
          entry("curious", "curiosity"),
          entry("embarrassed", "embarrassment"),
          entry("annoyed", "annoyance"),
          entry("amused", "amusement"),
          entry("ashamed", "shame"),
          entry("guilty", "guilt"),
          entry("proud", "pride"));

  private static final Map<String, String> SYNONYMS =
      Map.of(
          "joy", "happiness",
          "anxiety", "fear",
          "afraid", "fear",
          "scared", "fear",
          "astonishment", "surprise",
          "amazement", "surprise",
          "sorrow", "sadness");

  /// Columns of counts that say "no label": not classes.
  private static final Set<String> CANNOT_TELL =
      Set.of(
          "unknown",
          "nf",
          "no face",
          "noface",
          "not a face",
          "cannot tell",
          "can't tell",
          "unsure",
          "uncertain",
          "undecided",
          "skip",
          "none",
          "n/a",
          "xxx");

  private CommonWords() {}

  /// The label a word is a form of; the word itself, case-folded, if it is a form of nothing known.
  static String form(String word) {
    var folded = word.strip().toLowerCase(Locale.ROOT);
    return FORMS.getOrDefault(folded, folded);
  }

  /// The label a folded word is a synonym of; itself if of none.
  static String synonym(String form) {
    return SYNONYMS.getOrDefault(form, form);
  }

  static boolean cannotTell(String word) {
    return CANNOT_TELL.contains(word.strip().toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
