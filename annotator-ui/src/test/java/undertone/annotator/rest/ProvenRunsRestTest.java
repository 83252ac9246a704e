package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.OpenHouse;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.jobs.RefinePlan;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.proposal.Estimate;
import undertone.corpora.proposal.Evidence;
import undertone.corpora.proposal.NewProposal;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;

/// Runs that are held back, let in, withdrawn and compared, and the clips they ask to have
/// confirmed.
class ProvenRunsRestTest extends OpenHouse {

  @Test
  void an_owner_lets_a_run_in_that_was_held_back_and_withdraws_it_whole() {
    var corpus = corpus(3);
    var run = run(corpus, "fear", true, List.of());
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    assertThat(kim.get(of(corpus, "/proposals")).json().size()).isZero();

    assertThat(kim.post("/api/v1/runs/" + run + "/let-in", Map.of()).status()).isEqualTo(403);
    assertThat(owner.post("/api/v1/runs/" + run + "/let-in", Map.of()).status()).isEqualTo(200);

    var proposals = kim.get(of(corpus, "/proposals")).json();
    assertThat(proposals.size()).isEqualTo(3);
    var accepted =
        kim.post(
            of(corpus, "/proposals/" + proposals.get(0).get("id").asLong() + "/decision"),
            Map.of("clientId", UUID.randomUUID(), "verdict", "ACCEPT", "reason", ""));
    assertThat(accepted.status()).as(accepted.text()).isLessThan(300);

    var withdrawn = owner.post("/api/v1/runs/" + run + "/withdraw", Map.of("decisionsToo", true));
    assertThat(withdrawn.json().get("proposals").asInt()).isEqualTo(3);
    assertThat(withdrawn.json().get("decisions").asInt()).isEqualTo(1);
    assertThat(kim.get(of(corpus, "/proposals")).json().size()).isZero();
    assertThat(owner.get("/api/v1/runs/" + run).json().get("withdrawnAt").isNull()).isFalse();
    assertThat(
            owner.post("/api/v1/runs/" + run + "/withdraw", Map.of("decisionsToo", true)).detail())
        .isEqualTo("This run has been withdrawn already.");
  }

  @Test
  void two_runs_of_one_corpus_stand_side_by_side() {
    var corpus = corpus(2);
    var first = run(corpus, "fear", false, List.of());
    var second = run(corpus, "sadness", true, List.of());
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var beside = kim.get("/api/v1/runs/" + first + "/beside/" + second).json();

    assertThat(beside.at("/proposals/different").asInt()).isEqualTo(2);
    assertThat(beside.at("/proposals/same").asInt()).isZero();
    assertThat(beside.at("/first/id").asLong()).isEqualTo(first.value());
    var elsewhere = run(corpus(1), "fear", false, List.of());
    assertThat(kim.get("/api/v1/runs/" + first + "/beside/" + elsewhere).status()).isEqualTo(404);
  }

  @Test
  void how_voters_fare_in_a_run_is_told_only_to_those_who_review() {
    var corpus = corpus(2);
    var run = run(corpus, "fear", false, List.of());
    var other = run(corpus, "sadness", false, List.of());
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var rea = browserOf(member(corpus, CorpusRole.RESEARCHER));
    var one = "/api/v1/runs/" + run;

    for (var address : List.of(one, one + "/beside/" + other, of(corpus, "/runs"))) {
      assertThat(kim.get(address).text()).as(address).contains("careless-ben");
      var seen = rea.get(address);
      assertThat(seen.status()).as(address).isEqualTo(200);
      assertThat(seen.text()).as(address).contains("expectedRight").doesNotContain("careless-ben");
    }
  }

  @Test
  void clips_to_confirm_are_those_the_newest_standing_run_named_and_nobody_settled() {
    var corpus = corpus(3);
    var clips = clipsOf(corpus);
    run(corpus, "disgust", false, clips.reversed());
    var later = run(corpus, "disgust", false, clips);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var next = of(corpus, "/next-to-confirm");

    var lesson = kim.get(next).json();
    assertThat(lesson.get("run").asLong()).isEqualTo(later.value());
    assertThat(lesson.get("clips").size()).isEqualTo(3);
    assertThat(lesson.at("/worth/0/confirmed").asLong()).isEqualTo(40);
    assertThat(lesson.at("/worth/0/truthAfter").asDouble())
        .isGreaterThan(lesson.at("/worth/0/truthBefore").asDouble());

    kim.post(
        of(corpus, "/clips/" + clips.getFirst() + "/decisions"),
        Map.of("clientId", UUID.randomUUID(), "label", "anger", "reason", ""));

    assertThat(lesson.get("right").size()).isEqualTo(1);
    assertThat(lesson.at("/right/0/confirmed").asInt()).isZero();
    assertThat(lesson.at("/right/0/share").asDouble()).isEqualTo(.6, within(1e-9));

    var after = kim.get(next).json();
    assertThat(after.at("/right/1/confirmed").asInt()).isEqualTo(1);
    assertThat(after.at("/right/1/share").asDouble()).isEqualTo((1 + 2 * .6) / 3, within(1e-9));
    assertThat(after.get("settled").asInt()).isEqualTo(1);
    assertThat(after.get("clips").size()).isEqualTo(2);
    assertThat(browserOf(member(corpus, CorpusRole.ANNOTATOR)).get(next).status()).isEqualTo(403);
  }

  @Test
  void a_corpus_says_over_rest_what_runs_must_prove() {
    var corpus = corpus(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));

    var set = owner.put(of(corpus, "/least-precision"), Map.of("leastPrecision", .7));

    assertThat(set.json().get("leastPrecision").asDouble()).isEqualTo(.7);
    assertThat(owner.put(of(corpus, "/least-precision"), Map.of("leastPrecision", 7)).status())
        .isEqualTo(400);
  }

  @Test
  void a_refinement_over_rest_goes_on_from_a_run_or_says_why_it_cannot() throws IOException {
    var corpus = corpus(1);
    var run = run(corpus, "fear", false, List.of());
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var refine = of(corpus, "/runs/refine");
    var asked = Map.of("continues", run.value());

    var gone = owner.post(refine, asked);
    assertThat(gone.status()).isEqualTo(400);
    assertThat(gone.detail()).startsWith("What run " + run + " has learned is gone");
    var learned = get(HomeFolder.class).run(run).resolve("checkpoints");
    Files.createDirectories(learned);
    Files.write(learned.resolve("ground.state"), new byte[0]); // the engine will look into it
    var queued = owner.post(refine, asked);
    assertThat(queued.status()).as(queued.text()).isEqualTo(202);
    assertThat(queued.json().at("/plan/continues").asLong()).isEqualTo(run.value());
    assertThat(owner.post(refine, Map.of("continues", 1)).status()).isEqualTo(400);
    assertThat(owner.post(refine, Map.of()).json().at("/plan/continues").isNull()).isTrue();
  }

  private static String of(CorpusId corpus, String rest) {
    return "/api/v1/corpora/" + corpus + rest;
  }

  private RunId run(CorpusId corpus, String label, boolean held, List<ClipId> toConfirm) {
    var runs = get(Runs.class);
    var plan = JsonMapper.shared().writeValueAsString(RefinePlan.DEFAULT);
    var run = runs.queue(RunKind.REFINE, corpus, plan, 1, "test", null).id();
    var summary =
        Map.of(
            "nextToConfirm",
            toConfirm.stream().map(ClipId::toString).toList(),
            "correction",
            Map.of("clips", 40, "lossBefore", 1.2, "lossAfter", .7),
            "noise",
            Map.of("byVoter", List.of(Map.of("name", "careless-ben", "noiseRate", .3))),
            "report",
            Map.of(
                "expectedRight",
                1.6,
                "overruled",
                List.of(Map.of("voter", "careless-ben", "votes", 2))));
    runs.end(
        run, RunState.DONE, Sentence.of("Done."), JsonMapper.shared().writeValueAsString(summary));
    get(Proposals.class)
        .publish(
            run,
            corpus,
            clipsOf(corpus).stream().map(c -> believed(c, label)).toList(),
            clipsOf(corpus).stream().map(c -> proposal(c, label)).toList(),
            held);
    return run;
  }

  private static Estimate believed(ClipId clip, String label) {
    return new Estimate(clip, .4, false, Map.of(label, .6, "anger", .4));
  }

  private static NewProposal proposal(ClipId clip, String label) {
    return new NewProposal(
        clip,
        ProposalKind.CORRECT,
        label,
        "anger",
        CandidateSet.of(label, "anger"),
        .8,
        .5,
        .4,
        new Evidence(
            Map.of("anger", 1.0), Map.of(label, .8), 0, List.of(), 1, 1, 0, 0, List.of(), true));
  }
}
