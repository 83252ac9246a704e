package undertone.corpora.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.RunId;
import undertone.corpora.decision.Curation;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;
import undertone.corpora.proposal.Estimate;
import undertone.corpora.proposal.Estimates;
import undertone.corpora.proposal.Evidence;
import undertone.corpora.proposal.NewProposal;
import undertone.corpora.proposal.OpenProposals;
import undertone.corpora.proposal.Proposal;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.proposal.ReviewFilter;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

/// Lists of clips narrowed by what runs say of them, and what curators say of that.
class RunFilterTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  private static List<ClipId> found(
      Furnished house, CorpusId corpus, @Nullable Integer missed, @Nullable Boolean rejected) {
    var filter = filter(missed, rejected);
    var found = house.get(Library.class).page(corpus, filter, -1, 100);
    assertThat(house.get(Library.class).count(corpus, filter)).isEqualTo(found.size());
    return found.stream().map(Clip::id).toList();
  }

  private static void vote(Furnished house, ClipId clip, CorpusId corpus, String label) {
    var voting = house.get(Voting.class);
    var ada = voting.machine(corpus, VoterKind.MACHINE, "ada").id();
    voting.cast(Ballot.of(UUID.randomUUID(), clip, ada, CandidateSet.of(label)));
  }

  private static RunId judge(
      Furnished house, CorpusId corpus, List<Estimate> estimates, List<NewProposal> proposals) {
    var run = house.get(Runs.class).queue(RunKind.REFINE, corpus, "{}", 1, "test", null).id();
    house.get(Proposals.class).publish(run, corpus, estimates, proposals);
    return run;
  }

  private static Estimate estimate(ClipId clip, double anger, double fear, double disgust) {
    return new Estimate(clip, .5, false, Map.of("anger", anger, "fear", fear, "disgust", disgust));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void clips_are_found_whose_leading_label_the_newest_run_does_not_put_among_its_first(
      Furnished house) {
    var made = corpus(house, 5, 2);
    var corpus = made.id();
    var clips = clipsOf(house, made);
    judge(house, corpus, List.of(estimate(clips.get(0), 0, .1, .9)), List.of());
    judge(
        house,
        corpus,
        List.of(
            estimate(clips.get(0), .7, .2, .1),
            estimate(clips.get(1), .2, .7, .1),
            estimate(clips.get(2), .1, .2, .7),
            estimate(clips.get(3), .1, .2, .7)),
        List.of());
    vote(house, clips.get(0), corpus, "anger");
    vote(house, clips.get(1), corpus, "anger");
    vote(house, clips.get(2), corpus, "anger");
    vote(house, clips.get(4), corpus, "anger"); // nobody judged it; of the fourth nobody voted

    assertThat(found(house, corpus, 1, null)).containsExactly(clips.get(1), clips.get(2));
    assertThat(found(house, corpus, 2, null)).containsExactly(clips.get(2));
    assertThat(found(house, corpus, 3, null)).isEmpty();

    // of a settled clip the run holds one label certain and none of the others
    judge(house, corpus, List.of(estimate(clips.get(2), 0, 0, 1)), List.of());
    assertThat(found(house, corpus, 2, null)).isEmpty();
    judge(
        house,
        corpus,
        List.of(
            estimate(clips.get(0), .7, .2, .1),
            estimate(clips.get(1), .2, .7, .1),
            estimate(clips.get(2), .1, .2, .7),
            estimate(clips.get(3), .1, .2, .7)),
        List.of());
    vote(house, clips.get(1), corpus, "fear");
    assertThat(found(house, corpus, 1, null))
        .as("votes count as of now")
        .containsExactly(clips.get(2));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_run_that_was_withdrawn_and_a_label_that_a_run_did_not_know_find_nothing(Furnished house) {
    var made = corpus(house, 2, 2);
    var corpus = made.id();
    var clips = clipsOf(house, made);
    judge(house, corpus, List.of(estimate(clips.get(0), .7, .2, .1)), List.of());
    var newest = judge(house, corpus, List.of(estimate(clips.get(0), .1, .2, .7)), List.of());
    vote(house, clips.get(0), corpus, "anger");
    assertThat(found(house, corpus, 1, null)).containsExactly(clips.get(0));

    house
        .get(JdbcClient.class)
        .sql("update run set withdrawn_at = current_timestamp where id = ?")
        .param(newest.value())
        .update();
    assertThat(found(house, corpus, 1, null)).as("the run before says otherwise").isEmpty();

    judge(
        house,
        corpus,
        List.of(new Estimate(clips.get(0), .5, false, Map.of("fear", .6, "disgust", .4))),
        List.of());
    assertThat(found(house, corpus, 1, null)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void beliefs_from_before_their_order_was_kept_are_ordered_once(Furnished house) {
    var made = corpus(house, 2, 2);
    var corpus = made.id();
    var clips = clipsOf(house, made);
    var run = judge(house, corpus, List.of(estimate(clips.get(0), .1, .2, .7)), List.of());
    vote(house, clips.get(0), corpus, "anger");
    house
        .get(JdbcClient.class)
        .sql("update estimate set ranked = null where run_id = ?")
        .param(run.value())
        .update();
    assertThat(found(house, corpus, 1, null)).isEmpty();

    assertThat(house.get(Estimates.class).orderMissing()).isPositive();

    assertThat(found(house, corpus, 2, null)).containsExactly(clips.get(0));
    assertThat(house.get(Estimates.class).orderMissing()).isZero();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void clips_are_found_for_which_a_proposal_was_rejected_until_that_is_taken_back(Furnished house) {
    var made = corpus(house, 2, 2);
    var corpus = made.id();
    var clips = clipsOf(house, made);
    judge(
        house, corpus, List.of(estimate(clips.get(0), .1, .8, .1)), List.of(toFear(clips.get(0))));
    var proposal = house.get(OpenProposals.class).review(corpus, ReviewFilter.ALL, 0, 1).getFirst();
    assertThat(found(house, corpus, null, true)).isEmpty();

    var kim = person(house, "kim");
    var curation = house.get(Curation.class);
    var rejection = curation.reject(UUID.randomUUID(), proposal.id(), kim, "");

    assertThat(found(house, corpus, null, true)).containsExactly(clips.get(0));
    assertThat(found(house, corpus, null, false)).containsExactly(clips.get(1));
    curation.undo(UUID.randomUUID(), corpus, rejection.id(), kim);
    assertThat(found(house, corpus, null, true)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void what_is_under_review_is_narrowed_by_the_same_filters_and_so_is_what_is_decided_together(
      Furnished house) {
    var made = corpus(house, 3, 2);
    var corpus = made.id();
    var clips = clipsOf(house, made);
    clips.forEach(clip -> vote(house, clip, corpus, "anger"));
    judge(
        house,
        corpus,
        List.of(
            estimate(clips.get(0), .6, .4, 0),
            estimate(clips.get(1), .4, .6, 0),
            estimate(clips.get(2), .1, .7, .2)),
        clips.stream().map(RunFilterTest::toFear).toList());
    var open = house.get(OpenProposals.class);
    var missing = ReviewFilter.ALL.of(filter(1, null));
    var worse = ReviewFilter.move("anger", "fear").of(filter(2, null)).atLeast(.5, null);

    assertThat(open.review(corpus, missing, 0, 10))
        .extracting(Proposal::clip)
        .containsExactlyInAnyOrder(clips.get(1), clips.get(2));
    assertThat(open.review(corpus, worse, 0, 10))
        .extracting(Proposal::clip)
        .containsExactly(clips.get(2));

    var kim = person(house, "kim");
    var curation = house.get(Curation.class);
    var first = open.review(corpus, worse, 0, 1).getFirst();
    curation.reject(UUID.randomUUID(), first.id(), kim, "");
    judge(
        house,
        corpus,
        List.of(
            estimate(clips.get(0), .6, .4, 0),
            estimate(clips.get(1), .4, .6, 0),
            estimate(clips.get(2), .1, .2, .7)),
        clips.stream().map(RunFilterTest::toDisgust).toList());
    var again = ReviewFilter.ALL.of(filter(null, true));
    assertThat(open.review(corpus, again, 0, 10))
        .extracting(Proposal::clip, Proposal::label)
        .containsExactly(tuple(clips.get(2), "disgust"));

    assertThat(curation.dryRun(corpus, again)).isEqualTo(1);
    assertThat(curation.acceptAll(UUID.randomUUID(), corpus, again, kim, "")).hasSize(1);
    assertThat(open.review(corpus, ReviewFilter.ALL, 0, 10)).hasSize(2);
  }

  private static ClipFilter filter(@Nullable Integer missed, @Nullable Boolean rejected) {
    return new ClipFilter(
        null, null, null, null, null, null, null, null, null, null, null, missed, rejected);
  }

  private static NewProposal toFear(ClipId clip) {
    return proposal(clip, "fear");
  }

  private static NewProposal toDisgust(ClipId clip) {
    return proposal(clip, "disgust");
  }

  private static NewProposal proposal(ClipId clip, String label) {
    return new NewProposal(
        clip,
        ProposalKind.CORRECT,
        label,
        "anger",
        CandidateSet.of(label),
        .8,
        .5,
        .4,
        new Evidence(Map.of(), Map.of(), 0, List.of(), 0, 0, 1, 1, List.of(), true));
  }

  private static AccountId person(Furnished house, String name) {
    var people = house.get(People.class);
    var invite =
        people.invite(InstanceRole.MEMBER, null, null, "", null, Duration.ofHours(1)).secret();
    return people.accept(invite, name + UUID.randomUUID(), name, "hash", "en").id();
  }
}
