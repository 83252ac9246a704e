package undertone.engine.search;

import java.util.List;
import undertone.corpora.InvalidValueException;

/// What is sought: words, a meaning, or both.
///
/// @param words found in texts; empty = none. Nothing in them is syntax.
/// @param meanings a question to each model, each answered among its own vectors alone
/// @param limit clips at most, 1..1000
public record SearchQuery(String words, List<Meaning> meanings, SearchFilter filter, int limit) {
  public static final int MOST_CHARACTERS = 20_000;
  public static final int MOST_HITS = 1000;

  public SearchQuery {
    meanings = List.copyOf(meanings);
    if (words.length() > MOST_CHARACTERS) {
      throw new InvalidValueException(
          "A search takes %s characters at most, and this one has %s; shorten it.",
          MOST_CHARACTERS, words.length());
    }
    if (limit < 1 || limit > MOST_HITS) {
      throw new InvalidValueException("A search shows 1 to %s clips, not %s.", MOST_HITS, limit);
    }
  }

  public static SearchQuery words(String words, SearchFilter filter, int limit) {
    return new SearchQuery(words, List.of(), filter, limit);
  }

  public static SearchQuery meaning(Meaning meaning, SearchFilter filter, int limit) {
    return new SearchQuery("", List.of(meaning), filter, limit);
  }

  /// A question to one model.
  ///
  /// @param whole the whole of it
  /// @param sentences each of a long one; empty = it is short. A clip then scores half by the whole
  ///   and half by the mean, over sentences, of what fits each best.
  public record Meaning(ModelId model, UnitVector whole, List<UnitVector> sentences) {
    public Meaning {
      sentences = List.copyOf(sentences);
    }

    public static Meaning of(ModelId model, UnitVector whole) {
      return new Meaning(model, whole, List.of());
    }
  }
}
