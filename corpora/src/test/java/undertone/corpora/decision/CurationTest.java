package undertone.corpora.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;
import undertone.corpora.proposal.Estimate;
import undertone.corpora.proposal.Evidence;
import undertone.corpora.proposal.NewProposal;
import undertone.corpora.proposal.Proposal;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.proposal.ReviewFilter;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;

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
    var rule = new ReviewFilter(null, "fear", 0.25, null);

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
    return house.get(Proposals.class).review(corpus.id(), ReviewFilter.ALL, 0, 100);
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
