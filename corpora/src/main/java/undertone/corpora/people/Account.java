package undertone.corpora.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;
import java.util.Locale;
import undertone.corpora.AccountId;

/// A person who can log in.
@Entity
public class Account {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "house_seq")
  @SequenceGenerator(name = "house_seq", sequenceName = "house_seq", allocationSize = 100)
  private long id;

  private String login;
  private String displayName;
  private String passwordHash;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(16)")
  private InstanceRole instanceRole;

  private String locale;
  private boolean disabled;
  private boolean deskToured;
  private Instant createdAt;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Account() {}

  Account(
      String login,
      String displayName,
      String passwordHash,
      InstanceRole role,
      String locale,
      Instant createdAt) {
    this.login = normalised(login);
    this.displayName = displayName.strip();
    this.passwordHash = passwordHash;
    this.instanceRole = role;
    this.locale = locale;
    this.createdAt = createdAt;
  }

  /// Logins are compared without case and without surrounding space.
  public static String normalised(String login) {
    return login.strip().toLowerCase(Locale.ROOT);
  }

  public AccountId id() {
    return new AccountId(id);
  }

  public String login() {
    return login;
  }

  public String displayName() {
    return displayName;
  }

  public String passwordHash() {
    return passwordHash;
  }

  public InstanceRole instanceRole() {
    return instanceRole;
  }

  public boolean isAdmin() {
    return instanceRole == InstanceRole.ADMIN && !disabled;
  }

  public String locale() {
    return locale;
  }

  public boolean disabled() {
    return disabled;
  }

  /// Whether they have been shown around the annotator's desk.
  public boolean deskToured() {
    return deskToured;
  }

  public Instant createdAt() {
    return createdAt;
  }

  void changePassword(String hash) {
    passwordHash = hash;
  }

  void speak(String language) {
    locale = language;
  }

  void tour() {
    deskToured = true;
  }

  void disable() {
    disabled = true;
  }

  void enable() {
    disabled = false;
  }

  void become(InstanceRole role) {
    instanceRole = role;
  }
}
