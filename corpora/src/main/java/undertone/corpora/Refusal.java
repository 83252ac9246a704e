package undertone.corpora;

import org.jspecify.annotations.Nullable;

/// The house says no to a person: what happened, where, and what to do.
public abstract class Refusal extends RuntimeException implements Spoken {

  private final transient Sentence sentence;

  /// @param pattern English, with a `%s` for each value
  protected Refusal(String pattern, Object... values) {
    this(Sentence.of(pattern, values), null);
  }

  protected Refusal(Sentence sentence, @Nullable Throwable cause) {
    super(sentence.english(), cause);
    this.sentence = sentence;
  }

  @Override
  public final Sentence sentence() {
    return sentence;
  }
}
