package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

/// An annotator sees the clip and nothing that gives its label away: no name, no path, no gold, no
/// vote of anybody else, no opinion of a model.
class BlindAnnotatorTest extends OpenHouse {

  private static final String SECRET_VOTER = "GPT-GIVEAWAY";

  @Test
  void no_answer_an_annotator_can_get_names_a_file_a_gold_label_or_another_voter() {
    var corpus = corpus(3);
    gold(corpus);
    machineVotes(corpus);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));

    var answers = everythingAnAnnotatorMayAsk(corpus, ada);

    assertThat(answers).hasSizeGreaterThan(20);
    assertThat(answers.stream().filter(a -> a.status() == 200)).hasSizeGreaterThan(5);
    for (var answer : answers) {
      var said = answer.text() + answer.headers().map();
      assertThat(said).doesNotContain("GIVEAWAY", "GOLDEN", "disgust\",\"anger");
    }
  }

  @Test
  void an_owner_does_see_names_so_the_test_above_could_fail() {
    var corpus = corpus(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));

    assertThat(owner.get("/api/v1/corpora/" + corpus + "/clips").text()).contains("GIVEAWAY");
  }

  private List<Visitor.Answer> everythingAnAnnotatorMayAsk(CorpusId corpus, Visitor ada) {
    var world = MatrixWorld.of(this, corpus);
    var answers = new ArrayList<Visitor.Answer>();
    for (var route : RouteTable.ROUTES) {
      if (route.need().ofACorpus() || route.need() == RouteTable.Need.SIGNED_IN) {
        answers.add(ada.call(route.method(), route.path(world), route.body(0)));
      }
    }
    // and the way through the desk
    var next = ada.call("POST", "/api/v1/corpora/" + corpus + "/queue/next", "{\"holding\":[]}");
    answers.add(next);
    return answers;
  }

  private void gold(CorpusId corpus) {
    for (var clip : clipsOf(corpus)) {
      get(JdbcClient.class)
          .sql("insert into gold_label (clip_id, corpus_id, label, source) values (?, ?, ?, ?)")
          .params(clip.value(), corpus.value(), "GOLDEN", "test")
          .update();
    }
  }

  private void machineVotes(CorpusId corpus) {
    var voting = get(Voting.class);
    var machine = voting.machine(corpus, VoterKind.MACHINE, SECRET_VOTER);
    for (ClipId clip : clipsOf(corpus)) {
      voting.cast(
          Ballot.of(UUID.randomUUID(), clip, machine.id(), CandidateSet.of("disgust", "anger")));
    }
  }
}
