package undertone.corpora.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.CandidateSet;
import undertone.corpora.Certainty;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.Meaning;
import undertone.corpora.trace.TraceCsv;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.VoteScan;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

/// Lists of clips narrowed by what single voters say.
class VoteFilterTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  private static List<ClipId> found(
      Furnished house, CorpusId corpus, @Nullable String apart, @Nullable String against) {
    var filter =
        new ClipFilter(null, null, null, null, null, null, null, null, null, apart, against);
    var found = house.get(Library.class).page(corpus, filter, -1, 100);
    assertThat(house.get(Library.class).count(corpus, filter)).isEqualTo(found.size());
    return found.stream().map(Clip::id).toList();
  }

  private static void vote(
      Furnished house, ClipId clip, String voter, CorpusId corpus, String... labels) {
    var voting = house.get(Voting.class);
    var id = voting.machine(corpus, VoterKind.MACHINE, voter).id();
    voting.cast(Ballot.of(UUID.randomUUID(), clip, id, CandidateSet.of(labels)));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void clips_are_found_by_the_labels_voters_part_on(Furnished house) {
    var made = corpus(house, 4, 2);
    var corpus = made.id();
    var clips = clipsOf(house, made);
    vote(house, clips.get(0), "ada", corpus, "anger", "fear");
    vote(house, clips.get(0), "ben", corpus, "fear");
    vote(house, clips.get(1), "ada", corpus, "anger");
    vote(house, clips.get(1), "ben", corpus, "anger", "fear"); // second, not first
    vote(house, clips.get(2), "ada", corpus, "fear");
    vote(house, clips.get(2), "ben", corpus, "disgust");
    vote(house, clips.get(3), "ada", corpus, "anger");

    assertThat(found(house, corpus, "anger|fear", null)).containsExactly(clips.get(0));
    assertThat(found(house, corpus, "fear|anger", null)).containsExactly(clips.get(0));
    assertThat(found(house, corpus, "fear", null)).containsExactly(clips.get(0), clips.get(2));
    assertThat(found(house, corpus, "anger", null)).containsExactly(clips.get(0));
    assertThat(found(house, corpus, "an_er|fear", null)).isEmpty(); // no wildcard
  }

  @ParameterizedTest
  @MethodSource("houses")
  void clips_are_found_on_which_one_voter_stands_against_the_leading_label(Furnished house) {
    var made = corpus(house, 2, 2);
    var corpus = made.id();
    var clips = clipsOf(house, made);
    for (var clip : clips) {
      vote(house, clip, "ada", corpus, "anger");
      vote(house, clip, "cem", corpus, "anger", "fear");
    }
    vote(house, clips.get(0), "ben", corpus, "anger");
    vote(house, clips.get(1), "ben", corpus, "fear", "anger");

    assertThat(found(house, corpus, null, "ben")).containsExactly(clips.get(1));
    assertThat(found(house, corpus, null, "cem")).isEmpty();
    assertThat(found(house, corpus, null, "nobody")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void clips_are_found_on_which_voters_part_beside_labels(Furnished house) {
    var made = corpus(house, 3, 2);
    var corpus = made.id();
    var clips = clipsOf(house, made);
    say(house, clips.get(0), "ada", corpus, Certainty.CERTAIN, .3, .3);
    say(house, clips.get(0), "ben", corpus, Certainty.UNSURE, .3, .5);
    say(house, clips.get(1), "ada", corpus, Certainty.FAIRLY, .3, -.3);
    say(house, clips.get(1), "ben", corpus, Certainty.FAIRLY, .6, -.3);
    say(house, clips.get(2), "ada", corpus, Certainty.FAIRLY, .3, -.3);
    vote(house, clips.get(2), "ben", corpus, "fear"); // says nothing beside

    assertThat(found(house, corpus, "*valence", null)).containsExactly(clips.get(0));
    assertThat(found(house, corpus, "*arousal", null)).containsExactly(clips.get(0), clips.get(1));
    assertThat(found(house, corpus, "*certainty", null)).containsExactly(clips.get(0));
    assertThat(found(house, corpus, "*intensity", null)).containsExactly(clips.get(1));
    assertThat(found(house, corpus, "*traces", null)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void clips_are_found_that_two_followed_along_the_same_axis(Furnished house) {
    var made = corpus(house, 2, 2);
    var corpus = made.id();
    var clips = clipsOf(house, made);
    for (var voter : List.of("ada", "ben")) {
      var both = say(house, clips.get(0), voter, corpus, null, null, null);
      house.get(Traces.class).write(both.id(), TraceCsv.read("time,valence\n0,0\n2,.5"));
      var other = say(house, clips.get(1), voter, corpus, null, null, null);
      var axis = voter.equals("ada") ? "valence" : "arousal";
      house.get(Traces.class).write(other.id(), TraceCsv.read("time," + axis + "\n0,0\n2,.5"));
    }

    assertThat(found(house, corpus, "*traces", null)).containsExactly(clips.get(0));
  }

  private static Vote say(
      Furnished house,
      ClipId clip,
      String voter,
      CorpusId corpus,
      @Nullable Certainty certainty,
      @Nullable Double intensity,
      @Nullable Double valence) {
    var voting = house.get(Voting.class);
    var id = voting.machine(corpus, VoterKind.MACHINE, voter).id();
    return voting.cast(
        new Ballot(
            UUID.randomUUID(),
            clip,
            id,
            Meaning.ONE_OF,
            CandidateSet.of("anger"),
            CandidateSet.NONE,
            certainty,
            intensity,
            valence,
            valence == null || intensity == null ? valence : (Double) (valence * intensity)));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void all_standing_votes_are_read_in_one_go_and_their_version_moves_with_them(Furnished house) {
    var made = corpus(house, 2, 2);
    var corpus = made.id();
    var clips = clipsOf(house, made);
    var scan = house.get(VoteScan.class);
    var empty = scan.version(corpus);
    vote(house, clips.get(0), "ada", corpus, "anger");
    vote(house, clips.get(1), "ada", corpus, "fear");
    vote(house, clips.get(0), "ben", corpus, "fear");
    vote(house, clips.get(0), "ada", corpus, "disgust"); // a newer one
    say(house, clips.get(1), "cem", corpus, Certainty.FAIRLY, .4, -.2);

    var rows = new ArrayList<VoteScan.Row>();
    scan.read(corpus, rows::add);

    assertThat(rows)
        .extracting(VoteScan.Row::clip)
        .containsExactly(clips.get(0), clips.get(0), clips.get(1), clips.get(1));
    assertThat(rows.stream().map(row -> row.held().written()))
        .containsExactlyInAnyOrder("fear", "disgust", "fear", "anger");
    assertThat(rows.getLast().certainty()).isEqualTo(Certainty.FAIRLY);
    assertThat(rows.getLast().intensity()).isEqualTo(.4);
    assertThat(rows.getLast().valence()).isEqualTo(-.2);
    assertThat(rows.getLast().arousal()).isEqualTo(-.2 * .4);
    assertThat(rows.getFirst().certainty()).isNull();
    assertThat(scan.version(corpus)).isNotEqualTo(empty).isEqualTo(scan.version(corpus));
    assertThat(scan.skips(corpus)).isEmpty();
  }
}
