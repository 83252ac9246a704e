package undertone.corpora.proposal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.ProposalId;
import undertone.corpora.RunId;

/// What a run suggests for one clip, with its evidence. It changes nothing until a curator decides.
@Entity
public class Proposal {
  @Id private long id;

  private long corpusId;
  private long runId;
  private long clipId;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(16)")
  private ProposalKind kind;

  private String label;
  private @Nullable String fromLabel;
  private String candidates;
  private double probability;
  private double noise;
  private double gain;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(16)")
  private ProposalState state;

  @Column(columnDefinition = "text")
  private String evidence;

  private @Nullable Long nearClip;
  private Instant createdAt;
  @Version private int version;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Proposal() {}

  public ProposalId id() {
    return new ProposalId(id);
  }

  public CorpusId corpus() {
    return new CorpusId(corpusId);
  }

  public RunId run() {
    return new RunId(runId);
  }

  public ClipId clip() {
    return new ClipId(clipId);
  }

  public ProposalKind kind() {
    return kind;
  }

  /// The label proposed.
  public String label() {
    return label;
  }

  /// The label most voters put first, if they hold any.
  public Optional<String> fromLabel() {
    return Optional.ofNullable(fromLabel);
  }

  /// The candidate set as the run would leave it, most probable first.
  public CandidateSet candidates() {
    return CandidateSet.parse(candidates);
  }

  /// Of the proposed label, 0..1.
  public double probability() {
    return probability;
  }

  /// Probability that the voters' set misses the true label, 0..1.
  public double noise() {
    return noise;
  }

  /// What a curator's minute gains here; the review order.
  public double gain() {
    return gain;
  }

  public ProposalState state() {
    return state;
  }

  /// An [Evidence] as JSON.
  public String evidence() {
    return evidence;
  }

  /// The clip in the middle of those this one looks like, if the run grouped them.
  public Optional<ClipId> near() {
    return Optional.ofNullable(nearClip).map(ClipId::new);
  }

  public Instant createdAt() {
    return createdAt;
  }
}
