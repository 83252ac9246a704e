package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.OpenHouse;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Curation;
import undertone.corpora.media.MediaStore;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.features.Extractors;
import undertone.engine.recognition.Senses;
import undertone.engine.refinement.CorrectionRules;
import undertone.engine.refinement.PixelEncoder;
import undertone.engine.refinement.RefinementMethod;
import undertone.models.pico.PartialLoss;

/// A refinement that goes on from an earlier one, from votes to the report that tells them apart.
class GoingOnJobTest extends OpenHouse {

  private static final RefinePlan PLAN =
      new RefinePlan(
          RefinementMethod.IRNET,
          List.of(),
          RefinePlan.DEFAULT.faces(),
          4,
          2,
          .12,
          .5,
          3,
          false,
          RefinePlan.DEFAULT.init(),
          null,
          null,
          null,
          null,
          CorrectionRules.USUAL);

  @Test
  void a_run_goes_on_from_an_earlier_one_and_says_what_became_different() throws Exception {
    var corpus = wordyCorpus(48);
    var clips = clipsOf(corpus);
    for (int i = 0; i < 40; i++) {
      vote(corpus, clips.get(i), i % 5 == 0 ? "anger" : label(i));
    }
    var first = run(corpus, PLAN);
    vote(corpus, clips.get(1), "anger");
    vote(corpus, clips.get(45), "disgust");
    settle(corpus, clips.get(2), "anger");
    addWordy(corpus, 48, 50);

    var second = run(corpus, PLAN.goingOnFrom(first.value()));

    assertThat(summary(first).has("since")).isFalse();
    var since = summary(second).path("since");
    assertThat(since.path("run").asLong()).isEqualTo(first.value());
    assertThat(since.path("goesOn").asBoolean()).isTrue();
    assertThat(since.at("/clips/added").asInt()).isEqualTo(2);
    assertThat(since.at("/clips/voted").asInt()).isEqualTo(2);
    assertThat(since.at("/clips/settled").asInt()).isEqualTo(1);
    var beside = get(Proposals.class).compare(first, second);
    assertThat(since.path("same").asLong()).isEqualTo(beside.same());
    assertThat(since.path("changed").asLong()).isEqualTo(beside.different());
    assertThat(since.path("gone").asLong()).isEqualTo(beside.onlyFirst());
    assertThat(since.path("fresh").asLong()).isEqualTo(beside.onlySecond());
    assertThat(journalled(second)).containsOnly(4); // of four epochs the last

    var third = run(corpus, PLAN);
    var scratch = summary(third).path("since");
    assertThat(scratch.path("run").asLong()).isEqualTo(second.value());
    assertThat(scratch.path("goesOn").asBoolean()).isFalse();
    assertThat(scratch.at("/clips/added").asInt()).isZero();
    assertThat(journalled(third)).containsExactlyInAnyOrder(1, 2, 3, 4);
  }

  @Test
  void the_newest_run_is_the_one_that_ended_last_whatever_its_number() {
    var corpus = wordyCorpus(1);
    var runs = get(Runs.class);
    var lower = runs.queue(RunKind.REFINE, corpus, "{}", 1, "test", null).id();
    var higher = runs.queue(RunKind.REFINE, corpus, "{}", 1, "test", null).id();
    var asking = runs.queue(RunKind.REFINE, corpus, "{}", 1, "test", null).id();
    for (var ended : List.of(higher, lower)) { // another process may have drawn its block later
      runs.end(ended, RunState.DONE, Sentence.of("Done."), "{}");
    }

    assertThat(higher.value()).isGreaterThan(lower.value());
    assertThat(get(EarlierRefinements.class).before(corpus, asking).orElseThrow().id())
        .isEqualTo(lower);
  }

  @Test
  void a_run_that_cannot_be_gone_on_from_is_refused_in_plain_words() throws Exception {
    var corpus = votedCorpus();
    var first = run(corpus, PLAN);
    var earlier = get(EarlierRefinements.class);
    var next = PLAN.goingOnFrom(first.value());
    assertThat(earlier.of(corpus, next)).isNotNull();
    assertThat(earlier.last(corpus, PLAN).run().id()).isEqualTo(first);

    refused(wordyCorpus(2), next, "no refinement");
    refused(corpus, PLAN.goingOnFrom(999_999), "no refinement 999999");
    refused(corpus, with(RefinementMethod.PICO, 2, first), "learned by irnet");
    refused(corpus, with(RefinementMethod.IRNET, 3, first), "has 2 folds, this one is to have 3");
    assertThatThrownBy(() -> with(RefinementMethod.MAJORITY, 2, first))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("trains no networks");
    assertThatThrownBy(() -> earlier.last(corpus, with(RefinementMethod.PICO, 2, null)))
        .hasMessageContaining("by pico and aligned");

    get(Runs.class).withdraw(first, member(corpus, CorpusRole.OWNER).id());
    refused(corpus, next, "was withdrawn");
    assertThat(earlier.of(corpus)).isEmpty();
  }

  @Test
  void a_run_with_another_loss_or_encoder_is_not_gone_on_from() throws Exception {
    var corpus = votedCorpus();
    var first = run(corpus, PLAN);

    refused(corpus, reading(PartialLoss.SCE, null, first.value()), "another loss or encoder");
    refused(corpus, reading(null, PixelEncoder.LIGHT, first.value()), "another loss or encoder");
  }

  @Test
  void networks_that_are_to_look_at_faces_need_some() {
    var corpus = votedCorpus();

    assertThatThrownBy(() -> run(corpus, reading(null, PixelEncoder.LIGHT, null)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("No face was found in any clip");
  }

  @Test
  void a_chosen_loss_and_what_weighs_the_networks_change_what_is_found() throws Exception {
    var corpus = votedCorpus();
    var usual = hash(run(corpus, PLAN));

    assertThat(hash(run(corpus, PLAN))).isEqualTo(usual);
    assertThat(hash(run(corpus, reading(PartialLoss.MSE, null, null)))).isNotEqualTo(usual);
    assertThatThrownBy(() ->
            new RefinePlan(
                RefinementMethod.TRUSTED,
                List.of(),
                PLAN.faces(),
                4,
                2,
                .12,
                .5,
                3,
                false,
                PLAN.init(),
                PartialLoss.SCE,
                null,
                null,
                null,
                CorrectionRules.USUAL))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("trains no networks");
  }

  private String hash(RunId run) {
    return summary(run).at("/modelHash").asString();
  }

  private static RefinePlan reading(
      @Nullable PartialLoss loss, @Nullable PixelEncoder encoder, @Nullable Long from) {
    return new RefinePlan(
        PLAN.method(),
        PLAN.voters(),
        PLAN.faces(),
        PLAN.epochs(),
        PLAN.folds(),
        PLAN.delta(),
        PLAN.noiseThreshold(),
        PLAN.seed(),
        false,
        PLAN.init(),
        loss,
        null,
        encoder,
        from,
        CorrectionRules.USUAL);
  }

  @Test
  void a_run_whose_folder_is_gone_is_refused_before_and_in_the_engine() throws Exception {
    var corpus = votedCorpus();
    var first = run(corpus, PLAN);
    var folder = get(HomeFolder.class).run(first).resolve("checkpoints");
    var next = PLAN.goingOnFrom(first.value());

    Files.delete(folder.resolve("fold-2.state")); // only whoever reads all of it sees this
    assertThat(get(EarlierRefinements.class).of(corpus, next)).isNotNull();
    assertThatThrownBy(() -> run(corpus, next))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("What run %s has learned is gone".formatted(first));

    Files.delete(folder.resolve("ground.state"));
    refused(corpus, next, "What run %s has learned is gone".formatted(first));
  }

  private void refused(CorpusId corpus, RefinePlan plan, String words) {
    assertThatThrownBy(() -> get(EarlierRefinements.class).of(corpus, plan))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining(words)
        .hasMessageNotContaining("%s");
  }

  private static RefinePlan with(RefinementMethod method, int folds, @Nullable RunId from) {
    return new RefinePlan(
        method,
        PLAN.voters(),
        PLAN.faces(),
        PLAN.epochs(),
        folds,
        PLAN.delta(),
        PLAN.noiseThreshold(),
        PLAN.seed(),
        false,
        PLAN.init(),
        null,
        null,
        null,
        from == null ? null : from.value(),
        CorrectionRules.USUAL);
  }

  private RunId run(CorpusId corpus, RefinePlan plan) throws Exception {
    var runs = get(Runs.class);
    var written = JsonMapper.shared().writeValueAsString(plan);
    var id = runs.queue(RunKind.REFINE, corpus, written, plan.seed(), "test", null).id();
    runs.begin(id, "test");
    try (var extractors = new Extractors(new NoMedia())) {
      var job =
          new RefineJob(
              get(Catalogue.class),
              get(Library.class),
              get(Voting.class),
              get(Captioning.class),
              get(Proposals.class),
              runs,
              get(MediaStore.class),
              extractors,
              new Describers(extractors, get(DescribingModels.class), _ -> _ -> Senses.NONE),
              get(EarlierRefinements.class),
              get(Curation.class),
              get(Clock.class));
      var run = runs.find(id).orElseThrow();
      var outcome = job.work(run, new JobContext(id, runs, get(HomeFolder.class)));
      runs.end(id, RunState.DONE, outcome.message(), outcome.summary());
    }
    return id;
  }

  private JsonNode summary(RunId run) {
    var summary = get(Runs.class).find(run).orElseThrow().summary().orElseThrow();
    return JsonMapper.shared().readTree(summary);
  }

  private Set<Integer> journalled(RunId run) {
    return get(Runs.class).journal(run, -1).stream()
        .map(entry -> JsonMapper.shared().readTree(entry).path("epoch").asInt())
        .collect(Collectors.toSet());
  }

  private static String label(int clip) {
    return clip % 2 == 0 ? "anger" : "disgust";
  }

  private void vote(CorpusId corpus, ClipId clip, String label) {
    var voter = get(Voting.class).machine(corpus, VoterKind.MACHINE, "reader").id();
    get(Voting.class).cast(Ballot.of(UUID.randomUUID(), clip, voter, CandidateSet.of(label)));
  }

  private void settle(CorpusId corpus, ClipId clip, String label) {
    var curator = member(corpus, CorpusRole.CURATOR).id();
    get(Curation.class).settleOpen(UUID.randomUUID(), corpus, clip, curator, label, "");
  }

  private CorpusId wordyCorpus(int clips) {
    var corpus = get(Catalogue.class).create("Corpus " + UUID.randomUUID(), scheme(), "en").id();
    addWordy(corpus, 0, clips);
    return corpus;
  }

  private CorpusId votedCorpus() {
    var corpus = wordyCorpus(24);
    var clips = clipsOf(corpus);
    for (int i = 0; i < clips.size(); i++) {
      vote(corpus, clips.get(i), label(i));
    }
    return corpus;
  }

  /// Lines that say what they are about; two by each speaker.
  private void addWordy(CorpusId corpus, int from, int to) {
    for (int i = from; i < to; i++) {
      var text =
          i % 2 == 0
              ? "I am furious with you, number %d!".formatted(i)
              : "This rotten smell is revolting, number %d.".formatted(i);
      get(JdbcClient.class)
          .sql(
              """
              insert into clip (id, corpus_id, name, position, modality, state, text_content,
                has_audio, vote_count, open_slots, wanted, created_at, version, speaker)
              values (nextval('row_seq'), ?, ?, ?, 'TEXT', 'READY', ?, false, 0, 2, true,
                current_timestamp, 0, ?)
              """)
          .params(corpus.value(), "line-%03d".formatted(i), i, text, "speaker " + i / 2)
          .update();
    }
  }

  @Test
  void the_report_counts_what_is_same_new_gone_and_changed_move_by_move() {
    var clips = IntStream.range(0, 6).mapToObj(ClipId::new).toList();
    var before = new HashMap<ClipId, Proposals.Moved>();
    var now = new HashMap<ClipId, Proposals.Moved>();
    var toFear = new Proposals.Moved("anger", "fear");
    var toJoy = new Proposals.Moved("anger", "joy");
    before.put(clips.get(0), toFear);
    now.put(clips.get(0), toFear);
    before.put(clips.get(1), toFear);
    now.put(clips.get(1), toJoy);
    before.put(clips.get(2), toFear);
    before.put(clips.get(3), toJoy);
    now.put(clips.get(4), toFear);
    now.put(clips.get(5), new Proposals.Moved("", "joy"));

    var found =
        RunDifference.of(
            7, false, before, now, Set.of(clips.get(3)), new RunDifference.Clips(1, 2, 3));

    assertThat(List.of(found.same(), found.changed(), found.fresh(), found.gone()))
        .containsExactly(1, 1, 2, 2);
    assertThat(found.goneSettled()).isEqualTo(1);
    assertThat(found.moves())
        .containsExactly(
            new RunDifference.Move("anger", "fear", 1, 1, 1),
            new RunDifference.Move("", "joy", 0, 1, 0),
            new RunDifference.Move("anger", "joy", 0, 0, 1));
    assertThat(found.changes()).containsExactly(new RunDifference.Change("fear", "joy", 1));
    assertThat(JsonMapper.shared().valueToTree(found).at("/clips/voted").asInt()).isEqualTo(2);
  }
}
