package undertone.annotator.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import undertone.annotator.OpenHouse;

/// The content policy of pages in a real browser: nothing of ours is stopped by it, whatever is not
/// ours is, and each exception from the strictest policy is there because something needs it.
class PagePolicyTest extends OpenHouse {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final String POLICY = "content-security-policy";

  /// Remembers what the browser refused; runs before any script of the page.
  private static final String LISTEN =
      """
      window.refused = [];
      document.addEventListener('securitypolicyviolation', e =>
          window.refused.push(e.effectiveDirective + ' ' + e.blockedURI + ' ' + e.sample));
      """;

  @Test
  void a_page_runs_only_what_carries_the_nonce_of_its_answer() {
    assumeFrontend();

    var first = stranger().get("/login", "Accept", "text/html").header(POLICY);
    var second = stranger().get("/login", "Accept", "text/html").header(POLICY);

    assertThat(first)
        .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
        .containsPattern("script-src 'nonce-[A-Za-z0-9+/]{24}' 'strict-dynamic'")
        .doesNotContain("script-src 'unsafe-inline'", "script-src *", "https:");
    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void nothing_of_ours_is_refused() {
    assertThat(refusedOnAWalk(policy -> policy)).isEmpty();
  }

  @Test
  void a_script_slipped_into_a_page_does_not_run() {
    withPage(
        policy -> policy,
        page -> {
          page.navigate(stranger().base() + "/login");
          page.evaluate(
              """
              () => {
                const box = document.createElement('div');
                box.innerHTML = '<img src=x onerror="window.slipped = 1">'
                    + '<iframe srcdoc="<script>parent.slipped = 2</script>"></iframe>';
                document.body.append(box);
                const link = document.createElement('a');
                link.href = 'javascript:window.slipped = 3';
                document.body.append(link);
                link.click();
              }
              """);
          page.waitForFunction("() => window.refused.length >= 3");
          assertThat(page.evaluate("() => window.slipped")).isNull();
        });
  }

  @ParameterizedTest
  @CsvSource({
    "' ''unsafe-eval''', ''",
    "style-src-attr 'unsafe-inline', style-src-attr 'none'",
    "' data:', ''",
  })
  void each_exception_is_needed(String exception, String stricter) {
    var refused = refusedOnAWalk(policy -> policy.replace(exception, stricter));

    assertThat(refused).isNotEmpty();
  }

  private List<String> refusedOnAWalk(UnaryOperator<String> policy) {
    var refused = new ArrayList<String>();
    withPage(
        policy,
        page -> {
          page.navigate(stranger().base() + "/login");
          settle(page);
          refused.addAll(refusedOn(page));
          page.evaluate(
              """
              async ([login, password]) => {
                const ticket = document.cookie.split('; ')
                    .find(c => c.startsWith('XSRF-TOKEN=')).slice('XSRF-TOKEN='.length);
                await fetch('login', {method: 'POST', redirect: 'manual',
                    headers: {'X-XSRF-TOKEN': ticket},
                    body: new URLSearchParams({username: login, password: password})});
              }
              """,
              List.of("root", PASSWORD));
          for (var path : List.of("/", "/corpora", "/admin")) {
            page.navigate(stranger().base() + path);
            settle(page);
            refused.addAll(refusedOn(page));
          }
        });
    return refused;
  }

  // A page is drawn when the browser has nothing left to fetch.
  private static void settle(Page page) {
    page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
  }

  private static List<String> refusedOn(Page page) {
    return ((List<?>) page.evaluate("() => window.refused"))
        .stream().map(r -> page.url() + ": " + r).toList();
  }

  private interface Visit {
    void to(Page page);
  }

  private void withPage(UnaryOperator<String> policy, Visit visit) {
    assumeFrontend();
    assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is not at " + CHROMIUM);
    admin(); // makes the administrator known before the browser logs in
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    try (var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(
                            List.of(
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        var context = browser.newContext()) {
      context.addInitScript(LISTEN);
      var page = context.newPage();
      page.route("**/*", route -> answer(route, policy));
      visit.to(page);
    }
  }

  // Lets an answer through, its policy changed.
  private static void answer(Route route, UnaryOperator<String> policy) {
    if (!"document".equals(route.request().resourceType())) {
      route.resume();
      return;
    }
    var response = route.fetch(new Route.FetchOptions().setMaxRedirects(0));
    var headers = new HashMap<>(response.headers());
    headers.computeIfPresent(POLICY, (_, sent) -> policy.apply(sent));
    route.fulfill(new Route.FulfillOptions().setResponse(response).setHeaders(headers));
  }

  private static void assumeFrontend() {
    assumeTrue(
        PagePolicyTest.class.getResource("/META-INF/VAADIN/webapp/index.html") != null,
        "The frontend is not built");
  }
}
