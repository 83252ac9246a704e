package undertone.annotator.security;

import jakarta.servlet.SessionTrackingMode;
import java.util.Set;
import org.springframework.boot.web.server.servlet.CookieSameSiteSupplier;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// How sessions are remembered: by a cookie no script can read, that no other site's form carries,
/// never by an address. Over HTTPS the server marks it secure by itself.
@Configuration(proxyBeanMethods = false)
class SessionCookies {

  private static final String NAME = "undertone-session";

  @Bean
  ServletContextInitializer sessionCookie() {
    return context -> {
      context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
      context.getSessionCookieConfig().setName(NAME);
      context.getSessionCookieConfig().setHttpOnly(true);
    };
  }

  // Lax, not strict: a link in a letter should find its reader still logged in.
  @Bean
  CookieSameSiteSupplier sessionCookieStaysHere() {
    return CookieSameSiteSupplier.ofLax().whenHasName(NAME);
  }
}
