package undertone.corpora.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.CandidateSet;
import undertone.corpora.Certainty;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Meaning;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.trace.Axis;
import undertone.corpora.trace.Trace;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class SegmentsTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void segments_and_traces_come_back_as_they_were_said(Furnished house) {
    long vote = vote(house, corpus(house, 1, 1));
    var smile = segment(2_000_000, 3_480_000, CandidateSet.of("anger", "disgust"));
    var frown =
        new Segment(
            UUID.randomUUID(),
            500_000,
            2_500_000,
            Meaning.ALL_OF,
            CandidateSet.of("fear"),
            CandidateSet.of("anger"),
            Certainty.FAIRLY,
            0.75,
            "眉头紧锁",
            "zh");
    var valence = new Trace(Axis.VALENCE, new long[] {0, 40_000}, new float[] {-0.5f, 0.25f});
    var arousal = new Trace(Axis.AROUSAL, new long[] {20_000}, new float[] {1f});

    house.get(Segments.class).write(vote, List.of(smile, frown));
    house.get(Traces.class).write(vote, List.of(arousal, valence));

    assertThat(house.get(Segments.class).of(vote)).containsExactly(frown, smile);
    assertThat(house.get(Traces.class).of(vote)).containsExactly(valence, arousal);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_newer_vote_brings_its_own_segments_and_erases_none(Furnished house) {
    var corpus = corpus(house, 1, 1);
    var clip = clipsOf(house, corpus).getFirst();
    var voting = house.get(Voting.class);
    var segments = house.get(Segments.class);
    var ada = voting.machine(corpus.id(), VoterKind.MACHINE, "ada").id();
    var first = voting.cast(Ballot.of(UUID.randomUUID(), clip, ada, CandidateSet.of("anger"))).id();
    segments.write(first, List.of(segment(0, 10, CandidateSet.of("anger"))));
    var second = voting.cast(Ballot.of(UUID.randomUUID(), clip, ada, CandidateSet.of("fear"))).id();

    assertThat(segments.of(List.of(first, second))).containsOnlyKeys(first);
    assertThat(segments.of(second)).isEmpty();
  }

  @Test
  void a_segment_that_says_nothing_is_refused() {
    assertThatThrownBy(() -> segment(0, 10, CandidateSet.NONE))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("label or a caption");
  }

  @Test
  void a_segment_ends_after_its_start() {
    assertThatThrownBy(() -> segment(10, 10, CandidateSet.of("fear")))
        .hasMessageContaining("ends after its start");
    assertThatThrownBy(() -> segment(-1, 10, CandidateSet.of("fear")))
        .hasMessageContaining("ends after its start");
  }

  private static long vote(Furnished house, Corpus corpus) {
    var clip = clipsOf(house, corpus).getFirst();
    var voting = house.get(Voting.class);
    var ada = voting.machine(corpus.id(), VoterKind.MACHINE, "ada").id();
    return voting.cast(Ballot.of(UUID.randomUUID(), clip, ada, CandidateSet.of("anger"))).id();
  }

  private static Segment segment(long start, long end, CandidateSet candidates) {
    return new Segment(
        UUID.randomUUID(),
        start,
        end,
        Meaning.ONE_OF,
        candidates,
        CandidateSet.NONE,
        null,
        null,
        null,
        null);
  }
}
