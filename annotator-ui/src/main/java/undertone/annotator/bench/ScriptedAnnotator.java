package undertone.annotator.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An annotator as the server sees one: logs in through the form, keeps three clips at hand as the
/// desk does, thinks, answers.
final class ScriptedAnnotator {

  private static final int AT_HAND = 3; // the clip on the desk and two fetched ahead
  private static final String TICKET = "XSRF-TOKEN";

  private final HttpClient http;
  private final URI server;
  private final String corpus;
  private final String comesFrom;
  private final SplittableRandom random;
  private final Map<String, String> cookies = new HashMap<>();
  private final Deque<JsonNode> hand = new ArrayDeque<>();
  private final List<UUID> confirmed = new ArrayList<>();
  private final List<Double> nextMillis = new ArrayList<>();
  private final List<Double> saveMillis = new ArrayList<>();
  private int failures;

  /// @param number gives an address of its own, as if behind a proxy on the server's machine
  ScriptedAnnotator(HttpClient http, URI server, String corpus, int number) {
    this.http = http;
    this.server = server;
    this.corpus = corpus;
    this.comesFrom = "203.0.%d.%d".formatted(number / 256 % 256, number % 256);
    this.random = new SplittableRandom(number);
  }

  void logIn(String login, String password) throws IOException, InterruptedException {
    send("GET", "/login", "text/html", null);
    var form =
        "username=%s&password=%s"
            .formatted(
                URLEncoder.encode(login, StandardCharsets.UTF_8),
                URLEncoder.encode(password, StandardCharsets.UTF_8));
    send("GET", "/api/v1/me", "application/json", null); // which hands out the ticket
    var answer = send("POST", "/login", "application/x-www-form-urlencoded", form);
    var to = answer.headers().firstValue("Location").orElse("");
    if (answer.statusCode() >= 400 || to.contains("error") || to.contains("throttled")) {
      throw new IllegalStateException(
          "%s could not log in: %d %s".formatted(login, answer.statusCode(), to));
    }
    send("GET", "/api/v1/me", "application/json", null); // the ticket changed with the login
  }

  /// Annotates until a moment.
  ///
  /// @param until in the clock of [System#nanoTime()]
  /// @param thinking mean time spent on a clip
  void work(long until, Duration thinking) throws IOException, InterruptedException {
    // People do not all sit down in the same second.
    Thread.sleep((long) (thinking.toMillis() * random.nextDouble()));
    while (hand.size() < AT_HAND && fetch()) {}
    while (System.nanoTime() < until && !hand.isEmpty()) {
      // Between half and one and a half of the mean, so that annotators do not march in step.
      Thread.sleep((long) (thinking.toMillis() * (0.5 + random.nextDouble())));
      answer(hand.removeFirst());
      fetch();
    }
  }

  /// Ids of the votes the server has confirmed.
  List<UUID> confirmed() {
    return confirmed;
  }

  List<Double> nextMillis() {
    return nextMillis;
  }

  List<Double> saveMillis() {
    return saveMillis;
  }

  int failures() {
    return failures;
  }

  private boolean fetch() throws IOException, InterruptedException {
    var holding = hand.stream().map(h -> h.at("/clip/id").asString()).toList();
    long began = System.nanoTime();
    var answer =
        send("POST", at("queue/next"), "application/json", json(Map.of("holding", holding)));
    nextMillis.add((System.nanoTime() - began) / 1e6);
    if (answer.statusCode() == 200) {
      hand.addLast(JsonMapper.shared().readTree(answer.body()));
      return true;
    }
    failures += answer.statusCode() == 204 ? 0 : 1;
    return false;
  }

  private void answer(JsonNode handOut) throws IOException, InterruptedException {
    var id = UUID.randomUUID();
    int first = random.nextInt(ScratchCorpus.LABELS.size());
    int second =
        (first + 1 + random.nextInt(ScratchCorpus.LABELS.size() - 1)) % ScratchCorpus.LABELS.size();
    var body = new HashMap<String, Object>();
    body.put("clientId", id);
    body.put("leaseId", handOut.at("/lease/id").asLong());
    body.put("meaning", "ONE_OF");
    body.put(
        "candidates", List.of(ScratchCorpus.LABELS.get(first), ScratchCorpus.LABELS.get(second)));
    body.put("excluded", List.of());
    body.put("certainty", "FAIRLY");
    body.put("intensity", null);
    body.put("caption", Map.of("text", "Written by a script, " + id, "language", "en"));
    long began = System.nanoTime();
    var answer =
        send(
            "POST",
            at("clips/" + handOut.at("/clip/id").asString() + "/votes"),
            "application/json",
            json(body));
    saveMillis.add((System.nanoTime() - began) / 1e6);
    if (answer.statusCode() == 200) {
      confirmed.add(id);
    } else {
      failures++;
    }
  }

  private String at(String path) {
    return "/api/v1/corpora/" + corpus + "/" + path;
  }

  private HttpResponse<String> send(String method, String path, String type, @Nullable String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("X-Forwarded-For", comesFrom)
            .header("Cookie", written())
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", type);
    }
    Optional.ofNullable(cookies.get(TICKET)).ifPresent(t -> request.header("X-" + TICKET, t));
    var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    for (var cookie : response.headers().allValues("Set-Cookie")) {
      var pair = cookie.split(";", 2)[0].split("=", 2);
      if (pair.length == 2) {
        cookies.put(pair[0], pair[1]);
      }
    }
    return response;
  }

  private String written() {
    var pairs = new ArrayList<String>();
    cookies.forEach((name, value) -> pairs.add(name + "=" + value));
    return pairs.isEmpty() ? "none=" : String.join("; ", pairs);
  }

  private static String json(Object body) {
    return JsonMapper.shared().writeValueAsString(body);
  }
}
