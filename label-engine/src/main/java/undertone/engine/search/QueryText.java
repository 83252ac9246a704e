package undertone.engine.search;

import java.util.ArrayList;
import java.util.List;
import undertone.corpora.captiontext.Sentences;

/// A text as encoders take it.
final class QueryText {
  private QueryText() {}

  /// The text and, if it has several, each of its sentences that says something.
  static List<String> wholeAndSentences(String text) {
    var texts = new ArrayList<String>();
    texts.add(text);
    var sentences =
        Sentences.of(text).stream()
            .filter(sentence -> sentence.codePoints().anyMatch(Character::isLetter))
            .toList();
    if (sentences.size() > 1) {
      texts.addAll(sentences);
    }
    return texts;
  }
}
