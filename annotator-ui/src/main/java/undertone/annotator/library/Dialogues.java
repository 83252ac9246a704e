package undertone.annotator.library;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ConversationRow;
import undertone.corpora.clip.Library;
import undertone.corpora.clip.Speakers;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

/// Lays conversations out for those who review: turn by turn, voter by voter.
@Service
public class Dialogues {

  public static final int PAGE = 100;

  private final Rights rights;
  private final Library library;
  private final Voting voting;

  Dialogues(Rights rights, Library library, Voting voting) {
    this.rights = rights;
    this.library = library;
    this.voting = voting;
  }

  /// Conversations of more than one turn, by name.
  ///
  /// @param after name to go on from; empty for the first
  @Transactional(readOnly = true)
  public List<ConversationRow> page(CorpusId corpus, String after) {
    rights.require(corpus, Right.REVIEW);
    return library.conversations(corpus, after, PAGE);
  }

  /// Whether there is any to lay out, and one may see it.
  @Transactional(readOnly = true)
  public boolean any(CorpusId corpus) {
    return rights.may(corpus, Right.REVIEW) && library.hasConversations(corpus);
  }

  /// The conversation a clip belongs to, with the votes that count and, marked, those of models on
  /// probation; alone, it is a conversation of one.
  @Transactional(readOnly = true)
  public Dialogue of(CorpusId corpus, ClipId clip) {
    rights.require(corpus, Right.REVIEW);
    var turns = library.conversationOf(library.require(corpus, clip));
    var ids = turns.stream().map(Clip::id).toList();
    var votes = voting.standing(ids);
    var watched = voting.onProbation(ids);
    var voters = lanes(corpus, List.of(votes, watched));
    var golds = library.goldsOf(corpus, ids);
    var speakers = Speakers.of(turns);
    return new Dialogue(
        turns.getFirst().conversation().orElse(null),
        speakers.all().stream().map(Dialogues::speaker).toList(),
        voters.stream().map(v -> new Dialogue.Lane(v.name(), v.kind(), v.onProbation())).toList(),
        turns.stream()
            .map(turn ->
                turn(
                    turn,
                    speakers.of(turn).map(Dialogues::speaker).orElse(null),
                    golds.get(turn.id()),
                    voters,
                    votes.getOrDefault(turn.id(), List.of()),
                    watched.getOrDefault(turn.id(), List.of())))
            .toList());
  }

  private List<Voter> lanes(CorpusId corpus, List<Map<ClipId, List<Vote>>> votes) {
    var there =
        votes.stream()
            .flatMap(byClip -> byClip.values().stream())
            .flatMap(List::stream)
            .map(Vote::voter)
            .collect(Collectors.toSet());
    return voting.votersOf(corpus).stream()
        .filter(v -> there.contains(v.id()))
        .sorted(
            Comparator.comparing((Voter v) -> v.kind() == VoterKind.MACHINE)
                .thenComparing(Voter::onProbation))
        .toList();
  }

  private static Dialogue.Speaker speaker(Speakers.Sign sign) {
    return new Dialogue.Speaker(sign.name(), sign.number(), sign.letters());
  }

  private static Dialogue.Turn turn(
      Clip clip,
      Dialogue.@Nullable Speaker speaker,
      @Nullable String gold,
      List<Voter> lanes,
      List<Vote> votes,
      List<Vote> watched) {
    Map<VoterId, Vote> byVoter =
        Stream.concat(votes.stream(), watched.stream())
            .collect(Collectors.toMap(Vote::voter, Function.identity()));
    var held = new ArrayList<Dialogue.@Nullable Held>();
    var people = new HashSet<String>();
    var models = new HashSet<String>();
    for (var lane : lanes) {
      var vote = byVoter.get(lane.id());
      held.add(
          vote == null
              ? null
              : new Dialogue.Held(
                  vote.meaning(), vote.candidates().labels(), vote.context().orElse(null)));
      if (vote != null
          && !lane.onProbation()
          && lane.kind() != VoterKind.CROWD) { // no counts of a crowd are one opinion
        vote.candidates()
            .first()
            .ifPresent(lane.kind() == VoterKind.MACHINE ? models::add : people::add);
      }
    }
    return new Dialogue.Turn(
        ClipCard.of(clip),
        speaker,
        gold,
        held,
        leading(votes),
        people.size() > 1,
        !people.isEmpty() && !people.containsAll(models));
  }

  private static @Nullable String leading(List<Vote> votes) {
    var firsts =
        votes.stream()
            .flatMap(v -> v.candidates().first().stream())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    long most = firsts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    Set<String> best =
        firsts.entrySet().stream()
            .filter(e -> e.getValue() == most)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return best.size() == 1 ? best.iterator().next() : null;
  }
}
