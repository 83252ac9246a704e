package undertone.engine.llm;

/// Counts what is spent and lets nothing begin that could go over a cap. A request reserves what it
/// is guessed to read and the most it may write, and gives back what it did not use.
final class Meter {
  private final LlmCaps caps;
  private final Tariff tariff;
  private long requests = 0;
  private long retries = 0;
  private long tokensIn = 0;
  private long tokensOut = 0;
  private long reservedIn = 0;
  private long reservedOut = 0;
  private int inFlight = 0;

  Meter(LlmCaps caps, Tariff tariff) {
    this.caps = caps;
    this.tariff = tariff;
  }

  /// Counts a request that was sent before.
  ///
  /// @param in below 0 = nobody knows
  synchronized void paid(long in, long out) {
    requests++;
    tokensIn += Math.max(0, in);
    tokensOut += Math.max(0, out);
  }

  /// Waits while others hold what they may yet give back.
  ///
  /// @return whether the request may be sent; it must then be settled
  synchronized boolean begin(long mostIn, long mostOut, boolean retry) throws InterruptedException {
    while (!fits(mostIn, mostOut)) {
      if (inFlight == 0 || isOutOfRequests()) {
        return false;
      }
      wait();
    }
    requests++;
    retries += retry ? 1 : 0;
    reservedIn += mostIn;
    reservedOut += mostOut;
    inFlight++;
    return true;
  }

  private boolean isOutOfRequests() {
    return caps.requests() > 0 && requests >= caps.requests();
  }

  private boolean fits(long mostIn, long mostOut) {
    long in = tokensIn + reservedIn + mostIn;
    long out = tokensOut + reservedOut + mostOut;
    return !isOutOfRequests()
        && (caps.tokens() == 0 || in + out <= caps.tokens())
        && (caps.money() == 0 || tariff.money(in, out) <= caps.money());
  }

  synchronized void settle(long mostIn, long mostOut, long in, long out) {
    reservedIn -= mostIn;
    reservedOut -= mostOut;
    tokensIn += in;
    tokensOut += out;
    inFlight--;
    notifyAll();
  }

  synchronized Spending spent() {
    return new Spending(requests, retries, tokensIn, tokensOut, tariff.money(tokensIn, tokensOut));
  }
}
