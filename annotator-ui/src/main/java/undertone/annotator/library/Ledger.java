package undertone.annotator.library;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import undertone.corpora.AccountId;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;
import undertone.corpora.caption.Caption;
import undertone.corpora.caption.Captioning;
import undertone.corpora.comment.Commenting;
import undertone.corpora.corpus.SchemeHistory;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.Decision;
import undertone.corpora.people.Account;
import undertone.corpora.people.People;
import undertone.corpora.scheme.SchemePast;
import undertone.corpora.segment.Segments;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;

/// Puts names to votes, captions and decisions. Asks for no rights: whoever calls it has.
@Component
public class Ledger {

  private final Voting voting;
  private final SchemeHistory history;
  private final Segments segments;
  private final Traces traces;
  private final Captioning captioning;
  private final Commenting commenting;
  private final Curation curation;
  private final People people;

  Ledger(
      Voting voting,
      SchemeHistory history,
      Segments segments,
      Traces traces,
      Captioning captioning,
      Commenting commenting,
      Curation curation,
      People people) {
    this.voting = voting;
    this.history = history;
    this.segments = segments;
    this.traces = traces;
    this.captioning = captioning;
    this.commenting = commenting;
    this.curation = curation;
    this.people = people;
  }

  /// Everybody and everything that votes in a corpus, by name.
  public List<String> voterNames(CorpusId corpus) {
    return voting.votersOf(corpus).stream().map(Voter::name).toList();
  }

  /// What each voter holds of a clip now.
  public List<Said.VoteSaid> standingVotes(CorpusId corpus, ClipId clip) {
    var past = history.past(corpus);
    return named(corpus, voting.standing(clip), past);
  }

  /// What each voter holds of single cues of a clip now.
  public List<Said.VoteSaid> cueVotes(CorpusId corpus, ClipId clip) {
    var votes = voting.standingOfCues(List.of(clip)).getOrDefault(clip, List.of());
    return named(corpus, votes, history.past(corpus));
  }

  /// What models on probation hold of a clip now, which counts for nothing.
  public List<Said.VoteSaid> watchedVotes(CorpusId corpus, ClipId clip) {
    var votes = voting.onProbation(List.of(clip)).getOrDefault(clip, List.of());
    return named(corpus, votes, history.past(corpus));
  }

  /// Every vote ever cast on a clip, oldest first, in the words it was cast in.
  public List<Said.VoteSaid> allVotes(CorpusId corpus, ClipId clip) {
    return named(corpus, voting.ledger(clip), null);
  }

  public List<Said.CaptionSaid> captions(CorpusId corpus, ClipId clip) {
    var voters = voters(corpus);
    return captioning.standing(clip).stream()
        .flatMap(c -> Stream.ofNullable(voters.get(c.voter())).map(v -> Said.CaptionSaid.of(c, v)))
        .toList();
  }

  /// Every caption ever written on a clip, the newest first.
  public List<Said.CaptionWritten> allCaptions(CorpusId corpus, ClipId clip) {
    var voters = voters(corpus);
    var standing = captioning.standing(clip).stream().map(Caption::clientId).toList();
    return captioning.ledger(clip).stream()
        .flatMap(c ->
            Stream.ofNullable(voters.get(c.voter()))
                .map(v ->
                    new Said.CaptionWritten(
                        Said.CaptionSaid.of(c, v), standing.contains(c.clientId()))))
        .toList();
  }

  /// Everything people told the curators about a clip, oldest first.
  public List<Said.CommentSaid> comments(ClipId clip) {
    return commenting.on(clip).stream().map(Said.CommentSaid::of).toList();
  }

  /// Every decision ever made on a clip, oldest first.
  public List<Said.DecisionSaid> decisions(ClipId clip) {
    return signed(curation.ledger(clip));
  }

  /// Decisions with their curators' names.
  public List<Said.DecisionSaid> signed(List<Decision> decisions) {
    var names = new HashMap<AccountId, String>();
    return decisions.stream()
        .map(d ->
            Said.DecisionSaid.of(
                d,
                names.computeIfAbsent(
                    d.curator(), id -> people.find(id).map(Account::displayName).orElse("?")),
                taken(d)))
        .toList();
  }

  /// What a decision took beside its label, in the words of its moment.
  private Said.PartsTaken taken(Decision decision) {
    var parts = decision.parts();
    if (parts.isEmpty()) {
      return Said.PartsTaken.NONE;
    }
    var voters = voters(decision.corpus());
    Function<VoterId, String> name =
        id -> Optional.ofNullable(voters.get(id)).map(Voter::name).orElse("?");
    var rating = parts.rating();
    return new Said.PartsTaken(
        parts.segments().stream()
            .map(s ->
                new Said.SegmentTaken(
                    name.apply(s.saidBy()), s.edited(), Said.SegmentSaid.of(s.segment())))
            .toList(),
        parts.traces().stream()
            .map(t -> new Said.TraceTaken(name.apply(t.saidBy()), t.axis()))
            .toList(),
        parts.captions().stream()
            .map(c ->
                new Said.CaptionTaken(name.apply(c.saidBy()), c.edited(), c.text(), c.language()))
            .toList(),
        rating == null
            ? null
            : new Said.RatingTaken(rating.rating(), rating.meanOf().stream().map(name).toList()));
  }

  /// @param past through which segments are read; null for as they were said
  private List<Said.VoteSaid> named(CorpusId corpus, List<Vote> votes, @Nullable SchemePast past) {
    var voters = voters(corpus);
    var ids = votes.stream().map(Vote::id).toList();
    var parts = segments.of(ids);
    var lines = traces.of(ids);
    return votes.stream()
        .flatMap(v ->
            Stream.ofNullable(voters.get(v.voter()))
                .map(w ->
                    Said.VoteSaid.of(
                        v,
                        w,
                        parts.getOrDefault(v.id(), List.of()).stream()
                            .map(s -> past == null ? s : s.read(past.at(v.castAt())))
                            .toList(),
                        lines.getOrDefault(v.id(), List.of()))))
        .toList();
  }

  private Map<VoterId, Voter> voters(CorpusId corpus) {
    return voting.votersOf(corpus).stream()
        .collect(Collectors.toMap(Voter::id, Function.identity()));
  }
}
