package undertone.corpora.corpus;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;

/// A collection of clips under one label scheme, with its settings.
@Entity
public class Corpus {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "house_seq")
  @SequenceGenerator(name = "house_seq", sequenceName = "house_seq", allocationSize = 100)
  private long id;

  private String slug;
  private String name;

  @Column(columnDefinition = "text")
  private String description = "";

  @Column(columnDefinition = "text")
  private String guidelines = "";

  private int guidelineRevision;

  private long schemeId;
  private int overlap = 2;
  private int leaseMinutes = 30;
  private String questions = Question.SEGMENTS.name(); // joined by commas

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(8)")
  private Palette palette = Palette.FLAT;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(16)")
  private WordingHelp wordingHelp = WordingHelp.OFF;

  private String language;
  private double leastPrecision;
  private Instant createdAt;
  @Version private int version;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Corpus() {}

  Corpus(String slug, String name, long schemeId, String language, Instant createdAt) {
    this.slug = slug;
    this.name = name;
    this.schemeId = schemeId;
    this.language = language;
    this.createdAt = createdAt;
  }

  public CorpusId id() {
    return new CorpusId(id);
  }

  /// Short name for addresses and the command line.
  public String slug() {
    return slug;
  }

  public String name() {
    return name;
  }

  public String description() {
    return description;
  }

  /// What annotators are asked to do, in Markdown.
  public String guidelines() {
    return guidelines;
  }

  /// Number of the guidelines in force, from 1 on; 0 while there are none.
  public int guidelineRevision() {
    return guidelineRevision;
  }

  long schemeId() {
    return schemeId;
  }

  /// How many annotators see each clip.
  public int overlap() {
    return overlap;
  }

  /// How long a clip stays with an annotator who does not answer.
  public Duration lease() {
    return Duration.ofMinutes(leaseMinutes);
  }

  /// Language of texts that name none, as a tag such as `en`.
  public String language() {
    return language;
  }

  public Instant createdAt() {
    return createdAt;
  }

  void describe(String name, String description, String guidelines, int guidelineRevision) {
    this.name = name;
    this.description = description;
    this.guidelines = guidelines;
    this.guidelineRevision = guidelineRevision;
  }

  void plan(int overlap, Duration lease) {
    if (overlap < 1 || overlap > 100) {
      throw new InvalidValueException("Overlap must be 1..100 but was %s.", overlap);
    }
    if (lease.toMinutes() < 1 || lease.toHours() > 72) {
      throw new InvalidValueException(
          "A lease lasts 1 minute to 72 hours, not %s minutes.", lease.toMinutes());
    }
    this.overlap = overlap;
    this.leaseMinutes = (int) lease.toMinutes();
  }

  /// What annotators are asked besides the candidate set.
  public Set<Question> questions() {
    return Stream.of(questions.split(","))
        .filter(q -> !q.isEmpty())
        .map(Question::valueOf)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Question.class)));
  }

  void ask(Set<Question> asked) {
    this.questions = asked.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
  }

  /// What a run's corrections must be worth at least, 0..1, before curators are asked about them:
  /// the lower bound of their precision. 0 = they are always asked.
  public double leastPrecision() {
    return leastPrecision;
  }

  void holdBelow(double leastPrecision) {
    if (!(leastPrecision >= 0 && leastPrecision <= 1)) {
      throw new InvalidValueException(
          "The least precision must lie in 0..1 but was %s.", leastPrecision);
    }
    this.leastPrecision = leastPrecision;
  }

  /// How annotators see the labels until they choose for themselves.
  public Palette palette() {
    return palette;
  }

  void layOut(Palette palette) {
    this.palette = palette;
  }

  /// When annotators may see how others have worded clips like theirs.
  public WordingHelp wordingHelp() {
    return wordingHelp;
  }

  void offerWordings(WordingHelp help) {
    this.wordingHelp = help;
  }

  void use(long schemeId) {
    this.schemeId = schemeId;
  }
}
