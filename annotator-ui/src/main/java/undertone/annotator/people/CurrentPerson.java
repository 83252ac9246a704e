package undertone.annotator.people;

import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import undertone.corpora.people.AccessToken.Scope;
import undertone.corpora.people.Account;
import undertone.corpora.people.People;

/// The person who acts, by session or by token. Read anew on every call, so that a disabled account
/// can do nothing more.
@Component
public class CurrentPerson {

  private final People people;

  CurrentPerson(People people) {
    this.people = people;
  }

  /// @throws NotSignedInException if nobody is signed in, or the login no longer holds
  public Account account() {
    return standing().orElseThrow(NotSignedInException::new);
  }

  /// Language tag in which the person reads, such as `en`.
  public String language() {
    return account().locale();
  }

  public boolean signedIn() {
    return standing().isPresent();
  }

  /// Whether there is a login that no longer holds: the account disabled, its password changed.
  public boolean stale() {
    return identity().isPresent() && standing().isEmpty();
  }

  /// Whether a program with a token asks, rather than a person at a browser.
  public boolean byToken() {
    return identity().flatMap(Identity::scopes).isPresent();
  }

  /// Whether the token, if there is one, covers a scope.
  boolean covers(Scope scope) {
    return identity().flatMap(Identity::scopes).map(s -> s.contains(scope)).orElse(true);
  }

  private Optional<Account> standing() {
    return identity().flatMap(i -> people.find(i.account()).filter(i::holds));
  }

  private static Optional<Identity> identity() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Identity identity
        ? Optional.of(identity)
        : Optional.empty();
  }
}
