package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.OpenHouse;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.home.KeyRing;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.endpoint.ModelEndpoint;
import undertone.corpora.endpoint.ModelEndpoints;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;
import undertone.corpora.media.MediaStore;
import undertone.corpora.people.People;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.llm.AskKind;
import undertone.engine.llm.RankedFile;

class LlmJobTest extends OpenHouse {

  private static final String KEY = "sk-4e3d2c1b0a-do-not-tell";

  /// Four grey pictures, whatever the file.
  private static final class Grey implements MediaDecoder {
    @Override
    public List<Frame> frames(Path file, double rateHz, int maxFrames, int maxSide) {
      var frames = new ArrayList<Frame>();
      for (int i = 0; i < Math.min(4, maxFrames); i++) {
        frames.add(new Frame(i * 1000L, 8, 8, new byte[8 * 8 * 3]));
      }
      return frames;
    }

    @Override
    public float[] mono(Path file, int sampleRateHz) {
      return new float[0];
    }
  }

  private AnsweringModel model;
  private String name = "";

  @BeforeEach
  void open() throws IOException {
    // Lines that end in 7 it says nothing of; even ones it calls anger.
    model =
        new AnsweringModel(words ->
            words.endsWith("7")
                ? List.of()
                : words.matches(".*[02468]")
                    ? List.of("anger", "disgust")
                    : List.of("disgust", "anger"));
    name = "m" + UUID.randomUUID().toString().substring(0, 8);
  }

  @AfterEach
  void close() {
    model.close();
  }

  private AccountId root() {
    return get(People.class).byLogin("root").orElseThrow().id();
  }

  private ModelEndpoint endpoint(long mostRequests) {
    var endpoint =
        new ModelEndpoint(name, model.address(), "stub", 1, 2, 400, mostRequests, 0, 0, 0);
    get(ModelEndpoints.class).put(endpoint, root());
    return endpoint;
  }

  private ModelEndpoint allowed(CorpusId corpus) {
    var endpoint = endpoint(0);
    get(ModelEndpoints.class).allow(corpus, endpoint, root());
    return endpoint;
  }

  private LlmRunPlan plan(AskKind kind) {
    return new LlmRunPlan(name, kind, 3, 0, 1, null, 0);
  }

  private RunId queued(CorpusId corpus, LlmRunPlan plan) {
    var written = JsonMapper.shared().writeValueAsString(plan);
    return get(Runs.class).queue(RunKind.LLM, corpus, written, 0, "test", null).id();
  }

  private LlmDoor door() {
    return new LlmDoor(
        get(HomeFolder.class),
        get(KeyRing.class),
        get(ModelEndpoints.class),
        get(Catalogue.class),
        get(Library.class),
        get(Voting.class),
        Set.of(AnsweringModel.HOST));
  }

  private Job.Outcome outcome(RunId run) throws Exception {
    var runs = get(Runs.class);
    var job =
        new LlmJob(
            get(ModelEndpoints.class),
            door(),
            get(Catalogue.class),
            get(Library.class),
            get(RankingVotes.class),
            get(MediaStore.class),
            new Grey());
    return job.work(runs.find(run).orElseThrow(), new JobContext(run, runs, get(HomeFolder.class)));
  }

  private JsonNode work(CorpusId corpus, LlmRunPlan plan) throws Exception {
    return JsonMapper.shared().readTree(outcome(queued(corpus, plan)).summary());
  }

  private List<CandidateSet> standing(ClipId clip) {
    return get(Voting.class).standing(clip).stream().map(Vote::candidates).toList();
  }

  private void settle(List<ClipId> clips, String label) {
    for (var clip : clips) {
      get(JdbcClient.class)
          .sql("update clip set decided_label = ? where id = ?")
          .params(label, clip.value())
          .update();
    }
  }

  @Test
  void a_model_votes_under_its_name_and_clips_it_says_nothing_of_are_told() throws Exception {
    var corpus = corpus(10);
    var clips = clipsOf(corpus);
    allowed(corpus);

    var run = queued(corpus, plan(AskKind.TEXT));
    var done = outcome(run);

    assertThat(standing(clips.get(0))).containsExactly(CandidateSet.of("anger"));
    assertThat(standing(clips.get(1))).containsExactly(CandidateSet.of("disgust"));
    assertThat(standing(clips.get(7))).isEmpty();
    var voter = get(Voting.class).votersOf(corpus).getFirst();
    assertThat(voter.name()).startsWith("llm:stub@");
    assertThat(voter.kind()).isEqualTo(VoterKind.MACHINE);
    var found = JsonMapper.shared().readTree(done.summary());
    assertThat(found.path("votes").asInt()).isEqualTo(9);
    assertThat(found.path("rejected").path("PARSE").asInt()).isEqualTo(1);
    assertThat(found.path("rejectedClips").path(clips.get(7).toString()).asString())
        .isEqualTo("PARSE");
    assertThat(found.path("labelsOfASet").asInt()).isEqualTo(1);
    assertThat(done.message().english()).contains("the first label alone", "0 of these clips");
    var kept = RankedFile.read(get(HomeFolder.class).run(run).resolve("rankings.csv"));
    assertThat(kept.rows()).hasSize(9);
    assertThat(kept.rows().getFirst().ranking()).containsExactly("anger", "disgust");
  }

  @Test
  void nothing_is_sent_before_an_owner_has_agreed_or_after_the_address_has_changed()
      throws Exception {
    var corpus = corpus(2);
    endpoint(0);
    assertThatThrownBy(() -> work(corpus, plan(AskKind.TEXT)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("has agreed");

    allowed(corpus);
    var moved = new ModelEndpoint(name, model.address() + "/", "stub", 0, 0, 0, 0, 0, 0, 0);
    get(ModelEndpoints.class).put(moved, root());

    assertThatThrownBy(() -> work(corpus, plan(AskKind.TEXT))).hasMessageContaining("has agreed");
    assertThat(model.bodies()).isEmpty();
  }

  @Test
  void run_again_it_pays_for_nothing_twice_and_doubles_no_vote() throws Exception {
    var corpus = corpus(30);
    settle(clipsOf(corpus).subList(0, 5), "anger");
    allowed(corpus);
    work(corpus, plan(AskKind.TEXT));
    var asked = model.bodies().size();

    var again = work(corpus, plan(AskKind.TEXT));

    assertThat(model.bodies().size() - asked).isLessThanOrEqualTo(6); // what it says nothing of
    assertThat(again.path("known").asInt()).isEqualTo(27);
    assertThat(again.path("changed").asInt()).isZero();
    assertThat(get(Voting.class).ledger(clipsOf(corpus).getFirst())).hasSize(1);
  }

  @Test
  void a_cap_ends_it_cleanly_and_a_higher_one_goes_on() throws Exception {
    var corpus = corpus(45);
    var low = endpoint(1);
    get(ModelEndpoints.class).allow(corpus, low, root());

    var first = work(corpus, plan(AskKind.TEXT));

    assertThat(model.bodies()).hasSize(1);
    assertThat(first.path("ending").asString()).isEqualTo("BUDGET");
    assertThat(first.path("votes").asInt()).isBetween(15, 20);
    endpoint(0);
    var second = work(corpus, plan(AskKind.TEXT));
    assertThat(second.path("ending").asString()).isEqualTo("DONE");
    assertThat(second.path("votes").asInt()).isEqualTo(41);
    assertThat(second.path("known").asInt()).isEqualTo(first.path("votes").asInt());
  }

  @Test
  void cancelled_it_keeps_what_was_paid_for() throws Exception {
    var corpus = corpus(45);
    allowed(corpus);
    var run = queued(corpus, plan(AskKind.TEXT));
    model.onRequest(() -> {
      get(Runs.class).cancel(run);
      pause(600); // until the run asks again whether to stop
    });

    assertThatThrownBy(() -> outcome(run)).isInstanceOf(JobCancelledException.class);
    var paid = model.bodies().size();
    model.onRequest(() -> {});
    var found = work(corpus, plan(AskKind.TEXT));

    assertThat(paid).isEqualTo(1);
    assertThat(found.path("known").asInt()).isBetween(15, 20);
    assertThat(found.path("votes").asInt()).isEqualTo(41);
  }

  @Test
  void a_consent_that_is_taken_back_stops_it() throws Exception {
    var corpus = corpus(45);
    allowed(corpus);
    model.onRequest(() -> {
      get(ModelEndpoints.class).revoke(corpus, name, root());
      pause(2100); // longer than a consent is believed to last
    });

    assertThatThrownBy(() -> work(corpus, plan(AskKind.TEXT))).hasMessageContaining("has agreed");
    assertThat(model.bodies()).hasSize(1);
  }

  @Test
  void settled_clips_say_how_many_labels_a_vote_holds() throws Exception {
    var corpus = corpus(130);
    settle(clipsOf(corpus), "anger"); // the model puts it first on half of them
    allowed(corpus);

    var found = work(corpus, plan(AskKind.TEXT));

    assertThat(found.path("settled").asInt()).isEqualTo(117);
    assertThat(found.path("labelsOfASet").asInt()).isEqualTo(2);
    assertThat(standing(clipsOf(corpus).getFirst()))
        .containsExactly(CandidateSet.of("anger", "disgust"));
  }

  @Test
  void frames_are_shown_where_they_are_asked_for_and_clips_without_any_are_told() throws Exception {
    var corpus = corpus(2);
    get(JdbcClient.class)
        .sql(
            "insert into media_file (hash, bytes, mime, browser_safe, preparation, created_at)"
                + " values (?, 1, 'video/mp4', true, 'READY', current_timestamp)")
        .param("ab".repeat(32))
        .update();
    get(JdbcClient.class)
        .sql("update clip set modality = 'VIDEO', media_hash = ? where id = ?")
        .params("ab".repeat(32), clipsOf(corpus).getFirst().value())
        .update();
    allowed(corpus);

    var found = work(corpus, plan(AskKind.VIDEO));

    assertThat(model.bodies().getFirst().split("data:image/jpeg;base64", -1)).hasSize(4);
    assertThat(model.bodies()).noneMatch(body -> body.contains("GIVEAWAY"));
    assertThat(found.path("rejected").path("UNREADABLE").asInt()).isEqualTo(1);
  }

  @Test
  void only_clips_with_few_votes_of_others_are_asked_about() throws Exception {
    var corpus = corpus(4);
    allowed(corpus);
    work(corpus, plan(AskKind.TEXT));
    var other = get(Voting.class).machine(corpus, VoterKind.MACHINE, "other").id();
    MachineVoter.cast(
        get(Voting.class),
        "test",
        clipsOf(corpus).getFirst(),
        other,
        null,
        CandidateSet.of("anger"));

    var found = work(corpus, new LlmRunPlan(name, AskKind.TEXT, 3, 1, 1, null, 0));

    assertThat(found.path("clips").asInt()).isEqualTo(3);
  }

  @Test
  void a_plan_says_how_warm_and_how_long_answers_are() throws Exception {
    var corpus = corpus(2);
    allowed(corpus);
    var manner = new LlmRunPlan.Manner(600, 0, .7, 200);

    work(corpus, new LlmRunPlan(name, AskKind.TEXT, 3, 0, 1, manner, 0));

    assertThat(model.bodies())
        .isNotEmpty()
        .allSatisfy(body -> {
          var asked = JsonMapper.shared().readTree(body);
          assertThat(asked.path("temperature").asDouble()).isEqualTo(.7);
          assertThat(asked.path("max_tokens").asInt()).isEqualTo(200);
        });
    assertThatThrownBy(() -> new LlmRunPlan.Manner(0, 0, 2.5, 200))
        .hasMessageContaining("0 to 2, not 2.5");
    assertThatThrownBy(() -> new LlmRunPlan.Manner(-1, 0, 0, 200))
        .hasMessageContaining("0 (as many as it takes) or more");
  }

  @Test
  void a_plan_of_before_is_read_as_the_usual() {
    var before =
        """
        {"endpoint":"e","kind":"TEXT","frames":3,"fewerVotes":0,"concurrency":2,"seed":0}
        """;

    assertThat(JsonMapper.shared().readValue(before, LlmRunPlan.class))
        .isEqualTo(LlmRunPlan.of("e", AskKind.TEXT));
  }

  @Test
  void an_estimate_sends_nothing() throws Exception {
    var corpus = corpus(45);
    allowed(corpus);

    var would = door().estimate(corpus, plan(AskKind.TEXT));

    assertThat(would.items()).isEqualTo(45);
    assertThat(would.requests()).isEqualTo(3);
    assertThat(would.tokensIn()).isPositive();
    assertThat(would.money()).isEqualTo((would.tokensIn() + 2.0 * would.tokensOut()) / 1e6);
    assertThat(model.bodies()).isEmpty();
  }

  @Test
  void the_key_goes_to_the_endpoint_and_nowhere_else() throws Exception {
    var corpus = corpus(3);
    var endpoint = allowed(corpus);
    get(KeyRing.class).keep(endpoint, KEY);

    var run = queued(corpus, plan(AskKind.TEXT));
    var done = outcome(run);

    assertThat(model.keys()).containsOnly("Bearer " + KEY);
    assertThat(model.bodies()).noneMatch(body -> body.contains(KEY));
    assertThat(done.summary()).doesNotContain(KEY);
    var home = get(HomeFolder.class);
    for (var folder : List.of(home.run(run), home.replies(corpus))) {
      try (var files = Files.walk(folder)) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          assertThat(Files.readString(file)).doesNotContain(KEY);
        }
      }
    }
    var elsewhere = new ModelEndpoint(name, "https://other.example.org", "m", 0, 0, 0, 0, 0, 0, 0);
    assertThat(get(KeyRing.class).holds(elsewhere)).isFalse();
  }

  @Test
  void an_endpoint_that_knows_no_such_key_fails_the_run_with_its_reason() throws Exception {
    var corpus = corpus(3);
    allowed(corpus);
    model.answersWith(401);

    assertThatThrownBy(() -> work(corpus, plan(AskKind.TEXT)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("gave up");
  }

  @Test
  void a_host_that_nobody_allowed_is_not_asked_whatever_the_endpoint_says() {
    var corpus = corpus(1);
    var endpoint = allowed(corpus);

    assertThatThrownBy(() -> get(LlmDoor.class).mustBeOpen(endpoint))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("undertone.llm.allowed-hosts");
    assertThat(model.bodies()).isEmpty();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
