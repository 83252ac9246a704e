package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinSession;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which language a visitor reads: their choice in this browser, else that of their account, else
/// what the browser asks for.
final class Languages {

  private static final String COOKIE = "undertone-language";

  /// Each language calls itself by its own name, whatever language the page is in.
  static final Map<Locale, String> NAMES =
      Map.of(Bundles.ENGLISH, "English", Bundles.CHINESE, "中文");

  static final List<Locale> ALL = List.of(Bundles.ENGLISH, Bundles.CHINESE);

  private Languages() {}

  static Optional<Locale> chosen(@Nullable VaadinRequest request) {
    if (request == null || request.getCookies() == null) {
      return Optional.empty();
    }
    return Arrays.stream(request.getCookies())
        .filter(c -> c.getName().equals(COOKIE))
        .flatMap(c -> ALL.stream().filter(l -> l.getLanguage().equals(c.getValue())))
        .findFirst();
  }

  /// Speaks a language from now on; the page is drawn anew.
  static void choose(Locale language) {
    VaadinSession.getCurrent().setLocale(language);
    var cookie = new Cookie(COOKIE, language.getLanguage());
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setAttribute("SameSite", "Lax");
    cookie.setMaxAge((int) Duration.ofDays(365).toSeconds());
    VaadinResponse.getCurrent().addCookie(cookie);
    UI.getCurrent().getPage().reload();
  }

  /// The languages side by side, for pages without a person.
  static Component links() {
    var row = Drawn.div("languages");
    for (var language : ALL) {
      var button = new NativeButton(NAMES.get(language), _ -> choose(language));
      button.addClassName("quiet");
      button.getElement().setAttribute("lang", language.getLanguage());
      if (language.getLanguage().equals(Words.locale().getLanguage())) {
        button.getElement().setAttribute("aria-current", "true");
      }
      row.add(button);
    }
    return row;
  }
}
