package undertone.annotator.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import undertone.annotator.faults.Problems;
import undertone.annotator.people.Attempts;

/// Turns away logins that come too fast, before any password is looked at.
final class SlowGuessing extends OncePerRequestFilter {

  private final Attempts attempts;

  SlowGuessing(Attempts attempts) {
    this.attempts = attempts;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !"POST".equals(request.getMethod()) || !"/login".equals(request.getServletPath());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var login = request.getParameter("username");
    if (attempts.allow(login == null ? "" : login, request.getRemoteAddr())) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(attempts.retryAfter().toSeconds()));
    var wanted = request.getHeader(HttpHeaders.ACCEPT);
    if (wanted != null && wanted.contains("json")) {
      Problems.write(
          response,
          HttpStatus.TOO_MANY_REQUESTS,
          "Too many attempts to log in; wait a few minutes, then try again.");
    } else {
      response.setStatus(HttpStatus.SEE_OTHER.value());
      response.setHeader(HttpHeaders.LOCATION, request.getContextPath() + "/login?throttled");
      response.setContentType(MediaType.TEXT_PLAIN_VALUE);
    }
  }
}
