package undertone.engine.llm;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where and how a model is asked.
///
/// @param baseUrl what stands before `/v1/chat/completions`; may end in `/v1` itself
/// @param model as the endpoint calls it
/// @param temperature 0 = the likeliest answer
/// @param maxOutputTokens of one reply
/// @param seed handed to the endpoint; null = none
/// @param timeout of one request, answer read to its end
/// @param jsonReplies whether a reply in JSON may be demanded by `response_format`; given up by
///   itself if the endpoint knows no such thing
/// @param headers further ones, each as secret as a key
public record LlmEndpoint(
    URI baseUrl,
    String model,
    Secret key,
    double temperature,
    int maxOutputTokens,
    @Nullable Long seed,
    Duration timeout,
    boolean jsonReplies,
    Map<String, Secret> headers) {

  /// What the published benchmark let a model answer.
  public static final int USUAL_OUTPUT_TOKENS = 1000;

  public LlmEndpoint {
    headers = Map.copyOf(headers);
    if (model.isBlank()) {
      throw new IllegalArgumentException("The endpoint %s needs a model.".formatted(baseUrl));
    }
    if (!(temperature >= 0 && temperature <= 2)) {
      throw new IllegalArgumentException(
          "The temperature must be 0 to 2 but is %s.".formatted(temperature));
    }
    if (maxOutputTokens < 1 || !timeout.isPositive()) {
      throw new IllegalArgumentException(
          "A reply needs at least one token and some time; %d tokens and %s are given."
              .formatted(maxOutputTokens, timeout));
    }
  }

  /// With what the published benchmark asked for: temperature 0, a thousand tokens.
  public static LlmEndpoint of(URI baseUrl, String model, Secret key) {
    return new LlmEndpoint(
        baseUrl, model, key, 0, USUAL_OUTPUT_TOKENS, null, Duration.ofSeconds(60), true, Map.of());
  }

  public LlmEndpoint speaking(double temperature, int maxOutputTokens) {
    return new LlmEndpoint(
        baseUrl, model, key, temperature, maxOutputTokens, seed, timeout, jsonReplies, headers);
  }

  public LlmEndpoint withTimeout(Duration other) {
    return new LlmEndpoint(
        baseUrl, model, key, temperature, maxOutputTokens, seed, other, jsonReplies, headers);
  }

  /// Under which it votes: `llm:<model>@<prompt version>`.
  public String voter() {
    return "llm:%s@%s".formatted(model, Prompt.VERSION);
  }

  URI completions() {
    var base = baseUrl.toString().replaceAll("/+$", "");
    return URI.create(base + (base.endsWith("/v1") ? "" : "/v1") + "/chat/completions");
  }
}
