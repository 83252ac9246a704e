package undertone.corpora.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.util.List;
import java.util.Objects;
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

class ReferenceTracesTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_reference_is_kept_replaced_and_taken_away(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    var references = house.get(ReferenceTraces.class);
    var first = TraceCsv.read("time,valence,arousal\n0,0,0\n1,0.5,-0.5");
    var second = TraceCsv.read("time,arousal\n0,0\n2,0.5");

    references.set(corpus.id(), clip, first, null, null);
    assertThat(references.of(clip).orElseThrow().traces()).isEqualTo(first);
    assertThat(references.clips(corpus.id())).isEqualTo(1);

    references.set(corpus.id(), clip, second, null, null);
    assertThat(references.of(clip).orElseThrow().traces()).isEqualTo(second);

    references.clear(clip);
    assertThat(references.of(clip)).isEmpty();
    assertThat(references.clips(corpus.id())).isZero();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void everybodys_lag_is_measured_on_calibration_clips_by_the_trace_that_stands(Furnished house) {
    var corpus = corpus(house, 4, 2);
    var references = house.get(ReferenceTraces.class);
    var voting = house.get(Voting.class);
    var ada = voting.machine(corpus.id(), VoterKind.MACHINE, "ada").id();
    var ben = voting.machine(corpus.id(), VoterKind.MACHINE, "ben").id();
    int number = 0;
    for (var clip : clipsOf(house, corpus)) {
      references.set(corpus.id(), clip, List.of(waves(number, 0)), ben, null);
      trace(house, clip, ada, waves(number, 3)); // superseded
      trace(house, clip, ada, waves(number, 1.2));
      trace(house, clip, ben, waves(number, 0));
      number++;
    }

    var lags = references.lags(corpus.id());

    var adas = Objects.requireNonNull(lags.get(ada));
    assertThat(adas.clips()).isEqualTo(4);
    assertThat(adas.found().orElseThrow().seconds()).isCloseTo(1.2, within(0.05));
    assertThat(references.lag(corpus.id(), ada)).isEqualTo(adas);
    assertThat(lags).as("nobody is measured by their own trace").doesNotContainKey(ben);
    assertThat(references.lag(corpus.id(), ben).found()).isEmpty();
  }

  private static void trace(Furnished house, ClipId clip, VoterId voter, Trace trace) {
    var vote =
        house
            .get(Voting.class)
            .cast(Ballot.of(UUID.randomUUID(), clip, voter, CandidateSet.of("anger")));
    house.get(Traces.class).write(vote.id(), List.of(trace));
  }

  /// Two slow waves over twenty seconds, another pair for each number, seen so many seconds later.
  private static Trace waves(int number, double lag) {
    int steps = (int) (20 * Trace.SERIES_HZ);
    var micros = new long[steps];
    var values = new float[steps];
    for (int i = 0; i < steps; i++) {
      double t = i / Trace.SERIES_HZ - lag;
      micros[i] = Math.round(i / Trace.SERIES_HZ * 1e6);
      values[i] = (float) (0.4 * Math.sin(t * (1 + 0.2 * number)) + 0.4 * Math.sin(t / 1.7));
    }
    return new Trace(Axis.VALENCE, micros, values);
  }
}
