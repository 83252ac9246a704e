package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.ClipRating;
import undertone.corpora.CorpusId;
import undertone.corpora.Meaning;
import undertone.corpora.caption.Captioning;
import undertone.corpora.comment.Commenting;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.SettledParts;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.segment.Segment;
import undertone.corpora.segment.Segments;
import undertone.corpora.trace.Axis;
import undertone.corpora.trace.Trace;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

/// What curators see and do over REST beside single proposals.
class ReviewRestTest extends OpenHouse {

  @Test
  void curators_read_what_annotators_told_them_and_answer() {
    var corpus = corpus(1);
    var clip = clipsOf(corpus).getFirst();
    var ada = member(corpus, CorpusRole.ANNOTATOR);
    get(Commenting.class)
        .write(UUID.randomUUID(), corpus, clip, ada.id(), "The smile is late.", 3_480_000L);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var comments = of(corpus, "/clips/" + clip + "/comments");

    var answer = Map.of("clientId", UUID.randomUUID(), "text", "I agree.");
    assertThat(kim.post(comments, answer).status()).isEqualTo(201);
    assertThat(kim.post(comments, answer).status()).isEqualTo(201);

    var told = kim.get(comments).json();
    assertThat(told.findValuesAsString("text")).containsExactly("The smile is late.", "I agree.");
    assertThat(told.get(0).get("atMicros").asLong()).isEqualTo(3_480_000);
    assertThat(told.get(0).get("by").asString()).isEqualTo(ada.displayName());
    assertThat(browserOf(ada).get(comments).status()).isEqualTo(403);
  }

  @Test
  void an_annotator_reads_answers_to_their_own_comments_and_nothing_others_said() {
    var corpus = corpus(2);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var ben = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var next = of(corpus, "/queue/next");
    var clip = ada.post(next, Map.of("holding", List.of())).json().at("/clip/id").asString();
    ben.post(next, Map.of("holding", List.of()));
    var comments = of(corpus, "/clips/" + clip + "/comments");
    var asked = UUID.randomUUID();
    var text = "Is this one smiling?";
    ada.post(comments, Map.of("clientId", asked, "text", text, "atMicros", 3_480_000));
    ben.post(comments, Map.of("clientId", UUID.randomUUID(), "text", "BEN-SAYS"));

    kim.post(comments, Map.of("clientId", UUID.randomUUID(), "text", "AMONG-CURATORS"));
    var answer = Map.of("clientId", UUID.randomUUID(), "text", "Only the mouth.", "answers", asked);
    assertThat(kim.post(comments, answer).status()).isEqualTo(201);
    assertThat(kim.post(comments, answer).status()).as("sent twice").isEqualTo(201);

    assertThat(unread(ada, corpus)).isEqualTo(1);
    assertThat(unread(ben, corpus)).isZero();
    var mine = ada.get(of(corpus, "/comments/mine"));
    assertThat(mine.text()).doesNotContain("BEN-SAYS", "AMONG-CURATORS");
    assertThat(mine.json().at("/0/answers/0/text").asString()).isEqualTo("Only the mouth.");
    assertThat(mine.json().at("/0/answers/0/read").asBoolean()).isFalse();
    assertThat(mine.json().at("/0/revisable").asBoolean()).isTrue();
    assertThat(ben.get(of(corpus, "/comments/mine")).text()).doesNotContain("Only the mouth.");
    ada.post(of(corpus, "/comments/mine/read"), Map.of());
    assertThat(unread(ada, corpus)).isZero();

    var forged = Map.of("clientId", UUID.randomUUID(), "text", "Me too.", "answers", asked);
    assertThat(ben.post(comments, forged).status()).as("annotators answer nobody").isEqualTo(403);
    var astray = Map.of("clientId", UUID.randomUUID(), "text", "?", "answers", UUID.randomUUID());
    assertThat(kim.post(comments, astray).detail())
        .isEqualTo("There is no such comment on this clip.");
  }

  @Test
  void a_clip_is_laid_out_again_for_those_who_answered_it_and_for_nobody_else() {
    var corpus = corpus(2);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var ben = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var handOut = ada.post(of(corpus, "/queue/next"), Map.of("holding", List.of())).json();
    var clip = of(corpus, "/clips/" + handOut.at("/clip/id").asString());
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
    ada.post(clip + "/votes", vote);

    var again = ada.post(clip + "/revisit", Map.of());

    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(again.json().at("/clip/mine/candidates/0").asString()).isEqualTo("anger");
    assertThat(again.json().at("/lease/id").asLong()).isEqualTo(handOut.at("/lease/id").asLong());
    assertThat(ben.post(clip + "/revisit", Map.of()).status()).isEqualTo(404);
  }

  private static int unread(Visitor annotator, CorpusId corpus) {
    return annotator.get(of(corpus, "/desk")).json().get("unreadAnswers").asInt();
  }

  @Test
  void a_case_shows_remarks_stretches_traces_and_which_labels_a_caption_names() {
    var corpus = corpus(1);
    var clip = clipsOf(corpus).getFirst();
    var ada = voter(corpus);
    var vote = cast(clip, ada, "anger");
    get(Segments.class).write(vote.id(), List.of(stretch()));
    get(Traces.class)
        .write(
            vote.id(),
            List.of(new Trace(Axis.VALENCE, new long[] {0, 400_000}, new float[] {0, -0.5f})));
    get(Captioning.class)
        .write(UUID.randomUUID(), clip, ada.id(), "en", "Disgust, though the stranger is calm.");
    get(Commenting.class)
        .write(
            UUID.randomUUID(), corpus, clip, new AccountId(accountOf(ada)), "Listen to it.", null);
    var proposal = proposals(corpus, clipsOf(corpus)).getFirst();
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var shown = kim.get(of(corpus, "/proposals/" + proposal)).json();

    assertThat(shown.get("comments").findValuesAsString("text")).containsExactly("Listen to it.");
    assertThat(strings(shown.get("captions").get(0).get("names"))).containsExactly("disgust");
    var held = shown.get("votes").get(0);
    assertThat(held.get("segments").get(0).get("endMicros").asLong()).isEqualTo(900_000);
    var trace = held.get("traces").get(0);
    assertThat(trace.get("axis").asString()).isEqualTo("VALENCE");
    assertThat(trace.get("stepMicros").asLong()).isEqualTo(40_000);
    assertThat(trace.get("values").get(10).asDouble()).isEqualTo(-0.5);
  }

  @Test
  void proposals_are_narrowed_by_the_voter_who_would_be_overruled_and_by_kind() {
    var corpus = corpus(3);
    var clips = clipsOf(corpus);
    var machine = get(Voting.class).machine(corpus, VoterKind.MACHINE, "gpt4v");
    cast(clips.get(0), machine, "anger");
    cast(clips.get(1), machine, "anger", "disgust");
    proposals(corpus, clips);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var overruled = kim.get(of(corpus, "/proposals?overruled=gpt4v&order=NEWEST")).json();

    assertThat(overruled).hasSize(1);
    assertThat(overruled.get(0).get("clip").asLong()).isEqualTo(clips.getFirst().value());
    assertThat(count(kim, corpus, "?overruled=nobody")).isZero();
    assertThat(count(kim, corpus, "?kind=CORRECT")).isEqualTo(3);
    assertThat(count(kim, corpus, "?kind=LABEL")).isZero();
    assertThat(kim.get(of(corpus, "/proposals?order=SHORTEST")).status()).isEqualTo(400);
  }

  @Test
  void what_is_under_review_is_narrowed_as_the_list_of_clips_is() {
    var corpus = corpus(3);
    var clips = clipsOf(corpus);
    var machine = get(Voting.class).machine(corpus, VoterKind.MACHINE, "gpt4v");
    var others = get(Voting.class).machine(corpus, VoterKind.CROWD, "crowd");
    var more = get(Voting.class).machine(corpus, VoterKind.CROWD, "more");
    cast(clips.get(0), others, "anger");
    cast(clips.get(0), more, "anger");
    cast(clips.get(0), machine, "disgust");
    cast(clips.get(1), machine, "anger");
    proposals(corpus, clips);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var against = kim.get(of(corpus, "/proposals?against=gpt4v")).json();

    assertThat(against).hasSize(1);
    assertThat(against.get(0).get("clip").asLong()).isEqualTo(clips.getFirst().value());
    assertThat(count(kim, corpus, "?modality=TEXT&rejected=false")).isEqualTo(3);
    assertThat(count(kim, corpus, "?modality=VIDEO")).isZero();
    assertThat(count(kim, corpus, "?rejected=true")).isZero();
    assertThat(kim.get(of(corpus, "/proposals/count?missed=0")).status()).isEqualTo(400);
    assertThat(kim.get(of(corpus, "/proposals/count?missed=2147483647")).status()).isEqualTo(400);
    assertThat(count(kim, corpus, "?missed=1000")).isZero();
    var rule = Map.of("against", "gpt4v");
    var rejected =
        kim.post(
            of(corpus, "/proposals/reject-all"),
            Map.of("batch", UUID.randomUUID(), "rule", rule, "reason", ""));
    assertThat(rejected.json()).hasSize(1);
    assertThat(count(kim, corpus, "")).isEqualTo(2);
  }

  @Test
  void a_rule_rejects_after_a_sample_and_is_undone_as_one() {
    var corpus = corpus(12);
    proposals(corpus, clipsOf(corpus));
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var sample = kim.get(of(corpus, "/proposals/sample?seed=7&to=disgust")).json();
    assertThat(sample).hasSize(10);
    assertThat(kim.get(of(corpus, "/proposals/sample?seed=7&to=disgust")).json()).isEqualTo(sample);
    var batch = UUID.randomUUID();

    var rejected =
        kim.post(
            of(corpus, "/proposals/reject-all"),
            Map.of("batch", batch, "rule", Map.of("to", "disgust"), "reason", "not once"));

    assertThat(rejected.json()).hasSize(12);
    assertThat(count(kim, corpus, "")).isZero();
    var undone = kim.call("POST", of(corpus, "/decisions/batches/" + batch + "/undo"), null);
    assertThat(undone.json().get("decisions").asInt()).isEqualTo(12);
    assertThat(count(kim, corpus, "")).isEqualTo(12);
  }

  @Test
  void a_disagreement_is_settled_on_somebodys_set_and_leaves_the_list() {
    var corpus = corpus(3);
    var clips = clipsOf(corpus);
    var ada = voter(corpus);
    var ben = voter(corpus);
    cast(clips.get(0), ada, "anger");
    cast(clips.get(0), ben, "disgust");
    cast(clips.get(1), ada, "anger", "disgust");
    cast(clips.get(1), ben, "disgust", "anger");
    cast(clips.get(2), ada, "anger");
    cast(clips.get(2), ben, "anger", "disgust");
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var first = kim.get(of(corpus, "/disagreements?size=1")).json();
    var worst = first.get("cases").get(0);
    assertThat(worst.get("clip").get("id").asLong()).isEqualTo(clips.get(0).value());
    assertThat(worst.get("degree").asDouble()).isEqualTo(1);
    assertThat(worst.get("people")).hasSize(2);
    assertThat(strings(worst.get("union"))).containsExactly("anger", "disgust");
    assertThat(worst.get("intersection")).isEmpty();

    var second =
        kim.get(of(corpus, "/disagreements?size=1&after=" + first.get("next").asString())).json();
    var milder = second.get("cases").get(0);
    assertThat(milder.get("clip").get("id").asLong()).isEqualTo(clips.get(1).value());
    assertThat(strings(milder.get("intersection"))).containsExactly("anger", "disgust");

    var settled = settle(kim, corpus, clips.get(1), "disgust", List.of("disgust", "anger"));
    assertThat(strings(settled.json().get("candidates"))).containsExactly("disgust", "anger");
    assertThat(kim.get(of(corpus, "/disagreements")).json().get("cases")).hasSize(1);
    var decision = settled.json().get("id").asLong();
    kim.post(of(corpus, "/decisions/" + decision + "/undo"), Map.of("clientId", UUID.randomUUID()));
    assertThat(kim.get(of(corpus, "/disagreements")).json().get("cases")).hasSize(2);
  }

  @Test
  void the_council_shows_people_and_machines_side_by_side() {
    var corpus = corpus(2);
    var clips = clipsOf(corpus);
    var voting = get(Voting.class);
    var machine = voting.machine(corpus, VoterKind.MACHINE, "gpt").id();
    var ada = voting.machine(corpus, VoterKind.CROWD, "crowd").id();
    for (var clip : clips) {
      voting.cast(Ballot.of(UUID.randomUUID(), clip, ada, CandidateSet.of("anger", "fear")));
      voting.cast(Ballot.of(UUID.randomUUID(), clip, machine, CandidateSet.of("fear", "anger")));
    }
    voting.cast(Ballot.of(UUID.randomUUID(), clips.get(1), machine, CandidateSet.of("disgust")));
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var page = kim.get(of(corpus, "/council")).json();

    assertThat(page.get("machines").get(0).get("name").asString()).isEqualTo("gpt");
    assertThat(page.get("machines").get(0).get("family").asString()).isEqualTo("BROUGHT_IN");
    var apart = page.get("cases");
    assertThat(apart).hasSize(1);
    assertThat(apart.get(0).get("clip").get("id").asLong()).isEqualTo(clips.get(1).value());
    assertThat(apart.get(0).get("degree").asDouble()).isEqualTo(1);
    assertThat(apart.get(0).get("people")).hasSize(2);
    assertThat(strings(apart.get(0).get("machines").get(machine.toString())))
        .containsExactly("disgust");
    assertThat(kim.get(of(corpus, "/council?after=nowhere")).status()).isEqualTo(400);
  }

  @Test
  void a_set_that_does_not_begin_with_its_label_and_a_foreign_label_are_refused() {
    var corpus = corpus(1);
    var clip = clipsOf(corpus).getFirst();
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    assertThat(settle(kim, corpus, clip, "anger", List.of("disgust", "anger")).detail())
        .contains("first of the candidates");
    assertThat(settle(kim, corpus, clip, "anger", List.of("anger", "joy")).detail())
        .contains("no label of that name");
    assertThat(kim.get(of(corpus, "/disagreements?after=nowhere")).status()).isEqualTo(400);
  }

  @Test
  void a_decision_carries_parts_with_who_said_them_and_whether_they_were_changed() {
    var corpus = corpus(1);
    var clip = clipsOf(corpus).getFirst();
    var ada = voter(corpus);
    var name = ada.name();
    var vote = cast(clip, ada, "anger");
    get(Segments.class)
        .write(
            vote.id(),
            List.of(
                new Segment(
                    UUID.randomUUID(),
                    1_000,
                    2_000,
                    Meaning.ONE_OF,
                    CandidateSet.of("disgust"),
                    CandidateSet.NONE,
                    null,
                    null,
                    "a sneer",
                    "en")));
    get(Traces.class)
        .write(vote.id(), List.of(new Trace(Axis.VALENCE, new long[] {0}, new float[] {0.5f})));
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var settled =
        settleWith(
            kim,
            corpus,
            clip,
            Map.of(
                "segments",
                List.of(segment(name, "a sneer"), segment(name, "a tight smile")),
                "traces",
                List.of(Map.of("voter", name, "axis", "VALENCE")),
                "captions",
                List.of(Map.of("voter", name, "text", "She sneers.", "language", "en"))));

    var parts = settled.json().get("parts");
    assertThat(parts.get("segments").get(0).get("edited").asBoolean()).isFalse();
    assertThat(parts.get("segments").get(0).get("voter").asString()).isEqualTo(name);
    assertThat(parts.get("segments").get(1).get("edited").asBoolean()).isTrue();
    assertThat(parts.get("traces").get(0).get("axis").asString()).isEqualTo("VALENCE");
    assertThat(parts.get("captions").get(0).get("edited").asBoolean()).isTrue(); // never said

    assertThat(
            settleWith(
                    kim,
                    corpus,
                    clip,
                    Map.of(
                        "segments",
                        List.of(),
                        "traces",
                        List.of(Map.of("voter", name, "axis", "AROUSAL")),
                        "captions",
                        List.of()))
                .detail())
        .contains("no such trace");
    assertThat(
            settleWith(
                    kim,
                    corpus,
                    clip,
                    Map.of(
                        "segments",
                        List.of(segment("nobody", "x")),
                        "traces",
                        List.of(),
                        "captions",
                        List.of()))
                .detail())
        .contains("Nobody called");
  }

  @Test
  void a_curator_settles_the_mean_of_the_ratings_or_a_point_of_their_own() {
    var corpus = corpus(1);
    var clip = clipsOf(corpus).getFirst();
    var ada = voter(corpus);
    var ben = voter(corpus);
    rate(clip, ada, .4, .2);
    rate(clip, ben, .8, null);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    Map<String, Object> mean = Map.of("rating", Map.of("valence", .6, "arousal", .2));
    var taken = settleWith(kim, corpus, clip, mean).json().at("/parts/rating");
    assertThat(taken.at("/rating/valence").asDouble()).isEqualTo(.6);
    assertThat(taken.at("/rating/intensity").isNull()).isTrue();
    assertThat(taken.get("meanOf").values().stream().map(JsonNode::asString))
        .containsExactlyInAnyOrder(ada.name(), ben.name());

    Map<String, Object> own = Map.of("valence", -.1, "intensity", 1);
    var rated = rate(kim, corpus, clip, own).json();
    assertThat(rated.get("label").asString()).isEqualTo("anger");
    assertThat(rated.at("/parts/rating/rating/valence").asDouble()).isEqualTo(-.1);
    assertThat(rated.at("/parts/rating/meanOf").isEmpty()).isTrue();
    assertThat(rate(kim, corpus, clip, Map.of("valence", 1.1)).detail())
        .isEqualTo("Valence and arousal must be -1..1 but one was 1.1.");

    var ledger = kim.get(of(corpus, "/clips/" + clip)).json().at("/chain/decisions");
    assertThat(ledger.size()).as("nothing was overwritten").isEqualTo(2);
    var undo = Map.of("clientId", UUID.randomUUID());
    kim.post(of(corpus, "/decisions/" + rated.get("id").asLong() + "/undo"), undo);
    assertThat(get(Curation.class).standing(clip).orElseThrow().parts().rating())
        .isEqualTo(
            new SettledParts.TakenRating(
                new ClipRating(.6, .2, null), List.of(ada.id(), ben.id())));
  }

  @Test
  void a_rating_is_settled_with_a_label_and_not_without_one() {
    var corpus = corpus(1);
    var clip = clipsOf(corpus).getFirst();
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var refused = rate(kim, corpus, clip, Map.of("valence", .5));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.detail()).startsWith("No label is settled on this clip yet;");
  }

  private static Visitor.Answer rate(
      Visitor kim, CorpusId corpus, ClipId clip, Map<String, Object> rating) {
    return kim.post(
        of(corpus, "/clips/" + clip + "/rating"),
        Map.of("clientId", UUID.randomUUID(), "rating", rating, "reason", ""));
  }

  private void rate(ClipId clip, Voter voter, double valence, @Nullable Double arousal) {
    get(Voting.class)
        .cast(
            new Ballot(
                UUID.randomUUID(),
                clip,
                voter.id(),
                Meaning.ONE_OF,
                CandidateSet.of("anger"),
                CandidateSet.NONE,
                null,
                null,
                valence,
                arousal));
  }

  private static Map<String, Object> segment(String voter, String caption) {
    return Map.of(
        "voter",
        voter,
        "startMicros",
        1_000,
        "endMicros",
        2_000,
        "meaning",
        "ONE_OF",
        "candidates",
        List.of("disgust"),
        "excluded",
        List.of(),
        "caption",
        caption,
        "captionLanguage",
        "en");
  }

  private static Visitor.Answer settleWith(
      Visitor kim, CorpusId corpus, ClipId clip, Map<String, Object> parts) {
    return kim.post(
        of(corpus, "/clips/" + clip + "/decisions"),
        Map.of(
            "clientId",
            UUID.randomUUID(),
            "label",
            "anger",
            "candidates",
            List.of("anger"),
            "parts",
            parts,
            "reason",
            ""));
  }

  private static String of(CorpusId corpus, String rest) {
    return "/api/v1/corpora/" + corpus + rest;
  }

  private static Visitor.Answer settle(
      Visitor kim, CorpusId corpus, ClipId clip, String label, List<String> candidates) {
    return kim.post(
        of(corpus, "/clips/" + clip + "/decisions"),
        Map.of(
            "clientId",
            UUID.randomUUID(),
            "label",
            label,
            "candidates",
            candidates,
            "reason",
            "the answer of Ben"));
  }

  private static long count(Visitor kim, CorpusId corpus, String query) {
    return kim.get(of(corpus, "/proposals/count" + query)).json().get("proposals").asLong();
  }

  private static List<String> strings(JsonNode array) {
    var strings = new ArrayList<String>();
    array.forEach(item -> strings.add(item.asString()));
    return strings;
  }

  private Voter voter(CorpusId corpus) {
    var account = member(corpus, CorpusRole.ANNOTATOR);
    return get(Voting.class).person(corpus, account.id(), account.displayName());
  }

  private static long accountOf(Voter voter) {
    return voter.account().orElseThrow().value();
  }

  private Vote cast(ClipId clip, Voter voter, String... labels) {
    return get(Voting.class)
        .cast(Ballot.of(UUID.randomUUID(), clip, voter.id(), CandidateSet.of(labels)));
  }

  private static Segment stretch() {
    return new Segment(
        UUID.randomUUID(),
        100_000,
        900_000,
        Meaning.ONE_OF,
        CandidateSet.of("anger"),
        CandidateSet.NONE,
        null,
        null,
        null,
        null);
  }
}
