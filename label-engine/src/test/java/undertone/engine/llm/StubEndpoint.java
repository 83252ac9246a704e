package undertone.engine.llm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An endpoint on this machine that answers as it is told and remembers what it was asked. The
/// words of an item say its answer: `truth=fear` is ranked fear first.
final class StubEndpoint implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern ITEM = Pattern.compile("(?m)^Item ([a-z]\\d): ?(.*)$");
  private static final Pattern LABELS = Pattern.compile("spelled as here: ([^.]*)\\.");
  private static final Pattern TRUTH = Pattern.compile("truth=([a-z]+)");

  private final HttpServer server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Asked> log = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour;

  /// What was asked in one request.
  ///
  /// @param number from 1
  /// @param items words by id, in the order of the request
  record Asked(
      int number, String body, Map<String, String> items, List<String> labels, String key) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    /// Every label, the true one of the item first.
    List<String> ranking(String id) {
      var truth = TRUTH.matcher(items.getOrDefault(id, ""));
      var ranking = new ArrayList<>(labels);
      if (truth.find()) {
        ranking.remove(truth.group(1));
        ranking.addFirst(truth.group(1));
      }
      return ranking;
    }
  }

  /// How a request is answered.
  interface Behaviour {
    Answer answer(Asked asked) throws InterruptedException;
  }

  /// @param retryAfter seconds; −1 = no such header
  /// @param tornAfter so many bytes are sent of the body; −1 = all
  record Answer(int status, String body, double retryAfter, int tornAfter) {
    static Answer of(int status, String body) {
      return new Answer(status, body, -1, -1);
    }
  }

  StubEndpoint(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/chat/completions", this::serve);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void behave(Behaviour other) {
    behaviour = other;
  }

  List<Asked> log() {
    return List.copyOf(log);
  }

  int requests() {
    return log.size();
  }

  /// Waits until the stub is closed.
  void hang() throws InterruptedException {
    closing.await();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Asked asked;
      synchronized (log) {
        var key = exchange.getRequestHeaders().getFirst("Authorization");
        asked = asked(log.size() + 1, body, key == null ? "" : key);
        log.add(asked);
      }
      var answer = behaviour.answer(asked);
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      if (answer.retryAfter() >= 0) {
        exchange.getResponseHeaders().set("Retry-After", String.valueOf(answer.retryAfter()));
      }
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      int sent = answer.tornAfter() < 0 ? bytes.length : answer.tornAfter();
      exchange.getResponseBody().write(bytes, 0, sent);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static Asked asked(int number, String body, String key) {
    var content = JSON.readTree(body).path("messages").path(0).path("content");
    var text = new StringBuilder();
    if (content.isArray()) {
      content.forEach(part -> text.append(part.path("text").asString("")).append('\n'));
    } else {
      text.append(content.asString(""));
    }
    var items = new LinkedHashMap<String, String>();
    var found = ITEM.matcher(text);
    while (found.find()) {
      items.put(found.group(1), found.group(2));
    }
    var labels = LABELS.matcher(text);
    return new Asked(
        number, body, items, labels.find() ? List.of(labels.group(1).split(", ")) : List.of(), key);
  }

  /// The rankings of these items as JSON is asked for.
  static String entries(Asked asked, List<String> ids) {
    var items = new ArrayList<Map<String, Object>>();
    for (var id : ids) {
      items.add(Map.of("id", id, "ranking", asked.ranking(id), "confidence", 0.5));
    }
    return JSON.writeValueAsString(Map.of("items", items));
  }

  static List<String> ids(Asked asked) {
    return new ArrayList<>(asked.items().keySet());
  }

  static List<String> shuffledIds(Asked asked, long seed) {
    var ids = ids(asked);
    Collections.shuffle(ids, new Random(seed));
    return ids;
  }

  /// An answer around what the model says, with or without the tokens it took.
  static Answer said(String content, String finish, boolean usage) {
    var envelope = new LinkedHashMap<String, Object>();
    envelope.put(
        "choices",
        List.of(
            Map.of(
                "message",
                Map.of("role", "assistant", "content", content),
                "finish_reason",
                finish)));
    if (usage) {
      envelope.put("usage", Map.of("prompt_tokens", 700, "completion_tokens", 90));
    }
    return Answer.of(200, JSON.writeValueAsString(envelope));
  }

  static Answer said(String content) {
    return said(content, "stop", true);
  }

  static Answer well(Asked asked) {
    return said(entries(asked, ids(asked)));
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
