package undertone.corpora.challenge;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Which of two descriptions fits a clip better.
public enum Preference {
  A1,
  A2,
  SAME;

  /// As files write it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Preference> of(String word) {
    return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst();
  }

  /// What a model's reply says: the answer it begins with, which is also the one that occurs first;
  /// the same if it gives none.
  public static Preference inReply(String reply) {
    var folded = reply.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(p -> folded.contains(p.word()))
        .min(Comparator.comparingInt(p -> folded.indexOf(p.word())))
        .orElse(SAME);
  }
}
