package undertone.corpora.vote;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.Certainty;
import undertone.corpora.ClipId;
import undertone.corpora.Context;
import undertone.corpora.CorpusId;
import undertone.corpora.Cue;
import undertone.corpora.Meaning;
import undertone.corpora.VoterId;
import undertone.corpora.scheme.OpenWord;
import undertone.corpora.scheme.Reading;

/// What one voter held possible of one clip at one moment. Never changed: a voter's newer vote
/// supersedes the older one, a withdrawal is a vote that takes back.
@Entity
@Immutable
public class Vote {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "house_seq")
  @SequenceGenerator(name = "house_seq", sequenceName = "house_seq", allocationSize = 100)
  private long id;

  private UUID clientId;
  private long corpusId;
  private long clipId;
  private long voterId;
  private int revision;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(16)")
  private Meaning meaning;

  private String candidates;
  private String excluded;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(16)")
  private @Nullable Certainty certainty;

  private @Nullable Double intensity;
  private @Nullable Double valence;
  private @Nullable Double arousal;
  private @Nullable String tally;
  private boolean withdrawn;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(8)")
  private Cue cue;

  private boolean goldCheck;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(8)")
  private @Nullable Context context;

  private @Nullable Integer guidelineRevision;
  private Instant castAt;

  @Transient private @Nullable String said; // candidates with open words, where this is a reading

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Vote() {}

  Vote(
      Ballot ballot,
      CorpusId corpus,
      Cue cue,
      boolean goldCheck,
      @Nullable Context context,
      @Nullable Integer guidelineRevision,
      int revision,
      boolean withdrawn,
      Instant castAt) {
    this.clientId = ballot.clientId();
    this.corpusId = corpus.value();
    this.clipId = ballot.clip().value();
    this.voterId = ballot.voter().value();
    this.revision = revision;
    this.meaning = ballot.meaning();
    this.candidates = ballot.candidates().written();
    this.excluded = ballot.excluded().written();
    this.certainty = ballot.certainty();
    this.intensity = ballot.intensity();
    this.valence = ballot.valence();
    this.arousal = ballot.arousal();
    this.tally = null;
    this.withdrawn = withdrawn;
    this.cue = cue;
    this.goldCheck = goldCheck;
    this.context = context;
    this.guidelineRevision = guidelineRevision;
    this.castAt = castAt;
  }

  /// The vote as the words of today say it; everything else is the same.
  Vote read(Reading reading) {
    if (reading == Reading.LITERAL) {
      return this;
    }
    var read = new Vote();
    read.id = id;
    read.clientId = clientId;
    read.corpusId = corpusId;
    read.clipId = clipId;
    read.voterId = voterId;
    read.revision = revision;
    read.meaning = reading.meaning(meaning, candidates());
    read.candidates = reading.candidates(candidates()).written();
    read.excluded = reading.excluded(excluded(), candidates()).written();
    read.certainty = certainty;
    read.intensity = intensity;
    read.valence = valence;
    read.arousal = arousal;
    read.tally = tally == null ? null : writeTally(reading.tally(tally()));
    read.withdrawn = withdrawn;
    read.cue = cue;
    read.goldCheck = goldCheck;
    read.context = context;
    read.guidelineRevision = guidelineRevision;
    read.castAt = castAt;
    read.said = reading.withWordsKept(candidates()).written();
    return read;
  }

  /// The candidates with words of the voter's own as they were said.
  public CandidateSet said() {
    return CandidateSet.parse(said == null ? candidates : said);
  }

  /// Words of the voter's own among the candidates, in their order.
  public List<String> words() {
    return said().labels().stream()
        .filter(OpenWord::is)
        .map(candidate -> OpenWord.ofCandidate(candidate).word())
        .toList();
  }

  /// Number of the guidelines in force when a person cast it; none for machines, where there were
  /// no guidelines, and for votes from before this was kept.
  public Optional<Integer> guidelineRevision() {
    return Optional.ofNullable(guidelineRevision);
  }

  public long id() {
    return id;
  }

  /// Made by whoever cast the vote; a retry carries the same one.
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

  /// Counted from 1 per clip and voter; the highest of each cue stands.
  public int revision() {
    return revision;
  }

  public Meaning meaning() {
    return meaning;
  }

  public CandidateSet candidates() {
    return CandidateSet.parse(candidates);
  }

  public CandidateSet excluded() {
    return CandidateSet.parse(excluded);
  }

  public Optional<Certainty> certainty() {
    return Optional.ofNullable(certainty);
  }

  /// 0..1
  public Optional<Double> intensity() {
    return Optional.ofNullable(intensity);
  }

  public Optional<Double> valence() {
    return Optional.ofNullable(valence);
  }

  public Optional<Double> arousal() {
    return Optional.ofNullable(arousal);
  }

  /// How many anonymous people chose each label; empty for a single voter. Written `label=count`
  /// joined by vertical bars.
  public Map<String, Integer> tally() {
    return readTally(tally == null ? "" : tally);
  }

  public boolean withdrawn() {
    return withdrawn;
  }

  /// What of the clip the voter judged by.
  public Cue cue() {
    return cue;
  }

  /// Whether the clip was handed out to be checked against its gold label, which the voter did not
  /// know.
  public boolean goldCheck() {
    return goldCheck;
  }

  /// What of the conversation around the clip its voter was shown at the desk; none for whoever saw
  /// no desk, and for votes from before this was kept.
  public Optional<Context> context() {
    return Optional.ofNullable(context);
  }

  public Instant castAt() {
    return castAt;
  }

  /// The written form of a tally, as bulk writers store it.
  public static String writeTally(Map<String, Integer> tally) {
    var written = new StringBuilder();
    tally.forEach((label, count) ->
        written.append(written.isEmpty() ? "" : "|").append(label).append('=').append(count));
    return written.toString();
  }

  public static Map<String, Integer> readTally(String written) {
    var tally = new LinkedHashMap<String, Integer>();
    for (var entry : CandidateSet.parse(written).labels()) {
      int equals = entry.lastIndexOf('=');
      tally.put(entry.substring(0, equals), Integer.valueOf(entry.substring(equals + 1)));
    }
    return tally;
  }
}
