package undertone.annotator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A browser, or a program with a token, talking to the open house over real HTTP. It keeps cookies
/// and sends the ticket against forgery as our pages do.
public final class Visitor {

  private static final String TICKET = "XSRF-TOKEN";
  private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (_, _) -> true);

  private static final AtomicInteger VISITORS = new AtomicInteger();

  private final String base;
  private final String address;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final @Nullable String token;

  Visitor(int port) {
    this("http://localhost:" + port, null);
  }

  /// Somebody at a browser of their own, in front of a house that runs elsewhere.
  public static Visitor at(String address) {
    return new Visitor(address, null);
  }

  private Visitor(String base, @Nullable String token) {
    this.base = base;
    this.token = token;
    int number = VISITORS.incrementAndGet();
    // Each visitor has an address of their own, as if behind a proxy on this machine.
    this.address = "203.0.%d.%d".formatted(number / 256 % 256, number % 256);
  }

  /// What came back.
  public record Answer(int status, String text, HttpHeaders headers) {
    public JsonNode json() {
      return JsonMapper.shared().readTree(text);
    }

    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    public String detail() {
      return json().path("detail").asString("");
    }
  }

  /// A program on the same house with a token instead of cookies.
  public Visitor withToken(String secret) {
    return new Visitor(base, secret);
  }

  public String base() {
    return base;
  }

  public Visitor logIn(String login, String password) {
    var answer = tryLogIn(login, password);
    assertThat(answer.status()).isBetween(300, 399);
    assertThat(answer.header("Location")).doesNotContain("error", "throttled");
    get("/api/v1/me"); // the ticket changed with the login; take the new one
    return this;
  }

  public Answer tryLogIn(String login, String password) {
    get("/api/v1/me");
    var form =
        "username=%s&password=%s"
            .formatted(
                URLEncoder.encode(login, StandardCharsets.UTF_8),
                URLEncoder.encode(password, StandardCharsets.UTF_8));
    return send(
        request("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-XSRF-TOKEN", ticket())
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer get(String path, String header, String value) {
    return send(request(path).header(header, value).GET());
  }

  /// Asks to go on with a file from where a browser broke off.
  public Answer range(String path, String range, String ifRange) {
    return send(request(path).header("Range", range).header("If-Range", ifRange).GET());
  }

  /// Sends an address byte for byte as it is written, which no honest client would.
  public Answer getRaw(String path) {
    var target = URI.create(base);
    try (var socket = new Socket(target.getHost(), target.getPort())) {
      var cookie =
          cookies.getCookieStore().getCookies().stream()
              .map(c -> c.getName() + "=" + c.getValue())
              .collect(Collectors.joining("; "));
      var request =
          "GET %s HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\nConnection: close\r\n\r\n"
              .formatted(path, cookie);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      var text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(Integer.parseInt(text.split(" ", 3)[1]), text, NO_HEADERS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Answer post(String path, Object body) {
    return call("POST", path, JsonMapper.shared().writeValueAsString(body));
  }

  public Answer put(String path, Object body) {
    return call("PUT", path, JsonMapper.shared().writeValueAsString(body));
  }

  /// Sends text as it is, with the ticket against forgery unless a token is used.
  public Answer call(String method, String path, @Nullable String body) {
    var request = request(path);
    if (token == null) {
      request.header("X-XSRF-TOKEN", ticket());
    }
    return send(withBody(request, method, body));
  }

  /// As another site would: with our cookies, without the ticket.
  public Answer callWithoutTicket(String method, String path, @Nullable String body) {
    return send(withBody(request(path), method, body));
  }

  public String ticket() {
    return cookie(TICKET).map(HttpCookie::getValue).orElse("none");
  }

  public Optional<HttpCookie> cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(c -> c.getName().equals(name))
        .findFirst();
  }

  private static HttpRequest.Builder withBody(
      HttpRequest.Builder request, String method, @Nullable String body) {
    if (body == null) {
      return request.method(method, HttpRequest.BodyPublishers.noBody());
    }
    return request
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path)).header("X-Forwarded-For", address);
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response.headers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("The test was interrupted", e);
    }
  }
}
