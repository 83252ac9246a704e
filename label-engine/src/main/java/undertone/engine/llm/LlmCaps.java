package undertone.engine.llm;

/// What a run may take at most; 0 = no cap.
///
/// @param requests every request counts, answered or not
/// @param tokens in and out
/// @param money in the currency of the [Tariff]
/// @param minutes since the start
public record LlmCaps(long requests, long tokens, double money, long minutes) {
  public static final LlmCaps NONE = new LlmCaps(0, 0, 0, 0);

  public LlmCaps {
    if (requests < 0 || tokens < 0 || !(money >= 0) || minutes < 0) {
      throw new IllegalArgumentException(
          "Caps are 0 or more but are %d requests, %d tokens, %s money, %d minutes."
              .formatted(requests, tokens, money, minutes));
    }
  }

  public LlmCaps withRequests(long other) {
    return new LlmCaps(other, tokens, money, minutes);
  }

  public LlmCaps withTokens(long other) {
    return new LlmCaps(requests, other, money, minutes);
  }

  public LlmCaps withMoney(double other) {
    return new LlmCaps(requests, tokens, other, minutes);
  }

  public LlmCaps withMinutes(long other) {
    return new LlmCaps(requests, tokens, money, other);
  }
}
