package undertone.annotator.search;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;

/// What somebody seeks in a corpus.
///
/// @param words a description, or words of it; empty = none
/// @param like a clip whose like is sought; null = none
/// @param labels the clip leads with one of them, or was given it; empty = any
/// @param annotated whether somebody has voted on the clip; null = both
/// @param languages of captions; empty = any
/// @param limit clips at most
public record Asked(
    String words,
    @Nullable ClipId like,
    Set<String> labels,
    @Nullable Boolean annotated,
    Set<String> languages,
    int limit) {

  public Asked {
    words = words.strip();
    labels = Set.copyOf(labels);
    languages = Set.copyOf(languages);
  }

  boolean nothing() {
    return words.isEmpty() && like == null;
  }
}
