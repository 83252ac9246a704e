package undertone.engine.llm;

/// What was taken so far, by the endpoint's own count where it gives one.
///
/// @param requests sent
/// @param retries of them, those that repeated one which failed
public record Spending(long requests, long retries, long tokensIn, long tokensOut, double money) {
  public static final Spending NOTHING = new Spending(0, 0, 0, 0, 0);

  public long tokens() {
    return tokensIn + tokensOut;
  }
}
