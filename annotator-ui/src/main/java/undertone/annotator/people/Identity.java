package undertone.annotator.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import undertone.corpora.AccountId;
import undertone.corpora.people.AccessToken;
import undertone.corpora.people.Account;

/// As whom a request came in: a person at a browser, or a program with that person's token.
///
/// It names the account and nothing more, so that a role taken away or an account disabled counts
/// from the next call on.
public final class Identity implements Principal {

  private final AccountId account;
  private final String login;
  private final String passwordMark;
  private final @Nullable Set<AccessToken.Scope> scopes;

  private Identity(Account account, @Nullable Set<AccessToken.Scope> scopes) {
    this.account = account.id();
    this.login = account.login();
    this.passwordMark = mark(account);
    this.scopes = scopes;
  }

  /// A person who has just logged in.
  public static Identity atBrowser(Account account) {
    return new Identity(account, null);
  }

  /// A program with a valid token.
  public static Identity byToken(Account account, AccessToken token) {
    return new Identity(account, token.scopes());
  }

  public AccountId account() {
    return account;
  }

  @Override
  public String getName() {
    return login;
  }

  /// What the token may do; empty for a person at a browser, who may do all their roles allow.
  public Optional<Set<AccessToken.Scope>> scopes() {
    return Optional.ofNullable(scopes);
  }

  /// Whether the login still holds: the account is there, not disabled, its password the same.
  public boolean holds(Account now) {
    return now.id().equals(account) && !now.disabled() && mark(now).equals(passwordMark);
  }

  // A changed password ends every session, so each remembers a mark of the hash it began with.
  private static String mark(Account account) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(account.passwordHash().getBytes(StandardCharsets.UTF_8)), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Bug: every Java platform has SHA-256.", e);
    }
  }
}
