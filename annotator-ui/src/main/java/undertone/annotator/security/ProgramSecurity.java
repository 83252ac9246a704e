package undertone.annotator.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import undertone.annotator.faults.Problems;
import undertone.annotator.people.CurrentPerson;
import undertone.corpora.people.People;

/// Guards REST and media: by token for programs, by session for our own pages. Who may do what is
/// for the application services to say; here it is only asked whether anybody is there.
@Configuration(proxyBeanMethods = false)
class ProgramSecurity {

  @Bean
  @Order(1)
  SecurityFilterChain programs(HttpSecurity http, People people, CurrentPerson person) {
    return http.securityMatcher("/api/**", "/media/**")
        .authorizeHttpRequests(requests ->
            requests.requestMatchers("/api/v1/join/*").permitAll().anyRequest().authenticated())
        .csrf(csrf -> {
          Forgery.refused(csrf);
          // A token cannot be sent by another site, and whoever joins has no name yet.
          csrf.ignoringRequestMatchers(BearerTokens::carried)
              .ignoringRequestMatchers("/api/v1/join/*");
        })
        .headers(SafeHeaders::of)
        .requestCache(cache -> cache.disable())
        .formLogin(form -> form.disable())
        .httpBasic(basic -> basic.disable())
        .logout(logout -> logout.disable())
        .addFilterBefore(new BearerTokens(people), AnonymousAuthenticationFilter.class)
        .addFilterBefore(new StandingLogins(person), AnonymousAuthenticationFilter.class)
        .exceptionHandling(trouble ->
            trouble
                .authenticationEntryPoint((_, response, _) -> notSignedIn(response))
                .accessDeniedHandler((_, response, _) -> forged(response)))
        .build();
  }

  private static void notSignedIn(HttpServletResponse response) throws IOException {
    Problems.write(
        response,
        HttpStatus.UNAUTHORIZED,
        "Nobody is signed in; log in, or send a token, and try again.");
  }

  private static void forged(HttpServletResponse response) throws IOException {
    Problems.write(
        response,
        HttpStatus.FORBIDDEN,
        "The header X-XSRF-TOKEN is missing or old; send what the cookie XSRF-TOKEN holds.");
  }
}
