package undertone.corpora.corpus;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.LabelScheme;

/// One version of a label scheme, as JSON; versions are never changed.
@Entity
@SuppressWarnings("UnusedVariable") // some columns are for readers of the database only
@Table(name = "label_scheme")
class SchemeRow {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "house_seq")
  @SequenceGenerator(name = "house_seq", sequenceName = "house_seq", allocationSize = 100)
  private long id;

  private String name;
  private int version;
  private String title;

  @Column(columnDefinition = "text")
  private String content;

  private Instant createdAt;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected SchemeRow() {}

  SchemeRow(LabelScheme scheme, Instant createdAt) {
    this.name = scheme.name();
    this.version = scheme.version();
    this.title = scheme.title();
    this.content = JsonMapper.shared().writeValueAsString(scheme);
    this.createdAt = createdAt;
  }

  long id() {
    return id;
  }

  LabelScheme scheme() {
    return JsonMapper.shared().readValue(content, LabelScheme.class);
  }
}
