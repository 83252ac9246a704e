package undertone.corpora.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import undertone.corpora.CandidateSet;
import undertone.corpora.Certainty;
import undertone.corpora.ClipRating;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Meaning;
import undertone.corpora.VoterId;
import undertone.corpora.decision.SettledParts.TakenCaption;
import undertone.corpora.decision.SettledParts.TakenRating;
import undertone.corpora.decision.SettledParts.TakenSegment;
import undertone.corpora.decision.SettledParts.TakenTrace;
import undertone.corpora.segment.Segment;
import undertone.corpora.trace.Axis;

class SettledPartsTest {

  private static final VoterId ADA = new VoterId(7);

  @Test
  void what_is_written_is_read_again_whole() {
    var segment =
        new Segment(
            UUID.randomUUID(),
            1_000,
            2_000,
            Meaning.ONE_OF,
            CandidateSet.of("anger", "fear"),
            CandidateSet.of("disgust"),
            Certainty.UNSURE,
            0.25,
            "a \"tight\" smile",
            "en");
    var wordless =
        new Segment(
            UUID.randomUUID(),
            0,
            10,
            Meaning.ONE_OF,
            CandidateSet.of("fear"),
            CandidateSet.NONE,
            null,
            null,
            null,
            null);
    var parts =
        new SettledParts(
            List.of(new TakenSegment(segment, ADA, true), new TakenSegment(wordless, ADA, false)),
            List.of(new TakenTrace(12, Axis.AROUSAL, ADA)),
            List.of(new TakenCaption("她笑了", "zh", ADA, false)),
            new TakenRating(new ClipRating(-.25, null, 1.0), List.of(ADA)));

    assertThat(SettledParts.parse(parts.written())).isEqualTo(parts);
  }

  @Test
  void a_decision_on_labels_alone_writes_nothing() {
    assertThat(SettledParts.NONE.written()).isNull();
    assertThat(SettledParts.parse(null)).isEqualTo(SettledParts.NONE);
  }

  @Test
  void parts_from_before_ratings_were_settled_are_read_and_written_as_they_were() {
    var written =
        """
        {"segments":[],"traces":[{"vote":12,"axis":"AROUSAL","voter":7}],"captions":[]}\
        """;

    var parts = SettledParts.parse(written);

    assertThat(parts.rating()).isNull();
    assertThat(parts.written()).isEqualTo(written);
  }

  @Test
  void a_rating_that_says_nothing_is_no_part() {
    assertThatThrownBy(() -> new TakenRating(ClipRating.NONE, List.of()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("valence, arousal or intensity");
  }

  @Test
  void an_empty_caption_is_no_part() {
    assertThatThrownBy(() -> new TakenCaption("  ", "en", ADA, true))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("1 to 10000 characters");
  }
}
