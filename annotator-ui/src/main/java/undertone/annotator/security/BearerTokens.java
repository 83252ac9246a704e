package undertone.annotator.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;
import undertone.annotator.faults.Problems;
import undertone.annotator.people.Identity;
import undertone.corpora.people.People;

/// Lets programs act with a person's token, `Authorization: Bearer ut_…`. Nothing of it is kept in
/// a session. A token that does not hold is refused even where a session would have been let in.
final class BearerTokens extends OncePerRequestFilter {

  private static final String SCHEME = "bearer ";

  private final People people;

  BearerTokens(People people) {
    this.people = people;
  }

  static boolean carried(HttpServletRequest request) {
    return secret(request).isPresent();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var secret = secret(request);
    if (secret.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    var identity =
        people
            .token(secret.get())
            .flatMap(t -> people.find(t.account()).map(a -> Identity.byToken(a, t)));
    if (identity.isEmpty()) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      Problems.write(
          response,
          HttpStatus.UNAUTHORIZED,
          "This token is unknown, expired or revoked; make a new one in your account.");
      return;
    }
    var before = SecurityContextHolder.getContext();
    try {
      SecurityContextHolder.setContext(
          new SecurityContextImpl(
              UsernamePasswordAuthenticationToken.authenticated(identity.get(), null, List.of())));
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.setContext(before);
    }
  }

  private static Optional<String> secret(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
        .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .map(h -> h.substring(SCHEME.length()).strip());
  }
}
