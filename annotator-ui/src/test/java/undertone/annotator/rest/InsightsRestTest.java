package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.trace.TraceCsv;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class InsightsRestTest extends OpenHouse {

  /// Twenty clips; two voters agree on fifteen.
  private CorpusId voted() {
    var corpus = corpus(20);
    var clips = clipsOf(corpus);
    for (int i = 0; i < clips.size(); i++) {
      vote(corpus, clips.get(i), "=ada", i % 2 == 0 ? "anger" : "disgust");
      vote(
          corpus,
          clips.get(i),
          "ben",
          i % 2 == 0 && i < 10 ? "disgust" : i % 2 == 0 ? "anger" : "disgust");
    }
    return corpus;
  }

  private void vote(CorpusId corpus, ClipId clip, String voter, String label) {
    var voting = get(Voting.class);
    var id = voting.machine(corpus, VoterKind.MACHINE, voter).id();
    voting.cast(Ballot.of(UUID.randomUUID(), clip, id, CandidateSet.of(label)));
  }

  private static String at(CorpusId corpus, String rest) {
    return "/api/v1/corpora/" + corpus + rest;
  }

  /// Asks until it is worked out, as a program would.
  private static Visitor.Answer worked(Visitor visitor, String address) {
    var answer = visitor.get(address);
    while (answer.status() == 202) {
      answer = visitor.get(address);
    }
    return answer;
  }

  @Test
  void agreement_is_worked_out_and_says_who_and_on_how_many_clips() {
    var corpus = voted();
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var answer = worked(kim, at(corpus, "/insights"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/report/several").asInt()).isEqualTo(20);
    assertThat(answer.json().at("/report/figures/0/name").asString()).isEqualTo("percent");
    assertThat(answer.json().at("/report/figures/0/value").asDouble()).isEqualTo(.75);
    assertThat(answer.json().at("/report/figures/0/clips").asInt()).isEqualTo(20);
    assertThat(answer.json().at("/report/apart/0/1").asInt()).isEqualTo(5);
    assertThat(answer.json().at("/report/voters/0/name").asString()).isEqualTo("=ada");
  }

  @Test
  void a_new_vote_is_in_the_next_answer() {
    var corpus = voted();
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    worked(kim, at(corpus, "/insights"));

    vote(corpus, clipsOf(corpus).getFirst(), "ben", "anger");

    assertThat(worked(kim, at(corpus, "/insights")).json().at("/report/apart/0/1").asInt())
        .isEqualTo(4);
  }

  @Test
  void researchers_see_labels_agree_but_no_voter_and_annotators_see_nothing() {
    var corpus = voted();
    var rea = browserOf(member(corpus, CorpusRole.RESEARCHER));
    var ann = browserOf(member(corpus, CorpusRole.ANNOTATOR));

    var seen = worked(rea, at(corpus, "/insights"));
    assertThat(seen.json().at("/report/figures").size()).isGreaterThan(3);
    assertThat(seen.json().at("/report/voters").size()).isZero();
    assertThat(seen.json().at("/report/pairs").size()).isZero();
    assertThat(seen.text()).doesNotContain("ada");
    assertThat(worked(rea, at(corpus, "/insights/agreement.csv")).text()).doesNotContain("ada");
    assertThat(rea.get(at(corpus, "/insights/voters")).status()).isEqualTo(403);
    assertThat(rea.get(at(corpus, "/clips?size=5&against=ben")).status()).isEqualTo(403);
    assertThat(ann.get(at(corpus, "/insights")).status()).isEqualTo(403);
    assertThat(ann.get(at(corpus, "/insights/agreement.csv")).status()).isEqualTo(403);
  }

  @Test
  void the_table_holds_every_figure_and_no_formula() {
    var corpus = voted();
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var csv = worked(kim, at(corpus, "/insights/agreement.csv"));

    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    var lines = List.of(csv.text().split("\r\n"));
    assertThat(lines.getFirst()).isEqualTo("about,of,statistic,value,low,high,clips,voters");
    assertThat(lines)
        .anyMatch(l -> l.startsWith("all,,percent,0.75,"))
        .anyMatch(l -> l.startsWith("label,anger,positive-agreement,"))
        .anyMatch(l -> l.startsWith("voter-vs-rest,'=ada,percent,"))
        .anyMatch(l -> l.startsWith("pair,'=ada | ben,cohen-kappa,"))
        .noneMatch(l -> l.contains(",=ada"));
  }

  @Test
  void each_figure_leads_to_its_clips() {
    var corpus = voted();
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    assertThat(count(kim, corpus, "apart=anger%7Cdisgust")).isEqualTo(5);
    assertThat(count(kim, corpus, "apart=anger")).isEqualTo(5);
    assertThat(count(kim, corpus, "against=nobody")).isZero();
  }

  private static int count(Visitor visitor, CorpusId corpus, String query) {
    return visitor.get(at(corpus, "/clips/count?" + query)).json().at("/clips").asInt();
  }

  @Test
  void who_followed_the_same_clips_is_compared_over_time() {
    var corpus = corpus(3);
    var clips = clipsOf(corpus);
    follow(corpus, clips.get(0), "ada", "time,valence\n0,0\n1,0.5\n2,0");
    follow(corpus, clips.get(0), "ben", "time,valence\n0,0\n1,0.5\n2,0");
    follow(corpus, clips.get(1), "ada", "time,valence\n0,0\n1,0.5\n2,0");
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var figures = worked(kim, at(corpus, "/insights")).json().at("/report/figures");
    var csv = worked(kim, at(corpus, "/insights/agreement.csv")).text();

    assertThat(StreamSupport.stream(figures.spliterator(), false))
        .filteredOn(figure -> figure.at("/name").asString().equals("trace-valence-ccc"))
        .singleElement()
        .satisfies(figure -> {
          assertThat(figure.at("/value").asDouble()).isCloseTo(1, offset(1e-9));
          assertThat(figure.at("/clips").asInt()).isEqualTo(1);
          assertThat(figure.at("/voters").asInt()).isEqualTo(2);
        });
    assertThat(csv).contains("all,,trace-valence-ccc,1").contains("all,,trace-valence-icc,");
    assertThat(csv).doesNotContain("trace-arousal").doesNotContain("certainty-alpha");
    assertThat(count(kim, corpus, "apart=*traces")).isEqualTo(1);
  }

  private void follow(CorpusId corpus, ClipId clip, String voter, String table) {
    var voting = get(Voting.class);
    var id = voting.machine(corpus, VoterKind.MACHINE, voter).id();
    var vote = voting.cast(Ballot.of(UUID.randomUUID(), clip, id, CandidateSet.of("anger")));
    get(Traces.class).write(vote.id(), TraceCsv.read(table));
  }

  @Test
  void a_voter_is_told_of_with_confusions_and_gold() {
    var corpus = voted();
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var voters = worked(kim, at(corpus, "/insights/voters")).json();

    assertThat(StreamSupport.stream(voters.spliterator(), false))
        .hasSize(2)
        .allSatisfy(voter -> {
          assertThat(voter.at("/votes").asInt()).isEqualTo(20);
          assertThat(voter.at("/machine").asBoolean()).isTrue();
          assertThat(voter.at("/confusion").size()).isEqualTo(2);
          assertThat(voter.at("/drift").size()).isEqualTo(1);
        });
  }
}
