package undertone.corpora.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import undertone.corpora.AccountId;
import undertone.corpora.CorpusId;

/// The role of one person in one corpus.
@Entity
public class Membership {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "house_seq")
  @SequenceGenerator(name = "house_seq", sequenceName = "house_seq", allocationSize = 100)
  private long id;

  private long corpusId;
  private long accountId;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(16)")
  private CorpusRole role;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Membership() {}

  Membership(CorpusId corpus, AccountId account, CorpusRole role) {
    this.corpusId = corpus.value();
    this.accountId = account.value();
    this.role = role;
  }

  public CorpusId corpus() {
    return new CorpusId(corpusId);
  }

  public AccountId account() {
    return new AccountId(accountId);
  }

  public CorpusRole role() {
    return role;
  }

  void become(CorpusRole role) {
    this.role = role;
  }
}
