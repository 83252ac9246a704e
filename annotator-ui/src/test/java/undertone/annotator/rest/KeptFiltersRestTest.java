package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.corpora.CorpusId;
import undertone.corpora.people.CorpusRole;

class KeptFiltersRestTest extends OpenHouse {

  @Test
  void a_filter_is_kept_for_one_list_and_one_person_until_it_is_let_go() {
    var corpus = corpus(1);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var lea = browserOf(member(corpus, CorpusRole.CURATOR));

    keep(kim, corpus, "CLIPS", "unsettled", "decided=no");
    keep(kim, corpus, "CLIPS", "unsettled", "decided=no&label=anger");

    assertThat(names(kim.get(at(corpus, "?room=CLIPS")))).containsExactly("unsettled");
    assertThat(kim.get(at(corpus, "?room=CLIPS")).json().at("/0/content").asString())
        .isEqualTo("decided=no&label=anger");
    assertThat(names(kim.get(at(corpus, "?room=REVIEW")))).isEmpty();
    assertThat(names(lea.get(at(corpus, "?room=CLIPS")))).isEmpty();

    kim.call("DELETE", at(corpus, "?room=CLIPS&name=unsettled"), null);
    assertThat(names(kim.get(at(corpus, "?room=CLIPS")))).isEmpty();
  }

  @Test
  void a_researcher_keeps_filters_of_clips_but_not_of_the_review() {
    var corpus = corpus(1);
    var rea = browserOf(member(corpus, CorpusRole.RESEARCHER));

    assertThat(keep(rea, corpus, "CLIPS", "mine", "label=anger").status()).isEqualTo(200);
    assertThat(keep(rea, corpus, "REVIEW", "mine", "to=anger").status()).isEqualTo(403);
  }

  @Test
  void a_name_too_long_is_refused_with_what_to_do() {
    var corpus = corpus(1);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    assertThat(keep(kim, corpus, "CLIPS", "n".repeat(61), "").detail()).contains("1 to 60");
  }

  private static String at(CorpusId corpus, String query) {
    return "/api/v1/corpora/" + corpus + "/filters" + query;
  }

  private static Visitor.Answer keep(
      Visitor visitor, CorpusId corpus, String room, String name, String query) {
    return visitor.call(
        "PUT",
        at(corpus, ""),
        "{\"room\":\"%s\",\"name\":\"%s\",\"query\":\"%s\"}".formatted(room, name, query));
  }

  private static List<String> names(Visitor.Answer filters) {
    return StreamSupport.stream(filters.json().spliterator(), false)
        .map(f -> f.get("name").asString())
        .toList();
  }
}
