package undertone.annotator.jobs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/// An endpoint on this machine that ranks the labels of every item as it is told.
final class AnsweringModel implements AutoCloseable {
  static final String HOST = "127.0.0.1";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern ITEM = Pattern.compile("(?m)^Item ([a-z]\\d):(.*)$");

  private final HttpServer server;
  private final Function<String, List<String>> rank;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private volatile Runnable onRequest = () -> {};
  private volatile int status = 200;

  /// @param rank labels for the words of an item, best first; empty = says nothing of it
  AnsweringModel(Function<String, List<String>> rank) throws IOException {
    this.rank = rank;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/chat/completions", this::serve);
    server.start();
  }

  String address() {
    return "http://%s:%d".formatted(HOST, server.getAddress().getPort());
  }

  void onRequest(Runnable deed) {
    onRequest = deed;
  }

  void answersWith(int other) {
    status = other;
  }

  /// What was sent, whole.
  List<String> bodies() {
    return List.copyOf(bodies);
  }

  List<String> keys() {
    return List.copyOf(keys);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      bodies.add(body);
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      onRequest.run();
      var bytes = answer(body).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private String answer(String body) {
    var items = new ArrayList<Map<String, Object>>();
    var found = ITEM.matcher(text(body));
    while (found.find()) {
      var ranking = rank.apply(found.group(2).replace("\"", "").strip());
      if (!ranking.isEmpty()) {
        items.add(Map.of("id", found.group(1), "ranking", ranking));
      }
    }
    var said = JSON.writeValueAsString(Map.of("items", items));
    return JSON.writeValueAsString(
        Map.of(
            "choices",
            List.of(
                Map.of(
                    "message",
                    Map.of("role", "assistant", "content", said),
                    "finish_reason",
                    "stop")),
            "usage",
            Map.of("prompt_tokens", 700, "completion_tokens", 90)));
  }

  private static String text(String body) {
    var content = JSON.readTree(body).path("messages").path(0).path("content");
    if (!content.isArray()) {
      return content.asString("");
    }
    var text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asString("")).append('\n'));
    return text.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
