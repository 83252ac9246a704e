package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.plan.AnnotationPlan;
import undertone.corpora.plan.AnnotationPlans;
import undertone.corpora.vote.Voting;

class PlannedDeskRestTest extends OpenHouse {

  @Test
  void a_gold_clip_is_handed_out_exactly_like_any_other_and_a_silent_plan_never_tells() {
    var corpus = corpus(30);
    gold(corpus, 15);
    plan(corpus, new AnnotationPlan(0, 0, 0, 3, false, null));
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));

    var shapes = new HashSet<Set<String>>();
    var receipts = new HashSet<Set<String>>();
    for (int n = 0; n < 9; n++) {
      var answer = ada.post(at(corpus, "queue/next"), Map.of("holding", List.of()));
      var handOut = answer.json();
      assertThat(answer.text().toLowerCase(Locale.ROOT)).doesNotContain("gold", "check");
      assertThat(answer.headers().map().keySet()).noneMatch(h -> h.contains("gold"));
      assertThat(Instant.parse(handOut.at("/lease/expiresAt").asString()))
          .isBetween(
              Instant.now().plus(Duration.ofMinutes(29)),
              Instant.now().plus(Duration.ofMinutes(31)));
      shapes.add(fields(handOut));
      var receipt = ada.post(votes(corpus, handOut), vote(handOut, "anger"));
      assertThat(receipt.status()).as(receipt.text()).isEqualTo(200);
      assertThat(receipt.text()).doesNotContain("disgust", "anger");
      receipts.add(fields(receipt.json()));
    }

    assertThat(shapes).as("fields that are there").hasSize(1);
    assertThat(receipts).hasSize(1);
    assertThat(goldVotes(corpus)).as("three stretches of three, one gold in each").isEqualTo(3);
  }

  @Test
  void with_feedback_the_trusted_label_is_told_after_the_answer_and_the_first_answer_counts() {
    var corpus = corpus(30);
    gold(corpus, 15);
    plan(corpus, new AnnotationPlan(0, 0, 0, 3, true, null));
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var told = new ArrayList<JsonNode>();
    for (int n = 0; n < 6; n++) {
      var handOut = next(ada, corpus);
      // one misses the gold label, the other has it second
      var vote = told.isEmpty() ? vote(handOut, "disgust") : vote(handOut, "disgust", "anger");
      var receipt = ada.post(votes(corpus, handOut), vote).json();
      var again = ada.post(votes(corpus, handOut), vote).json();
      assertThat(again).as("a retry reads the same").isEqualTo(receipt);
      if (receipt.path("gold").isObject()) {
        told.add(receipt.get("gold"));
        // whoever was told and answers anew is still measured by the first answer
        ada.post(votes(corpus, handOut), vote(handOut, "anger"));
      }
    }

    assertThat(told).hasSize(2).allMatch(t -> t.get("label").asString().equals("anger"));
    assertThat(told.get(0).get("held").asBoolean()).isFalse();
    assertThat(told.get(1).get("held").asBoolean()).isTrue();
    var record = kim.get(at(corpus, "gold-checks")).json().get(0);
    assertThat(record.get("clips").asInt()).isEqualTo(2);
    assertThat(record.get("pool").asInt()).isEqualTo(15);
    assertThat(record.get("heldShare").asDouble()).isEqualTo(0.5);
    assertThat(record.get("firstShare").asDouble()).isZero();
    assertThat(ada.get(at(corpus, "gold-checks")).status()).isEqualTo(403);
  }

  @Test
  void a_face_is_shown_without_sound_and_words_and_the_whole_clip_cannot_be_fetched() {
    var world = filmed();
    var corpus = world.corpus();
    plan(corpus, new AnnotationPlan(3, 0, 0, 0, false, null));
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));

    var handOut = next(ada, corpus);

    assertThat(handOut.at("/clip/cue").asString()).isEqualTo("FACE");
    assertThat(handOut.at("/clip/modality").asString()).isEqualTo("VIDEO");
    assertThat(handOut.at("/clip/hasAudio").asBoolean()).isFalse();
    assertThat(handOut.toString()).doesNotContain("Line ", "/peaks", "/spectrogram");
    var base = "/media/" + world.shown();
    assertThat(handOut.at("/clip/mediaUrl").asString()).isEqualTo(base + "/face");
    assertThat(ada.get(base + "/face").text()).isEqualTo("FACE");
    assertThat(statuses(ada, base, "/poster", "/thumbnail", "/thumbnails", "/frames"))
        .containsOnly(200);
    assertThat(statuses(ada, base, "", "/voice", "/peaks", "/spectrogram/0")).containsOnly(404);

    var kim = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    assertThat(statuses(kim, base, "", "/face", "/poster", "/voice"))
        .as("never handed to kim")
        .containsOnly(404);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    assertThat(statuses(owner, base, "", "/face", "/voice", "/peaks")).containsOnly(200);
  }

  @Test
  void a_voice_is_heard_without_picture_and_words_and_words_are_read_without_either() {
    var world = filmed();
    var corpus = world.corpus();
    var base = "/media/" + world.shown();
    plan(corpus, new AnnotationPlan(0, 1, 1, 0, false, null));
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var ben = browserOf(member(corpus, CorpusRole.ANNOTATOR));

    var heard = next(ada, corpus);
    var read = next(ben, corpus);

    assertThat(heard.at("/clip/cue").asString()).isEqualTo("VOICE");
    assertThat(heard.at("/clip/modality").asString()).isEqualTo("AUDIO");
    assertThat(heard.at("/clip/mediaUrl").asString()).isEqualTo(base + "/voice");
    assertThat(heard.toString()).doesNotContain("Line ", "/poster", "/frames");
    assertThat(heard.at("/clip/width").isNull()).isTrue();
    assertThat(ada.get(base + "/voice").text()).isEqualTo("VOICE");
    assertThat(statuses(ada, base, "/peaks", "/spectrogram/0")).containsOnly(200);
    assertThat(statuses(ada, base, "", "/face", "/poster", "/thumbnail", "/thumbnails", "/frames"))
        .containsOnly(404);

    assertThat(read.at("/clip/cue").asString()).isEqualTo("WORDS");
    assertThat(read.at("/clip/modality").asString()).isEqualTo("TEXT");
    assertThat(read.at("/clip/text").asString()).isEqualTo("Line 1");
    assertThat(read.toString()).doesNotContain("/media/", "Line 0", "Line 2");
    assertThat(statuses(ben, base, "", "/face", "/voice", "/poster", "/peaks", "/frames"))
        .containsOnly(404);
  }

  @Test
  void a_whole_clip_comes_without_the_words_of_neighbours_still_to_be_judged_by_one_cue() {
    var world = filmed();
    var corpus = world.corpus();
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var ben = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    plan(corpus, new AnnotationPlan(1, 0, 0, 0, false, null));
    var face = next(ben, corpus);
    assertThat(face.at("/clip/cue").asString()).isEqualTo("FACE");
    assertThat(face.toString()).as("nobody's words beside a face").doesNotContain("Line ");

    // the film is with ben, whose neighbours come whole and without its words
    var held = Map.of("holding", List.of(face.at("/clip/id").asString()));
    var beside = ben.post(at(corpus, "queue/next"), held).json();
    assertThat(beside.at("/clip/cue").asString()).isEqualTo("ALL");
    assertThat(beside.toString()).contains("Line 2").doesNotContain("Line 1");
    // for ada its pass has no slot left
    assertThat(next(ada, corpus).get("clip").toString()).contains("Line 1");

    ben.post(votes(corpus, face), vote(face, "anger"));
    assertThat(next(ben, corpus).get("clip").toString())
        .as("judged, it may be read")
        .contains("Line 1");
    plan(corpus, new AnnotationPlan(2, 0, 0, 0, false, null));
    assertThat(next(ada, corpus).get("clip").toString())
        .as("a second slot is open for ada")
        .doesNotContain("Line 1");
  }

  @Test
  void votes_on_a_cue_stand_beside_those_on_the_whole_clip() {
    var world = filmed();
    var corpus = world.corpus();
    plan(corpus, new AnnotationPlan(3, 0, 0, 0, false, null));
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var handOut = next(ada, corpus);
    var described = new HashMap<String, Object>(vote(handOut, "anger"));
    described.put("caption", Map.of("text", "A frown.", "language", "en"));

    var refused = ada.post(votes(corpus, handOut), described);
    var kept = ada.post(votes(corpus, handOut), vote(handOut, "anger"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.detail()).contains("caption");
    assertThat(kept.status()).as(kept.text()).isEqualTo(200);
    var voting = get(Voting.class);
    assertThat(voting.standing(world.shown())).isEmpty();
    assertThat(voting.standingOfCues(List.of(world.shown()))).hasSize(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var detail = owner.get(at(corpus, "clips/" + world.shown())).json();
    assertThat(detail.at("/clip/votes").asInt()).isZero();
    assertThat(detail.at("/chain/votes/0/cue").asString()).isEqualTo("FACE");
    var proposal = owner.get(at(corpus, "proposals")).json().toString();
    assertThat(proposal).isNotEmpty();
  }

  @Test
  void an_answer_to_a_cue_is_taken_back_like_any_other() {
    var world = filmed();
    var corpus = world.corpus();
    plan(corpus, new AnnotationPlan(3, 0, 0, 0, false, null));
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var handOut = next(ada, corpus);
    var answer = UUID.randomUUID();
    var vote = new HashMap<String, Object>(vote(handOut, "anger"));
    vote.put("clientId", answer);
    ada.post(votes(corpus, handOut), vote);

    var undone =
        ada.post(
            votes(corpus, handOut) + "/undo",
            Map.of("clientId", UUID.randomUUID(), "undoes", answer));

    assertThat(undone.status()).as(undone.text()).isEqualTo(200);
    assertThat(undone.json().at("/clip/cue").asString()).isEqualTo("FACE");
    assertThat(undone.json().at("/clip/mine/candidates/0").asString()).isEqualTo("anger");
    assertThat(get(Voting.class).standingOfCues(List.of(world.shown()))).isEmpty();
  }

  @Test
  void only_an_owner_plans_and_a_plan_that_makes_no_sense_is_refused_in_plain_words() {
    var corpus = corpus(2);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var curator = browserOf(member(corpus, CorpusRole.CURATOR));

    var silent = put(owner, corpus, 0, 2, 0, 0);
    var dense = put(owner, corpus, 0, 0, 0, 2);
    var goldless = put(owner, corpus, 0, 0, 0, 10);

    assertThat(silent.status()).isEqualTo(400);
    assertThat(silent.detail())
        .isEqualTo("No clip of this corpus has sound; a pass over voices needs some.");
    assertThat(dense.detail()).contains("3 to 1000");
    assertThat(goldless.detail()).contains("gold label");
    gold(corpus, 2);
    assertThat(put(owner, corpus, 0, 0, 0, 10).json().at("/plan/goldEvery").asInt()).isEqualTo(10);
    assertThat(put(curator, corpus, 0, 0, 0, 0).status()).isEqualTo(403);
    assertThat(owner.get(at(corpus, "annotation-plan")).json().at("/gold").asInt()).isEqualTo(2);
  }

  // A film of a line, with copies of each cue.
  private MatrixWorld filmed() {
    var world = MatrixWorld.of(this, corpus(3));
    var jdbc = get(JdbcClient.class);
    for (var cue : List.of("FACE", "VOICE")) {
      jdbc.sql(
              "insert into cue_copy (hash, cue, made) select media_hash, ?, true from clip where id"
                  + " = ?")
          .params(cue, world.shown().value())
          .update();
    }
    return world;
  }

  private static Visitor.Answer put(
      Visitor visitor, CorpusId corpus, int face, int voice, int words, int every) {
    visitor.get("/api/v1/me");
    return visitor.call(
        "PUT",
        at(corpus, "annotation-plan"),
        "{\"face\":%d,\"voice\":%d,\"words\":%d,\"goldEvery\":%d,\"feedback\":false,\"goldSplit\":null}"
            .formatted(face, voice, words, every));
  }

  private static List<Integer> statuses(Visitor visitor, String base, String... files) {
    return List.of(files).stream().map(f -> visitor.get(base + f).status()).toList();
  }

  private static Set<String> fields(JsonNode node) {
    var names = new TreeSet<String>();
    collect("", node, names);
    return names;
  }

  private static void collect(String path, JsonNode node, Set<String> into) {
    node.properties()
        .forEach(field -> {
          var here = path + "/" + field.getKey();
          into.add(here + (field.getValue().isNull() ? " null" : ""));
          collect(here, field.getValue(), into);
        });
  }

  private void gold(CorpusId corpus, int clips) {
    for (ClipId clip : clipsOf(corpus).subList(0, clips)) {
      get(JdbcClient.class)
          .sql(
              "insert into gold_label (clip_id, corpus_id, label, source) values (?, ?, 'anger', 't')")
          .params(clip.value(), corpus.value())
          .update();
    }
  }

  private long goldVotes(CorpusId corpus) {
    return get(JdbcClient.class)
        .sql("select count(*) from vote where corpus_id = ? and gold_check = true")
        .param(corpus.value())
        .query(Long.class)
        .single();
  }

  private void plan(CorpusId corpus, AnnotationPlan plan) {
    get(AnnotationPlans.class).put(corpus, plan);
  }

  private static JsonNode next(Visitor annotator, CorpusId corpus) {
    var answer = annotator.post(at(corpus, "queue/next"), Map.of("holding", List.of()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static Map<String, Object> vote(JsonNode handOut, String... candidates) {
    return Map.of(
        "clientId",
        UUID.randomUUID(),
        "leaseId",
        handOut.at("/lease/id").asLong(),
        "meaning",
        "ONE_OF",
        "candidates",
        List.of(candidates),
        "excluded",
        List.of());
  }

  private static String votes(CorpusId corpus, JsonNode handOut) {
    return at(corpus, "clips/" + handOut.at("/clip/id").asString() + "/votes");
  }

  private static String at(CorpusId corpus, String rest) {
    return "/api/v1/corpora/" + corpus + "/" + rest;
  }
}
