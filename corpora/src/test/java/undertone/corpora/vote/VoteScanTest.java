package undertone.corpora.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;

class VoteScanTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_gold_label_that_comes_changes_or_goes_is_another_version(Furnished house) {
    var made = corpus(house, 1, 2);
    var corpus = made.id();
    var clip = clipsOf(house, made).getFirst();
    var scan = house.get(VoteScan.class);
    var before = scan.version(corpus);

    gold(house, corpus, clip, "anger", "2026-01-01T10:00:00Z");
    var with = scan.version(corpus);
    house
        .get(JdbcClient.class)
        .sql("delete from gold_label where clip_id = ?")
        .param(clip.value())
        .update();
    gold(house, corpus, clip, "fear", "2026-01-01T10:00:01Z");
    var changed = scan.version(corpus);

    assertThat(List.of(before, with, changed)).doesNotHaveDuplicates();
    assertThat(scan.version(corpus)).isEqualTo(changed);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void every_standing_vote_is_read_once(Furnished house) {
    var corpus = corpus(house, 3, 2);
    var voting = house.get(Voting.class);
    var ada = voting.machine(corpus.id(), VoterKind.MACHINE, "ada").id();
    for (var clip : clipsOf(house, corpus)) {
      voting.cast(Ballot.of(UUID.randomUUID(), clip, ada, CandidateSet.of("anger")));
      voting.cast(Ballot.of(UUID.randomUUID(), clip, ada, CandidateSet.of("fear")));
    }

    var read = new ArrayList<VoteScan.Row>();
    house.get(VoteScan.class).read(corpus.id(), read::add);

    assertThat(read)
        .hasSize(3)
        .allSatisfy(row -> assertThat(row.held()).isEqualTo(CandidateSet.of("fear")));
  }

  private static void gold(
      Furnished house, CorpusId corpus, ClipId clip, String label, String recorded) {
    house
        .get(JdbcClient.class)
        .sql(
            "insert into gold_label (clip_id, corpus_id, label, source, recorded_at)"
                + " values (?, ?, ?, 'test', ?)")
        .params(clip.value(), corpus.value(), label, OffsetDateTime.parse(recorded))
        .update();
  }
}
