package undertone.annotator.jobs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.corpora.InvalidValueException;
import undertone.engine.llm.AskKind;
import undertone.engine.llm.LlmEndpoint;
import undertone.engine.llm.LlmPlan;

/// How a language model is asked about a corpus.
///
/// @param endpoint name of the house's
/// @param frames of a film, evenly spread; a picture gives one
/// @param fewerVotes only clips on which fewer others hold a vote; 0 = all
/// @param concurrency requests at a time
/// @param manner null = the usual
/// @param seed of batches and of the order of labels; another seed asks and pays anew
public record LlmRunPlan(
    String endpoint,
    AskKind kind,
    int frames,
    int fewerVotes,
    int concurrency,
    @Nullable Manner manner,
    long seed) {

  public static final int USUAL_FRAMES = 3;
  public static final int USUAL_CONCURRENCY = 2;
  public static final int MOST_FRAMES = 16;

  /// How an endpoint is spoken to.
  ///
  /// @param requestsPerMinute at most; 0 = as many as it takes
  /// @param tokensPerMinute in and out, at most; 0 = as many as it takes
  /// @param temperature 0 to 2; 0 = the likeliest answer
  /// @param mostTokensOut of one answer
  public record Manner(
      int requestsPerMinute, long tokensPerMinute, double temperature, int mostTokensOut) {
    /// As the published benchmark asked, and as fast as the endpoint takes it.
    public static final Manner USUAL = new Manner(0, 0, 0, LlmEndpoint.USUAL_OUTPUT_TOKENS);

    private static final int LEAST_TOKENS = 50;
    private static final int MOST_TOKENS = 32_000;

    public Manner {
      if (requestsPerMinute < 0 || tokensPerMinute < 0) {
        throw new InvalidValueException("Rates a minute are 0 (as many as it takes) or more.");
      }
      if (!(temperature >= 0 && temperature <= 2)) {
        throw new InvalidValueException("A temperature is 0 to 2, not %s.", temperature);
      }
      if (mostTokensOut < LEAST_TOKENS || mostTokensOut > MOST_TOKENS) {
        throw new InvalidValueException(
            "An answer has %s to %s tokens at most, not %s.",
            LEAST_TOKENS, MOST_TOKENS, mostTokensOut);
      }
    }
  }

  public LlmRunPlan {
    manner = Objects.requireNonNullElse(manner, Manner.USUAL);
    if (frames < 1 || frames > MOST_FRAMES) {
      throw new InvalidValueException(
          "A model is shown 1 to %s frames of a clip, not %s.", MOST_FRAMES, frames);
    }
    if (fewerVotes < 0) {
      throw new InvalidValueException("The number of votes is 0 (all clips) or more.");
    }
    if (concurrency < 1 || concurrency > LlmPlan.MOST_CONCURRENT) {
      throw new InvalidValueException(
          "An endpoint is asked 1 to %s times at once, not %s times.",
          LlmPlan.MOST_CONCURRENT, concurrency);
    }
  }

  public static LlmRunPlan of(String endpoint, AskKind kind) {
    return new LlmRunPlan(endpoint, kind, USUAL_FRAMES, 0, USUAL_CONCURRENCY, Manner.USUAL, 0);
  }

  Manner spoken() {
    return Objects.requireNonNull(manner);
  }

  /// @param name as people write it, such as `video-and-text`
  public static AskKind kindOf(String name) {
    return Arrays.stream(AskKind.values())
        .filter(k -> written(k).equals(name))
        .findFirst()
        .orElseThrow(() ->
            new InvalidValueException(
                "A model is shown one of %s.",
                Arrays.stream(AskKind.values())
                    .map(LlmRunPlan::written)
                    .collect(Collectors.joining(", "))));
  }

  private static String written(AskKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
