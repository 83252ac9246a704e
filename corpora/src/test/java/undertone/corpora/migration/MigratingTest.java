package undertone.corpora.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
import undertone.corpora.InvalidValueException;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.Meaning;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.corpus.SchemeConflictException;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.SettledParts;
import undertone.corpora.example.LabelExamples;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;
import undertone.corpora.proposal.Estimate;
import undertone.corpora.proposal.Evidence;
import undertone.corpora.proposal.NewProposal;
import undertone.corpora.proposal.OpenProposals;
import undertone.corpora.proposal.Proposal;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.ProposalState;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.proposal.ReviewFilter;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.TrackRecords;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class MigratingTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_renamed_label_is_read_by_its_new_name_and_the_ledger_keeps_the_old(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    cast(house, corpus, clip, "ada", CandidateSet.of("anger", "fear"));

    change(house, corpus, labels("rage", "disgust", "fear"), Map.of("anger", List.of("rage")));

    assertThat(held(house, clip)).containsExactly("rage|fear");
    assertThat(house.get(Voting.class).ledger(clip))
        .extracting(v -> v.candidates().written())
        .containsExactly("anger|fear");
    assertThat(leading(house, clip)).isEqualTo("rage");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void merged_labels_become_one_candidate_and_one_leading_label(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    cast(house, corpus, clip, "ada", CandidateSet.of("anger", "disgust"));
    cast(house, corpus, clip, "ben", CandidateSet.of("disgust"));

    change(house, corpus, labels("anger", "fear"), Map.of("disgust", List.of("anger")));

    assertThat(held(house, clip)).containsExactly("anger", "anger");
    assertThat(leading(house, clip)).isEqualTo("anger");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_split_label_becomes_a_set_of_which_one_holds(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    var voter = house.get(Voting.class).machine(corpus.id(), VoterKind.MACHINE, "ada").id();
    house
        .get(Voting.class)
        .cast(
            new Ballot(
                UUID.randomUUID(),
                clip,
                voter,
                Meaning.ALL_OF,
                CandidateSet.of("anger", "fear"),
                CandidateSet.of("disgust"),
                null,
                null,
                null,
                null));

    change(
        house,
        corpus,
        labels("rage", "irritation", "disgust", "fear"),
        Map.of("anger", List.of("rage", "irritation")));

    var vote = standing(house, clip).getFirst();
    assertThat(vote.candidates().written()).isEqualTo("rage|irritation|fear");
    assertThat(vote.meaning()).isEqualTo(Meaning.ONE_OF);
    assertThat(vote.excluded().written()).isEqualTo("disgust");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_retired_label_is_kept_as_other(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    cast(house, corpus, clip, "ada", CandidateSet.of("disgust"));

    change(house, corpus, labels("anger", "fear"), Map.of("disgust", List.of()));

    assertThat(held(house, clip)).containsExactly("other");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_label_that_vanishes_without_a_word_is_refused(Furnished house) {
    var corpus = corpus(house, 1, 2);

    assertThatThrownBy(() -> change(house, corpus, labels("anger", "fear"), Map.of()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("disgust");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void ruling_out_one_of_two_merged_labels_rules_out_nothing(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    var voting = house.get(Voting.class);
    var voter = voting.machine(corpus.id(), VoterKind.MACHINE, "ada").id();
    voting.cast(
        new Ballot(
            UUID.randomUUID(),
            clip,
            voter,
            Meaning.ONE_OF,
            CandidateSet.of("fear"),
            CandidateSet.of("disgust"),
            null,
            null,
            null,
            null));

    change(house, corpus, labels("anger", "fear"), Map.of("disgust", List.of("anger")));

    assertThat(standing(house, clip).getFirst().excluded().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_voter_is_held_to_gold_labels_in_todays_words(Furnished house) {
    var corpus = corpus(house, 2, 2);
    var clips = clipsOf(house, corpus);
    clips.forEach(c -> cast(house, corpus, c, "ada", CandidateSet.of("anger")));
    gold(house, corpus, clips.get(0), "anger");
    gold(house, corpus, clips.get(1), "disgust");

    change(
        house,
        corpus,
        labels("rage", "fear"),
        Map.of("anger", List.of("rage"), "disgust", List.of()));

    var ada = house.get(Voting.class).machine(corpus.id(), VoterKind.MACHINE, "ada").id();
    assertThat(house.get(TrackRecords.class).of(corpus.id(), ada))
        .containsExactly(new TrackRecords.Judged(clips.get(0), "rage", CandidateSet.of("rage")));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void going_back_restores_every_word_count_decision_gold_label_and_proposal(Furnished house) {
    var corpus = corpus(house, 3, 2);
    var clips = clipsOf(house, corpus);
    clips.forEach(c -> cast(house, corpus, c, "ada", CandidateSet.of("anger", "disgust")));
    gold(house, corpus, clips.get(0), "anger");
    settle(house, corpus, clips.get(1), "anger");
    propose(house, corpus, clips.get(2), "anger");
    var before = picture(house, corpus);

    change(
        house,
        corpus,
        labels("rage", "irritation", "disgust", "fear"),
        Map.of("anger", List.of("rage", "irritation")));
    assertThat(picture(house, corpus)).isNotEqualTo(before);
    assertThat(house.get(Library.class).goldOf(clips.get(0))).isEmpty();
    assertThat(decided(house, clips.get(1))).isNull();
    assertThat(open(house, corpus)).isEmpty();

    change(house, corpus, labels("rage", "disgust", "fear"), Map.of("irritation", List.of("rage")));
    goBack(house, corpus, 0);

    assertThat(picture(house, corpus)).isEqualTo(before);
    assertThat(house.get(Catalogue.class).schemeOf(corpus.id()).version())
        .isEqualTo(HouseOnBothDatabases.scheme().version());
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_vote_cast_under_the_new_labels_is_read_backwards_after_going_back(Furnished house) {
    var corpus = corpus(house, 2, 2);
    var clips = clipsOf(house, corpus);
    change(house, corpus, labels("anger", "fear"), Map.of("disgust", List.of("anger")));
    cast(house, corpus, clips.getFirst(), "ada", CandidateSet.of("anger"));

    goBack(house, corpus, 0);

    // It was said when anger meant both.
    assertThat(held(house, clips.getFirst())).containsExactly("anger|disgust");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void an_old_word_that_arrives_late_is_read_as_if_it_had_been_in_time(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    change(house, corpus, labels("rage", "disgust", "fear"), Map.of("anger", List.of("rage")));

    cast(house, corpus, clip, "ada", CandidateSet.of("anger"));

    assertThat(held(house, clip)).containsExactly("rage");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void the_preview_counts_what_the_change_then_touches_and_touches_nothing(Furnished house) {
    var corpus = corpus(house, 15, 2);
    var clips = clipsOf(house, corpus);
    clips.subList(0, 12).forEach(c -> cast(house, corpus, c, "ada", CandidateSet.of("anger")));
    clips.subList(12, 15).forEach(c -> cast(house, corpus, c, "ada", CandidateSet.of("fear")));
    gold(house, corpus, clips.get(0), "anger");
    settle(house, corpus, clips.get(1), "anger");
    propose(house, corpus, clips.get(2), "anger");
    var before = picture(house, corpus);

    var preview =
        house
            .get(Migrating.class)
            .preview(
                corpus.id(),
                labels("rage", "irritation", "disgust", "fear"),
                Map.of("anger", List.of("rage", "irritation")));

    assertThat(preview.clips()).isEqualTo(12);
    assertThat(preview.votes()).isEqualTo(12);
    assertThat(preview.golds()).isEqualTo(1);
    assertThat(preview.goldsLost()).isEqualTo(1);
    assertThat(preview.decisions()).isEqualTo(1);
    assertThat(preview.decisionsLost()).isEqualTo(1);
    assertThat(preview.proposals()).isEqualTo(1);
    assertThat(preview.examples()).hasSize(10);
    assertThat(preview.examples().getFirst().votes().getFirst().after().written())
        .isEqualTo("rage|irritation");
    assertThat(picture(house, corpus)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void the_counts_of_a_crowd_keep_their_sum_when_a_label_is_split(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    cast(house, corpus, clip, "crowd", CandidateSet.of("anger", "fear"));
    house
        .get(JdbcClient.class)
        .sql("update vote set tally = 'anger=3|fear=2' where clip_id = ?")
        .param(clip.value())
        .update();

    change(
        house,
        corpus,
        labels("rage", "irritation", "disgust", "fear"),
        Map.of("anger", List.of("rage", "irritation")));

    assertThat(standing(house, clip).getFirst().tally())
        .isEqualTo(Map.of("rage", 2, "irritation", 1, "fear", 2));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void of_two_people_who_change_one_scheme_the_second_is_told(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var migrating = house.get(Migrating.class);
    var next = labels("rage", "disgust", "fear");
    migrating.change(corpus.id(), 0, next, Map.of("anger", List.of("rage")), null);

    assertThatThrownBy(() ->
            migrating.change(corpus.id(), 0, labels("anger", "disgust", "fear"), Map.of(), null))
        .isInstanceOf(SchemeConflictException.class);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_proposal_of_the_label_others_were_merged_into_stays_open_there_and_back(Furnished house) {
    var corpus = corpus(house, 1, 2);
    propose(house, corpus, clipsOf(house, corpus).getFirst(), "anger");

    change(house, corpus, labels("anger", "fear"), Map.of("disgust", List.of("anger")));
    assertThat(open(house, corpus)).hasSize(1);

    assertThat(house.get(Migrating.class).previewBack(corpus.id(), 0).proposals()).isZero();
    goBack(house, corpus, 0);
    assertThat(open(house, corpus)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_held_proposal_steps_aside_and_is_held_again_after_going_back(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    var proposals = house.get(Proposals.class);
    propose(house, corpus, clip, "anger");
    var held = propose(house, corpus, clip, "anger", true);

    change(house, corpus, labels("rage", "disgust", "fear"), Map.of("anger", List.of("rage")));
    assertThat(proposals.letIn(held, corpus.id())).isZero();
    assertThat(open(house, corpus)).isEmpty();

    goBack(house, corpus, 0);
    assertThat(open(house, corpus)).hasSize(1).noneMatch(p -> p.run().equals(held));
    assertThat(proposals.count(held, ProposalState.HELD)).isEqualTo(1);
    assertThat(proposals.letIn(held, corpus.id())).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_newer_run_keeps_proposals_from_coming_back_unless_it_was_withdrawn(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    propose(house, corpus, clip, "anger");
    change(house, corpus, labels("rage", "disgust", "fear"), Map.of("anger", List.of("rage")));
    var newer = propose(house, corpus, clip, "disgust");
    var migrating = house.get(Migrating.class);
    assertThat(migrating.previewBack(corpus.id(), 0).proposalsBack()).isZero();

    house.get(Runs.class).withdraw(newer, person(house));
    house.get(Proposals.class).withdraw(newer);

    assertThat(migrating.previewBack(corpus.id(), 0).proposalsBack()).isEqualTo(1);
    goBack(house, corpus, 0);
    assertThat(open(house, corpus)).extracting(Proposal::label).containsExactly("anger");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void an_example_follows_a_renamed_label_and_frees_its_clip_when_its_label_is_gone(
      Furnished house) {
    var corpus = corpus(house, 4, 2);
    var clips = clipsOf(house, corpus);
    var examples = house.get(LabelExamples.class);
    examples.add(corpus.id(), "anger", clips.get(0), null);
    examples.add(corpus.id(), "disgust", clips.get(1), null);
    examples.add(corpus.id(), "fear", clips.get(2), null);

    change(
        house,
        corpus,
        labels("rage", "fear"),
        Map.of("anger", List.of("rage"), "disgust", List.of("fear")));
    assertThat(examples.of(corpus.id()))
        .isEqualTo(Map.of("rage", List.of(clips.get(0)), "fear", List.of(clips.get(2))));

    change(house, corpus, labels("rage"), Map.of("fear", List.of()));
    assertThat(examples.of(corpus.id())).isEqualTo(Map.of("rage", List.of(clips.get(0))));

    goBack(house, corpus, 0);
    assertThat(examples.of(corpus.id())).isEqualTo(Map.of("anger", List.of(clips.get(0))));
  }

  /// All a reader can see of a corpus.
  private static List<String> picture(Furnished house, Corpus corpus) {
    var lines = new ArrayList<String>();
    for (var clip : clipsOf(house, corpus)) {
      lines.add(
          "%s leads %s decided %s gold %s"
              .formatted(
                  held(house, clip),
                  leading(house, clip),
                  decided(house, clip),
                  house.get(Library.class).goldOf(clip)));
    }
    open(house, corpus).forEach(p -> lines.add("open " + p.label()));
    return lines;
  }

  private static LabelScheme labels(String... ids) {
    return new LabelScheme(
        "test",
        1,
        "Test",
        Arrays.stream(ids)
            .map(id ->
                new Label(
                    id, Map.of("en", id), Map.of(), "#888888", "", "", List.of(), null, null, null))
            .toList());
  }

  private static void change(
      Furnished house, Corpus corpus, LabelScheme next, Map<String, List<String>> becomes) {
    house.get(Migrating.class).change(corpus.id(), newest(house, corpus), next, becomes, null);
  }

  private static void goBack(Furnished house, Corpus corpus, int node) {
    house.get(Migrating.class).goBack(corpus.id(), newest(house, corpus), node, null);
  }

  private static int newest(Furnished house, Corpus corpus) {
    return house.get(Catalogue.class).past(corpus.id()).seq();
  }

  private static void cast(
      Furnished house, Corpus corpus, ClipId clip, String voter, CandidateSet candidates) {
    var voting = house.get(Voting.class);
    var id = voting.machine(corpus.id(), VoterKind.MACHINE, voter).id();
    voting.cast(Ballot.of(UUID.randomUUID(), clip, id, candidates));
  }

  private static List<Vote> standing(Furnished house, ClipId clip) {
    return house.get(Voting.class).standing(clip);
  }

  private static List<String> held(Furnished house, ClipId clip) {
    return standing(house, clip).stream().map(v -> v.candidates().written()).toList();
  }

  private static @Nullable String leading(Furnished house, ClipId clip) {
    return house.get(Library.class).find(clip).orElseThrow().leadingLabel().orElse(null);
  }

  private static @Nullable String decided(Furnished house, ClipId clip) {
    return house.get(Library.class).find(clip).orElseThrow().decidedLabel().orElse(null);
  }

  private static void gold(Furnished house, Corpus corpus, ClipId clip, String label) {
    house
        .get(JdbcClient.class)
        .sql(
            "insert into gold_label (clip_id, corpus_id, label, source) values (?, ?, ?, 'import')")
        .params(clip.value(), corpus.id().value(), label)
        .update();
  }

  private static void settle(Furnished house, Corpus corpus, ClipId clip, String label) {
    house
        .get(Curation.class)
        .settle(
            UUID.randomUUID(),
            corpus.id(),
            clip,
            person(house),
            CandidateSet.of(label),
            SettledParts.NONE,
            "");
  }

  private static RunId propose(Furnished house, Corpus corpus, ClipId clip, String label) {
    return propose(house, corpus, clip, label, false);
  }

  private static RunId propose(
      Furnished house, Corpus corpus, ClipId clip, String label, boolean held) {
    CorpusId id = corpus.id();
    var run = house.get(Runs.class).queue(RunKind.REFINE, id, "{}", 1, "test", null).id();
    house.get(Runs.class).end(run, RunState.DONE, Sentence.of("Done."), null);
    var evidence = new Evidence(Map.of(), Map.of(), 0, List.of(), 0, 0, 1, 1, List.of(), true);
    house
        .get(Proposals.class)
        .publish(
            run,
            id,
            List.of(new Estimate(clip, 0.5, true, Map.of(label, 1.0))),
            List.of(
                new NewProposal(
                    clip,
                    ProposalKind.CORRECT,
                    label,
                    "fear",
                    CandidateSet.of(label),
                    0.8,
                    0.5,
                    0.4,
                    evidence)),
            held);
    return run;
  }

  private static List<Proposal> open(Furnished house, Corpus corpus) {
    return house.get(OpenProposals.class).review(corpus.id(), ReviewFilter.ALL, 0, 100);
  }

  private static AccountId person(Furnished house) {
    var people = house.get(People.class);
    var invite =
        people.invite(InstanceRole.MEMBER, null, null, "", null, Duration.ofHours(1)).secret();
    return people.accept(invite, "kim" + UUID.randomUUID(), "kim", "hash", "en").id();
  }
}
