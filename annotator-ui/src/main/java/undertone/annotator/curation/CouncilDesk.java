package undertone.annotator.curation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.jobs.VoterFamilies;
import undertone.annotator.jobs.VoterFamily;
import undertone.annotator.library.ClipCard;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;
import undertone.corpora.clip.Library;
import undertone.corpora.decision.Disagreement;
import undertone.corpora.decision.Disagreements;
import undertone.corpora.decision.Disagreements.Among;
import undertone.corpora.vote.Council;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;

/// What people and machines say of the clips nobody has settled, side by side, those first on which
/// they are furthest apart.
@Service
@Transactional(readOnly = true)
public class CouncilDesk {

  private static final int LARGEST_PAGE = 200;

  private final Rights rights;
  private final Library library;
  private final Disagreements disagreements;
  private final Voting voting;
  private final VoterFamilies families;

  CouncilDesk(
      Rights rights,
      Library library,
      Disagreements disagreements,
      Voting voting,
      VoterFamilies families) {
    this.rights = rights;
    this.library = library;
    this.disagreements = disagreements;
    this.voting = voting;
    this.families = families;
  }

  /// Clips the council disagrees on, the worst first.
  ///
  /// @param after `next` of the page before; empty for the first
  public CouncilCase.Page page(CorpusId corpus, String after, int size) {
    rights.require(corpus, Right.REVIEW);
    if (size < 1 || size > LARGEST_PAGE) {
      throw new InvalidRequestException("A page has 1 to %s disagreements.", LARGEST_PAGE);
    }
    var found = disagreements.page(corpus, Among.COUNCIL, Places.read(after), size);
    var ids = found.stream().map(Disagreement::clip).toList();
    var clips = library.byIds(ids);
    var votes = voting.standing(ids);
    var watched = voting.onProbation(ids);
    var machines = families.of(corpus);
    var cases =
        found.stream()
            .flatMap(one ->
                Stream.ofNullable(clips.get(one.clip()))
                    .map(clip ->
                        draw(
                            ClipCard.of(clip),
                            one.degree() / 1000.0,
                            votes.getOrDefault(one.clip(), List.of()),
                            watched.getOrDefault(one.clip(), List.of()),
                            machines)))
            .toList();
    return new CouncilCase.Page(
        named(corpus, machines),
        cases,
        found.size() < size ? null : Places.written(found.getLast().place()));
  }

  /// How many clips the council disagrees on that nobody settled.
  public long count(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    return disagreements.count(corpus, Among.COUNCIL);
  }

  private List<CouncilCase.Machine> named(CorpusId corpus, Map<VoterId, VoterFamily> machines) {
    var voted = voting.whoVoted(corpus);
    return voting.votersOf(corpus).stream()
        .filter(voter -> voted.contains(voter.id()))
        .flatMap(voter ->
            Stream.ofNullable(machines.get(voter.id())).map(family -> machine(voter, family)))
        .sorted(Comparator.comparing(CouncilCase.Machine::family))
        .toList();
  }

  private static CouncilCase.Machine machine(Voter voter, VoterFamily family) {
    return new CouncilCase.Machine(voter.id().value(), voter.name(), family, voter.onProbation());
  }

  private static CouncilCase draw(
      ClipCard clip,
      double degree,
      List<Vote> votes,
      List<Vote> watched,
      Map<VoterId, VoterFamily> machines) {
    var council = Council.of(votes, new HashSet<>(machines.keySet()));
    var held = new HashMap<Long, List<String>>();
    for (var vote : votes) {
      if (council.machines().containsKey(vote.voter())) {
        held.put(vote.voter().value(), vote.candidates().labels());
      }
    }
    watched.forEach(vote -> held.put(vote.voter().value(), vote.candidates().labels()));
    var people =
        council.people().entrySet().stream()
            .map(e -> new CouncilCase.Held(e.getKey(), e.getValue()))
            .sorted(
                Comparator.comparingDouble(CouncilCase.Held::share)
                    .reversed()
                    .thenComparing(CouncilCase.Held::label))
            .toList();
    return new CouncilCase(clip, degree, council.voices(), people, held);
  }
}
