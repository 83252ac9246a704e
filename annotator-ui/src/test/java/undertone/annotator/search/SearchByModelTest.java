package undertone.annotator.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.people.CorpusRole;
import undertone.engine.recognition.DescribedFolder;

/// Clips are sought by how models described them, over REST.
class SearchByModelTest extends OpenHouse {
  private static final String MODEL = "mae-dfer-tiny-7";
  private static final float[][] COMPASS = {{9, 1}, {8, 2}, {8, 8}, {9, 9}};

  private void describe(CorpusId corpus, String model, String run, float[]... vectors)
      throws IOException {
    var growing =
        new DescribedFolder(get(HomeFolder.class).described(corpus))
            .begin(new DescribedFolder.Serving(model, run, false));
    var clips = clipsOf(corpus);
    for (int i = 0; i < vectors.length; i++) {
      growing.add(clips.get(i), vectors[i]);
    }
    growing.serve();
  }

  @Test
  void clips_lie_near_those_that_the_model_took_for_alike() throws IOException {
    var corpus = corpus(5);
    var clips = clipsOf(corpus);
    describe(corpus, MODEL, "11", COMPASS);
    var kim = browserOf(member(corpus, CorpusRole.RESEARCHER));
    await(() -> offered(kim, corpus).equals(List.of(MODEL)));

    var found = search(kim, corpus, "like=%s&by=%s".formatted(clips.get(3), MODEL));

    assertThat(ids(found))
        .as("seen from their centre, the last was described by nobody")
        .containsExactly(clips.get(2), clips.get(0), clips.get(1));
    assertThat(found.at("/found/0/ranks").propertyNames()).containsExactly(MODEL);
    assertThat(found.at("/by/0/words").asBoolean(true)).isFalse();
    assertThat(ids(search(kim, corpus, "like=%s&by=mae-dfer-tiny".formatted(clips.get(3)))))
        .as("by what it is called without its number")
        .hasSize(3);
    assertThat(search(kim, corpus, "like=" + clips.get(3)).path("found").valueStream())
        .as("nobody else is asked by it")
        .noneMatch(hit -> hit.path("ranks").has(MODEL));
  }

  @Test
  void a_newer_description_takes_over_in_one_step_and_clips_that_came_since_are_found()
      throws IOException {
    var corpus = corpus(4);
    var clips = clipsOf(corpus);
    describe(corpus, MODEL, "21", COMPASS[0], COMPASS[1], COMPASS[2]);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var like = "like=%s&by=%s".formatted(clips.get(0), MODEL);
    await(() -> offered(kim, corpus).equals(List.of(MODEL)));
    assertThat(ids(search(kim, corpus, like))).containsExactly(clips.get(1), clips.get(2));

    describe(corpus, MODEL, "22", COMPASS[0], COMPASS[3], COMPASS[2], COMPASS[1]);

    await(() -> {
      var found = ids(search(kim, corpus, like));
      assertThat(found.getFirst())
          .as("of one description or the other")
          .isIn(clips.get(1), clips.get(3));
      return found.size() == 3;
    });
    assertThat(ids(search(kim, corpus, like)).getFirst()).isEqualTo(clips.get(3));
  }

  @Test
  void two_models_are_asked_each_for_itself() throws IOException {
    var corpus = corpus(3);
    var clips = clipsOf(corpus);
    describe(corpus, MODEL, "31", COMPASS[0], COMPASS[1], COMPASS[3]);
    describe(
        corpus,
        "svfap-tiny-8",
        "32",
        new float[] {1, 0, 0},
        new float[] {0, 1, 0},
        new float[] {1, 0, 1});
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    await(() -> offered(kim, corpus).equals(List.of(MODEL, "svfap-tiny-8")));

    assertThat(ids(search(kim, corpus, "like=%s&by=%s".formatted(clips.get(0), MODEL))).getFirst())
        .isEqualTo(clips.get(1));
    assertThat(
            ids(search(kim, corpus, "like=%s&by=svfap-tiny-8".formatted(clips.get(0)))).getFirst())
        .isEqualTo(clips.get(2));
  }

  @Test
  void what_a_model_cannot_answer_is_refused_with_what_to_do() throws IOException {
    var corpus = corpus(4);
    var clips = clipsOf(corpus);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    await(() -> search(kim, corpus, "words=").at("/progress/whole").asBoolean());
    assertThat(refused(kim, corpus, "words=smile&by=" + MODEL))
        .startsWith("No model has described the clips of this corpus for its search yet");
    describe(corpus, MODEL, "41", COMPASS[0], COMPASS[1], COMPASS[2]);
    await(() -> offered(kim, corpus).equals(List.of(MODEL)));

    assertThat(refused(kim, corpus, "words=smile&by=oracle"))
        .isEqualTo(
            "\"oracle\" is none of the models by which this corpus is searched; those are %s."
                .formatted(MODEL));
    assertThat(refused(kim, corpus, "words=smile&by=" + MODEL))
        .startsWith(MODEL + " reads no words");
    assertThat(refused(kim, corpus, "words=smile&like=%s&by=%s".formatted(clips.get(0), MODEL)))
        .contains("not both at once");
    assertThat(refused(kim, corpus, "like=%s&language=en&by=%s".formatted(clips.get(0), MODEL)))
        .contains("leave the language of captions out");
    assertThat(refused(kim, corpus, "like=%s&by=%s".formatted(clips.get(3), MODEL)))
        .startsWith(MODEL + " has not described this clip");
    var strange = clipsOf(corpus(1)).getFirst();
    assertThat(kim.get(path(corpus, "like=%s&by=%s".formatted(strange, MODEL))).status())
        .as("a clip of another corpus")
        .isEqualTo(404);
  }

  // ---

  private static String refused(Visitor visitor, CorpusId corpus, String query) {
    var answer = visitor.get(path(corpus, query));
    assertThat(answer.status()).isEqualTo(400);
    return answer.detail();
  }

  private static List<String> offered(Visitor visitor, CorpusId corpus) {
    return search(visitor, corpus, "words=")
        .path("by")
        .valueStream()
        .map(one -> one.path("model").asString())
        .toList();
  }

  private static String path(CorpusId corpus, String query) {
    return "/api/v1/corpora/%s/search?%s".formatted(corpus, query);
  }

  private static JsonNode search(Visitor visitor, CorpusId corpus, String query) {
    return visitor.get(path(corpus, query)).json();
  }

  private static List<ClipId> ids(JsonNode answer) {
    return answer
        .path("found")
        .valueStream()
        .map(hit -> new ClipId(hit.at("/clip/id").asLong()))
        .toList();
  }
}
