package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One person at a browser of their own.
final class Guest implements AutoCloseable {

  static final String PASSWORD = "a few unrelated words";
  private static final double PATIENCE_MILLIS = 60_000;
  private static final Path PICTURES = Path.of("target", "pictures");

  private final String address;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Guest(Browser browser, String address, ColorScheme scheme) {
    this(
        browser,
        address,
        new Browser.NewContextOptions().setViewportSize(1440, 900).setColorScheme(scheme));
  }

  private Guest(Browser browser, String address, Browser.NewContextOptions screen) {
    this.address = address;
    this.context = browser.newContext(screen.setReducedMotion(ReducedMotion.REDUCE));
    this.context.setDefaultTimeout(PATIENCE_MILLIS);
    this.page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        complaints.add(message.text());
      }
    });
  }

  /// Somebody with a phone in their hand, and nothing but their fingers.
  static Guest onPhone(Browser browser, String address) {
    return new Guest(
        browser,
        address,
        new Browser.NewContextOptions()
            .setViewportSize(390, 844)
            .setDeviceScaleFactor(2)
            .setIsMobile(true)
            .setHasTouch(true));
  }

  Page page() {
    return page;
  }

  /// Makes an account through a one-time link, as its screen asks.
  void join(String link, String name, String login) {
    page.navigate(link);
    var fields = page.locator("input:visible");
    fields.first().waitFor();
    fields.nth(0).fill(name);
    fields.nth(1).fill(login);
    fields.nth(2).fill(PASSWORD);
    page.locator("vaadin-button").first().click();
    page.waitForURL(url -> url.contains("/login"));
  }

  void login(String login) {
    page.navigate(address + "/login");
    signIn(login);
  }

  /// Fills in the form of the sign-in page that is shown.
  void signIn(String login) {
    page.locator("input[name=username]").fill(login);
    page.locator("input[name=password]").fill(PASSWORD);
    page.locator("input[name=password]").press("Enter");
    page.waitForURL(url -> !url.contains("/login"));
  }

  /// The desk takes them for somebody it has shown around; the tour has tests of its own.
  Guest knowsTheDesk() {
    post("/api/v1/me/tour", Map.of());
    return this;
  }

  void visit(String path) {
    page.navigate(address + path);
  }

  Locator see(String selector) {
    var there = page.locator(selector).first();
    try {
      there.waitFor();
    } catch (TimeoutError unseen) {
      throw new AssertionError(
          "%s is nowhere to be seen at %s, where this is read:%n%s"
              .formatted(selector, page.url(), read()),
          unseen);
    }
    return there;
  }

  /// What the page says, the desk included: its words are in a shadow.
  private Object read() {
    return page.evaluate(
        """
        () => document.body.innerText + '\\n' +
          (document.querySelector('undertone-desk')?.shadowRoot?.querySelector('.desk')?.innerText ?? '') +
          '\\nThe focus is on: ' + (function on(at) {
            return at?.shadowRoot?.activeElement ? on(at.shadowRoot.activeElement) : at?.outerHTML?.slice(0, 200);
          })(document.activeElement)
        """);
  }

  /// What the browser complained of since the last call: errors of scripts, breaches of the content
  /// policy, files that were not there.
  List<String> complaints() {
    var heard = List.copyOf(complaints);
    complaints.clear();
    return heard;
  }

  /// Keeps what the person sees, in `target/pictures`.
  void picture(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }

  /// Draws the open page light or dark, even where a dialog lies over the switch, and waits until
  /// the colours have settled.
  void light(ColorScheme scheme) {
    page.evaluate(
        """
        async brightness => {
          document.documentElement.dataset.brightness = brightness;
          let changing;
          do { // what takes its colour from around it begins to change while that does
            await new Promise(requestAnimationFrame);
            changing = document.getAnimations().filter(a => a.transitionProperty);
            await Promise.allSettled(changing.map(a => a.finished));
          } while (changing.length > 0);
        }\
        """,
        scheme.name().toLowerCase(Locale.ROOT));
  }

  /// Turns the page light or dark by its switch.
  void turn(ColorScheme scheme) {
    var wanted = "html[data-brightness=" + scheme.name().toLowerCase(Locale.ROOT) + "]";
    if (page.locator(wanted).count() == 0) {
      page.locator(".tools .tool").click();
      page.locator(wanted).waitFor();
      page.mouse().move(0, 0);
    }
    light(scheme);
  }

  JsonNode get(String path) {
    return answer(context.request().get(address + path));
  }

  JsonNode post(String path, Map<String, Object> body) {
    return answer(context.request().post(address + path, sent(body)));
  }

  JsonNode put(String path, Map<String, Object> body) {
    return answer(context.request().put(address + path, sent(body)));
  }

  /// Takes the next clip of a corpus and says what it could be, as a program would.
  ///
  /// @return the number of the clip
  long answers(JsonNode corpus, List<String> candidates) {
    var path = "/api/v1/corpora/" + corpus.get("id").asLong();
    var handOut = post(path + "/queue/next", Map.of("holding", List.of()));
    long clip = handOut.at("/clip/id").asLong();
    post(
        path + "/clips/%d/votes".formatted(clip),
        Map.of(
            "clientId",
            UUID.randomUUID(),
            "leaseId",
            handOut.at("/lease/id").asLong(),
            "meaning",
            "ONE_OF",
            "candidates",
            candidates,
            "excluded",
            List.of()));
    return clip;
  }

  private RequestOptions sent(Map<String, Object> body) {
    var token =
        context.cookies(address).stream()
            .filter(c -> c.name.equals("XSRF-TOKEN"))
            .map(c -> c.value)
            .findFirst()
            .orElse("");
    return RequestOptions.create().setHeader("X-XSRF-TOKEN", token).setData(body);
  }

  /// Waits for a run to end well.
  ///
  /// @return the run as it ended
  JsonNode toTheEnd(JsonNode run) throws InterruptedException {
    var path = "/api/v1/runs/" + run.get("id").asLong();
    await(
        "run " + run.get("kind"),
        () -> List.of("DONE", "FAILED", "CANCELLED").contains(get(path).get("state").asString()));
    var ended = get(path);
    assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("DONE");
    return ended;
  }

  /// Waits for what no page shows.
  static void await(String what, BooleanSupplier there) throws InterruptedException {
    long patience = System.nanoTime() + Duration.ofMinutes(6).toNanos();
    while (!there.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(patience);
      Thread.sleep(250); // a browser and two other processes are at work
    }
  }

  private static JsonNode answer(APIResponse response) {
    if (!response.ok()) {
      throw new IllegalStateException(
          "%s answered %d: %s".formatted(response.url(), response.status(), response.text()));
    }
    return JsonMapper.shared().readTree(response.body());
  }

  @Override
  public void close() {
    context.close();
  }
}
