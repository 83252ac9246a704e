package undertone.annotator.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.caption.Captioning;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

/// A corpus seen as a map, as its address answers.
class MapTest extends OpenHouse {

  @Test
  void each_clip_with_words_has_a_place_and_what_is_held_of_it() {
    var corpus = corpus(6);
    var clips = clipsOf(corpus);
    vote(corpus, clips.get(0), "ada", "anger");
    vote(corpus, clips.get(0), "ben", "anger");
    vote(corpus, clips.get(0), "cem", "disgust");
    vote(corpus, clips.get(1), "ada", "disgust");
    tables("update clip set noise = 0.25 where id = " + clips.get(0));
    tables("update clip set decided_label = 'anger' where id = " + clips.get(2));
    tables("update clip set text_content = null where id = " + clips.get(5));
    var kim = browserOf(member(corpus, CorpusRole.RESEARCHER));

    var map = drawn(kim, corpus);

    var points = points(map);
    assertThat(points).containsOnlyKeys(clips.subList(0, 5));
    assertThat(map.path("silent").asInt()).isEqualTo(1);
    assertThat(points.values())
        .allSatisfy(point -> {
          assertThat(point.path("x").asDouble()).isBetween(0.0, 1.0);
          assertThat(point.path("y").asDouble()).isBetween(0.0, 1.0);
        });
    var torn = of(points, clips.get(0));
    assertThat(torn.path("label").asString()).isEqualTo("anger");
    assertThat(torn.path("disagreement").asDouble()).isEqualTo(.3333);
    assertThat(torn.path("noise").asDouble()).isEqualTo(.25);
    var alone = of(points, clips.get(1));
    assertThat(alone.path("label").asString()).isEqualTo("disgust");
    assertThat(alone.path("disagreement").isNull()).isTrue();
    assertThat(alone.path("noise").isNull()).isTrue();
    assertThat(of(points, clips.get(2)).path("decided").asBoolean()).isTrue();
    assertThat(of(points, clips.get(3)).path("label").isNull()).isTrue();
  }

  @Test
  void a_clip_that_comes_later_moves_nobody_until_the_map_is_drawn_anew() {
    var corpus = corpus(8);
    var clips = clipsOf(corpus);
    var late = clips.getLast();
    tables("update clip set text_content = null where id = " + late);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var before = drawn(kim, corpus);
    assertThat(points(before)).doesNotContainKey(late);

    // when somebody writes of a clip that had no words
    var writer = get(Voting.class).machine(corpus, VoterKind.MACHINE, "writer").id();
    get(Captioning.class).write(UUID.randomUUID(), late, writer, "en", "Line 3");
    await(() -> points(map(kim, corpus)).containsKey(late));

    // then it has joined, and all others are where they were
    var after = drawn(kim, corpus);
    assertThat(after.path("later").asInt()).isEqualTo(1);
    assertThat(after.path("drawnAt")).isEqualTo(before.path("drawnAt"));
    points(before)
        .forEach((clip, point) -> {
          assertThat(of(points(after), clip).path("x")).isEqualTo(point.path("x"));
          assertThat(of(points(after), clip).path("y")).isEqualTo(point.path("y"));
        });

    // and drawn anew it belongs to the rest
    assertThat(kim.call("POST", path(corpus), null).status()).isEqualTo(202);
    await(() -> !map(kim, corpus).path("drawnAt").equals(before.path("drawnAt")));
    assertThat(map(kim, corpus).path("later").asInt()).isZero();
  }

  @Test
  void a_corpus_without_clips_or_without_words_says_so() {
    var nothing = corpus(0);
    var wordless = corpus(2);
    tables("update clip set text_content = null where corpus_id = " + wordless);
    var root = admin();

    assertThat(map(root, nothing).path("state").asString()).isEqualTo("EMPTY");
    await(() -> map(root, wordless).path("state").asString().equals("SILENT"));
    assertThat(map(root, wordless).path("points")).isEmpty();
  }

  @Test
  void annotators_see_no_map_and_researchers_do_not_have_it_drawn_anew() {
    var corpus = corpus(1);

    assertThat(browserOf(member(corpus, CorpusRole.ANNOTATOR)).get(path(corpus)).status())
        .isEqualTo(403);
    assertThat(
            browserOf(member(corpus, CorpusRole.RESEARCHER))
                .call("POST", path(corpus), null)
                .status())
        .isEqualTo(403);
  }

  // ---

  private void vote(CorpusId corpus, ClipId clip, String voter, String label) {
    var id = get(Voting.class).machine(corpus, VoterKind.MACHINE, voter).id();
    get(Voting.class).cast(Ballot.of(UUID.randomUUID(), clip, id, CandidateSet.of(label)));
  }

  private void tables(String change) {
    get(JdbcClient.class).sql(change).update();
  }

  private static String path(CorpusId corpus) {
    return "/api/v1/corpora/%s/map".formatted(corpus);
  }

  private static JsonNode map(Visitor visitor, CorpusId corpus) {
    return visitor.get(path(corpus)).json();
  }

  private static JsonNode drawn(Visitor visitor, CorpusId corpus) {
    await(() -> {
      var map = map(visitor, corpus);
      return map.path("state").asString().equals("READY") && map.path("current").asBoolean();
    });
    return map(visitor, corpus);
  }

  private static Map<ClipId, JsonNode> points(JsonNode map) {
    return map.path("points")
        .valueStream()
        .collect(Collectors.toMap(p -> new ClipId(p.path("clip").asLong()), p -> p));
  }

  private static JsonNode of(Map<ClipId, JsonNode> points, ClipId clip) {
    return Objects.requireNonNull(points.get(clip));
  }
}
