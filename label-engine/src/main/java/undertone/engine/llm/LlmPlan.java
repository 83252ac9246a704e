package undertone.engine.llm;

/// How a run asks.
///
/// @param batch items of a request at first; 0 = the kind's own
/// @param concurrency requests at a time, 1 to 8
/// @param requestsPerMinute 0 = as many as the endpoint takes
/// @param tokensPerMinute in and out; 0 = as many as the endpoint takes
/// @param seed of batches and of the order of labels; another seed asks anew
public record LlmPlan(
    AskKind kind,
    int batch,
    int concurrency,
    int requestsPerMinute,
    long tokensPerMinute,
    LlmCaps caps,
    Tariff tariff,
    long seed) {
  public static final int MOST_CONCURRENT = 8;
  private static final int LARGEST_BATCH = 50;

  public LlmPlan {
    if (concurrency < 1 || concurrency > MOST_CONCURRENT) {
      throw new IllegalArgumentException(
          "An endpoint is asked 1 to %d times at once, not %d times."
              .formatted(MOST_CONCURRENT, concurrency));
    }
    if (batch < 0 || batch > LARGEST_BATCH || requestsPerMinute < 0 || tokensPerMinute < 0) {
      throw new IllegalArgumentException(
          "A batch is 1 to %d items (0 = usual), rates are 0 or more; given are %d, %d and %d."
              .formatted(LARGEST_BATCH, batch, requestsPerMinute, tokensPerMinute));
    }
    batch = batch == 0 ? kind.batch() : batch;
  }

  public static LlmPlan of(AskKind kind) {
    return new LlmPlan(kind, 0, 1, 0, 0, LlmCaps.NONE, Tariff.FREE, 0);
  }

  public LlmPlan withBatch(int other) {
    return new LlmPlan(
        kind, other, concurrency, requestsPerMinute, tokensPerMinute, caps, tariff, seed);
  }

  public LlmPlan withConcurrency(int other) {
    return new LlmPlan(kind, batch, other, requestsPerMinute, tokensPerMinute, caps, tariff, seed);
  }

  public LlmPlan withRates(int requests, long tokens) {
    return new LlmPlan(kind, batch, concurrency, requests, tokens, caps, tariff, seed);
  }

  public LlmPlan withCaps(LlmCaps other) {
    return new LlmPlan(
        kind, batch, concurrency, requestsPerMinute, tokensPerMinute, other, tariff, seed);
  }

  public LlmPlan withTariff(Tariff other) {
    return new LlmPlan(
        kind, batch, concurrency, requestsPerMinute, tokensPerMinute, caps, other, seed);
  }

  public LlmPlan withSeed(long other) {
    return new LlmPlan(
        kind, batch, concurrency, requestsPerMinute, tokensPerMinute, caps, tariff, other);
  }
}
