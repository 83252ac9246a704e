package undertone.corpora.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import undertone.corpora.CandidateSet;
import undertone.corpora.InvalidValueException;
import undertone.corpora.VoterId;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.FrameTracks;
import undertone.corpora.track.Measure;

class RuleTest {

  private static Rule rule(Reads reads, String looksFor, String... unless) {
    return new Rule("r", reads, List.of(looksFor), List.of(unless), CandidateSet.of("happiness"));
  }

  private static ClipFacts saying(String transcript) {
    return new ClipFacts(transcript, List.of(), List.of(), Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "haha, 'Ha. Haha!', true",
    "haha, hahaha, false",
    "haha, “‘Haha’ she said”, true",
    "laugh*, She is laughing., true",
    "laugh*, Her daughter., false",
    "so happy, 'I am SO — happy.', true",
    "so happy, so very happy, false",
    "don't, I don’t know, true",
    "开心, 我今天很开心。, true",
    "开心, 开了一下心, false",
    "naïve, 'NAÏVE.', true",
  })
  void a_phrase_is_found_whatever_its_case_and_the_marks_between(
      String looksFor, String said, boolean found) {
    assertThat(rule(Reads.TRANSCRIPT, looksFor).speaksOf(saying(said))).isEqualTo(found);
  }

  @Test
  void what_speaks_against_it_silences_a_rule() {
    var rule = rule(Reads.TRANSCRIPT, "happy", "not happy", "unhappy");

    assertThat(rule.speaksOf(saying("I am happy."))).isTrue();
    assertThat(rule.speaksOf(saying("I am not happy."))).isFalse();
  }

  @Test
  void captions_are_read_one_by_one() {
    var clip = new ClipFacts("", List.of("She smiles", "broadly she waves"), List.of(), Map.of());

    assertThat(rule(Reads.CAPTION, "smil*").speaksOf(clip)).isTrue();
    assertThat(rule(Reads.CAPTION, "smiles broadly").speaksOf(clip)).isFalse();
    assertThat(rule(Reads.TRANSCRIPT, "smil*").speaksOf(clip)).isFalse();
  }

  @Test
  void units_must_be_seen_by_one_machine_in_one_frame() {
    var smile = track(12, .9f, .9f, .9f, 0, 0, 0);
    var cheeksThen = track(6, .9f, .9f, .9f, 0, 0, 0);
    var cheeksLater = track(6, 0, 0, 0, .9f, .9f, .9f);
    var both = rule(Reads.UNITS, "AU6+AU12");

    assertThat(both.speaksOf(seeing(smile, cheeksThen))).isTrue();
    assertThat(both.speaksOf(seeing(smile, cheeksLater))).isFalse();
    assertThat(both.speaksOf(seeing(smile))).isFalse();
    assertThat(rule(Reads.UNITS, "AU12").speaksOf(seeing(smile))).isTrue();
    assertThat(rule(Reads.UNITS, "AU12").speaksOf(seeing(track(12, 0, .9f, 0, 0)))).isFalse();
  }

  @Test
  void a_column_is_held_against_its_value() {
    var clip = new ClipFacts("", List.of(), List.of(), Map.of("strength", "Strong"));

    assertThat(rule(Reads.COLUMN, "strength = strong").speaksOf(clip)).isTrue();
    assertThat(rule(Reads.COLUMN, "strength=normal").speaksOf(clip)).isFalse();
    assertThat(rule(Reads.COLUMN, "mood=strong").speaksOf(clip)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "TRANSCRIPT, '…'",
    "TRANSCRIPT, '*'",
    "UNITS, smile",
    "UNITS, AU6 AU12",
    "COLUMN, strength",
    "COLUMN, =strong"
  })
  void a_rule_that_could_never_speak_is_refused(Reads reads, String looksFor) {
    assertThatThrownBy(() -> rule(reads, looksFor))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining(looksFor);
  }

  @Test
  void what_it_looks_for_stands_in_one_line() {
    assertThatThrownBy(() -> rule(Reads.COLUMN, "strength=a\nmood"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("one line");
  }

  private static ClipFacts seeing(FrameTrack... tracks) {
    var followed = new FrameTracks.Followed(new VoterId(1), List.of(tracks));
    return new ClipFacts("", List.of(), List.of(followed), Map.of());
  }

  private static FrameTrack track(int unit, float... values) {
    var micros = Stream.iterate(0L, t -> t + 40_000).limit(values.length).mapToLong(t -> t);
    return new FrameTrack(Measure.unit(unit), micros.toArray(), values);
  }
}
