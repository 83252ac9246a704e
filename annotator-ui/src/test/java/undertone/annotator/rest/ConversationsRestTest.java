package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import undertone.annotator.OpenHouse;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

/// A conversation turn by turn, with what everybody holds of it.
class ConversationsRestTest extends OpenHouse {

  @Test
  void a_conversation_has_a_lane_for_each_voter_and_says_where_they_are_apart() {
    var corpus = corpus(3);
    var clips = clipsOf(corpus);
    vote(corpus, "ada", VoterKind.PERSON, clips.get(0), "anger", "disgust");
    vote(corpus, "ben", VoterKind.PERSON, clips.get(0), "anger");
    vote(corpus, "a model", VoterKind.MACHINE, clips.get(0), "disgust");
    vote(corpus, "ada", VoterKind.PERSON, clips.get(1), "anger");
    vote(corpus, "ben", VoterKind.PERSON, clips.get(1), "disgust");
    gold(corpus, clips.get(1), "disgust");
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var told = kim.get(at(corpus, "clips/" + clips.get(1) + "/conversation")).json();

    assertThat(told.get("name").asString()).isEqualTo("talk");
    assertThat(told.get("lanes").valueStream().map(lane -> lane.get("voter").asString()))
        .as("people before machines")
        .containsExactly("ada", "ben", "a model");
    var first = told.at("/turns/0");
    assertThat(first.get("leading").asString()).isEqualTo("anger");
    assertThat(first.at("/held/0/candidates/1").asString()).isEqualTo("disgust");
    assertThat(apart(first)).containsExactly(false, true);
    var second = told.at("/turns/1");
    assertThat(apart(second)).containsExactly(true, false);
    assertThat(second.get("leading").isNull()).as("a tie leads to nothing").isTrue();
    assertThat(second.get("gold").asString()).isEqualTo("disgust");
    assertThat(second.at("/held/2").isNull()).isTrue();
    assertThat(apart(told.at("/turns/2"))).containsExactly(false, false);
  }

  @Test
  void a_model_on_probation_has_the_last_lane_and_no_say_in_what_leads() {
    var corpus = corpus(2);
    var clip = clipsOf(corpus).getFirst();
    var voting = get(Voting.class);
    var newcomer = voting.machineOnProbation(corpus, "a newcomer");
    vote(newcomer, clip, "disgust");
    vote(corpus, "model of old", VoterKind.MACHINE, clip, "anger");
    vote(corpus, "ada", VoterKind.PERSON, clip, "anger");
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var told = kim.get(at(corpus, "clips/" + clip + "/conversation")).json();

    assertThat(told.get("lanes").valueStream().map(lane -> lane.get("voter").asString()))
        .containsExactly("ada", "model of old", "a newcomer");
    assertThat(told.get("lanes").valueStream().map(lane -> lane.get("probation").asBoolean()))
        .containsExactly(false, false, true);
    var turn = told.at("/turns/0");
    assertThat(turn.at("/held/2/candidates/0").asString()).isEqualTo("disgust");
    assertThat(turn.get("leading").asString()).isEqualTo("anger");
    assertThat(apart(turn)).containsExactly(false, false);
  }

  @Test
  void conversations_are_listed_by_name_and_only_for_those_who_review() {
    var corpus = corpus(4);
    get(JdbcClient.class)
        .sql("update clip set conversation = 'alone' where id = ?")
        .param(clipsOf(corpus).getLast().value())
        .update();
    vote(corpus, "ada", VoterKind.PERSON, clipsOf(corpus).getFirst(), "anger");
    vote(corpus, "ben", VoterKind.PERSON, clipsOf(corpus).getFirst(), "disgust");
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var page = kim.get(at(corpus, "conversations")).json();

    assertThat(page.get("conversations").size()).as("one turn is no conversation").isOne();
    var row = page.at("/conversations/0");
    assertThat(row.get("name").asString()).isEqualTo("talk");
    assertThat(row.get("turns").asInt()).isEqualTo(3);
    assertThat(row.get("voted").asInt()).isOne();
    assertThat(row.get("apart").asInt()).isOne();
    assertThat(page.get("next").isNull()).isTrue();
    for (var role : List.of(CorpusRole.ANNOTATOR, CorpusRole.RESEARCHER)) {
      var other = browserOf(member(corpus, role));
      assertThat(other.get(at(corpus, "conversations")).status()).isEqualTo(403);
    }
  }

  @Test
  void two_hundred_turns_are_told_at_once() {
    var corpus = corpus(200);
    for (var clip : clipsOf(corpus)) {
      vote(corpus, "ada", VoterKind.PERSON, clip, "anger");
    }
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var began = System.nanoTime();
    var told = kim.get(at(corpus, "clips/" + clipsOf(corpus).getFirst() + "/conversation"));

    assertThat(told.json().get("turns").size()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }

  private static List<Boolean> apart(JsonNode turn) {
    return List.of(turn.get("peopleApart").asBoolean(), turn.get("modelsApart").asBoolean());
  }

  private void vote(
      CorpusId corpus, String name, VoterKind kind, ClipId clip, String... candidates) {
    vote(get(Voting.class).machine(corpus, kind, name), clip, candidates);
  }

  private void vote(Voter voter, ClipId clip, String... candidates) {
    var held = new CandidateSet(List.of(candidates));
    get(Voting.class).cast(Ballot.of(UUID.randomUUID(), clip, voter.id(), held));
  }

  private void gold(CorpusId corpus, ClipId clip, String label) {
    get(JdbcClient.class)
        .sql("insert into gold_label (clip_id, corpus_id, label, source) values (?, ?, ?, 't')")
        .params(clip.value(), corpus.value(), label)
        .update();
  }

  private static String at(CorpusId corpus, String rest) {
    return "/api/v1/corpora/" + corpus + "/" + rest;
  }
}
