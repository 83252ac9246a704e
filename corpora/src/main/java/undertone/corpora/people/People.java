package undertone.corpora.people;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.CorpusId;

/// Accounts, memberships, one-time invites and access tokens. Registration is closed: an account
/// comes into being only through an invite.
@Service
@Transactional
public class People {

  private final Accounts accounts;
  private final Memberships memberships;
  private final Invites invites;
  private final AccessTokens tokens;
  private final Clock clock;

  People(
      Accounts accounts,
      Memberships memberships,
      Invites invites,
      AccessTokens tokens,
      Clock clock) {
    this.accounts = accounts;
    this.memberships = memberships;
    this.invites = invites;
    this.tokens = tokens;
    this.clock = clock;
  }

  /// A new invite or token together with the secret that is shown once and never stored.
  public record Issued<T>(T what, String secret) {}

  @Transactional(readOnly = true)
  public Optional<Account> byLogin(String login) {
    return accounts.findByLogin(Account.normalised(login));
  }

  @Transactional(readOnly = true)
  public Optional<Account> find(AccountId id) {
    return accounts.findById(id.value());
  }

  @Transactional(readOnly = true)
  public List<Account> all() {
    return accounts.findAll();
  }

  /// True until the first administrator exists.
  @Transactional(readOnly = true)
  public boolean needsAdmin() {
    return !accounts.existsByInstanceRole(InstanceRole.ADMIN);
  }

  /// @param corpus with a role there, when the invite leads straight into a corpus
  public Issued<Invite> invite(
      InstanceRole role,
      @Nullable CorpusId corpus,
      @Nullable CorpusRole corpusRole,
      String note,
      @Nullable AccountId by,
      Duration validFor) {
    var secret = Secrets.token();
    var now = clock.instant();
    var invite =
        new Invite(
            Secrets.hash(secret), role, corpus, corpusRole, note, by, now, now.plus(validFor));
    return new Issued<>(invites.save(invite), secret);
  }

  @Transactional(readOnly = true)
  public List<Invite> openInvites() {
    var now = clock.instant();
    return invites.findByUsedAtIsNullOrderByIdDesc().stream().filter(i -> i.open(now)).toList();
  }

  public void withdrawInvite(long id) {
    invites.deleteById(id);
  }

  /// The invite behind a link, if it can still be used.
  public Optional<Invite> openInvite(String secret) {
    return invites.findByTokenHash(Secrets.hash(secret)).filter(i -> i.open(clock.instant()));
  }

  /// Makes the account an invite allows, once.
  ///
  /// @param passwordHash already hashed; this room never sees a password
  /// @throws PeopleException if the link is used or expired, or the login is taken
  public Account accept(
      String secret, String login, String displayName, String passwordHash, String locale) {
    var invite =
        openInvite(secret)
            .orElseThrow(() ->
                new PeopleException(
                    "This link has been used or has expired; ask an administrator for a new"
                        + " one."));
    if (byLogin(login).isPresent()) {
      throw new PeopleException(
          "The login \"%s\" is taken; choose another.", Account.normalised(login));
    }
    var account =
        accounts.save(
            new Account(
                login, displayName, passwordHash, invite.instanceRole(), locale, clock.instant()));
    invite.use(account.id(), clock.instant());
    invite.corpus().ifPresent(c -> join(c, account.id(), invite.corpusRole().orElseThrow()));
    return account;
  }

  public void changePassword(AccountId id, String passwordHash) {
    require(id).changePassword(passwordHash);
  }

  public void speak(AccountId id, String language) {
    require(id).speak(language);
  }

  /// Remembers that somebody has been shown around the annotator's desk.
  public void tour(AccountId id) {
    require(id).tour();
  }

  /// @throws PeopleException if this would leave no administrator
  public void disable(AccountId id) {
    var account = require(id);
    refuseIfLastAdmin(account);
    account.disable();
  }

  public void enable(AccountId id) {
    require(id).enable();
  }

  /// @throws PeopleException if this would leave no administrator
  public void become(AccountId id, InstanceRole role) {
    var account = require(id);
    if (role != InstanceRole.ADMIN) {
      refuseIfLastAdmin(account);
    }
    account.become(role);
  }

  /// Gives a person a role in a corpus, or changes it.
  public void join(CorpusId corpus, AccountId account, CorpusRole role) {
    memberships
        .findByCorpusIdAndAccountId(corpus.value(), account.value())
        .ifPresentOrElse(
            m -> m.become(role), () -> memberships.save(new Membership(corpus, account, role)));
  }

  public void leave(CorpusId corpus, AccountId account) {
    memberships
        .findByCorpusIdAndAccountId(corpus.value(), account.value())
        .ifPresent(memberships::delete);
  }

  @Transactional(readOnly = true)
  public Optional<CorpusRole> roleIn(CorpusId corpus, AccountId account) {
    return memberships
        .findByCorpusIdAndAccountId(corpus.value(), account.value())
        .map(Membership::role);
  }

  @Transactional(readOnly = true)
  public List<Membership> membershipsOf(AccountId account) {
    return memberships.findByAccountId(account.value());
  }

  @Transactional(readOnly = true)
  public List<Membership> membersOf(CorpusId corpus) {
    return memberships.findByCorpusId(corpus.value());
  }

  public Issued<AccessToken> issueToken(
      AccountId account, String name, Set<AccessToken.Scope> scopes, Duration validFor) {
    var secret = "ut_" + Secrets.token();
    var now = clock.instant();
    var token =
        new AccessToken(account, name, Secrets.hash(secret), scopes, now, now.plus(validFor));
    return new Issued<>(tokens.save(token), secret);
  }

  /// The token behind a secret, if it is neither expired nor revoked and its person is active.
  @Transactional(readOnly = true)
  public Optional<AccessToken> token(String secret) {
    return tokens
        .findByTokenHash(Secrets.hash(secret))
        .filter(t -> t.valid(clock.instant()))
        .filter(t -> find(t.account()).filter(a -> !a.disabled()).isPresent());
  }

  @Transactional(readOnly = true)
  public List<AccessToken> tokensOf(AccountId account) {
    return tokens.findByAccountIdOrderByIdDesc(account.value());
  }

  /// Revokes one of a person's own tokens; another person's stays untouched.
  public void revokeToken(AccountId owner, long token) {
    tokens
        .findById(token)
        .filter(t -> t.account().equals(owner))
        .ifPresent(t -> t.revoke(clock.instant()));
  }

  private Account require(AccountId id) {
    return find(id).orElseThrow(() -> new PeopleException("There is no account %s.", id));
  }

  private void refuseIfLastAdmin(Account account) {
    boolean others =
        accounts.findAll().stream().anyMatch(a -> a.isAdmin() && !a.id().equals(account.id()));
    if (account.isAdmin() && !others) {
      throw new PeopleException(
          "%s is the only administrator; name another one first.", account.displayName());
    }
  }
}
