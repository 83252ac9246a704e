package undertone.annotator.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/// Keeps other sites from acting in a person's name: what changes anything must carry the secret of
/// the cookie `XSRF-TOKEN` in the header `X-XSRF-TOKEN` or, from the login form, in a field; only
/// our own pages can read it.
final class Forgery {

  private Forgery() {}

  static void refused(CsrfConfigurer<HttpSecurity> csrf) {
    csrf.csrfTokenRepository(tokens()).csrfTokenRequestHandler(new MaskedOnPages());
  }

  private static CsrfTokenRepository tokens() {
    var cookies = CookieCsrfTokenRepository.withHttpOnlyFalse();
    cookies.setCookiePath("/");
    cookies.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
    return cookies;
  }

  /// Masks the secret wherever a page contains it, against guessing through compression. What comes
  /// back may be masked (from a page) or as the cookie has it (from scripts, and from Vaadin's
  /// login form, which reads the cookie).
  private static final class MaskedOnPages implements CsrfTokenRequestHandler {
    private final CsrfTokenRequestAttributeHandler plain = new CsrfTokenRequestAttributeHandler();
    private final CsrfTokenRequestHandler masked = new XorCsrfTokenRequestAttributeHandler();

    @Override
    public void handle(
        HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
      masked.handle(request, response, token);
      var _ = token.get(); // writes the cookie with the first page, before any script asks for it
    }

    @Override
    public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
      var asSent = plain.resolveCsrfTokenValue(request, token);
      return token.getToken().equals(asSent)
          ? asSent
          : masked.resolveCsrfTokenValue(request, token);
    }
  }
}
