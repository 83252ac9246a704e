package undertone.annotator.calibration;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.VoterId;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;
import undertone.corpora.trace.Axis;
import undertone.corpora.trace.ReactionLag;
import undertone.corpora.trace.ReferenceTraces;
import undertone.corpora.trace.Trace;
import undertone.corpora.trace.TraceCsv;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;

/// Gives clips reference traces, which makes them calibration clips, and says by how much
/// annotators lag behind. Annotators learn their own lag, never which clips it was measured on.
@Service
@Transactional
public class Calibration {

  /// Characters of a table.
  public static final int LONGEST_TABLE = 1_000_000;

  private static final long GRACE_MICROS = 100_000; // a player's last frame, and rounding
  private static final long LONGEST_UNTIMED_MICROS = 3_600_000_000L;

  private final Rights rights;
  private final CurrentPerson person;
  private final Library library;
  private final Voting voting;
  private final Traces traces;
  private final ReferenceTraces references;

  Calibration(
      Rights rights,
      CurrentPerson person,
      Library library,
      Voting voting,
      Traces traces,
      ReferenceTraces references) {
    this.rights = rights;
    this.person = person;
    this.library = library;
    this.voting = voting;
    this.traces = traces;
    this.references = references;
  }

  /// A clip's reference.
  ///
  /// @param axes what it says something about; empty for an ordinary clip
  /// @param events how many values it has
  /// @param seconds how far it goes
  /// @param takenFrom whose trace it is; null from a file
  public record Reference(
      List<Axis> axes,
      int events,
      double seconds,
      @Nullable String takenFrom,
      @Nullable Instant at) {
    static final Reference NONE = new Reference(List.of(), 0, 0, null, null);
  }

  /// Somebody's trace that can be taken as a reference.
  ///
  /// @param vote the vote it came with
  public record Offer(long vote, String voter) {}

  /// By how much somebody lags behind; the four figures are null where there is not enough to say.
  ///
  /// @param voter null for oneself
  /// @param clips calibration clips they have traced
  /// @param seconds 0..6
  /// @param low lower end of the 95 % interval
  /// @param correlation with the references at this shift
  public record Lag(
      @Nullable String voter,
      int clips,
      @Nullable Double seconds,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double correlation) {
    static Lag of(@Nullable String voter, ReactionLag.Estimate estimate) {
      return estimate
          .found()
          .map(found ->
              new Lag(
                  voter,
                  estimate.clips(),
                  found.seconds(),
                  found.low(),
                  found.high(),
                  found.correlation()))
          .orElse(new Lag(voter, estimate.clips(), null, null, null, null));
    }
  }

  @Transactional(readOnly = true)
  public Reference reference(CorpusId corpus, ClipId clip) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    return references.of(clip).map(r -> told(corpus, r)).orElse(Reference.NONE);
  }

  private Reference told(CorpusId corpus, ReferenceTraces.Reference reference) {
    var traced = reference.traces();
    var from = reference.takenFrom();
    return new Reference(
        traced.stream().map(t -> t.axis()).toList(),
        traced.stream().mapToInt(t -> t.size()).sum(),
        traced.stream().mapToDouble(t -> t.micros(t.size() - 1) / 1e6).max().orElse(0),
        voting.votersOf(corpus).stream()
            .filter(v -> v.id().equals(from))
            .map(Voter::name)
            .findFirst()
            .orElse(null),
        reference.at());
  }

  /// Traces that people and machines have drawn on a clip.
  @Transactional(readOnly = true)
  public List<Offer> offers(CorpusId corpus, ClipId clip) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    var standing = voting.standing(clip);
    var traced = traces.of(standing.stream().map(Vote::id).toList());
    var names = names(corpus);
    return standing.stream()
        .filter(v -> traced.containsKey(v.id()))
        .map(v -> new Offer(v.id(), names.getOrDefault(v.voter(), "")))
        .toList();
  }

  /// Takes a reference from a table.
  ///
  /// @param csv `time` in seconds, `valence` and `arousal` in -1..1
  public Reference setFromTable(CorpusId corpus, ClipId clip, String csv) {
    rights.require(corpus, Right.REVIEW);
    var found = library.require(corpus, clip);
    if (csv.length() > LONGEST_TABLE) {
      throw new InvalidRequestException(
          "A reference trace has up to %s characters; send fewer rows.", LONGEST_TABLE);
    }
    try {
      var read = within(found, TraceCsv.read(csv));
      references.set(corpus, clip, read, null, person.account().id());
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
    return reference(corpus, clip);
  }

  /// Takes as a reference what somebody's standing vote traced.
  public Reference setFromVote(CorpusId corpus, ClipId clip, long vote) {
    rights.require(corpus, Right.REVIEW);
    var found = library.require(corpus, clip);
    var taken =
        voting.standing(clip).stream()
            .filter(v -> v.id() == vote)
            .findFirst()
            .filter(v -> !traces.of(v.id()).isEmpty())
            .orElseThrow(() ->
                new InvalidRequestException(
                    "This vote has no trace that stands on the clip; reload the page."));
    var traced = within(found, traces.of(vote));
    references.set(corpus, clip, traced, taken.voter(), person.account().id());
    return reference(corpus, clip);
  }

  private static List<Trace> within(Clip clip, List<Trace> traced) {
    long end = clip.durationMicros().orElse(LONGEST_UNTIMED_MICROS);
    for (var trace : traced) {
      long last = trace.micros(trace.size() - 1);
      if (last > end + GRACE_MICROS) {
        throw new InvalidRequestException(
            "A reference trace of this clip goes up to %s seconds; this one has a value at %s.",
            end / 1e6, last / 1e6);
      }
    }
    return traced;
  }

  public void clear(CorpusId corpus, ClipId clip) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    references.clear(clip);
  }

  /// Everybody's lag, by name.
  @Transactional(readOnly = true)
  public List<Lag> lags(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    var names = names(corpus);
    return references.lags(corpus).entrySet().stream()
        .map(e -> Lag.of(names.getOrDefault(e.getKey(), ""), e.getValue()))
        .sorted(Comparator.comparing(lag -> String.valueOf(lag.voter())))
        .toList();
  }

  /// One's own lag.
  @Transactional(readOnly = true)
  public Lag mine(CorpusId corpus) {
    rights.require(corpus, Right.ANNOTATE);
    return voting
        .voterOf(corpus, person.account().id())
        .map(voter -> Lag.of(null, references.lag(corpus, voter.id())))
        .orElse(new Lag(null, 0, null, null, null, null));
  }

  private Map<VoterId, String> names(CorpusId corpus) {
    return voting.votersOf(corpus).stream().collect(Collectors.toMap(Voter::id, Voter::name));
  }
}
