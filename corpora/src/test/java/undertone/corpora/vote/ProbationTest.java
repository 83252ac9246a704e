package undertone.corpora.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;

class ProbationTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  private static void vote(Furnished house, Voter voter, ClipId clip, String... labels) {
    house
        .get(Voting.class)
        .cast(Ballot.of(UUID.randomUUID(), clip, voter.id(), CandidateSet.of(labels)));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void what_a_model_on_probation_says_is_kept_and_counts_for_nothing(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    var voting = house.get(Voting.class);
    var ada = voting.machine(corpus.id(), VoterKind.MACHINE, "ada");
    var model = voting.machineOnProbation(corpus.id(), "tiny");

    vote(house, ada, clip, "fear");
    vote(house, model, clip, "anger");
    vote(house, model, clip, "anger", "fear");

    assertThat(voting.standing(clip)).extracting(Vote::voter).containsExactly(ada.id());
    assertThat(voting.onProbation(List.of(clip)).get(clip))
        .singleElement()
        .satisfies(vote -> assertThat(vote.candidates().labels()).containsExactly("anger", "fear"));
    var counted = counted(house, clip);
    assertThat(counted.voteCount()).isEqualTo(1);
    assertThat(counted.leadingLabel()).contains("fear");
    var read = new ArrayList<VoterIdAndLabels>();
    house
        .get(VoteScan.class)
        .read(corpus.id(), row -> read.add(new VoterIdAndLabels(row.voter().value(), row.held())));
    assertThat(read)
        .containsExactly(new VoterIdAndLabels(ada.id().value(), CandidateSet.of("fear")));
  }

  private static Clip counted(Furnished house, ClipId clip) {
    return Objects.requireNonNull(house.get(Library.class).byIds(List.of(clip)).get(clip));
  }

  private record VoterIdAndLabels(long voter, CandidateSet held) {}

  @ParameterizedTest
  @MethodSource("houses")
  void votes_count_from_the_moment_their_model_is_let_in(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    var voting = house.get(Voting.class);
    var model = voting.machineOnProbation(corpus.id(), "tiny");
    vote(house, model, clip, "anger");
    var scan = house.get(VoteScan.class);
    var before = scan.version(corpus.id());

    voting.setProbation(model.id(), false);
    voting.recount(List.of(clip));

    assertThat(voting.standing(clip)).extracting(Vote::voter).containsExactly(model.id());
    assertThat(voting.onProbation(List.of(clip))).isEmpty();
    assertThat(counted(house, clip).leadingLabel()).contains("anger");
    assertThat(scan.version(corpus.id())).isNotEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void who_votes_already_is_not_put_on_probation_by_asking(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var voting = house.get(Voting.class);
    voting.machine(corpus.id(), VoterKind.MACHINE, "tiny");

    assertThat(voting.machineOnProbation(corpus.id(), "tiny").onProbation()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void the_record_of_a_voter_is_what_it_says_now_of_settled_clips(Furnished house) {
    var corpus = corpus(house, 3, 2);
    var clips = clipsOf(house, corpus);
    var voting = house.get(Voting.class);
    var model = voting.machineOnProbation(corpus.id(), "tiny");
    vote(house, model, clips.get(0), "anger");
    vote(house, model, clips.get(0), "fear", "anger");
    vote(house, model, clips.get(1), "anger");
    vote(house, model, clips.get(2), "disgust");
    settle(house, clips.get(0), "fear");
    settle(house, clips.get(2), "anger");

    var record = house.get(TrackRecords.class).of(corpus.id(), model.id());

    assertThat(record)
        .containsExactly(
            new TrackRecords.Judged(clips.get(0), "fear", CandidateSet.of("fear", "anger")),
            new TrackRecords.Judged(clips.get(2), "anger", CandidateSet.of("disgust")));
  }

  private static void settle(Furnished house, ClipId clip, String label) {
    house
        .get(JdbcClient.class)
        .sql("update clip set decided_label = ? where id = ?")
        .params(label, clip.value())
        .update();
  }
}
