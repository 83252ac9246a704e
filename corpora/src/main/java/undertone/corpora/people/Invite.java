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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import undertone.corpora.AccountId;
import undertone.corpora.CorpusId;

/// A one-time link that lets one person make an account. Only the hash of its token is stored.
@Entity
@SuppressWarnings("UnusedVariable") // some columns are for readers of the database only
public class Invite {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "house_seq")
  @SequenceGenerator(name = "house_seq", sequenceName = "house_seq", allocationSize = 100)
  private long id;

  private String tokenHash;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(16)")
  private InstanceRole instanceRole;

  private @Nullable Long corpusId;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(16)")
  private @Nullable CorpusRole corpusRole;

  private String note;
  private @Nullable Long createdBy;
  private Instant createdAt;
  private Instant expiresAt;
  private @Nullable Instant usedAt;
  private @Nullable Long usedBy;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Invite() {}

  Invite(
      String tokenHash,
      InstanceRole role,
      @Nullable CorpusId corpus,
      @Nullable CorpusRole corpusRole,
      String note,
      @Nullable AccountId createdBy,
      Instant createdAt,
      Instant expiresAt) {
    this.tokenHash = tokenHash;
    this.instanceRole = role;
    this.corpusId = corpus == null ? null : corpus.value();
    this.corpusRole = corpusRole;
    this.note = note;
    this.createdBy = createdBy == null ? null : createdBy.value();
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
  }

  public long id() {
    return id;
  }

  public InstanceRole instanceRole() {
    return instanceRole;
  }

  public Optional<CorpusId> corpus() {
    return Optional.ofNullable(corpusId).map(CorpusId::new);
  }

  public Optional<CorpusRole> corpusRole() {
    return Optional.ofNullable(corpusRole);
  }

  public String note() {
    return note;
  }

  public Instant expiresAt() {
    return expiresAt;
  }

  public Optional<Instant> usedAt() {
    return Optional.ofNullable(usedAt);
  }

  public boolean open(Instant now) {
    return usedAt == null && now.isBefore(expiresAt);
  }

  void use(AccountId by, Instant now) {
    usedAt = now;
    usedBy = by.value();
  }
}
