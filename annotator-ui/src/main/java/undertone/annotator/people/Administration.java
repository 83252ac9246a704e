package undertone.annotator.people;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.annotator.faults.InvalidRequestException;
import undertone.corpora.AccountId;
import undertone.corpora.CorpusId;
import undertone.corpora.people.AccessToken;
import undertone.corpora.people.Account;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.Invite;
import undertone.corpora.people.People;

/// People, invites, tokens and roles. Administrators look after the installation, owners after
/// their corpora, everybody after their own account; nobody changes their own roles.
@Service
@Transactional
public class Administration {

  /// How long an invite link works.
  public static final Duration INVITE_LASTS = Duration.ofDays(14);

  /// The longest a token may live.
  public static final Duration TOKEN_LASTS_AT_MOST = Duration.ofDays(366);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Set<String> LANGUAGES = Set.of("en", "zh");

  private final People people;
  private final Rights rights;
  private final CurrentPerson person;
  private final PasswordEncoder passwords;
  private final Attempts attempts;

  Administration(
      People people,
      Rights rights,
      CurrentPerson person,
      PasswordEncoder passwords,
      Attempts attempts) {
    this.people = people;
    this.rights = rights;
    this.person = person;
    this.passwords = passwords;
    this.attempts = attempts;
  }

  /// A link that works once, shown once.
  ///
  /// @param path to append to the installation's address, `/join/…`
  public record InviteLink(Invite invite, String path) {}

  /// A token's secret, shown once.
  public record NewToken(AccessToken token, String secret) {}

  /// A person with a role in a corpus.
  public record Member(AccountId account, String login, String name, CorpusRole role) {}

  // Everybody's own account -----------------------------------------------------------------------

  /// The invite behind a link, if it still works. Needs no login.
  public Optional<Invite> invitation(String secret) {
    return people.openInvite(secret);
  }

  /// Makes the account a link allows. Needs no login.
  ///
  /// @throws InvalidRequestException if login, name or password do not fit
  /// @throws undertone.corpora.people.PeopleException if the link is used or the login is taken
  public Account join(
      String secret, String login, String displayName, String password, String language) {
    PasswordRule.checkLogin(login);
    PasswordRule.checkName(displayName);
    PasswordRule.check(password, login);
    return people.accept(secret, login, displayName, encoded(password), knownLanguage(language));
  }

  /// Changes one's own password. Every session of the account ends, this one too.
  public void changePassword(String current, String next) {
    requireBrowser();
    var account = person.account();
    if (!attempts.allow(account.login(), "session of " + account.login())) {
      throw new NotAllowedException("Too many attempts; wait a few minutes, then try again.");
    }
    if (!passwords.matches(current, account.passwordHash())) {
      throw new InvalidRequestException("The current password is not right.");
    }
    PasswordRule.check(next, account.login());
    people.changePassword(account.id(), encoded(next));
  }

  /// Reads Undertone in another language from now on.
  public void speak(String language) {
    people.speak(person.account().id(), knownLanguage(language));
  }

  /// Remembers that one has been shown around the annotator's desk: once for all browsers.
  public void tour() {
    people.tour(person.account().id());
  }

  /// One's own tokens, newest first.
  @Transactional(readOnly = true)
  public List<AccessToken> tokens() {
    return people.tokensOf(person.account().id());
  }

  /// Makes a token that acts for oneself. A token cannot make tokens.
  public NewToken issueToken(String name, Set<AccessToken.Scope> scopes, Duration validFor) {
    requireBrowser();
    if (name.isBlank() || name.length() > 100) {
      throw new InvalidRequestException("A token's name has 1 to 100 characters.");
    }
    if (scopes.isEmpty()) {
      throw new InvalidRequestException("A token needs at least one scope.");
    }
    if (!validFor.isPositive() || validFor.compareTo(TOKEN_LASTS_AT_MOST) > 0) {
      throw new InvalidRequestException(
          "A token lives up to %s days.", TOKEN_LASTS_AT_MOST.toDays());
    }
    var issued = people.issueToken(person.account().id(), name.strip(), scopes, validFor);
    return new NewToken(issued.what(), issued.secret());
  }

  /// Revokes one of one's own tokens; another person's stays untouched.
  public void revokeToken(long token) {
    requireBrowser();
    people.revokeToken(person.account().id(), token);
  }

  // The installation ------------------------------------------------------------------------------

  /// Everybody, by name. For administrators.
  @Transactional(readOnly = true)
  public List<Account> people() {
    rights.requireAdmin();
    return people.all().stream()
        .sorted(Comparator.comparing(a -> a.displayName().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /// Invites somebody to the installation. For administrators.
  public InviteLink invite(InstanceRole role, String note) {
    rights.requireAdmin();
    return link(
        people.invite(role, null, null, checkedNote(note), person.account().id(), INVITE_LASTS));
  }

  /// Links nobody has used yet. For administrators.
  @Transactional(readOnly = true)
  public List<Invite> openInvites() {
    rights.requireAdmin();
    return people.openInvites();
  }

  /// Takes a link back. Administrators any, owners those into their corpus.
  public void withdrawInvite(long id) {
    var invite = people.openInvites().stream().filter(i -> i.id() == id).findFirst();
    var corpus = invite.flatMap(Invite::corpus);
    if (corpus.isEmpty() || !rights.may(corpus.get(), Right.MANAGE)) {
      rights.requireAdmin();
    }
    invite.ifPresent(i -> people.withdrawInvite(i.id()));
  }

  /// Gives somebody else an instance role. For administrators.
  public void appoint(AccountId account, InstanceRole role) {
    rights.requireAdmin();
    refuseOneself(account);
    people.become(account, role);
  }

  /// Locks somebody else out, at once. For administrators.
  public void disable(AccountId account) {
    rights.requireAdmin();
    refuseOneself(account);
    people.disable(account);
  }

  public void enable(AccountId account) {
    rights.requireAdmin();
    people.enable(account);
  }

  /// Replaces a forgotten password by a random one, shown once. For administrators.
  public String resetPassword(AccountId account) {
    rights.requireAdmin();
    refuseOneself(account);
    requireBrowser();
    byte[] bytes = new byte[15];
    RANDOM.nextBytes(bytes);
    var fresh = Base64.getUrlEncoder().encodeToString(bytes);
    people.changePassword(account, encoded(fresh));
    return fresh;
  }

  // A corpus's people -----------------------------------------------------------------------------

  /// For owners.
  @Transactional(readOnly = true)
  public List<Member> members(CorpusId corpus) {
    rights.require(corpus, Right.MANAGE);
    return people.membersOf(corpus).stream()
        .flatMap(m ->
            people
                .find(m.account())
                .map(a -> new Member(a.id(), a.login(), a.displayName(), m.role()))
                .stream())
        .sorted(Comparator.comparing(m -> m.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /// Gives a person with an account a role in a corpus, or another one. For owners.
  ///
  /// @throws InvalidRequestException if nobody logs in by that name
  public void admit(CorpusId corpus, String login, CorpusRole role) {
    rights.require(corpus, Right.MANAGE);
    var account =
        people
            .byLogin(login)
            .orElseThrow(() ->
                new InvalidRequestException(
                    "Nobody logs in as \"%s\"; invite them with a link.", login));
    admit(corpus, account.id(), role);
  }

  /// Gives a person a role in a corpus, or another one. For owners.
  public void admit(CorpusId corpus, AccountId account, CorpusRole role) {
    rights.require(corpus, Right.MANAGE);
    refuseOneself(account);
    if (people.find(account).isEmpty()) {
      throw new InvalidRequestException("There is no account %s.", account);
    }
    people.join(corpus, account, role);
  }

  /// Takes a person out of a corpus; what they said stays. For owners.
  public void dismiss(CorpusId corpus, AccountId account) {
    rights.require(corpus, Right.MANAGE);
    refuseOneself(account);
    people.leave(corpus, account);
  }

  /// Invites somebody straight into a corpus. For owners.
  public InviteLink invite(CorpusId corpus, CorpusRole role, String note) {
    rights.require(corpus, Right.MANAGE);
    return link(
        people.invite(
            InstanceRole.MEMBER,
            corpus,
            role,
            checkedNote(note),
            person.account().id(),
            INVITE_LASTS));
  }

  /// Links into a corpus that nobody has used yet. For owners.
  @Transactional(readOnly = true)
  public List<Invite> openInvites(CorpusId corpus) {
    rights.require(corpus, Right.MANAGE);
    return people.openInvites().stream()
        .filter(i -> i.corpus().filter(corpus::equals).isPresent())
        .toList();
  }

  private static InviteLink link(People.Issued<Invite> issued) {
    return new InviteLink(issued.what(), "/join/" + issued.secret());
  }

  private void refuseOneself(AccountId account) {
    if (account.equals(person.account().id())) {
      throw new NotAllowedException("Nobody changes their own roles; ask somebody else to.");
    }
  }

  private void requireBrowser() {
    person.account();
    if (person.byToken()) {
      throw new NotAllowedException("A token cannot do this; log in with a browser.");
    }
  }

  private String encoded(String password) {
    @Nullable String hash = passwords.encode(password);
    if (hash == null) {
      throw new IllegalStateException("Bug: a password was encoded to nothing.");
    }
    return hash;
  }

  private static String checkedNote(String note) {
    if (note.length() > 300) {
      throw new InvalidRequestException("A note has up to 300 characters.");
    }
    return note.strip();
  }

  private static String knownLanguage(String language) {
    return LANGUAGES.contains(language) ? language : "en";
  }
}
