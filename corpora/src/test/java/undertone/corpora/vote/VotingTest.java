package undertone.corpora.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.HouseOnBothDatabases.account;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.Meaning;
import undertone.corpora.VoterId;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;

class VotingTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_newer_vote_supersedes_the_older_one_and_erases_nothing(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    var voting = house.get(Voting.class);
    var ada = voting.machine(corpus.id(), VoterKind.MACHINE, "ada").id();

    voting.cast(Ballot.of(UUID.randomUUID(), clip, ada, CandidateSet.of("anger", "disgust")));
    voting.cast(Ballot.of(UUID.randomUUID(), clip, ada, CandidateSet.of("fear")));

    assertThat(voting.ledger(clip)).hasSize(2);
    assertThat(voting.standing(clip))
        .singleElement()
        .satisfies(v -> assertThat(v.candidates()).isEqualTo(CandidateSet.of("fear")));
    assertThat(house.get(Library.class).find(clip).orElseThrow().leadingLabel()).contains("fear");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_retry_with_the_same_client_id_never_doubles_a_vote(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    var voting = house.get(Voting.class);
    var ada = voting.machine(corpus.id(), VoterKind.MACHINE, "ada").id();
    var ballot = Ballot.of(UUID.randomUUID(), clip, ada, CandidateSet.of("anger"));

    var first = voting.cast(ballot);
    var again = voting.cast(ballot);

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(voting.ledger(clip)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_persons_vote_keeps_the_guidelines_that_were_in_force(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    var voting = house.get(Voting.class);
    var catalogue = house.get(Catalogue.class);
    var kim = voting.person(corpus.id(), account(house), "kim").id();
    var machine = voting.machine(corpus.id(), VoterKind.MACHINE, "model").id();

    voting.cast(Ballot.of(UUID.randomUUID(), clip, kim, CandidateSet.of("anger")));
    catalogue.describe(corpus.id(), "Corpus", "", "Watch twice.", null);
    catalogue.describe(corpus.id(), "Corpus", "", "Watch three times.", null);
    voting.cast(Ballot.of(UUID.randomUUID(), clip, kim, CandidateSet.of("fear")));
    voting.cast(Ballot.of(UUID.randomUUID(), clip, machine, CandidateSet.of("fear")));

    assertThat(voting.ledger(clip))
        .extracting(Vote::guidelineRevision)
        .containsExactly(Optional.empty(), Optional.of(2), Optional.empty());
    assertThat(voting.standing(clip, kim).orElseThrow().guidelineRevision()).contains(2);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_withdrawn_vote_no_longer_stands_but_stays_in_the_ledger(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    var voting = house.get(Voting.class);
    var ada = voting.machine(corpus.id(), VoterKind.MACHINE, "ada").id();
    voting.cast(Ballot.of(UUID.randomUUID(), clip, ada, CandidateSet.of("anger")));

    voting.withdraw(UUID.randomUUID(), clip, ada);

    assertThat(voting.standing(clip)).isEmpty();
    assertThat(voting.ledger(clip)).hasSize(2);
    assertThat(house.get(Library.class).find(clip).orElseThrow().voteCount()).isZero();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void votes_taken_together_stand_and_count_like_those_taken_one_by_one(Furnished house) {
    var corpus = corpus(house, 2, 2);
    var clips = clipsOf(house, corpus);
    var voting = house.get(Voting.class);
    var ada = voting.machine(corpus.id(), VoterKind.MACHINE, "ada").id();
    var eve = voting.machine(corpus.id(), VoterKind.MACHINE, "eve").id();
    voting.cast(Ballot.of(UUID.randomUUID(), clips.getFirst(), ada, CandidateSet.of("anger")));
    var known = Ballot.of(UUID.randomUUID(), clips.getFirst(), eve, CandidateSet.of("fear"));
    voting.cast(known);

    int taken =
        voting.castAll(
            List.of(
                known,
                Ballot.of(UUID.randomUUID(), clips.getLast(), ada, CandidateSet.of("fear")),
                Ballot.of(UUID.randomUUID(), clips.getLast(), eve, CandidateSet.of("fear")),
                Ballot.of(UUID.randomUUID(), clips.getFirst(), ada, CandidateSet.of("fear"))));

    assertThat(taken).isEqualTo(3);
    assertThat(voting.ledger(clips.getFirst())).extracting(Vote::revision).containsExactly(1, 1, 2);
    assertThat(voting.standing(clips.getFirst()))
        .extracting(Vote::candidates)
        .containsOnly(CandidateSet.of("fear"));
    assertThat(house.get(Library.class).find(clips.getLast()).orElseThrow())
        .satisfies(clip -> {
          assertThat(clip.voteCount()).isEqualTo(2);
          assertThat(clip.leadingLabel()).contains("fear");
        });

    voting.withdrawAll(ada, Map.of(clips.getLast(), UUID.randomUUID()));

    assertThat(voting.standing(clips.getLast()))
        .singleElement()
        .satisfies(vote -> assertThat(vote.voter()).isEqualTo(eve));
    assertThat(voting.ledger(clips.getLast())).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void of_votes_taken_together_none_is_taken_if_one_is_refused(Furnished house) {
    var clips = clipsOf(house, corpus(house, 2, 2));
    var voting = house.get(Voting.class);
    var corpus = house.get(Library.class).find(clips.getFirst()).orElseThrow().corpus();
    var ada = voting.machine(corpus, VoterKind.MACHINE, "ada").id();
    var id = UUID.randomUUID();
    voting.cast(Ballot.of(id, clips.getFirst(), ada, CandidateSet.of("anger")));

    assertThatThrownBy(() ->
            voting.castAll(
                List.of(
                    Ballot.of(UUID.randomUUID(), clips.getFirst(), ada, CandidateSet.of("fear")),
                    Ballot.of(id, clips.getLast(), ada, CandidateSet.of("anger")))))
        .isInstanceOf(VoteRefusedException.class);
    assertThat(voting.ledger(clips.getFirst())).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_client_id_of_another_clip_is_refused(Furnished house) {
    var corpus = corpus(house, 2, 2);
    var clips = clipsOf(house, corpus);
    var voting = house.get(Voting.class);
    var ada = voting.machine(corpus.id(), VoterKind.MACHINE, "ada").id();
    var id = UUID.randomUUID();
    voting.cast(Ballot.of(id, clips.getFirst(), ada, CandidateSet.of("anger")));

    assertThatThrownBy(
            () -> voting.cast(Ballot.of(id, clips.getLast(), ada, CandidateSet.of("anger"))))
        .isInstanceOf(VoteRefusedException.class);
  }

  @Test
  void a_label_cannot_be_a_candidate_and_ruled_out_at_once() {
    assertThatThrownBy(() ->
            new Ballot(
                UUID.randomUUID(),
                new ClipId(1),
                new VoterId(1),
                Meaning.ONE_OF,
                CandidateSet.of("anger"),
                CandidateSet.of("anger"),
                null,
                null,
                null,
                null))
        .hasMessageContaining("both a candidate and ruled out");
  }
}
