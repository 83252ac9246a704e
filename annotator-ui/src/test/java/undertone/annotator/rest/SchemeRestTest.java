package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.corpora.CandidateSet;
import undertone.corpora.CorpusId;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.scheme.SchemeYaml;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class SchemeRestTest extends OpenHouse {

  private static final Map<String, List<String>> RENAMING = Map.of("anger", List.of("rage"));

  @Test
  void a_scheme_is_looked_ahead_of_changed_and_gone_back_from() {
    var corpus = corpus(2);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    cast(corpus, "anger");

    var preview =
        owner.post(path(corpus, "preview"), Map.of("yaml", renamed(), "becomes", RENAMING));
    assertThat(preview.status()).isEqualTo(200);
    assertThat(preview.json().get("votes").asInt()).isEqualTo(1);
    assertThat(leading(owner, corpus)).isEqualTo("anger");

    int base = preview.json().get("base").asInt();
    var change =
        owner.post(
            path(corpus, "changes"), Map.of("base", base, "yaml", renamed(), "becomes", RENAMING));
    assertThat(change.status()).isEqualTo(200);
    assertThat(leading(owner, corpus)).isEqualTo("rage");

    var back = owner.post(path(corpus, "back"), Map.of("base", base + 1, "node", 0));
    assertThat(back.status()).isEqualTo(200);
    assertThat(leading(owner, corpus)).isEqualTo("anger");
    assertThat(owner.get(path(corpus, "versions")).json()).hasSize(3);
  }

  @Test
  void the_second_of_two_owners_is_told() {
    var corpus = corpus(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var change = Map.of("base", 0, "yaml", renamed(), "becomes", RENAMING);
    owner.post(path(corpus, "changes"), change);

    assertThat(owner.post(path(corpus, "changes"), change).status()).isEqualTo(409);
  }

  @Test
  void a_label_that_vanishes_without_a_word_is_refused() {
    var corpus = corpus(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));

    var answer =
        owner.post(
            path(corpus, "changes"), Map.of("base", 0, "yaml", renamed(), "becomes", Map.of()));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("\"anger\" is gone");
  }

  @Test
  void the_exported_file_reads_back_to_the_same_labels() {
    var corpus = corpus(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));

    var file = owner.get(path(corpus, "file"));

    assertThat(SchemeYaml.read("file", file.text()).labels()).isEqualTo(scheme().labels());
  }

  private void cast(CorpusId corpus, String label) {
    var voting = get(Voting.class);
    var voter = voting.machine(corpus, VoterKind.MACHINE, "ada").id();
    var clip = clipsOf(corpus).getFirst();
    voting.cast(Ballot.of(UUID.randomUUID(), clip, voter, CandidateSet.of(label)));
  }

  private String leading(Visitor owner, CorpusId corpus) {
    var clip = clipsOf(corpus).getFirst();
    var answer = owner.get("/api/v1/corpora/%s/clips/%s".formatted(corpus, clip));
    return answer.json().get("clip").get("leadingLabel").asString();
  }

  private static String renamed() {
    return SchemeYaml.write(scheme()).replace("anger", "rage");
  }

  private static String path(CorpusId corpus, String what) {
    return "/api/v1/corpora/%s/scheme/%s".formatted(corpus, what);
  }
}
