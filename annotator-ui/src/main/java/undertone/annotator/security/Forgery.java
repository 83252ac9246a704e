package undertone.annotator.security;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/// Keeps other sites from acting in a person's name: what changes anything must carry the secret of
/// the cookie `XSRF-TOKEN` in the header `X-XSRF-TOKEN`, which only our own pages can read.
final class Forgery {

  private Forgery() {}

  static void refused(CsrfConfigurer<HttpSecurity> csrf) {
    csrf.spa().csrfTokenRepository(tokens());
  }

  private static CsrfTokenRepository tokens() {
    var cookies = CookieCsrfTokenRepository.withHttpOnlyFalse();
    cookies.setCookiePath("/");
    cookies.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
    return cookies;
  }
}
