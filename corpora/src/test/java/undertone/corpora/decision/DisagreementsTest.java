package undertone.corpora.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.LabelScheme;
import undertone.corpora.VoterId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.decision.Disagreements.Among;
import undertone.corpora.migration.Migrating;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class DisagreementsTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void the_worst_disagreement_comes_first_and_agreement_never(Furnished house) {
    var corpus = corpus(house, 4, 3);
    var clips = clipsOf(house, corpus);
    var ada = voter(house, corpus, "ada");
    var ben = voter(house, corpus, "ben");
    cast(house, clips.get(0), ada, "anger");
    cast(house, clips.get(0), ben, "anger", "fear"); // the same first choice
    cast(house, clips.get(1), ada, "anger", "fear");
    cast(house, clips.get(1), ben, "fear", "anger"); // one set, another order
    cast(house, clips.get(2), ada, "anger");
    cast(house, clips.get(2), ben, "fear", "disgust"); // nothing in common
    cast(house, clips.get(3), ada, "anger"); // alone

    var found = page(house, corpus, Disagreement.Place.START, 10);

    assertThat(found).extracting(Disagreement::clip).containsExactly(clips.get(2), clips.get(1));
    assertThat(found).extracting(Disagreement::degree).containsExactly(1000, 500);
    assertThat(house.get(Disagreements.class).count(corpus.id(), Among.PEOPLE)).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void of_three_people_one_who_differs_is_less_than_three_who_differ(Furnished house) {
    var corpus = corpus(house, 2, 3);
    var clips = clipsOf(house, corpus);
    var people =
        List.of(
            voter(house, corpus, "ada"), voter(house, corpus, "ben"), voter(house, corpus, "cem"));
    cast(house, clips.get(0), people.get(0), "anger");
    cast(house, clips.get(0), people.get(1), "anger");
    cast(house, clips.get(0), people.get(2), "fear");
    cast(house, clips.get(1), people.get(0), "anger");
    cast(house, clips.get(1), people.get(1), "disgust");
    cast(house, clips.get(1), people.get(2), "fear");

    assertThat(page(house, corpus, Disagreement.Place.START, 10))
        .extracting(Disagreement::degree)
        .containsExactly(1000, 667);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void machines_withdrawn_votes_and_settled_clips_do_not_count(Furnished house) {
    var corpus = corpus(house, 3, 3);
    var clips = clipsOf(house, corpus);
    var ada = voter(house, corpus, "ada");
    var ben = voter(house, corpus, "ben");
    var machine = house.get(Voting.class).machine(corpus.id(), VoterKind.MACHINE, "gpt").id();
    cast(house, clips.get(0), ada, "anger");
    cast(house, clips.get(0), machine, "fear");
    cast(house, clips.get(1), ada, "anger");
    cast(house, clips.get(1), ben, "fear");
    house.get(Voting.class).withdraw(UUID.randomUUID(), clips.get(1), ben);
    cast(house, clips.get(2), ada, "anger");
    cast(house, clips.get(2), ben, "fear");
    var kim = person(house, "kim");
    var curation = house.get(Curation.class);

    assertThat(page(house, corpus, Disagreement.Place.START, 10)).hasSize(1);

    var decision =
        curation.settle(
            UUID.randomUUID(),
            corpus.id(),
            clips.get(2),
            kim,
            CandidateSet.of("fear", "anger"),
            SettledParts.NONE,
            "the answer of ben");
    assertThat(page(house, corpus, Disagreement.Place.START, 10)).isEmpty();
    assertThat(decision.label()).contains("fear");
    assertThat(decision.candidates()).isEqualTo(CandidateSet.of("fear", "anger"));

    curation.undo(UUID.randomUUID(), corpus.id(), decision.id(), kim);
    assertThat(page(house, corpus, Disagreement.Place.START, 10)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void in_the_council_people_together_have_the_seat_of_one_machine(Furnished house) {
    var corpus = corpus(house, 3, 3);
    var clips = clipsOf(house, corpus);
    var ada = voter(house, corpus, "ada");
    var ben = voter(house, corpus, "ben");
    var machine = house.get(Voting.class).machine(corpus.id(), VoterKind.MACHINE, "gpt").id();
    cast(house, clips.get(0), ada, "anger");
    cast(house, clips.get(0), ben, "anger");
    cast(house, clips.get(0), machine, "fear");
    cast(house, clips.get(1), ada, "anger");
    cast(house, clips.get(1), ben, "fear");
    cast(house, clips.get(2), ada, "anger");
    cast(house, clips.get(2), machine, "anger", "fear");
    var disagreements = house.get(Disagreements.class);

    assertThat(disagreements.page(corpus.id(), Among.COUNCIL, Disagreement.Place.START, 10))
        .extracting(Disagreement::clip, Disagreement::degree)
        .containsExactly(tuple(clips.get(0), 1000), tuple(clips.get(2), 311));
    assertThat(disagreements.count(corpus.id(), Among.COUNCIL)).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void pages_go_on_where_the_last_one_ended(Furnished house) {
    var corpus = corpus(house, 7, 3);
    var ada = voter(house, corpus, "ada");
    var ben = voter(house, corpus, "ben");
    int number = 0;
    for (var clip : clipsOf(house, corpus)) {
      cast(house, clip, ada, "anger", "fear");
      cast(house, clip, ben, number++ % 2 == 0 ? "fear" : "disgust");
    }

    var read = new ArrayList<ClipId>();
    var place = Disagreement.Place.START;
    for (var page = page(house, corpus, place, 3);
        !page.isEmpty();
        page = page(house, corpus, place, 3)) {
      page.forEach(d -> read.add(d.clip()));
      place = page.getLast().place();
    }

    assertThat(read).containsExactlyInAnyOrderElementsOf(clipsOf(house, corpus));
    assertThat(read)
        .isEqualTo(
            page(house, corpus, Disagreement.Place.START, 10).stream()
                .map(Disagreement::clip)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("houses")
  void clips_from_before_the_counter_are_counted_when_the_house_opens(Furnished house) {
    var corpus = corpus(house, 2, 3);
    var clips = clipsOf(house, corpus);
    var ada = voter(house, corpus, "ada");
    var ben = voter(house, corpus, "ben");
    cast(house, clips.get(0), ada, "anger");
    cast(house, clips.get(0), ben, "fear");
    cast(house, clips.get(1), ada, "anger");
    cast(house, clips.get(1), ben, "anger");
    house
        .get(JdbcClient.class)
        .sql("update clip set disagreement = -1 where corpus_id = ?")
        .param(corpus.id().value())
        .update();

    assertThat(page(house, corpus, Disagreement.Place.START, 10)).isEmpty();
    assertThat(house.get(Disagreements.class).countMissing()).isEqualTo(2);
    assertThat(page(house, corpus, Disagreement.Place.START, 10))
        .containsExactly(new Disagreement(clips.get(0), 1000));
    assertThat(house.get(Disagreements.class).countMissing()).isZero();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void labels_merged_into_one_end_the_disagreement_between_them(Furnished house) {
    var corpus = corpus(house, 1, 3);
    var clip = clipsOf(house, corpus).getFirst();
    cast(house, clip, voter(house, corpus, "ada"), "anger");
    cast(house, clip, voter(house, corpus, "ben"), "disgust");
    var migrating = house.get(Migrating.class);
    var scheme = house.get(Catalogue.class).schemeOf(corpus.id());
    var labels = scheme.labels().stream().filter(l -> !l.id().equals("disgust")).toList();
    var merged = new LabelScheme(scheme.name(), scheme.version() + 1, scheme.title(), labels);
    var becomes = Map.of("disgust", List.of("anger"));

    migrating.change(
        corpus.id(),
        migrating.preview(corpus.id(), merged, becomes).base(),
        merged,
        becomes,
        person(house, "kim"));

    assertThat(page(house, corpus, Disagreement.Place.START, 10)).isEmpty();
  }

  private static List<Disagreement> page(
      Furnished house, Corpus corpus, Disagreement.Place after, int size) {
    return house.get(Disagreements.class).page(corpus.id(), Among.PEOPLE, after, size);
  }

  private static void cast(Furnished house, ClipId clip, VoterId voter, String... labels) {
    house
        .get(Voting.class)
        .cast(Ballot.of(UUID.randomUUID(), clip, voter, CandidateSet.of(labels)));
  }

  private static VoterId voter(Furnished house, Corpus corpus, String name) {
    return house.get(Voting.class).person(corpus.id(), person(house, name), name).id();
  }

  private static AccountId person(Furnished house, String name) {
    var people = house.get(People.class);
    var invite =
        people.invite(InstanceRole.MEMBER, null, null, "", null, Duration.ofHours(1)).secret();
    return people.accept(invite, name + UUID.randomUUID(), name, "hash", "en").id();
  }
}
