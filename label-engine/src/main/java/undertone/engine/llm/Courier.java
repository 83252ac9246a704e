package undertone.engine.llm;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Carries one request to the endpoint and says what became of it. Follows no redirect, uses no
/// proxy, reads no reply over four million bytes, and waits no longer than it was told.
final class Courier implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long LARGEST_REPLY = 4_000_000;
  private static final int MOST_SAID = 300; // of what an endpoint says of a failure
  private static final Pattern TOO_LONG =
      Pattern.compile(
          "context.{0,3}(length|size|window)|maximum context|too many tokens|prompt is too long"
              + "|exceeds? the (model|available)|too many images|at most \\d+ image");
  private static final Pattern POLICY = Pattern.compile("content_filter|content_policy|safety");

  private final LlmEndpoint endpoint;
  private final AddressGuard guard;
  private final HttpClient client;

  Courier(LlmEndpoint endpoint, AddressGuard guard) {
    this.endpoint = endpoint;
    this.guard = guard;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // local servers stumble over an upgrade
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(endpoint.timeout())
            .build();
  }

  /// What became of a request.
  sealed interface Outcome {
    /// The model answered.
    ///
    /// @param tokensIn as the endpoint counts; −1 = it does not say
    record Answered(
        String content, String finish, String refusal, long tokensIn, long tokensOut, Duration took)
        implements Outcome {}

    /// It may be tried again.
    ///
    /// @param mayHaveCost whether the endpoint may have worked on it
    record Failed(Rejection reason, @Nullable Duration wish, boolean busy, boolean mayHaveCost)
        implements Outcome {}

    /// So many items at once are too much.
    record TooLarge() implements Outcome {}

    /// `response_format` is not known here.
    record NoJson() implements Outcome {}

    /// The endpoint will not have this request, however often it is sent.
    record Declined(Rejection reason) implements Outcome {}

    /// Every request would end like this.
    record Barred(String said) implements Outcome {}
  }

  /// @throws EndpointRefusedException if the address must not be asked
  Outcome post(String body) throws InterruptedException {
    var address = endpoint.completions();
    guard.check(address);
    var request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!endpoint.key().isEmpty()) {
      request.header("Authorization", "Bearer " + endpoint.key().reveal());
    }
    endpoint.headers().forEach((name, value) -> request.header(name, value.reveal()));
    long began = System.nanoTime();
    var answer =
        client.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_REPLY));
    try {
      // the request's own timeout ends with the head of the answer; a body may hang as well
      var reply = answer.get(endpoint.timeout().toNanos(), TimeUnit.NANOSECONDS);
      return read(reply, Duration.ofNanos(System.nanoTime() - began));
    } catch (TimeoutException _) {
      answer.cancel(true);
      return new Outcome.Failed(Rejection.TIMEOUT, null, false, true);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException broken) { // refused, torn off, too long: all may pass
        boolean met = !(broken instanceof ConnectException);
        return new Outcome.Failed(Rejection.HTTP, null, false, met);
      }
      throw new IllegalStateException(
          "Bug: a request ended in no way that is known.", e.getCause());
    }
  }

  private Outcome read(HttpResponse<String> reply, Duration took) {
    int status = reply.statusCode();
    var said = clear(reply.body());
    var folded = said.toLowerCase(Locale.ROOT);
    if (status == 200) {
      return answer(said, took);
    }
    if (status == 429 || status == 408 || status == 409 || status >= 500) {
      return new Outcome.Failed(Rejection.HTTP, wish(reply), status == 429, false);
    }
    if (status == 413 || (status == 400 && TOO_LONG.matcher(folded).find())) {
      return new Outcome.TooLarge();
    }
    if (status == 400 && folded.contains("response_format")) {
      return new Outcome.NoJson();
    }
    if (status == 400 || status == 422) {
      return new Outcome.Declined(
          POLICY.matcher(folded).find() ? Rejection.REFUSAL : Rejection.HTTP);
    }
    return new Outcome.Barred(barred(status, said));
  }

  private String barred(int status, String said) {
    var todo =
        switch (status) {
          case 401, 403 -> "check its key and what the key may do";
          case 404 -> "check its address and the name of the model";
          default ->
              status / 100 == 3
                  ? "redirects are not followed; give the address it leads to"
                  : "see what it says";
        };
    var start = said.length() > MOST_SAID ? said.substring(0, MOST_SAID) + "…" : said;
    return "The endpoint on %s answers %d; %s. It says: %s"
        .formatted(endpoint.baseUrl().getHost(), status, todo, start.replaceAll("\\s+", " "));
  }

  private String clear(String said) {
    var cleared = endpoint.key().clear(said);
    for (var header : endpoint.headers().values()) {
      cleared = header.clear(cleared);
    }
    return cleared;
  }

  private static Outcome answer(String said, Duration took) {
    JsonNode envelope;
    try {
      envelope = JSON.readTree(said);
    } catch (JacksonException _) { // half an answer
      return new Outcome.Failed(Rejection.PARSE, null, false, true);
    }
    var choice = envelope.path("choices").path(0);
    if (!choice.isObject()) {
      return new Outcome.Failed(Rejection.PARSE, null, false, true);
    }
    var message = choice.path("message");
    var usage = envelope.path("usage");
    return new Outcome.Answered(
        content(message.path("content")),
        choice.path("finish_reason").asString(""),
        message.path("refusal").asString(""),
        usage.path("prompt_tokens").asLong(-1),
        usage.path("completion_tokens").asLong(-1),
        took);
  }

  /// Text, or parts of text.
  private static String content(JsonNode content) {
    if (!content.isArray()) {
      return content.asString("");
    }
    var text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asString("")));
    return text.toString();
  }

  private static @Nullable Duration wish(HttpResponse<?> reply) {
    var header = reply.headers().firstValue("Retry-After").orElse("").strip();
    if (header.isEmpty()) {
      return null;
    }
    try {
      if (header.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')) {
        return Duration.ofMillis((long) (1000 * Double.parseDouble(header)));
      }
      var until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(Instant.now(), until);
    } catch (NumberFormatException | DateTimeException _) { // no wish we could read is no wish
      return null;
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
