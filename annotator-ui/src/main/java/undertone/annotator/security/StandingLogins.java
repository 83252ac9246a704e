package undertone.annotator.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;
import undertone.annotator.people.CurrentPerson;

/// Ends sessions of accounts that were disabled or whose password was changed since they began.
final class StandingLogins extends OncePerRequestFilter {

  private final CurrentPerson person;
  private final SecurityContextLogoutHandler logout = new SecurityContextLogoutHandler();

  StandingLogins(CurrentPerson person) {
    this.person = person;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (person.stale()) {
      logout.logout(request, response, SecurityContextHolder.getContext().getAuthentication());
    }
    chain.doFilter(request, response);
  }
}
