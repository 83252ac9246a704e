package undertone.corpora.people;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.corpora.AccountId;

/// Lets a program act for a person, within scopes and until it expires. Only its hash is stored.
@Entity
@SuppressWarnings("UnusedVariable") // some columns are for readers of the database only
public class AccessToken {

  /// What a token may do; rights in a corpus still come from the person's role there.
  public enum Scope {
    READ,
    ANNOTATE,
    CURATE,
    MANAGE
  }

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "house_seq")
  @SequenceGenerator(name = "house_seq", sequenceName = "house_seq", allocationSize = 100)
  private long id;

  private long accountId;
  private String name;
  private String tokenHash;
  private String scopes;
  private Instant createdAt;
  private Instant expiresAt;
  private @Nullable Instant revokedAt;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected AccessToken() {}

  AccessToken(
      AccountId account,
      String name,
      String tokenHash,
      Set<Scope> scopes,
      Instant createdAt,
      Instant expiresAt) {
    this.accountId = account.value();
    this.name = name;
    this.tokenHash = tokenHash;
    this.scopes = new TreeSet<>(scopes).stream().map(Scope::name).collect(Collectors.joining(","));
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
  }

  public long id() {
    return id;
  }

  public AccountId account() {
    return new AccountId(accountId);
  }

  public String name() {
    return name;
  }

  public Set<Scope> scopes() {
    return scopes.isEmpty()
        ? Set.of()
        : Arrays.stream(scopes.split(",")).map(Scope::valueOf).collect(Collectors.toSet());
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant expiresAt() {
    return expiresAt;
  }

  public Optional<Instant> revokedAt() {
    return Optional.ofNullable(revokedAt);
  }

  public boolean valid(Instant now) {
    return revokedAt == null && now.isBefore(expiresAt);
  }

  void revoke(Instant now) {
    revokedAt = now;
  }
}
