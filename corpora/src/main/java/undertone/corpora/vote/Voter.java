package undertone.corpora.vote;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import undertone.corpora.AccountId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;

/// Someone or something that votes in one corpus.
@Entity
public class Voter {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "house_seq")
  @SequenceGenerator(name = "house_seq", sequenceName = "house_seq", allocationSize = 100)
  private long id;

  private long corpusId;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(16)")
  private VoterKind kind;

  private String name;
  private @Nullable Long accountId;
  private boolean probation;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Voter() {}

  Voter(CorpusId corpus, VoterKind kind, String name, @Nullable AccountId account) {
    this.corpusId = corpus.value();
    this.kind = kind;
    this.name = name;
    this.accountId = account == null ? null : account.value();
  }

  static Voter onProbation(CorpusId corpus, VoterKind kind, String name) {
    var voter = new Voter(corpus, kind, name, null);
    voter.probation = true;
    return voter;
  }

  void setProbation(boolean probation) {
    this.probation = probation;
  }

  public VoterId id() {
    return new VoterId(id);
  }

  public CorpusId corpus() {
    return new CorpusId(corpusId);
  }

  public VoterKind kind() {
    return kind;
  }

  /// Unique within the corpus.
  public String name() {
    return name;
  }

  /// Whether its votes are seen by curators only and count for nothing yet.
  public boolean onProbation() {
    return probation;
  }

  public Optional<AccountId> account() {
    return Optional.ofNullable(accountId).map(AccountId::new);
  }
}
