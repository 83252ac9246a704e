package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.corpora.CorpusId;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.people.CorpusRole;

class DeskRestTest extends OpenHouse {

  private static final String CAPTION = "A tight smile that fades.";

  @Test
  void a_desk_shows_the_task_and_the_labels_in_the_annotators_language() {
    var corpus = corpus(1);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));

    var desk = ada.get(at(corpus, "desk")).json();

    assertThat(desk.at("/corpus/id").asString()).isEqualTo(corpus.toString());
    assertThat(desk.at("/scheme/name").asString()).isEqualTo("duo");
    assertThat(desk.at("/scheme/labels/0/key").asString()).isEqualTo("A");
    assertThat(desk.at("/progress/today").asInt()).isZero();
    assertThat(desk.at("/settings/segments").asBoolean()).isTrue();
    assertThat(desk.at("/settings/traces").asBoolean()).isFalse();
  }

  @Test
  void the_corpus_says_how_labels_are_laid_out_at_first() {
    var corpus = corpus(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    assertThat(ada.get(at(corpus, "desk")).json().at("/settings/palette").asString())
        .isEqualTo("FLAT");

    var laidOut = owner.call("PUT", at(corpus, "palette"), "{\"palette\":\"WHEEL\"}");

    assertThat(laidOut.json().get("palette").asString()).isEqualTo("WHEEL");
    assertThat(ada.get(at(corpus, "desk")).json().at("/settings/palette").asString())
        .isEqualTo("WHEEL");
  }

  @Test
  void who_was_shown_around_is_so_in_every_browser() {
    var corpus = corpus(1);
    var account = member(corpus, CorpusRole.ANNOTATOR);
    var here = browserOf(account);
    assertThat(here.get(at(corpus, "desk")).json().get("toured").asBoolean()).isFalse();

    assertThat(here.post("/api/v1/me/tour", Map.of()).status()).isEqualTo(204);

    assertThat(browserOf(account).get(at(corpus, "desk")).json().get("toured").asBoolean())
        .isTrue();
  }

  @Test
  void a_desk_speaks_the_language_chosen_at_the_door_else_that_of_the_account() {
    var names = Map.of("en", "anger", "zh", "愤怒");
    var label =
        new Label("anger", names, Map.of(), "#888888", "A", "", List.of(), null, null, null);
    var other =
        new Label(
            "fear",
            Map.of("en", "fear"),
            Map.of(),
            "#888888",
            "F",
            "",
            List.of(),
            null,
            null,
            null);
    var corpus =
        get(Catalogue.class)
            .create(
                "Corpus " + UUID.randomUUID(),
                new LabelScheme("two-tongues", 1, "Two", List.of(label, other)),
                "en")
            .id();
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR)); // her account reads English

    assertThat(firstLabel(ada.get(at(corpus, "desk")))).isEqualTo("anger");
    assertThat(firstLabel(ada.get(at(corpus, "desk"), "Accept-Language", "zh"))).isEqualTo("愤怒");
    assertThat(firstLabel(ada.get(at(corpus, "desk"), "Accept-Language", "no list of languages;")))
        .isEqualTo("anger");
  }

  private static String firstLabel(Visitor.Answer desk) {
    return desk.json().at("/scheme/labels/0/name").asString();
  }

  @Test
  void a_vote_is_kept_once_however_often_it_is_sent() {
    var corpus = corpus(2);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var handOut = next(ada, corpus);
    var vote = vote(handOut, UUID.randomUUID());

    var first = ada.post(votes(corpus, handOut), vote);
    var second = ada.post(votes(corpus, handOut), vote);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.json().get("revision").asInt()).isEqualTo(1);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(ada.get(at(corpus, "desk")).json().at("/progress/total").asInt()).isEqualTo(1);
  }

  @Test
  void clips_are_handed_out_until_none_is_left() {
    var corpus = corpus(2);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));

    var first = next(ada, corpus);
    var second =
        ada.post(at(corpus, "queue/next"), Map.of("holding", List.of(clipOf(first)))).json();
    var third =
        ada.post(
            at(corpus, "queue/next"), Map.of("holding", List.of(clipOf(first), clipOf(second))));

    assertThat(clipOf(second)).isNotEqualTo(clipOf(first));
    assertThat(third.status()).isEqualTo(204);
  }

  @Test
  void a_caption_has_a_structure_beside_its_words_and_every_revision_stays_in_the_ledger() {
    var corpus = corpus(1);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var handOut = next(ada, corpus);
    var answer = UUID.randomUUID();
    var eyes = described("LOCAL", "EYES", "The lids droop.", "en");
    var vote = new HashMap<String, Object>(vote(handOut, answer));
    vote.put("structure", List.of(described("GLOBAL", null, "A quiet grief.", "en"), eyes));
    assertThat(ada.post(votes(corpus, handOut), vote).status()).isEqualTo(200);
    assertThat(ada.post(votes(corpus, handOut), vote).status()).as("a retry").isEqualTo(200);

    var undone =
        ada.post(
            votes(corpus, handOut) + "/undo",
            Map.of("clientId", UUID.randomUUID(), "undoes", answer));
    var mine = undone.json().at("/clip/mine");
    assertThat(mine.at("/caption/text").asString()).isEqualTo(CAPTION);
    assertThat(mine.at("/structure/1/region").asString()).isEqualTo("EYES");

    // the eyes in Chinese, nothing on the whole any more, the free text as it was
    var again = new HashMap<String, Object>(vote(handOut, UUID.randomUUID()));
    again.put("structure", List.of(described("LOCAL", "EYES", "眼皮低垂。", "zh")));
    assertThat(ada.post(votes(corpus, handOut), again).status()).isEqualTo(200);

    var captions =
        kim.get(at(corpus, "clips/" + clipOf(handOut))).json().at("/chain/captions").valueStream();
    assertThat(captions.map(DeskRestTest::written))
        .containsExactlyInAnyOrder(
            "FREE null 1 " + CAPTION + " stands",
            "GLOBAL null 1 A quiet grief.",
            "GLOBAL null 2 ",
            "LOCAL EYES 1 The lids droop.",
            "LOCAL EYES 2 ",
            "LOCAL EYES 1 眼皮低垂。 stands");
  }

  @Test
  void a_structure_without_words_or_places_is_refused_in_plain_words() {
    var corpus = corpus(1);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var handOut = next(ada, corpus);
    var eyes = described("LOCAL", "EYES", "The lids droop.", "en");

    assertThat(refusal(ada, corpus, handOut, List.of(described("LOCAL", null, "Low.", "en"))))
        .isEqualTo("A local caption names its region, and no other does.");
    assertThat(refusal(ada, corpus, handOut, List.of(described("SUMMARY", null, " ", "en"))))
        .contains("words at its places");
    assertThat(refusal(ada, corpus, handOut, List.of(eyes, eyes))).contains("each place once");
  }

  private static String refusal(
      Visitor ada, CorpusId corpus, JsonNode handOut, List<Map<String, Object>> structure) {
    var vote = new HashMap<String, Object>(vote(handOut, UUID.randomUUID()));
    vote.put("structure", structure);
    var answer = ada.post(votes(corpus, handOut), vote);
    assertThat(answer.status()).isEqualTo(400);
    return answer.detail();
  }

  private static Map<String, Object> described(
      String level, @Nullable String region, String text, String language) {
    var described = new HashMap<String, Object>();
    described.put("level", level);
    described.put("region", region);
    described.put("text", text);
    described.put("language", language);
    return described;
  }

  private static String written(JsonNode written) {
    var caption = written.get("caption");
    return "%s %s %s %s%s"
        .formatted(
            caption.get("level").asString(),
            caption.get("region").isNull() ? null : caption.get("region").asString(),
            caption.get("revision").asInt(),
            caption.get("text").asString(),
            written.get("stands").asBoolean() ? " stands" : "");
  }

  @Test
  void a_distressing_clip_says_so_and_what_is_held_back_is_told_kindly() {
    var corpus = corpus(2);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var clips = clipsOf(corpus);
    mark(owner, corpus, clips.get(1).toString(), true);

    var first = next(ada, corpus);
    assertThat(first.at("/clip/distressing").asBoolean()).isFalse();
    ada.post(votes(corpus, first), vote(first, UUID.randomUUID()));
    var second = next(ada, corpus);
    assertThat(second.at("/clip/distressing").asBoolean()).isTrue();
    assertThat(rest(ada, corpus).get("heldBack").isNull()).isTrue();

    ada.call("PUT", "/api/v1/me/care", "{\"spared\":true,\"breakMinutes\":30}");
    assertThat(ada.get("/api/v1/me/care").json().get("spared").asBoolean()).isTrue();
    assertThat(ada.get(at(corpus, "desk")).json().at("/settings/breakMinutes").asInt())
        .isEqualTo(30);
    assertThat(ada.post(at(corpus, "queue/next"), Map.of("holding", List.of())).status())
        .isEqualTo(204);

    var ben = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    ben.get("/api/v1/me");
    ben.call("PUT", "/api/v1/me/care", "{\"spared\":true,\"breakMinutes\":0}");
    var only = next(ben, corpus);
    assertThat(only.at("/clip/distressing").asBoolean()).isFalse();
    ben.post(votes(corpus, only), vote(only, UUID.randomUUID()));
    assertThat(rest(ben, corpus).get("heldBack").asString()).isEqualTo("ASKED");
    var refused = ben.call("PUT", "/api/v1/me/care", "{\"spared\":true,\"breakMinutes\":1}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.detail()).contains("5 to 240 minutes");
  }

  @Test
  void an_annotator_reports_a_clip_that_is_hard_to_bear_and_a_curator_decides() {
    var corpus = corpus(2);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var handOut = next(ada, corpus);
    var path = at(corpus, "clips/" + clipOf(handOut) + "/distress");
    var report = Map.of("clientId", UUID.randomUUID());

    assertThat(ada.post(path, report).status()).isEqualTo(201);
    assertThat(ada.post(path, report).status()).isEqualTo(201);

    assertThat(reported(kim, corpus)).containsExactly(clipOf(handOut));
    var detail = kim.get(at(corpus, "clips/" + clipOf(handOut))).json();
    assertThat(detail.at("/chain/distressReports").asInt()).isEqualTo(1);
    assertThat(detail.at("/clip/distressing").asBoolean()).as("not before she decides").isFalse();
    mark(kim, corpus, clipOf(handOut), true);
    assertThat(reported(kim, corpus)).isEmpty();
    assertThat(kim.get(at(corpus, "clips?distress=MARKED")).json().at("/clips").size())
        .isEqualTo(1);
    assertThat(mark(ada, corpus, clipOf(handOut), false)).as("an annotator").isEqualTo(403);
    var other = clipsOf(corpus).get(1).toString();
    assertThat(ada.post(at(corpus, "clips/" + other + "/distress"), report).status())
        .as("never handed to ada")
        .isEqualTo(404);
  }

  private static JsonNode rest(Visitor annotator, CorpusId corpus) {
    return annotator.get(at(corpus, "queue/rest")).json();
  }

  private static List<String> reported(Visitor curator, CorpusId corpus) {
    return curator
        .get(at(corpus, "clips?distress=REPORTED"))
        .json()
        .at("/clips")
        .valueStream()
        .map(clip -> clip.get("id").asString())
        .toList();
  }

  private static int mark(Visitor visitor, CorpusId corpus, String clip, boolean distressing) {
    visitor.get("/api/v1/me");
    return visitor
        .call(
            "PUT",
            at(corpus, "clips/" + clip + "/distressing"),
            "{\"distressing\":%s}".formatted(distressing))
        .status();
  }

  @Test
  void a_clip_comes_with_the_turns_around_it() {
    var corpus = corpus(3);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    next(ada, corpus);

    var second =
        ada.post(
                at(corpus, "queue/next"),
                Map.of("holding", List.of(clipsOf(corpus).getFirst().toString())))
            .json();

    assertThat(second.at("/clip/text").asString()).isEqualTo("Line 1");
    assertThat(second.at("/clip/context/0/text").asString()).isEqualTo("Line 0");
    assertThat(second.at("/clip/context/0/position").asString()).isEqualTo("before");
    assertThat(second.at("/clip/context/1/position").asString()).isEqualTo("after");
  }

  @Test
  void an_answer_taken_back_comes_again_with_what_was_answered() {
    var corpus = corpus(1);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var handOut = next(ada, corpus);
    var answer = UUID.randomUUID();
    ada.post(votes(corpus, handOut), vote(handOut, answer));

    var undo = Map.of("clientId", UUID.randomUUID(), "undoes", answer);
    var undone = ada.post(votes(corpus, handOut) + "/undo", undo);
    var again = ada.post(votes(corpus, handOut) + "/undo", undo);

    assertThat(undone.status()).isEqualTo(200);
    assertThat(undone.json().at("/clip/mine/candidates/0").asString()).isEqualTo("anger");
    assertThat(undone.json().at("/clip/mine/caption/text").asString()).isEqualTo(CAPTION);
    assertThat(undone.json().at("/progress/total").asInt()).isZero();
    assertThat(undone.json().at("/progress/today").asInt()).isZero();
    assertThat(again.status()).isEqualTo(200);
  }

  @Test
  void a_clip_never_handed_out_to_one_cannot_be_answered() {
    var corpus = corpus(3);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var handOut = next(ada, corpus);
    var other = clipsOf(corpus).getLast();

    var answer =
        ada.post(at(corpus, "clips/" + other + "/votes"), vote(handOut, UUID.randomUUID()));

    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void nobody_takes_back_somebody_elses_answer() {
    var corpus = corpus(1);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var kim = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var adas = next(ada, corpus);
    var answer = UUID.randomUUID();
    ada.post(votes(corpus, adas), vote(adas, answer));
    var kims = next(kim, corpus);
    kim.post(votes(corpus, kims), vote(kims, UUID.randomUUID()));

    var stolen =
        kim.post(
            votes(corpus, kims) + "/undo", Map.of("clientId", UUID.randomUUID(), "undoes", answer));

    assertThat(stolen.status()).isEqualTo(400);
    assertThat(ada.get(at(corpus, "desk")).json().at("/progress/total").asInt()).isEqualTo(1);
  }

  @Test
  void a_label_outside_the_scheme_is_refused_in_plain_words() {
    var corpus = corpus(1);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var handOut = next(ada, corpus);
    var vote = new HashMap<String, Object>(vote(handOut, UUID.randomUUID()));
    vote.put("candidates", List.of("<script>alert(1)</script>"));

    var answer = ada.post(votes(corpus, handOut), vote);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.detail()).contains("duo").doesNotContain("<script>");
  }

  @Test
  void a_passed_over_clip_goes_to_somebody_else() {
    var corpus = corpus(1);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var handOut = next(ada, corpus);

    var skipped =
        ada.post(
            at(corpus, "clips/" + clipOf(handOut) + "/skips"),
            Map.of(
                "clientId",
                UUID.randomUUID(),
                "leaseId",
                handOut.at("/lease/id").asLong(),
                "reason",
                "too dark"));

    assertThat(skipped.status()).isEqualTo(200);
    assertThat(ada.post(at(corpus, "queue/next"), Map.of("holding", List.of())).status())
        .isEqualTo(204);
    var kim = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    assertThat(clipOf(next(kim, corpus))).isEqualTo(clipOf(handOut));
  }

  @Test
  void segments_and_traces_come_with_the_answer_and_come_back_with_it() {
    var corpus = corpus(1);
    lasts(corpus, 4_000_000);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var handOut = next(ada, corpus);
    var answer = UUID.randomUUID();
    var vote = new HashMap<String, Object>(vote(handOut, answer));
    vote.put("segments", List.of(segment(1_000_000, 2_480_000), segment(0, 500_000)));
    vote.put(
        "traces",
        List.of(
            Map.of("axis", "VALENCE", "events", List.of(List.of(0, 0.5), List.of(40_000, -0.5)))));

    var kept = ada.post(votes(corpus, handOut), vote);
    ada.post(votes(corpus, handOut), vote);
    var undone =
        ada.post(
            votes(corpus, handOut) + "/undo",
            Map.of("clientId", UUID.randomUUID(), "undoes", answer));

    assertThat(kept.status()).as(kept.text()).isEqualTo(200);
    var mine = undone.json().at("/clip/mine");
    assertThat(mine.at("/segments").size()).isEqualTo(2);
    assertThat(mine.at("/segments/0/startMicros").asLong()).isZero();
    assertThat(mine.at("/segments/1/candidates/0").asString()).isEqualTo("disgust");
    assertThat(mine.at("/segments/1/caption/text").asString()).isEqualTo("A frown.");
    assertThat(mine.at("/traces/0/axis").asString()).isEqualTo("VALENCE");
    assertThat(mine.at("/traces/0/events/1/1").asDouble()).isEqualTo(-0.5);
  }

  @Test
  void a_rating_of_the_whole_clip_comes_with_the_answer_and_back_with_it() {
    var corpus = corpus(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    owner.call("PUT", at(corpus, "questions"), "{\"questions\":[\"RATING\"]}");
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    assertThat(ada.get(at(corpus, "desk")).json().at("/settings/rating").asBoolean()).isTrue();
    var handOut = next(ada, corpus);
    var answer = UUID.randomUUID();
    var vote = new HashMap<String, Object>(vote(handOut, answer));
    vote.put("valence", 1.5);
    vote.put("arousal", .25);

    var refused = ada.post(votes(corpus, handOut), vote);
    vote.put("valence", -.5);
    var kept = ada.post(votes(corpus, handOut), vote);
    var undone =
        ada.post(
            votes(corpus, handOut) + "/undo",
            Map.of("clientId", UUID.randomUUID(), "undoes", answer));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.detail()).contains("-1..1").contains("1.5");
    assertThat(kept.status()).as(kept.text()).isEqualTo(200);
    assertThat(undone.json().at("/clip/mine/valence").asDouble()).isEqualTo(-.5);
    assertThat(undone.json().at("/clip/mine/arousal").asDouble()).isEqualTo(.25);
  }

  @Test
  void a_segment_past_the_end_of_the_clip_is_refused_and_nothing_is_kept() {
    var corpus = corpus(1);
    lasts(corpus, 2_000_000);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var handOut = next(ada, corpus);
    var vote = new HashMap<String, Object>(vote(handOut, UUID.randomUUID()));
    vote.put("segments", List.of(segment(1_000_000, 3_000_000)));

    var answer = ada.post(votes(corpus, handOut), vote);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("3000000").contains("2000000");
    assertThat(ada.get(at(corpus, "desk")).json().at("/progress/total").asInt()).isZero();
  }

  @Test
  void an_annotator_comments_on_clips_they_were_handed_and_curators_read_it() {
    var corpus = corpus(2);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var handOut = next(ada, corpus);
    var other = clipsOf(corpus).getLast();
    var body =
        Map.of("clientId", UUID.randomUUID(), "text", "Two faces here.", "atMicros", 1_500_000);

    var told = ada.post(at(corpus, "clips/" + clipOf(handOut) + "/comments"), body);
    var again = ada.post(at(corpus, "clips/" + clipOf(handOut) + "/comments"), body);
    var elsewhere =
        ada.post(
            at(corpus, "clips/" + other + "/comments"),
            Map.of("clientId", UUID.randomUUID(), "text", "Mine?"));

    assertThat(told.status()).as(told.text()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(elsewhere.status()).isEqualTo(404);
    var chain = kim.get(at(corpus, "clips/" + clipOf(handOut))).json().at("/chain/comments");
    assertThat(chain.size()).isEqualTo(1);
    assertThat(chain.at("/0/text").asString()).isEqualTo("Two faces here.");
    assertThat(chain.at("/0/atMicros").asLong()).isEqualTo(1_500_000);
  }

  private void lasts(CorpusId corpus, long micros) {
    get(JdbcClient.class)
        .sql("update clip set duration_micros = ? where corpus_id = ?")
        .params(micros, corpus.value())
        .update();
  }

  private static Map<String, Object> segment(long start, long end) {
    return Map.of(
        "id",
        UUID.randomUUID(),
        "startMicros",
        start,
        "endMicros",
        end,
        "meaning",
        "ONE_OF",
        "candidates",
        List.of("disgust", "anger"),
        "excluded",
        List.of(),
        "caption",
        Map.of("text", "A frown.", "language", "en"));
  }

  private static JsonNode next(Visitor annotator, CorpusId corpus) {
    var answer = annotator.post(at(corpus, "queue/next"), Map.of("holding", List.of()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static Map<String, Object> vote(JsonNode handOut, UUID clientId) {
    return Map.of(
        "clientId",
        clientId,
        "leaseId",
        handOut.at("/lease/id").asLong(),
        "meaning",
        "ONE_OF",
        "candidates",
        List.of("anger"),
        "excluded",
        List.of("disgust"),
        "certainty",
        "FAIRLY",
        "intensity",
        0.5,
        "caption",
        Map.of("text", CAPTION, "language", "en"));
  }

  private static String clipOf(JsonNode handOut) {
    return handOut.at("/clip/id").asString();
  }

  private static String votes(CorpusId corpus, JsonNode handOut) {
    return at(corpus, "clips/" + clipOf(handOut) + "/votes");
  }

  private static String at(CorpusId corpus, String rest) {
    return "/api/v1/corpora/" + corpus + "/" + rest;
  }
}
