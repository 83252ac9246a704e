package undertone.corpora.clip;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Modality;

/// One stretch of video, audio, image or text. Its media are content-addressed.
///
/// Rows are written in bulk by the importer and counted by the services of votes and decisions; an
/// entity read from here is a picture of the clip at that moment.
@Entity
public class Clip {
  @Id private long id;

  private long corpusId;
  private String name;
  private long position;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(8)")
  private Modality modality;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(16)")
  private ClipState state;

  @Column(columnDefinition = "text")
  private @Nullable String reason;

  private @Nullable String mediaHash;

  @Column(columnDefinition = "text")
  private @Nullable String sourcePath;

  @Column(columnDefinition = "text")
  private @Nullable String textContent;

  private @Nullable String language;
  private @Nullable Long durationMicros;
  private @Nullable Integer width;
  private @Nullable Integer height;
  private boolean hasAudio;
  private @Nullable String conversation;
  private @Nullable Integer turn;
  private @Nullable String speaker;
  private @Nullable Long startMicros;
  private @Nullable Long endMicros;
  private @Nullable String split;

  @Column(columnDefinition = "text")
  private @Nullable String metadata;

  private int voteCount;
  private @Nullable String leadingLabel;
  private @Nullable String decidedLabel;
  private @Nullable Double noise;
  private int openSlots;
  private boolean distressing;
  private Instant createdAt;
  @Version private int version;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Clip() {}

  public ClipId id() {
    return new ClipId(id);
  }

  public CorpusId corpus() {
    return new CorpusId(corpusId);
  }

  /// The id within the corpus, made from the path: it may give the label away, so annotators never
  /// see it.
  public String name() {
    return name;
  }

  /// Order of arrival in the corpus.
  public long position() {
    return position;
  }

  public Modality modality() {
    return modality;
  }

  public ClipState state() {
    return state;
  }

  /// Why the clip cannot be read.
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /// SHA-256 of the media, absent for text.
  public Optional<String> mediaHash() {
    return Optional.ofNullable(mediaHash);
  }

  /// Where the file was found at import; never shown to annotators.
  public Optional<String> sourcePath() {
    return Optional.ofNullable(sourcePath);
  }

  public Optional<String> text() {
    return Optional.ofNullable(textContent);
  }

  public Optional<String> language() {
    return Optional.ofNullable(language);
  }

  public Optional<Long> durationMicros() {
    return Optional.ofNullable(durationMicros);
  }

  public Optional<Integer> width() {
    return Optional.ofNullable(width);
  }

  public Optional<Integer> height() {
    return Optional.ofNullable(height);
  }

  public boolean hasAudio() {
    return hasAudio;
  }

  public Optional<String> conversation() {
    return Optional.ofNullable(conversation);
  }

  public Optional<Integer> turn() {
    return Optional.ofNullable(turn);
  }

  public Optional<String> speaker() {
    return Optional.ofNullable(speaker);
  }

  public Optional<Long> startMicros() {
    return Optional.ofNullable(startMicros);
  }

  public Optional<Long> endMicros() {
    return Optional.ofNullable(endMicros);
  }

  public Optional<String> split() {
    return Optional.ofNullable(split);
  }

  /// Columns of the table nobody asked about, as a JSON object.
  public Optional<String> metadata() {
    return Optional.ofNullable(metadata);
  }

  /// How many voters hold a standing vote.
  public int voteCount() {
    return voteCount;
  }

  /// The label most standing votes put first.
  public Optional<String> leadingLabel() {
    return Optional.ofNullable(leadingLabel);
  }

  /// What a curator settled.
  public Optional<String> decidedLabel() {
    return Optional.ofNullable(decidedLabel);
  }

  /// Noise probability of the newest run, 0..1.
  public Optional<Double> noise() {
    return Optional.ofNullable(noise);
  }

  public int openSlots() {
    return openSlots;
  }

  /// Whether it is hard to bear, by its table or a curator's word.
  public boolean distressing() {
    return distressing;
  }

  public Instant createdAt() {
    return createdAt;
  }
}
