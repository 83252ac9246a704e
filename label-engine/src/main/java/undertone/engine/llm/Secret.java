package undertone.engine.llm;

/// A key that is used and never shown: neither in texts of objects nor as JSON, and whatever an
/// endpoint says back is cleared of it before anybody reads or keeps it.
public final class Secret {
  /// For endpoints that ask for no key.
  public static final Secret NONE = new Secret("");

  private static final int SHORTEST_CLEARED = 4; // "x" as a key would clear every x
  private static final String CLEARED = "(key)";

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret of(String text) {
    var stripped = text.strip();
    if (stripped.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException(
          "A key holds a character that no header carries; copy it again, without line breaks.");
    }
    return stripped.isEmpty() ? NONE : new Secret(stripped);
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  /// Only for the header of a request.
  String reveal() {
    return text;
  }

  /// A text without this key.
  String clear(String said) {
    return text.length() < SHORTEST_CLEARED ? said : said.replace(text, CLEARED);
  }

  @Override
  public String toString() {
    return isEmpty() ? "no key" : CLEARED;
  }
}
