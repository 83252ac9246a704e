package undertone.corpora.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.Decision;
import undertone.corpora.decision.DecisionConflictException;
import undertone.corpora.decision.SettledParts;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;
import undertone.corpora.pseudo.PseudoLabel;
import undertone.corpora.pseudo.PseudoLabels;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;

class HeldProposalsTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void nobody_is_asked_about_held_proposals_until_they_are_let_in(Furnished house) {
    var corpus = corpus(house, 3, 2);
    var first = publish(house, corpus, "fear", .5, false);
    var second = publish(house, corpus, "sadness", .25, true);

    assertThat(labelsInReview(house, corpus)).containsOnly("fear");
    assertThat(proposals(house).count(second, ProposalState.HELD)).isEqualTo(3);
    assertThat(proposals(house).heldBack(corpus.id())).hasValue(new Proposals.HeldBack(second, 3));

    assertThat(proposals(house).letIn(second, corpus.id())).isEqualTo(3);

    assertThat(labelsInReview(house, corpus)).hasSize(3).containsOnly("sadness");
    assertThat(proposals(house).count(first, ProposalState.SUPERSEDED)).isEqualTo(3);
    assertThat(proposals(house).heldBack(corpus.id())).isEmpty();
    assertThat(proposals(house).letIn(second, corpus.id())).isZero();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void beliefs_of_a_run_are_read_whole_or_as_a_sample_from_all_over_the_corpus(Furnished house) {
    var corpus = corpus(house, 7, 2);
    var run = publish(house, corpus, "fear", .5, false);
    publish(house, corpus, "sadness", .25, false);
    var clips = clipsOf(house, corpus);

    assertThat(house.get(Estimates.class).count(run)).isEqualTo(7);
    assertThat(house.get(Estimates.class).some(run, 7))
        .extracting(Estimate::clip)
        .containsExactlyElementsOf(clips);
    assertThat(house.get(Estimates.class).some(run, 3))
        .extracting(Estimate::clip)
        .containsExactly(clips.get(2), clips.get(5));
    assertThat(house.get(Estimates.class).of(run, clips.subList(1, 3)))
        .containsOnlyKeys(clips.get(1), clips.get(2));
    assertThat(house.get(Estimates.class).of(run, List.of())).isEmpty();
    assertThat(house.get(Estimates.class).some(run, 3))
        .allSatisfy(e -> assertThat(e.probabilities()).containsExactly(Map.entry("fear", 1.0)));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void decisions_since_a_moment_come_in_their_order(Furnished house) {
    var corpus = corpus(house, 3, 2);
    var clips = clipsOf(house, corpus);
    var kim = kim(house);
    var curation = house.get(Curation.class);
    settle(house, corpus, clips.get(2), kim, "fear");
    settle(house, corpus, clips.get(0), kim, "anger");

    var since = curation.decidedSince(corpus.id(), Instant.EPOCH, 10);

    assertThat(since).extracting(Decision::clip).containsExactly(clips.get(2), clips.get(0));
    assertThat(curation.decidedSince(corpus.id(), Instant.EPOCH, 1))
        .extracting(Decision::clip)
        .containsExactly(clips.get(0));
    assertThat(curation.settledSince(corpus.id(), Instant.EPOCH))
        .containsExactlyInAnyOrder(clips.get(0), clips.get(2));
    assertThat(curation.decidedSince(corpus.id(), Instant.now().plusSeconds(60), 10)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_clip_settled_meanwhile_is_not_let_in(Furnished house) {
    var corpus = corpus(house, 2, 2);
    publish(house, corpus, "fear", .5, false);
    var held = publish(house, corpus, "sadness", .5, true);
    var open = review(house, corpus).getFirst();
    house.get(Curation.class).accept(UUID.randomUUID(), open.id(), kim(house), "");

    assertThat(proposals(house).letIn(held, corpus.id())).isEqualTo(1);

    assertThat(review(house, corpus)).noneMatch(p -> p.clip().equals(open.clip()));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void what_a_run_that_spreads_labels_did_not_look_at_is_left_to_the_run_before(Furnished house) {
    var corpus = corpus(house, 3, 2);
    var clips = clipsOf(house, corpus);
    var all = spread(house, corpus, clips, clips, "fear", false);

    var some = spread(house, corpus, clips.subList(0, 2), clips.subList(0, 1), "joy", false);

    assertThat(proposals(house).count(all, ProposalState.SUPERSEDED)).isEqualTo(2);
    eachStandsWhereItLookedLast(house, corpus, some, all);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void of_a_held_run_is_let_in_what_no_newer_one_looked_at(Furnished house) {
    var corpus = corpus(house, 3, 2);
    var clips = clipsOf(house, corpus);
    var all = spread(house, corpus, clips, clips, "fear", true);
    var some = spread(house, corpus, clips.subList(0, 2), clips.subList(0, 1), "joy", false);
    assertThat(proposals(house).count(all, ProposalState.HELD)).isEqualTo(1);

    assertThat(proposals(house).letIn(all, corpus.id())).isEqualTo(1);

    eachStandsWhereItLookedLast(house, corpus, some, all);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_held_run_that_spreads_labels_is_let_in_where_it_looked(Furnished house) {
    var corpus = corpus(house, 3, 2);
    var clips = clipsOf(house, corpus);
    var all = spread(house, corpus, clips, clips, "fear", false);
    var some = spread(house, corpus, clips.subList(0, 2), clips.subList(0, 1), "joy", true);

    assertThat(proposals(house).letIn(some, corpus.id())).isEqualTo(1);

    eachStandsWhereItLookedLast(house, corpus, some, all);
  }

  /// Of three clips the newer run looked at two and proposes for the first.
  private static void eachStandsWhereItLookedLast(
      Furnished house, Corpus corpus, RunId some, RunId all) {
    var clips = clipsOf(house, corpus);
    assertThat(review(house, corpus))
        .extracting(Proposal::run, Proposal::clip)
        .containsExactlyInAnyOrder(tuple(some, clips.getFirst()), tuple(all, clips.getLast()));
  }

  /// @param looked clips that the run read
  /// @param told of them, those that it proposes the label for
  private static RunId spread(
      Furnished house,
      Corpus corpus,
      List<ClipId> looked,
      List<ClipId> told,
      String label,
      boolean held) {
    var run = house.get(Runs.class).queue(RunKind.PSEUDO, corpus.id(), "{}", 1, "test", null).id();
    house
        .get(PseudoLabels.class)
        .keep(
            run,
            looked.stream()
                .map(clip ->
                    new PseudoLabel(
                        clip,
                        null,
                        null,
                        label,
                        .9,
                        PseudoLabel.Agreeing.NONE,
                        0,
                        0,
                        true,
                        CandidateSet.of(label),
                        PseudoLabel.Grounds.NONE)));
    proposals(house)
        .publish(
            run,
            corpus.id(),
            List.of(),
            told.stream().map(clip -> proposal(clip, label)).toList(),
            held);
    return run;
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_label_rejected_meanwhile_is_not_let_in(Furnished house) {
    var corpus = corpus(house, 2, 2);
    publish(house, corpus, "fear", .5, false);
    var held = publish(house, corpus, "fear", .5, true);
    var open = review(house, corpus).getFirst();
    house.get(Curation.class).reject(UUID.randomUUID(), open.id(), kim(house), "");

    assertThat(proposals(house).letIn(held, corpus.id())).isEqualTo(1);

    assertThat(review(house, corpus)).hasSize(1).noneMatch(p -> p.clip().equals(open.clip()));
    assertThat(proposals(house).count(held, ProposalState.SUPERSEDED)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_held_proposal_cannot_be_decided(Furnished house) {
    var corpus = corpus(house, 1, 2);
    publish(house, corpus, "fear", .5, true);
    var held = proposals(house).ofClip(clipsOf(house, corpus).getFirst()).getFirst();

    assertThatThrownBy(
            () -> house.get(Curation.class).accept(UUID.randomUUID(), held.id(), kim(house), ""))
        .isInstanceOf(DecisionConflictException.class)
        .hasMessageContaining("held back");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_withdrawn_run_leaves_the_corpus_to_the_run_before(Furnished house) {
    var corpus = corpus(house, 2, 2);
    publish(house, corpus, "fear", .5, false);
    var second = publish(house, corpus, "sadness", .25, false);
    assertThat(noise(house, corpus)).containsOnly(.25);

    withdraw(house, second);

    assertThat(review(house, corpus)).isEmpty();
    assertThat(noise(house, corpus)).containsOnly(.5);
    assertThat(house.get(Runs.class).withdraw(second, kim(house))).isFalse();
  }

  // Programs number runs from blocks of their own.
  @ParameterizedTest
  @MethodSource("houses")
  void the_newest_run_is_the_one_asked_for_last_whatever_its_number(Furnished house) {
    var corpus = corpus(house, 2, 2);
    var second = publish(house, corpus, "fear", .5, false);
    var first = publish(house, corpus, "sadness", .25, false);
    var third = publish(house, corpus, "anger", .75, false);
    house
        .get(JdbcClient.class)
        .sql("update run set created_at = ? where id = ?")
        .params(OffsetDateTime.now(ZoneOffset.UTC).minusDays(1), first.value())
        .update();

    withdraw(house, third);

    assertThat(noise(house, corpus)).containsOnly(.5);
    assertThat(house.get(Runs.class).newest(corpus.id()).stream().map(Run::id))
        .containsExactly(third, second, first);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void decisions_on_a_withdrawn_run_go_with_it_or_stay_as_its_owner_wants(Furnished house) {
    var corpus = corpus(house, 3, 2);
    var run = publish(house, corpus, "fear", .5, false);
    var curation = house.get(Curation.class);
    var kim = kim(house);
    for (var proposal : review(house, corpus)) {
      curation.accept(UUID.randomUUID(), proposal.id(), kim, "");
    }
    assertThat(curation.countOf(run)).isEqualTo(3);
    var kept = curation.newestBy(corpus.id(), kim).getFirst();
    curation.undo(UUID.randomUUID(), corpus.id(), kept.id(), kim);

    assertThat(curation.undoRun(run, kim)).isEqualTo(2);
    withdraw(house, run);

    assertThat(clips(house, corpus)).allMatch(c -> c.decidedLabel().isEmpty());
    assertThat(review(house, corpus)).isEmpty();
    assertThat(proposals(house).count(run, ProposalState.WITHDRAWN)).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void an_acceptance_under_a_newer_decision_goes_with_its_run_and_does_not_come_back(
      Furnished house) {
    var corpus = corpus(house, 1, 2);
    var run = publish(house, corpus, "fear", .5, false);
    var curation = house.get(Curation.class);
    var kim = kim(house);
    var clip = clipsOf(house, corpus).getFirst();
    curation.accept(UUID.randomUUID(), review(house, corpus).getFirst().id(), kim, "");
    var newer = settle(house, corpus, clip, kim, "disgust");

    assertThat(curation.undoRun(run, kim)).isEqualTo(1);
    withdraw(house, run);

    assertThat(curation.countOf(run)).isZero();
    assertThat(clips(house, corpus).getFirst().decidedLabel()).contains("disgust");
    curation.undo(UUID.randomUUID(), corpus.id(), newer.id(), kim);
    assertThat(clips(house, corpus).getFirst().decidedLabel()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_decision_taken_back_after_its_run_was_withdrawn_opens_nothing(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var run = publish(house, corpus, "fear", .5, false);
    var curation = house.get(Curation.class);
    var kim = kim(house);
    var decision =
        curation.accept(UUID.randomUUID(), review(house, corpus).getFirst().id(), kim, "");
    withdraw(house, run);
    assertThat(clips(house, corpus)).allMatch(c -> c.decidedLabel().isPresent());

    curation.undo(UUID.randomUUID(), corpus.id(), decision.id(), kim);

    assertThat(review(house, corpus)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_proposal_withdrawn_while_a_curator_decides_is_not_decided(Furnished house)
      throws Exception {
    var corpus = corpus(house, 1, 2);
    var run = publish(house, corpus, "fear", .5, false);
    var proposal = review(house, corpus).getFirst();
    var kim = kim(house);
    var transaction = new TransactionTemplate(house.get(PlatformTransactionManager.class));
    try (var other = Executors.newSingleThreadExecutor()) {
      var accepted =
          transaction.execute(_ -> {
            house
                .get(JdbcClient.class)
                .sql("update proposal set state = 'WITHDRAWN' where run_id = ?")
                .param(run.value())
                .update();
            var deciding =
                other.submit(() ->
                    house.get(Curation.class).accept(UUID.randomUUID(), proposal.id(), kim, ""));
            // Whether it waits for the row or has not begun: it cannot end before this commits.
            assertThatThrownBy(() -> deciding.get(200, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
            return deciding;
          });

      assertThatThrownBy(() -> Objects.requireNonNull(accepted).get())
          .hasCauseInstanceOf(DecisionConflictException.class);
    }
    assertThat(clips(house, corpus).getFirst().decidedLabel()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_run_can_be_kept_from_being_withdrawn_until_it_is(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var run = publish(house, corpus, "fear", .5, true);
    var runs = house.get(Runs.class);
    assertThat(runs.lockStanding(run)).isTrue();

    withdraw(house, run);

    assertThat(runs.lockStanding(run)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void two_runs_are_compared_clip_by_clip(Furnished house) {
    var corpus = corpus(house, 4, 2);
    var first = publish(house, corpus, "fear", .5, false);
    var clips = clipsOf(house, corpus);
    var second = run(house, corpus);
    proposals(house)
        .publish(
            second,
            corpus.id(),
            List.of(),
            List.of(proposal(clips.get(0), "fear"), proposal(clips.get(1), "joy")),
            true);

    var found = proposals(house).compare(first, second);

    assertThat(found).isEqualTo(new Proposals.Comparison(1, 1, 2, 0));
    assertThat(proposals(house).compare(second, first))
        .isEqualTo(new Proposals.Comparison(1, 1, 0, 2));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_corpus_says_what_runs_must_prove(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var catalogue = house.get(Catalogue.class);
    assertThat(catalogue.require(corpus.id()).leastPrecision()).isZero();

    catalogue.holdBelow(corpus.id(), .7);

    assertThat(catalogue.require(corpus.id()).leastPrecision()).isEqualTo(.7);
    assertThatThrownBy(() -> catalogue.holdBelow(corpus.id(), 1.5))
        .isInstanceOf(InvalidValueException.class);
  }

  private static RunId run(Furnished house, Corpus corpus) {
    return house.get(Runs.class).queue(RunKind.REFINE, corpus.id(), "{}", 1, "test", null).id();
  }

  private static RunId publish(
      Furnished house, Corpus corpus, String label, double noise, boolean held) {
    var run = run(house, corpus);
    house.get(Runs.class).end(run, RunState.DONE, Sentence.of("Done."), null);
    var clips = clipsOf(house, corpus);
    proposals(house)
        .publish(
            run,
            corpus.id(),
            clips.stream().map(c -> new Estimate(c, noise, true, Map.of(label, 1.0))).toList(),
            clips.stream().map(c -> proposal(c, label)).toList(),
            held);
    return run;
  }

  private static NewProposal proposal(ClipId clip, String label) {
    return new NewProposal(
        clip,
        ProposalKind.CORRECT,
        label,
        "anger",
        CandidateSet.of(label, "anger"),
        .8,
        .5,
        .4,
        new Evidence(
            Map.of("anger", 1.0), Map.of(label, .8), 0, List.of(), 1, 1, 0, 0, List.of(), true));
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

  private static void withdraw(Furnished house, RunId run) {
    assertThat(house.get(Runs.class).withdraw(run, kim(house))).isTrue();
    proposals(house).withdraw(run);
  }

  private static Proposals proposals(Furnished house) {
    return house.get(Proposals.class);
  }

  private static List<Proposal> review(Furnished house, Corpus corpus) {
    return house.get(OpenProposals.class).review(corpus.id(), ReviewFilter.ALL, 0, 100);
  }

  private static List<String> labelsInReview(Furnished house, Corpus corpus) {
    return review(house, corpus).stream().map(Proposal::label).toList();
  }

  private static List<Clip> clips(Furnished house, Corpus corpus) {
    var clips = house.get(Library.class).byIds(clipsOf(house, corpus));
    return List.copyOf(clips.values());
  }

  private static List<Double> noise(Furnished house, Corpus corpus) {
    return clips(house, corpus).stream().map(c -> c.noise().orElse(-1.0)).toList();
  }

  private static AccountId kim(Furnished house) {
    var people = house.get(People.class);
    var invite =
        people.invite(InstanceRole.MEMBER, null, null, "", null, Duration.ofHours(1)).secret();
    return people.accept(invite, "kim" + UUID.randomUUID(), "kim", "hash", "en").id();
  }
}
