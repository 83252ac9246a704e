package undertone.annotator.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import undertone.annotator.people.Attempts;
import undertone.annotator.people.Identity;
import undertone.corpora.people.Account;
import undertone.corpora.people.People;

/// Lets in whoever knows the password of an account that is not disabled. An unknown login, a
/// disabled account and a wrong password fail alike and take alike long.
@Component
class PasswordLogin implements AuthenticationProvider {

  private final People people;
  private final PasswordEncoder passwords;
  private final Attempts attempts;
  private final String nobodysHash;

  PasswordLogin(People people, PasswordEncoder passwords, Attempts attempts) {
    this.people = people;
    this.passwords = passwords;
    this.attempts = attempts;
    this.nobodysHash = String.valueOf(passwords.encode("nobody has this password"));
  }

  @Override
  public Authentication authenticate(Authentication asked) {
    var account = people.byLogin(asked.getName());
    var hash = account.map(Account::passwordHash).orElse(nobodysHash);
    boolean right = passwords.matches(textOf(asked.getCredentials()), hash);
    var person =
        account
            .filter(a -> right && !a.disabled())
            .orElseThrow(() -> new BadCredentialsException("Login and password do not match."));
    attempts.succeeded(person.login());
    return UsernamePasswordAuthenticationToken.authenticated(
        Identity.atBrowser(person),
        null,
        List.of(new SimpleGrantedAuthority("ROLE_" + person.instanceRole().name())));
  }

  @Override
  public boolean supports(Class<?> kind) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
  }

  private static String textOf(@Nullable Object credentials) {
    return credentials == null ? "" : credentials.toString();
  }
}
