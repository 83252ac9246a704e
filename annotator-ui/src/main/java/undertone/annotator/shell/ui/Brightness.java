package undertone.annotator.shell.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Light or dark. Reading screens begin light, the desk (Annotate, Review) begins dark because
/// video looks right there; a person's own choice for either kind is remembered by the browser.
enum Brightness {
  LIGHT,
  DARK;

  /// Rooms in which clips are watched for hours.
  private static final Set<String> DESK = Set.of("annotate", "review");

  Brightness other() {
    return this == LIGHT ? DARK : LIGHT;
  }

  /// How a page is drawn for this visitor.
  ///
  /// @param path address of the page without a leading slash
  static Brightness of(String path, @Nullable VaadinRequest request) {
    var chosen = request == null ? null : cookie(request, cookieName(path));
    if (chosen != null && Arrays.stream(values()).anyMatch(b -> b.word().equals(chosen))) {
      return valueOf(chosen.toUpperCase(Locale.ROOT));
    }
    return isDesk(path) ? DARK : LIGHT;
  }

  /// Draws the open page like this, without a reload.
  void show(UI ui) {
    ui.getPage().executeJs("document.documentElement.dataset.brightness = $0", word());
  }

  /// Remembers a choice for all pages of the same kind.
  void remember(String path, VaadinResponse response) {
    var cookie = new Cookie(cookieName(path), word());
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setAttribute("SameSite", "Lax");
    cookie.setMaxAge((int) Duration.ofDays(365).toSeconds());
    response.addCookie(cookie);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static boolean isDesk(String path) {
    int slash = path.indexOf('/');
    return DESK.contains(slash < 0 ? path : path.substring(0, slash));
  }

  private static String cookieName(String path) {
    return isDesk(path) ? "undertone-desk" : "undertone-reading";
  }

  private static @Nullable String cookie(VaadinRequest request, String name) {
    var cookies = request.getCookies();
    if (cookies == null) {
      return null;
    }
    return Arrays.stream(cookies)
        .filter(c -> c.getName().equals(name))
        .map(Cookie::getValue)
        .findFirst()
        .orElse(null);
  }
}
