package undertone.corpora.word;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.HouseOnBothDatabases.account;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.CandidateSet;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.InvalidValueException;
import undertone.corpora.challenge.EmotionWheels;
import undertone.corpora.clip.Library;
import undertone.corpora.scheme.OpenWord;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class OpenWordsTest {
  private static final EmotionWheels WHEELS =
      new EmotionWheels(
          Map.of("jealous", List.of("jealousy")),
          Map.of("jealousy", List.of("envious")),
          List.of(
              new EmotionWheels.Wheel(
                  "wheel1", Map.of("envious", "angry"), Map.of("envious", "bitter"))));

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_vote_with_a_word_reads_as_the_label_the_word_stands_for(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    var voting = house.get(Voting.class);
    var ada = voting.machine(corpus.id(), VoterKind.MACHINE, "ada").id();
    var words = house.get(OpenWords.class);
    var jealous = new OpenWord("Jealous ");

    var sense = words.look(corpus.id(), jealous, WHEELS);
    assertThat(words.of(corpus.id())).isEmpty();
    words.hear(corpus.id(), List.of(jealous), WHEELS);
    voting.cast(
        Ballot.of(UUID.randomUUID(), clip, ada, CandidateSet.of(jealous.candidate(), "fear")));

    assertThat(sense.label()).isEqualTo("anger");
    assertThat(sense.way()).isEqualTo(OpenWords.Way.WHEEL);
    assertThat(sense.chain()).containsExactly("envious", "angry");
    assertThat(voting.standing(clip))
        .singleElement()
        .satisfies(vote -> {
          assertThat(vote.candidates()).isEqualTo(CandidateSet.of("anger", "fear"));
          assertThat(vote.words()).containsExactly("jealous");
        });
    assertThat(house.get(Library.class).find(clip).orElseThrow().leadingLabel()).contains("anger");
    assertThat(words.counts(corpus.id())).isEqualTo(Map.of("jealous", 1));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void another_mind_about_a_word_reaches_all_who_said_it(Furnished house) {
    var corpus = corpus(house, 2, 2);
    var voting = house.get(Voting.class);
    var ada = voting.machine(corpus.id(), VoterKind.MACHINE, "ada").id();
    var words = house.get(OpenWords.class);
    var wistful = new OpenWord("wistful");
    var clips = clipsOf(house, corpus);
    assertThat(words.look(corpus.id(), wistful, null).way()).isEqualTo(OpenWords.Way.NONE);
    words.hear(corpus.id(), List.of(wistful), null);
    for (var clip : clips) {
      voting.cast(Ballot.of(UUID.randomUUID(), clip, ada, CandidateSet.of(wistful.candidate())));
    }
    assertThat(voting.standing(clips.getFirst()))
        .extracting(Vote::candidates)
        .containsExactly(CandidateSet.of("other"));

    int said = words.set(corpus.id(), wistful, "fear", account(house));

    assertThat(said).isEqualTo(2);
    assertThat(voting.standing(clips.getLast()))
        .extracting(Vote::candidates)
        .containsExactly(CandidateSet.of("fear"));
    assertThat(house.get(Library.class).find(clips.getLast()).orElseThrow().leadingLabel())
        .contains("fear");
    assertThat(words.of(corpus.id()))
        .singleElement()
        .isEqualTo(new OpenWords.Sense("wistful", "fear", OpenWords.Way.PERSON, List.of()));
    assertThat(words.look(corpus.id(), wistful, WHEELS).label()).isEqualTo("fear");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_word_nobody_said_and_a_label_nobody_has_are_refused(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var words = house.get(OpenWords.class);
    var kim = account(house);

    assertThatThrownBy(() -> words.set(corpus.id(), new OpenWord("eerie"), "fear", kim))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("eerie");
    words.hear(corpus.id(), List.of(new OpenWord("eerie")), null);
    assertThatThrownBy(() -> words.set(corpus.id(), new OpenWord("eerie"), "dread", kim))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("dread");
  }

  @Test
  void a_word_is_one_whatever_its_case_and_blanks() {
    assertThat(new OpenWord("  At  Ease ")).isEqualTo(new OpenWord("at ease"));
  }

  @Test
  void what_parts_words_is_no_part_of_one() {
    for (var written : List.of("", " ", "a|b", "a,b", "'a'", "[a]", "~a", "x".repeat(61))) {
      assertThatThrownBy(() -> new OpenWord(written)).isInstanceOf(InvalidValueException.class);
    }
  }
}
