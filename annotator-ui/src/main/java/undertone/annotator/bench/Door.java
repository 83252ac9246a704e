package undertone.annotator.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The way of one person into a running server: with the cookies and the ticket of a browser, or
/// with the token of a program.
final class Door {

  private static final String TICKET = "XSRF-TOKEN";
  private static final String JSON = "application/json";

  private final HttpClient http;
  private final URI server;
  private final @Nullable String token;
  private final String comesFrom;
  private final Map<String, String> cookies = new HashMap<>();

  private Door(HttpClient http, URI server, @Nullable String token, int number) {
    this.http = http;
    this.server = server;
    this.token = token;
    this.comesFrom = "203.0.%d.%d".formatted(number / 256 % 256, number % 256);
  }

  /// @param number gives an address of its own, as if behind a proxy on the server's machine
  static Door ofBrowser(HttpClient http, URI server, int number) {
    return new Door(http, server, null, number);
  }

  /// @param token a bearer token
  static Door ofProgram(HttpClient http, URI server, String token) {
    return new Door(http, server, token, 0);
  }

  /// Through the form, as a browser does.
  Door logIn(String login, String password) throws IOException, InterruptedException {
    send("GET", "/login", "text/html", null);
    takeTicket();
    var form =
        "username=%s&password=%s"
            .formatted(
                URLEncoder.encode(login, StandardCharsets.UTF_8),
                URLEncoder.encode(password, StandardCharsets.UTF_8));
    var answer = send("POST", "/login", "application/x-www-form-urlencoded", form);
    var to = answer.headers().firstValue("Location").orElse("");
    if (answer.statusCode() >= 400 || to.contains("error") || to.contains("throttled")) {
      throw new IllegalStateException(
          "%s could not log in: %d %s".formatted(login, answer.statusCode(), to));
    }
    takeTicket(); // it changed with the login
    return this;
  }

  /// Takes the ticket against forgery, which a page would have brought.
  void takeTicket() throws IOException, InterruptedException {
    send("GET", "/api/v1/me", JSON, null);
  }

  /// An answer that has to come.
  ///
  /// @throws IllegalStateException if the server refuses, with its own words
  JsonNode ask(String method, String path, @Nullable Object body)
      throws IOException, InterruptedException {
    var answer =
        send(
            method, path, JSON, body == null ? null : JsonMapper.shared().writeValueAsString(body));
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          "%s %s was answered with %d: %s"
              .formatted(method, path, answer.statusCode(), answer.body()));
    }
    return answer.body().isEmpty()
        ? JsonMapper.shared().createObjectNode()
        : JsonMapper.shared().readTree(answer.body());
  }

  HttpResponse<String> post(String path, Object body) throws IOException, InterruptedException {
    return send("POST", path, JSON, JsonMapper.shared().writeValueAsString(body));
  }

  private HttpResponse<String> send(String method, String path, String type, @Nullable String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", type);
    }
    if (token == null) {
      request.header("X-Forwarded-For", comesFrom).header("Cookie", written());
      Optional.ofNullable(cookies.get(TICKET)).ifPresent(t -> request.header("X-" + TICKET, t));
    } else {
      request.header("Authorization", "Bearer " + token);
    }
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
}
