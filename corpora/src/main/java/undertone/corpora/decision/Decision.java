package undertone.corpora.decision;

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
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.ProposalId;

/// What a curator settled about one clip at one moment. Never changed; an undo is a decision too.
@Entity
@Immutable
public class Decision {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "house_seq")
  @SequenceGenerator(name = "house_seq", sequenceName = "house_seq", allocationSize = 100)
  private long id;

  private UUID clientId;
  private long corpusId;
  private long clipId;
  private @Nullable Long proposalId;
  private long curatorId;
  private int revision;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(16)")
  private Verdict verdict;

  private @Nullable String label;
  private String candidates;

  @Column(columnDefinition = "text")
  private @Nullable String parts;

  @Column(columnDefinition = "text")
  private String reason;

  private @Nullable Long reverts;
  private @Nullable UUID batch;
  private @Nullable Long upholds;
  private Instant decidedAt;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Decision() {}

  Decision(Ruling ruling, int revision, Instant decidedAt) {
    this.clientId = ruling.clientId();
    this.corpusId = ruling.corpus().value();
    this.clipId = ruling.clip().value();
    var ties = ruling.ties();
    var answered = ties.proposal();
    this.proposalId = answered == null ? null : answered.value();
    this.curatorId = ruling.curator().value();
    this.revision = revision;
    this.verdict = ruling.verdict();
    var settled = ruling.settled();
    this.label = settled.label();
    this.candidates = settled.candidates().written();
    this.parts = settled.parts().written();
    this.reason = ruling.reason();
    this.reverts = ties.reverts();
    this.batch = ties.batch();
    this.upholds = ties.upholds();
    this.decidedAt = decidedAt;
  }

  public long id() {
    return id;
  }

  public UUID clientId() {
    return clientId;
  }

  public CorpusId corpus() {
    return new CorpusId(corpusId);
  }

  public ClipId clip() {
    return new ClipId(clipId);
  }

  public Optional<ProposalId> proposal() {
    return Optional.ofNullable(proposalId).map(ProposalId::new);
  }

  /// The decision that settled the label; itself, but for one that only rates the clip anew.
  long settling() {
    return upholds == null ? id : upholds;
  }

  public AccountId curator() {
    return new AccountId(curatorId);
  }

  public int revision() {
    return revision;
  }

  public Verdict verdict() {
    return verdict;
  }

  /// The label settled on; none after a rejection or an undo.
  public Optional<String> label() {
    return Optional.ofNullable(label);
  }

  public CandidateSet candidates() {
    return CandidateSet.parse(candidates);
  }

  /// Segments, traces and captions settled with the label, in the words of their moment.
  public SettledParts parts() {
    return SettledParts.parse(parts);
  }

  public String reason() {
    return reason;
  }

  /// The decision an undo takes back.
  public Optional<Long> reverts() {
    return Optional.ofNullable(reverts);
  }

  /// Shared by decisions made together by a rule.
  public Optional<UUID> batch() {
    return Optional.ofNullable(batch);
  }

  public Instant decidedAt() {
    return decidedAt;
  }
}
