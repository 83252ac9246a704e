package undertone.corpora.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.ClipRating;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;
import undertone.corpora.proposal.Estimate;
import undertone.corpora.proposal.Evidence;
import undertone.corpora.proposal.NewProposal;
import undertone.corpora.proposal.OpenProposals;
import undertone.corpora.proposal.Proposal;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.proposal.ReviewFilter;
import undertone.corpora.proposal.ReviewOrder;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class CurationTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void the_review_begins_where_a_minute_gains_most(Furnished house) {
    var corpus = corpus(house, 3, 2);
    proposeForAll(house, corpus);

    assertThat(review(house, corpus))
        .extracting(Proposal::gain)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void an_accepted_proposal_settles_the_clip_and_undo_unsettles_it(Furnished house) {
    var corpus = corpus(house, 1, 2);
    proposeForAll(house, corpus);
    var kim = person(house, "kim");
    var curation = house.get(Curation.class);
    var proposal = review(house, corpus).getFirst();

    var decision = curation.accept(UUID.randomUUID(), proposal.id(), kim, "");
    assertThat(decided(house, proposal.clip())).isEqualTo("fear");
    assertThat(review(house, corpus)).isEmpty();

    curation.undo(UUID.randomUUID(), corpus.id(), decision.id(), kim);
    assertThat(decided(house, proposal.clip())).isEmpty();
    assertThat(review(house, corpus)).hasSize(1);
    assertThat(curation.ledger(proposal.clip())).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_proposal_is_accepted_with_a_rating_and_rated_anew_without_touching_its_label(
      Furnished house) {
    var corpus = corpus(house, 1, 2);
    proposeForAll(house, corpus);
    var kim = person(house, "kim");
    var curation = house.get(Curation.class);
    var proposal = review(house, corpus).getFirst();
    var first = new SettledParts.TakenRating(new ClipRating(.5, null, null), List.of());
    var second = new SettledParts.TakenRating(new ClipRating(.25, -.5, null), List.of());

    curation.accept(UUID.randomUUID(), proposal.id(), kim, SettledParts.NONE.rated(first), "");
    var again = curation.rate(UUID.randomUUID(), corpus.id(), proposal.clip(), kim, second, "");

    var sinceThen =
        curation.ledger(proposal.clip()).getFirst().decidedAt().plus(1, ChronoUnit.MICROS);
    assertThat(curation.settledSince(corpus.id(), sinceThen)).isEmpty(); // the label is older
    assertThat(curation.decidedSince(corpus.id(), sinceThen, 5)).isEmpty();
    assertThat(again.label()).contains("fear");
    assertThat(again.candidates()).isEqualTo(proposal.candidates());
    assertThat(curation.ledger(proposal.clip()))
        .extracting(d -> d.parts().rating())
        .containsExactly(first, second);
    curation.undo(UUID.randomUUID(), corpus.id(), again.id(), kim);
    assertThat(curation.standing(proposal.clip()).orElseThrow().parts().rating()).isEqualTo(first);
    assertThat(decided(house, proposal.clip())).isEqualTo("fear");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void who_takes_the_decisions_of_a_run_back_takes_the_ratings_that_uphold_them_back(
      Furnished house) {
    var corpus = corpus(house, 1, 2);
    proposeForAll(house, corpus);
    var kim = person(house, "kim");
    var curation = house.get(Curation.class);
    var proposal = review(house, corpus).getFirst();
    var rating = new SettledParts.TakenRating(new ClipRating(.5, null, null), List.of());
    curation.accept(UUID.randomUUID(), proposal.id(), kim, "");
    curation.rate(UUID.randomUUID(), corpus.id(), proposal.clip(), kim, rating, "");
    curation.rate(UUID.randomUUID(), corpus.id(), proposal.clip(), kim, null, "");

    assertThat(curation.countOf(proposal.run())).isEqualTo(3);
    assertThat(curation.undoRun(proposal.run(), kim)).isEqualTo(3);
    assertThat(curation.standing(proposal.clip())).isEmpty();
    assertThat(decided(house, proposal.clip())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_batch_is_taken_back_with_the_ratings_that_uphold_it(Furnished house) {
    var corpus = corpus(house, 1, 2);
    proposeForAll(house, corpus);
    var kim = person(house, "kim");
    var curation = house.get(Curation.class);
    var proposal = review(house, corpus).getFirst();
    var batch = UUID.randomUUID();
    var rating = new SettledParts.TakenRating(new ClipRating(.5, null, null), List.of());
    curation.acceptAll(batch, corpus.id(), ReviewFilter.ALL, kim, "");
    curation.rate(UUID.randomUUID(), corpus.id(), proposal.clip(), kim, rating, "");

    assertThatThrownBy(() -> curation.accept(UUID.randomUUID(), proposal.id(), kim, ""))
        .hasMessageContaining("kim has accepted");
    assertThat(curation.undoBatch(batch, corpus.id(), kim)).isEqualTo(1);
    assertThat(curation.standing(proposal.clip())).isEmpty();
    assertThat(review(house, corpus)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void of_two_curators_on_one_proposal_the_second_is_told(Furnished house) {
    var corpus = corpus(house, 1, 2);
    proposeForAll(house, corpus);
    var kim = person(house, "kim");
    var lee = person(house, "lee");
    var curation = house.get(Curation.class);
    var proposal = review(house, corpus).getFirst();

    curation.reject(UUID.randomUUID(), proposal.id(), kim, "");

    assertThatThrownBy(() -> curation.accept(UUID.randomUUID(), proposal.id(), lee, ""))
        .isInstanceOf(DecisionConflictException.class)
        .hasMessageContaining("kim has rejected");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_rule_accepts_what_its_dry_run_counted_and_is_taken_back_as_one(Furnished house) {
    var corpus = corpus(house, 5, 2);
    proposeForAll(house, corpus);
    var kim = person(house, "kim");
    var curation = house.get(Curation.class);
    var rule = new ReviewFilter(null, "fear", 0.25, null, null, null, null);

    long counted = curation.dryRun(corpus.id(), rule);
    var batch = UUID.randomUUID();
    var accepted = curation.acceptAll(batch, corpus.id(), rule, kim, "rule");

    assertThat(accepted).hasSize((int) counted).hasSizeBetween(1, 4);
    assertThat(curation.acceptAll(batch, corpus.id(), rule, kim, "rule")).hasSameSizeAs(accepted);
    assertThat(curation.undoBatch(batch, corpus.id(), kim)).isEqualTo((int) counted);
    assertThat(review(house, corpus)).hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_rejected_label_is_not_proposed_again_by_the_next_run(Furnished house) {
    var corpus = corpus(house, 2, 2);
    proposeForAll(house, corpus);
    var kim = person(house, "kim");
    var rejected = review(house, corpus).getFirst();
    house.get(Curation.class).reject(UUID.randomUUID(), rejected.id(), kim, "");

    proposeForAll(house, corpus);

    assertThat(review(house, corpus))
        .singleElement()
        .satisfies(p -> assertThat(p.clip()).isNotEqualTo(rejected.clip()));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_rule_rejects_as_one_batch_too(Furnished house) {
    var corpus = corpus(house, 3, 2);
    proposeForAll(house, corpus);
    var kim = person(house, "kim");
    var curation = house.get(Curation.class);
    var batch = UUID.randomUUID();

    var rejected = curation.rejectAll(batch, corpus.id(), ReviewFilter.ALL, kim, "");

    assertThat(rejected).hasSize(3).allSatisfy(d -> assertThat(d.label()).isEmpty());
    assertThat(review(house, corpus)).isEmpty();
    assertThat(clipsOf(house, corpus)).allSatisfy(c -> assertThat(decided(house, c)).isEmpty());
    assertThat(curation.undoBatch(batch, corpus.id(), kim)).isEqualTo(3);
    assertThat(review(house, corpus)).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_filter_finds_what_a_voter_would_be_overruled_in(Furnished house) {
    var corpus = corpus(house, 4, 2);
    var clips = clipsOf(house, corpus);
    proposeForAll(house, corpus);
    var voting = house.get(Voting.class);
    var ada = voting.machine(corpus.id(), VoterKind.MACHINE, "ada").id();
    voting.cast(Ballot.of(UUID.randomUUID(), clips.get(0), ada, CandidateSet.of("anger")));
    voting.cast(Ballot.of(UUID.randomUUID(), clips.get(1), ada, CandidateSet.of("anger", "fear")));
    voting.cast(Ballot.of(UUID.randomUUID(), clips.get(2), ada, CandidateSet.NONE));

    var overruled = new ReviewFilter(null, null, null, null, ProposalKind.CORRECT, "ada", null);
    var open = house.get(OpenProposals.class);

    assertThat(open.review(corpus.id(), overruled, 0, 10))
        .extracting(Proposal::clip)
        .containsExactly(clips.getFirst());
    assertThat(open.count(corpus.id(), overruled)).isEqualTo(1);
    assertThat(
            open.count(
                corpus.id(),
                new ReviewFilter(null, null, null, null, ProposalKind.LABEL, null, null)))
        .isZero();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void the_review_can_begin_with_the_noisiest_or_the_newest(Furnished house) {
    var corpus = corpus(house, 5, 2);
    proposeForAll(house, corpus);
    var open = house.get(OpenProposals.class);

    assertThat(open.review(corpus.id(), ReviewFilter.ALL, ReviewOrder.NOISE, 0, 10))
        .hasSize(5)
        .extracting(Proposal::noise)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(open.review(corpus.id(), ReviewFilter.ALL, ReviewOrder.NEWEST, 0, 10))
        .hasSize(5)
        .extracting(p -> p.id().value())
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_seed_draws_the_same_sample_again_and_another_seed_another_one(Furnished house) {
    var corpus = corpus(house, 30, 2);
    proposeForAll(house, corpus);
    var open = house.get(OpenProposals.class);

    var drawn = open.sample(corpus.id(), ReviewFilter.ALL, 7, 10);

    assertThat(drawn).hasSize(10).doesNotHaveDuplicates();
    assertThat(open.sample(corpus.id(), ReviewFilter.ALL, 7, 10))
        .extracting(Proposal::id)
        .isEqualTo(drawn.stream().map(Proposal::id).toList());
    assertThat(open.sample(corpus.id(), ReviewFilter.ALL, 8, 10))
        .extracting(Proposal::id)
        .isNotEqualTo(drawn.stream().map(Proposal::id).toList());
    assertThat(open.sample(corpus.id(), ReviewFilter.move(null, "anger"), 7, 10)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void nobody_is_asked_about_a_clip_settled_by_hand_and_no_rule_overwrites_it(Furnished house) {
    var corpus = corpus(house, 3, 2);
    proposeForAll(house, corpus);
    var kim = person(house, "kim");
    var curation = house.get(Curation.class);
    var open = house.get(OpenProposals.class);
    var proposal = review(house, corpus).getFirst();
    var byHand = settle(house, corpus, proposal.clip(), kim, "anger");

    assertThat(review(house, corpus)).hasSize(2).noneMatch(p -> p.id().equals(proposal.id()));
    assertThat(curation.dryRun(corpus.id(), ReviewFilter.ALL)).isEqualTo(2);
    assertThat(open.moves(corpus.id())).containsExactly(new OpenProposals.Move("anger", "fear", 2));
    assertThatThrownBy(() -> curation.reject(UUID.randomUUID(), proposal.id(), kim, ""))
        .isInstanceOf(DecisionConflictException.class)
        .hasMessageContaining("kim has settled this clip already");
    assertThat(curation.acceptAll(UUID.randomUUID(), corpus.id(), ReviewFilter.ALL, kim, ""))
        .hasSize(2);
    assertThat(decided(house, proposal.clip())).isEqualTo("anger");

    curation.undo(UUID.randomUUID(), corpus.id(), byHand.id(), kim);
    assertThat(review(house, corpus)).extracting(Proposal::id).containsExactly(proposal.id());
  }

  @ParameterizedTest
  @MethodSource("houses")
  void of_two_curators_who_settle_an_open_clip_the_second_is_told(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    var kim = person(house, "kim");
    var lee = person(house, "lee");
    var curation = house.get(Curation.class);
    var once = UUID.randomUUID();
    var first = curation.settleOpen(once, corpus.id(), clip, kim, "anger", "");

    assertThatThrownBy(
            () -> curation.settleOpen(UUID.randomUUID(), corpus.id(), clip, lee, "fear", ""))
        .isInstanceOf(DecisionConflictException.class)
        .hasMessageContaining("kim has settled this clip already");
    assertThat(decided(house, clip)).isEqualTo("anger");
    assertThat(curation.settleOpen(once, corpus.id(), clip, kim, "anger", "").id())
        .isEqualTo(first.id());

    curation.undo(UUID.randomUUID(), corpus.id(), first.id(), kim);
    curation.settleOpen(UUID.randomUUID(), corpus.id(), clip, lee, "fear", "");
    assertThat(decided(house, clip)).isEqualTo("fear");
  }

  private static Decision settle(
      Furnished house, Corpus corpus, ClipId clip, AccountId curator, String label) {
    return house
        .get(Curation.class)
        .settle(
            UUID.randomUUID(),
            corpus.id(),
            clip,
            curator,
            CandidateSet.of(label),
            SettledParts.NONE,
            "");
  }

  private static void proposeForAll(Furnished house, Corpus corpus) {
    var runs = house.get(Runs.class);
    var run = runs.queue(RunKind.REFINE, corpus.id(), "{}", 1, "test", null).id();
    var clips = clipsOf(house, corpus);
    var estimates =
        clips.stream().map(c -> new Estimate(c, 0.5, true, Map.of("fear", 1.0))).toList();
    var proposals =
        clips.stream()
            .map(c -> {
              double noise = 0.1 + 0.1 * (clips.indexOf(c) % 5);
              return new NewProposal(
                  c,
                  ProposalKind.CORRECT,
                  "fear",
                  "anger",
                  CandidateSet.of("fear", "anger"),
                  0.8,
                  noise,
                  0.8 * noise,
                  new Evidence(Map.of(), Map.of(), 0, List.of(), 0, 0, 1, 1, List.of(), true));
            })
            .toList();
    house.get(Proposals.class).publish(run, corpus.id(), estimates, proposals);
  }

  private static List<Proposal> review(Furnished house, Corpus corpus) {
    return house.get(OpenProposals.class).review(corpus.id(), ReviewFilter.ALL, 0, 100);
  }

  private static String decided(Furnished house, ClipId clip) {
    return house.get(Library.class).find(clip).orElseThrow().decidedLabel().orElse("");
  }

  private static AccountId person(Furnished house, String name) {
    var people = house.get(People.class);
    var invite =
        people.invite(InstanceRole.MEMBER, null, null, "", null, Duration.ofHours(1)).secret();
    return people.accept(invite, name + UUID.randomUUID(), name, "hash", "en").id();
  }
}
