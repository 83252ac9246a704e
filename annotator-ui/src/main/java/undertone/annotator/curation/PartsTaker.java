package undertone.annotator.curation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.Ledger;
import undertone.annotator.library.Said;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.ClipRating;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.decision.SettledParts;
import undertone.corpora.segment.Segment;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;

/// Finds who said the parts a curator takes. Whether a part was changed on the way is seen here by
/// comparing it with what stands, so that nobody is quoted with words they did not say.
@Component
final class PartsTaker {

  private final Voting voting;
  private final Ledger ledger;

  PartsTaker(Voting voting, Ledger ledger) {
    this.voting = voting;
    this.ledger = ledger;
  }

  /// @throws InvalidRequestException if a voter is unknown, or holds no such trace, or a part says
  ///   nothing
  SettledParts take(CorpusId corpus, ClipId clip, PartsToTake wanted) {
    if (wanted.isEmpty()) {
      return SettledParts.NONE;
    }
    var voters =
        voting.votersOf(corpus).stream()
            .collect(Collectors.toMap(Voter::name, Function.identity()));
    var votes = ledger.standingVotes(corpus, clip);
    var captions = ledger.captions(corpus, clip);
    try {
      return new SettledParts(
          wanted.segments().stream().map(s -> segment(s, voters, votes)).toList(),
          wanted.traces().stream().map(t -> trace(t, voters, votes)).distinct().toList(),
          wanted.captions().stream().map(c -> caption(c, voters, captions)).toList(),
          rating(wanted.rating(), voters, votes));
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  private static SettledParts.TakenSegment segment(
      PartsToTake.SegmentToTake wanted, Map<String, Voter> voters, List<Said.VoteSaid> votes) {
    var said =
        votes.stream()
            .filter(v -> v.voter().equals(wanted.voter()))
            .flatMap(v -> v.segments().stream())
            .filter(s -> same(s, wanted))
            .findFirst();
    var segment =
        new Segment(
            said.map(Said.SegmentSaid::key).orElseGet(UUID::randomUUID),
            wanted.startMicros(),
            wanted.endMicros(),
            wanted.meaning(),
            new CandidateSet(wanted.candidates()),
            new CandidateSet(wanted.excluded()),
            wanted.certainty(),
            wanted.intensity(),
            wanted.caption(),
            wanted.captionLanguage());
    return new SettledParts.TakenSegment(
        segment, voter(wanted.voter(), voters).id(), said.isEmpty());
  }

  private static boolean same(Said.SegmentSaid said, PartsToTake.SegmentToTake wanted) {
    return said.startMicros() == wanted.startMicros()
        && said.endMicros() == wanted.endMicros()
        && said.meaning() == wanted.meaning()
        && said.candidates().equals(wanted.candidates())
        && said.excluded().equals(wanted.excluded())
        && said.certainty() == wanted.certainty()
        && Objects.equals(said.intensity(), wanted.intensity())
        && Objects.equals(said.caption(), wanted.caption());
  }

  private static SettledParts.TakenTrace trace(
      PartsToTake.TraceToTake wanted, Map<String, Voter> voters, List<Said.VoteSaid> votes) {
    return votes.stream()
        .filter(v -> v.voter().equals(wanted.voter()))
        .filter(v -> v.traces().stream().anyMatch(t -> t.axis() == wanted.axis()))
        .map(v -> new SettledParts.TakenTrace(v.id(), wanted.axis(), voter(v.voter(), voters).id()))
        .findFirst()
        .orElseThrow(() ->
            new InvalidRequestException(
                "%s has drawn no such trace on this clip.", wanted.voter()));
  }

  private static SettledParts.TakenCaption caption(
      PartsToTake.CaptionToTake wanted, Map<String, Voter> voters, List<Said.CaptionSaid> said) {
    boolean asSaid =
        said.stream()
            .anyMatch(c ->
                c.voter().equals(wanted.voter())
                    && c.text().strip().equals(wanted.text().strip())
                    && c.language().equals(wanted.language()));
    return new SettledParts.TakenCaption(
        wanted.text(), wanted.language(), voter(wanted.voter(), voters).id(), !asSaid);
  }

  /// A rating that is the mean of what voters say is theirs; any other is the curator's own.
  private static SettledParts.@Nullable TakenRating rating(
      PartsToTake.@Nullable RatingToTake wanted,
      Map<String, Voter> voters,
      List<Said.VoteSaid> votes) {
    if (wanted == null) {
      return null;
    }
    var rating = wanted.checked();
    var rated = votes.stream().filter(v -> !v.rating().saysNothing()).toList();
    var mean = ClipRating.mean(rated.stream().map(Said.VoteSaid::rating).toList());
    return new SettledParts.TakenRating(
        rating,
        rating.equals(mean)
            ? rated.stream().map(v -> voter(v.voter(), voters).id()).toList()
            : List.of());
  }

  private static Voter voter(String name, Map<String, Voter> voters) {
    var voter = voters.get(name);
    if (voter == null) {
      throw new InvalidRequestException("Nobody called \"%s\" votes in this corpus.", name);
    }
    return voter;
  }
}
