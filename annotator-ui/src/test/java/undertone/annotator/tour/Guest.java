package undertone.annotator.tour;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One person at a browser of their own.
final class Guest implements AutoCloseable {

  static final String PASSWORD = "a few unrelated words";
  private static final double PATIENCE = Duration.ofSeconds(60).toMillis();
  private static final Path PICTURES = Path.of("target", "pictures");

  private final String address;
  private final BrowserContext context;
  private final Page page;

  Guest(Browser browser, String address, ColorScheme scheme) {
    this.address = address;
    this.context =
        browser.newContext(
            new Browser.NewContextOptions().setViewportSize(1440, 900).setColorScheme(scheme));
    this.context.setDefaultTimeout(PATIENCE);
    this.page = context.newPage();
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
    page.locator("input[name=username]").fill(login);
    page.locator("input[name=password]").fill(PASSWORD);
    page.locator("input[name=password]").press("Enter");
    page.waitForURL(url -> !url.contains("/login"));
  }

  void visit(String path) {
    page.navigate(address + path);
  }

  Locator see(String selector) {
    var there = page.locator(selector).first();
    there.waitFor();
    return there;
  }

  /// Keeps what the person sees, in `target/pictures`.
  void picture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setTimeout(PATIENCE));
  }

  void likes(ColorScheme scheme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
  }

  JsonNode get(String path) {
    return answer(context.request().get(address + path));
  }

  JsonNode post(String path, Map<String, Object> body) {
    var token =
        context.cookies(address).stream()
            .filter(c -> c.name.equals("XSRF-TOKEN"))
            .map(c -> c.value)
            .findFirst()
            .orElse("");
    return answer(
        context
            .request()
            .post(
                address + path,
                RequestOptions.create().setHeader("X-XSRF-TOKEN", token).setData(body)));
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
