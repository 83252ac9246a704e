package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.corpora.ClipId;
import undertone.corpora.Context;
import undertone.corpora.CorpusId;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.plan.AnnotationPlan;
import undertone.corpora.plan.AnnotationPlans;

/// What stands beside a turn of a conversation at the desk, who may play it, and what the votes
/// keep of it.
class ContextRestTest extends OpenHouse {

  @Test
  void turns_come_with_signs_of_their_speakers_and_the_plan_says_which() {
    var corpus = corpus(6);
    speaks(corpus, 2, "Ada");
    speaks(corpus, 4, "Bela");
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    plan(corpus, Context.AROUND);

    var around = third(ada, corpus);

    assertThat(texts(around)).containsExactly("Line 0", "Line 1", "Line 3", "Line 4");
    assertThat(around.at("/clip/speaker/name").asString()).isEqualTo("Ada");
    assertThat(around.at("/clip/speaker/letters").asString()).isEqualTo("A");
    var signs = around.at("/clip/context").valueStream().map(turn -> turn.at("/sign/letters"));
    assertThat(signs.map(JsonNode::asString)).containsExactly("B", "B", "B", "B2");
    assertThat(around.at("/clip/context/3/sign/number").asInt()).isEqualTo(2);

    plan(corpus, Context.BEFORE);
    var ben = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    assertThat(texts(third(ben, corpus))).containsExactly("Line 0", "Line 1");
  }

  @Test
  void a_vote_keeps_whether_its_voter_saw_the_conversation() {
    var corpus = corpus(6);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var ben = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    plan(corpus, Context.NONE);
    var alone = third(ada, corpus);
    assertThat(alone.at("/clip/context").isEmpty()).isTrue();
    assertThat(alone.at("/clip/speaker").isNull()).as("who speaks is context as well").isTrue();
    cast(ada, corpus, alone);

    plan(corpus, Context.AROUND);
    cast(ben, corpus, third(ben, corpus));
    var again = ada.post(at(corpus, "clips/" + id(alone) + "/revisit"), Map.of()).json();
    cast(ada, corpus, again);
    plan(corpus, Context.NONE);
    cast(ada, corpus, ada.post(at(corpus, "clips/" + id(alone) + "/revisit"), Map.of()).json());

    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var votes = kim.get(at(corpus, "clips/" + id(alone))).json().at("/chain/votes");
    assertThat(votes.valueStream().map(vote -> vote.get("context").asString()))
        .as("what was seen once is not unseen")
        .containsExactly("NONE", "AROUND", "AROUND", "AROUND");
  }

  @Test
  void a_clip_that_stands_alone_is_judged_without_context_whatever_the_plan() {
    var corpus = corpus(1);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var only = next(ada, corpus, List.of());
    cast(ada, corpus, only);

    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var vote = kim.get(at(corpus, "clips/" + id(only))).json().at("/chain/votes/0");
    assertThat(vote.get("context").asString()).isEqualTo("NONE");
  }

  @Test
  void a_turn_is_played_by_whoever_was_handed_a_clip_beside_it_and_by_nobody_who_guesses() {
    var corpus = corpus(9);
    var world = MatrixWorld.of(this, corpus);
    var clips = clipsOf(corpus);
    films(clips.get(3), world.shown());
    films(clips.get(7), world.shown());
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var ben = browserOf(member(corpus, CorpusRole.ANNOTATOR));

    plan(corpus, Context.NONE);
    third(ada, corpus);
    assertThat(played(ada, clips.get(3))).as("a plan without context").isEqualTo(404);

    plan(corpus, Context.BEFORE);
    third(ben, corpus);
    assertThat(played(ben, clips.get(3))).as("a plan without what comes after").isEqualTo(404);

    plan(corpus, Context.AROUND);
    var shown = third(ben, corpus);
    var address = shown.at("/clip/context/2/mediaUrl").asString();
    assertThat(address).isEqualTo("/media/" + clips.get(3));
    assertThat(ben.get(address).status()).isEqualTo(200);
    assertThat(played(ben, clips.get(7))).as("further away").isEqualTo(404);
    assertThat(played(ada, clips.get(3))).as("shown to another").isEqualTo(404);

    get(JdbcClient.class)
        .sql("update clip set distressing = true where id = ?")
        .param(clips.get(3).value())
        .update();
    var veiled = ben.post(at(corpus, "clips/" + id(shown) + "/revisit"), Map.of()).json();
    assertThat(veiled.at("/clip/context/2/distressing").asBoolean()).isTrue();
    assertThat(veiled.at("/clip/context/2/mediaUrl").isNull()).isTrue();
    assertThat(played(ben, clips.get(3))).as("hard to bear").isEqualTo(404);
  }

  @Test
  void an_owner_plans_what_is_seen_of_a_conversation() {
    var corpus = corpus(2);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    assertThat(owner.get(at(corpus, "annotation-plan")).json().at("/plan/context").asString())
        .isEqualTo("AROUND");
    owner.get("/api/v1/me");
    var put =
        owner.call(
            "PUT",
            at(corpus, "annotation-plan"),
            "{\"face\":0,\"voice\":0,\"words\":0,\"goldEvery\":0,\"feedback\":false,\"goldSplit\":null,\"context\":\"BEFORE\"}");
    assertThat(put.json().at("/plan/context").asString()).isEqualTo("BEFORE");
    assertThat(get(AnnotationPlans.class).of(corpus).context()).isEqualTo(Context.BEFORE);

    owner.call(
        "PUT",
        at(corpus, "annotation-plan"),
        "{\"face\":0,\"voice\":0,\"words\":0,\"goldEvery\":0,\"feedback\":true,\"goldSplit\":null}");
    assertThat(get(AnnotationPlans.class).of(corpus).context())
        .as("who does not speak of it does not change it")
        .isEqualTo(Context.BEFORE);
  }

  @Test
  void where_single_cues_are_judged_a_turn_is_read_and_never_played() {
    var corpus = corpus(6);
    var world = MatrixWorld.of(this, corpus);
    var clips = clipsOf(corpus);
    films(clips.get(3), world.shown());
    var ben = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    get(AnnotationPlans.class)
        .put(corpus, new AnnotationPlan(1, 0, 0, 0, 0, false, null, Context.AROUND));

    var shown = third(ben, corpus);

    assertThat(texts(shown)).contains("Line 3");
    assertThat(shown.at("/clip/context/2/mediaUrl").isNull()).isTrue();
    assertThat(played(ben, clips.get(3))).isEqualTo(404);
  }

  @Test
  void a_clip_of_no_conversation_is_marked_with_nothing() {
    var corpus = corpus(1);
    get(JdbcClient.class)
        .sql("update clip set conversation = null where corpus_id = ?")
        .param(corpus.value())
        .update();
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var only = next(ada, corpus, List.of());
    cast(ada, corpus, only);

    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var vote = kim.get(at(corpus, "clips/" + id(only))).json().at("/chain/votes/0");
    assertThat(vote.path("context").isNull()).isTrue();
  }

  @Test
  void who_listens_is_judged_by_the_whole_clip_beside_its_turns_and_the_votes_stand_apart() {
    var corpus = corpus(3);
    speaks(corpus, 1, "Ada");
    get(AnnotationPlans.class)
        .put(corpus, new AnnotationPlan(0, 0, 0, 1, 0, false, null, Context.AROUND));
    get(JdbcClient.class)
        .sql("update clip set open_slots = 0, wanted = false where corpus_id = ?")
        .param(corpus.value())
        .update();
    var ben = browserOf(member(corpus, CorpusRole.ANNOTATOR));

    var asked = next(ben, corpus, List.of());

    assertThat(asked.at("/clip/cue").asString()).isEqualTo("LISTENER");
    assertThat(asked.at("/clip/text").asString()).isEqualTo("Line 0");
    assertThat(texts(asked)).isNotEmpty();
    var captioned =
        ben.post(
            at(corpus, "clips/" + id(asked) + "/votes"),
            Map.of(
                "clientId",
                UUID.randomUUID(),
                "leaseId",
                asked.at("/lease/id").asLong(),
                "meaning",
                "ONE_OF",
                "candidates",
                List.of("anger"),
                "excluded",
                List.of(),
                "caption",
                Map.of("text", "She nods.", "language", "en")));
    assertThat(captioned.status()).isEqualTo(400);
    assertThat(captioned.text()).contains("listener");
    cast(ben, corpus, asked);

    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var clip = kim.get(at(corpus, "clips/" + id(asked))).json();
    assertThat(clip.at("/chain/votes/0/cue").asString()).isEqualTo("LISTENER");
    assertThat(
            get(JdbcClient.class)
                .sql("select count(*) from standing_vote where clip_id = ?")
                .param(Long.parseLong(id(asked)))
                .query(Long.class)
                .single())
        .as("nothing the clip's own label is counted from")
        .isZero();
  }

  @Test
  void one_comes_back_to_what_one_said_of_the_clip_and_not_of_who_listens() {
    var corpus = corpus(1);
    get(AnnotationPlans.class)
        .put(corpus, new AnnotationPlan(0, 0, 0, 1, 0, false, null, Context.AROUND));
    var ben = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var spoken = next(ben, corpus, List.of());
    assertThat(spoken.at("/clip/cue").asString()).isEqualTo("ALL");
    cast(ben, corpus, spoken);
    get(JdbcClient.class)
        .sql("update lease set touched_at = ? where corpus_id = ?")
        .params(Instant.now().minus(Duration.ofHours(25)).atOffset(ZoneOffset.UTC), corpus.value())
        .update();

    var heard = next(ben, corpus, List.of());
    assertThat(heard.at("/clip/cue").asString()).isEqualTo("LISTENER");
    cast(ben, corpus, heard);

    var again = ben.post(at(corpus, "clips/" + id(heard) + "/revisit"), Map.of()).json();
    assertThat(again.at("/clip/cue").asString()).isEqualTo("ALL");
  }

  @Test
  void an_owner_plans_how_many_judge_who_listens() {
    var corpus = corpus(2);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    owner.get("/api/v1/me");
    var body =
        "{\"face\":0,\"voice\":0,\"words\":0,%s\"goldEvery\":0,\"feedback\":false,\"goldSplit\":null}";

    var put = owner.call("PUT", at(corpus, "annotation-plan"), body.formatted("\"listener\":2,"));
    assertThat(put.json().at("/plan/listener").asInt()).isEqualTo(2);
    assertThat(put.json().at("/turns").asInt()).isEqualTo(2);

    owner.call("PUT", at(corpus, "annotation-plan"), body.formatted(""));
    assertThat(get(AnnotationPlans.class).of(corpus).listener())
        .as("who does not speak of it does not change it")
        .isEqualTo(2);
  }

  private void plan(CorpusId corpus, Context context) {
    get(AnnotationPlans.class).put(corpus, new AnnotationPlan(0, 0, 0, 0, 0, false, null, context));
  }

  private void speaks(CorpusId corpus, int turn, String speaker) {
    get(JdbcClient.class)
        .sql("update clip set speaker = ? where corpus_id = ? and turn = ?")
        .params(speaker, corpus.value(), turn)
        .update();
  }

  /// Gives a line of text the film of another clip.
  private void films(ClipId clip, ClipId from) {
    get(JdbcClient.class)
        .sql(
            "update clip set modality = 'VIDEO', media_hash = (select media_hash from clip where id"
                + " = ?) where id = ?")
        .params(from.value(), clip.value())
        .update();
  }

  private static int played(Visitor visitor, ClipId clip) {
    return visitor.get("/media/" + clip).status();
  }

  /// The third turn: its browser says that it holds the first two.
  private JsonNode third(Visitor annotator, CorpusId corpus) {
    var first = clipsOf(corpus).subList(0, 2).stream().map(ClipId::toString).toList();
    next(annotator, corpus, List.of());
    next(annotator, corpus, first.subList(0, 1));
    return next(annotator, corpus, first);
  }

  private static JsonNode next(Visitor annotator, CorpusId corpus, List<String> holding) {
    var answer = annotator.post(at(corpus, "queue/next"), Map.of("holding", holding));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static void cast(Visitor annotator, CorpusId corpus, JsonNode handOut) {
    var vote =
        Map.of(
            "clientId",
            UUID.randomUUID(),
            "leaseId",
            handOut.at("/lease/id").asLong(),
            "meaning",
            "ONE_OF",
            "candidates",
            List.of("anger"),
            "excluded",
            List.of());
    var answer = annotator.post(at(corpus, "clips/" + id(handOut) + "/votes"), vote);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static List<String> texts(JsonNode handOut) {
    return handOut
        .at("/clip/context")
        .valueStream()
        .map(turn -> turn.get("text").asString())
        .toList();
  }

  private static String id(JsonNode handOut) {
    return handOut.at("/clip/id").asString();
  }

  private static String at(CorpusId corpus, String rest) {
    return "/api/v1/corpora/" + corpus + "/" + rest;
  }
}
