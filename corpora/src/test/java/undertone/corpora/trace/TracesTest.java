package undertone.corpora.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.VoterId;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class TracesTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void the_traces_that_stand_are_read_clip_by_clip_at_equal_steps(Furnished house) {
    var corpus = corpus(house, 2, 2);
    var clips = clipsOf(house, corpus);
    var voting = house.get(Voting.class);
    var ada = voting.machine(corpus.id(), VoterKind.MACHINE, "ada").id();
    var ben = voting.machine(corpus.id(), VoterKind.MACHINE, "ben").id();
    trace(house, clips.get(1), ada, "time,valence\n0,1\n1,1"); // superseded
    trace(house, clips.get(1), ada, "time,valence,arousal\n0.04,0.5,0\n0.08,-0.5,0");
    trace(house, clips.get(0), ben, "time,valence\n0,0.25");
    trace(house, clips.get(0), ada, "time,valence\n0,0.75");

    var read = new ArrayList<Traces.Series>();
    house.get(Traces.class).read(corpus.id(), read::add);

    assertThat(read)
        .extracting(Traces.Series::clip)
        .containsExactly(clips.get(0), clips.get(0), clips.get(1), clips.get(1));
    assertThat(read).extracting(Traces.Series::voter).containsExactly(ada, ben, ada, ada);
    assertThat(read)
        .extracting(Traces.Series::axis)
        .containsExactly(Axis.VALENCE, Axis.VALENCE, Axis.AROUSAL, Axis.VALENCE);
    assertThat(read.getFirst().values()).containsExactly(.75f);
    assertThat(read.getLast().values()).containsExactly(Float.NaN, .5f, -.5f);
  }

  private static void trace(Furnished house, ClipId clip, VoterId voter, String table) {
    var vote =
        house
            .get(Voting.class)
            .cast(Ballot.of(UUID.randomUUID(), clip, voter, CandidateSet.of("anger")));
    house.get(Traces.class).write(vote.id(), TraceCsv.read(table));
  }
}
