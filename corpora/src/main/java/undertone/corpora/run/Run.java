package undertone.corpora.run;

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
import undertone.corpora.RunId;
import undertone.corpora.Sentence;

/// One job: kind, plan (all parameters), seed, progress, outcome. Its journal holds the metrics.
@Entity
public class Run {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "house_seq")
  @SequenceGenerator(name = "house_seq", sequenceName = "house_seq", allocationSize = 100)
  private long id;

  private @Nullable Long corpusId;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(16)")
  private RunKind kind;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(16)")
  private RunState state = RunState.QUEUED;

  @Column(columnDefinition = "text")
  private String plan;

  private long seed;
  private String codeVersion;
  private @Nullable String dataHash;
  private @Nullable String device;
  private @Nullable Long startedBy;
  private double progress;

  @Column(columnDefinition = "text")
  private String message = "";

  @Column(columnDefinition = "text")
  private @Nullable String summary;

  private boolean cancelAsked;
  private int attempts;
  private Instant createdAt;
  private @Nullable Instant startedAt;
  private @Nullable Instant finishedAt;
  private @Nullable Instant withdrawnAt;
  private @Nullable Long withdrawnBy;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Run() {}

  Run(
      RunKind kind,
      @Nullable CorpusId corpus,
      String plan,
      long seed,
      String codeVersion,
      @Nullable AccountId startedBy,
      Instant createdAt) {
    this.kind = kind;
    this.corpusId = corpus == null ? null : corpus.value();
    this.plan = plan;
    this.seed = seed;
    this.codeVersion = codeVersion;
    this.startedBy = startedBy == null ? null : startedBy.value();
    this.createdAt = createdAt;
  }

  public RunId id() {
    return new RunId(id);
  }

  public Optional<CorpusId> corpus() {
    return Optional.ofNullable(corpusId).map(CorpusId::new);
  }

  public RunKind kind() {
    return kind;
  }

  public RunState state() {
    return state;
  }

  /// All parameters, as JSON.
  public String plan() {
    return plan;
  }

  public long seed() {
    return seed;
  }

  public String codeVersion() {
    return codeVersion;
  }

  /// Hash of everything the run read.
  public Optional<String> dataHash() {
    return Optional.ofNullable(dataHash);
  }

  public Optional<String> device() {
    return Optional.ofNullable(device);
  }

  public Optional<AccountId> startedBy() {
    return Optional.ofNullable(startedBy).map(AccountId::new);
  }

  /// 0..1
  public double progress() {
    return progress;
  }

  /// What it is doing, or how it ended, in plain words.
  public Sentence message() {
    return Sentence.decode(message);
  }

  /// Its figures at the end, as JSON.
  public Optional<String> summary() {
    return Optional.ofNullable(summary);
  }

  public boolean cancelAsked() {
    return cancelAsked;
  }

  /// How often an engine has begun to work on it; more than once after a crash.
  public int attempts() {
    return attempts;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Optional<Instant> startedAt() {
    return Optional.ofNullable(startedAt);
  }

  public Optional<Instant> finishedAt() {
    return Optional.ofNullable(finishedAt);
  }

  /// When somebody took back all it proposed.
  public Optional<Instant> withdrawnAt() {
    return Optional.ofNullable(withdrawnAt);
  }

  public Optional<AccountId> withdrawnBy() {
    return Optional.ofNullable(withdrawnBy).map(AccountId::new);
  }
}
