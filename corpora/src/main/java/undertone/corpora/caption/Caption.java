package undertone.corpora.caption;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;

/// One revision of what a voter wrote of a clip, free or at a place of the structure. An empty text
/// takes the caption back.
@Entity
@Immutable
public class Caption {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "house_seq")
  @SequenceGenerator(name = "house_seq", sequenceName = "house_seq", allocationSize = 100)
  private long id;

  private UUID clientId;
  private long corpusId;
  private long clipId;
  private long voterId;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(16)")
  private CaptionLevel level;

  private String region;
  private String language;
  private int revision;

  @Column(columnDefinition = "text")
  private String content;

  private Instant writtenAt;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Caption() {}

  Caption(
      UUID clientId,
      CorpusId corpus,
      ClipId clip,
      VoterId voter,
      Place place,
      String language,
      int revision,
      String content,
      Instant writtenAt) {
    this.clientId = clientId;
    this.corpusId = corpus.value();
    this.clipId = clip.value();
    this.voterId = voter.value();
    this.level = place.level();
    this.region = place.regionWord();
    this.language = language;
    this.revision = revision;
    this.content = content;
    this.writtenAt = writtenAt;
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

  public VoterId voter() {
    return new VoterId(voterId);
  }

  public Place place() {
    return new Place(level, region.isEmpty() ? null : Region.valueOf(region));
  }

  public String language() {
    return language;
  }

  public int revision() {
    return revision;
  }

  public String text() {
    return content;
  }

  public Instant writtenAt() {
    return writtenAt;
  }
}
