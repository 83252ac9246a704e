package undertone.engine.llm;

/// What an endpoint asks for; a local one asks for nothing.
///
/// @param perMillionIn money for a million tokens read
/// @param perMillionOut money for a million tokens written
/// @param tokensAnImage what a picture counts as, for estimates
public record Tariff(double perMillionIn, double perMillionOut, int tokensAnImage) {
  /// Free; a picture of 512 by 512 counts a few hundred tokens with the usual models.
  public static final Tariff FREE = new Tariff(0, 0, 400);

  public Tariff {
    if (!(perMillionIn >= 0) || !(perMillionOut >= 0) || tokensAnImage < 0) {
      throw new IllegalArgumentException(
          "Prices are 0 or more but are %s in, %s out, %d tokens an image."
              .formatted(perMillionIn, perMillionOut, tokensAnImage));
    }
  }

  double money(long tokensIn, long tokensOut) {
    return tokensIn * perMillionIn / 1e6 + tokensOut * perMillionOut / 1e6;
  }
}
