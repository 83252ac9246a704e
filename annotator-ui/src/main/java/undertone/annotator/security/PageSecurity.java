package undertone.annotator.security;

import com.vaadin.flow.spring.security.RequestUtil;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import undertone.annotator.people.Attempts;
import undertone.annotator.people.CurrentPerson;

/// Guards the pages: login form, logout, and each view by its own annotation.
@Configuration(proxyBeanMethods = false)
class PageSecurity {

  @Bean
  @Order(2)
  SecurityFilterChain pages(
      HttpSecurity http, Attempts attempts, CurrentPerson person, RequestUtil vaadin) {
    return http.authorizeHttpRequests(requests ->
            requests
                .requestMatchers(
                    HttpMethod.GET, "/*.css", "/*.svg", "/*.png", "/icons/**", "/fonts/**")
                .permitAll())
        // Ours rather than Vaadin's, which leaves the login form open to forgery.
        .csrf(csrf -> {
          Forgery.refused(csrf);
          csrf.ignoringRequestMatchers(vaadin::isFrameworkInternalRequest);
        })
        .headers(SafeHeaders::of)
        .addFilterBefore(new SlowGuessing(attempts), UsernamePasswordAuthenticationFilter.class)
        .addFilterBefore(new StandingLogins(person), AnonymousAuthenticationFilter.class)
        .with(
            VaadinSecurityConfigurer.vaadin(),
            // Behind the login an unknown address gets the page that says so, not a bare refusal.
            pages ->
                pages
                    .loginView("/login")
                    .anyRequest(rest -> rest.access(toAPage()))
                    .enableCsrfConfiguration(false))
        .build();
  }

  /// For whoever is logged in. No view's address has a dot in its last step; what has one asks for
  /// a file, and beside those permitted above there is none.
  private static AuthorizationManager<RequestAuthorizationContext> toAPage() {
    return AuthorizationManagers.allOf(
        AuthenticatedAuthorizationManager.authenticated(),
        (_, visit) -> {
          var address = visit.getRequest().getRequestURI();
          return new AuthorizationDecision(address.lastIndexOf('.') < address.lastIndexOf('/'));
        });
  }
}
