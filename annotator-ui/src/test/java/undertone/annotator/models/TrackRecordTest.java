package undertone.annotator.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.vote.TrackRecords.Judged;
import undertone.engine.metrics.Share;

class TrackRecordTest {
  private static final List<String> LABELS = List.of("anger", "fear", "neutral");

  private static Judged judged(long clip, String truth, String... held) {
    return new Judged(new ClipId(clip), truth, CandidateSet.of(held));
  }

  @Test
  void a_model_is_judged_by_what_it_puts_first_and_by_what_its_sets_hold() {
    var record =
        TrackRecord.of(
            List.of(
                judged(1, "anger", "anger"),
                judged(2, "anger", "fear", "anger"),
                judged(3, "fear", "anger", "neutral"),
                judged(4, "neutral", "neutral")),
            LABELS,
            Set.of());

    assertThat(record.first()).isEqualTo(Share.of(2, 4));
    assertThat(record.held()).isEqualTo(Share.of(3, 4));
    assertThat(record.setSize()).isEqualTo(1.5);
    assertThat(record.labels())
        .containsExactly(
            new TrackRecord.OfLabel("anger", Share.of(1, 2)),
            new TrackRecord.OfLabel("fear", Share.of(0, 1)),
            new TrackRecord.OfLabel("neutral", Share.of(1, 1)));
  }

  @Test
  void clips_that_taught_it_say_nothing_of_it() {
    var record =
        TrackRecord.of(
            List.of(judged(1, "anger", "anger"), judged(2, "anger", "fear")),
            LABELS,
            Set.of(new ClipId(1)));

    assertThat(record.first()).isEqualTo(Share.of(0, 1));
    assertThat(record.learned()).isEqualTo(1);
  }

  @Test
  void whoever_has_not_voted_has_no_record() {
    var record = TrackRecord.of(List.of(), LABELS, Set.of());

    assertThat(record.first().of()).isZero();
    assertThat(record.setSize()).isZero();
  }
}
