package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
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
import undertone.corpora.pseudo.PseudoLabels;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.features.ClipSource;
import undertone.engine.features.Extractors;
import undertone.engine.features.FaceDescription;
import undertone.engine.pseudo.PseudoMethod;
import undertone.engine.recognition.FaceFilm;
import undertone.engine.recognition.Senses;
import undertone.engine.refinement.CorrectionRules;
import undertone.engine.refinement.RefinementMethod;

/// A model that learned on a corpus describes its clips, and other runs take what it reads.
class DescribeJobTest extends LearningHouse {
  private static final int CLIPS = 32;
  private static final int SETTLED = 24;
  private static final int SIDE = 32;
  private static final List<String> LABELS = List.of("anger", "disgust");

  private final List<ClipId> clips = new ArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();
  private boolean torn;
  private @Nullable Runnable onLook;

  /// Films of drawn faces; every eighth shows nobody.
  private CorpusId films() {
    var corpus = corpus(0);
    add(corpus, 0, CLIPS);
    return corpus;
  }

  private void add(CorpusId corpus, int from, int until) {
    clips.clear();
    clips.addAll(films(corpus, from, until, 1.92, false, i -> "speaker " + i / 2 % 8));
  }

  @Override
  Sight sight() {
    return _ -> this::senses;
  }

  private Senses senses(ClipSource clip) throws IOException {
    looks.incrementAndGet();
    if (onLook != null) {
      onLook.run();
    }
    int place = clips.indexOf(new ClipId(Long.parseLong(clip.clip())));
    if (torn && place == 0) {
      throw new IOException("the file ends too early");
    }
    if (place % 8 == 7) {
      return Senses.NONE;
    }
    var random = new SplittableRandom(place);
    var frames = new ArrayList<byte[]>();
    for (int t = 0; t < 8; t++) {
      var face = new byte[3 * SIDE * SIDE];
      for (int p = 0; p < SIDE * SIDE; p++) {
        boolean bright = p / SIDE < SIDE / 2 == (place % 2 == 0);
        for (int channel = 0; channel < 3; channel++) {
          face[3 * p + channel] = (byte) ((bright ? 150 : 40) + random.nextInt(40));
        }
      }
      frames.add(face);
    }
    return Senses.of(Optional.of(FaceFilm.even(SIDE, .16, frames)), Optional.empty());
  }

  private void settle(CorpusId corpus) {
    settle(corpus, clips.subList(0, SETTLED), i -> LABELS.get(i % 2));
  }

  private void vote(CorpusId corpus) {
    var voting = get(Voting.class);
    var voter = voting.machine(corpus, VoterKind.MACHINE, "m").id();
    for (int i = 0; i < clips.size(); i++) {
      var held = CandidateSet.of(LABELS.get(i % 2));
      voting.cast(Ballot.of(UUID.randomUUID(), clips.get(i), voter, held));
    }
  }

  private RunId queued(CorpusId corpus, RunKind kind, Object plan) {
    var written = JsonMapper.shared().writeValueAsString(plan);
    return get(Runs.class).queue(kind, corpus, written, 0, "test", null).id();
  }

  private JsonNode done(CorpusId corpus, RunKind kind, Object plan) throws Exception {
    return done(queued(corpus, kind, plan), kind);
  }

  private JsonNode done(RunId id, RunKind kind) throws Exception {
    var runs = get(Runs.class);
    try (var extractors = new Extractors(new NoMedia())) {
      runs.begin(id, "cpu");
      var outcome =
          job(kind, extractors)
              .work(runs.find(id).orElseThrow(), new JobContext(id, runs, get(HomeFolder.class)));
      runs.end(id, RunState.DONE, outcome.message(), outcome.summary());
      return JsonMapper.shared().readTree(outcome.summary());
    }
  }

  private Job job(RunKind kind, Extractors extractors) {
    var describers = new Describers(extractors, get(DescribingModels.class), sight());
    return switch (kind) {
      case TRAIN -> training(extractors);
      case DESCRIBE ->
          new DescribeJob(
              get(Library.class), get(MediaStore.class), get(DescribingModels.class), describers);
      case REFINE ->
          new RefineJob(
              get(Catalogue.class),
              get(Library.class),
              get(Voting.class),
              get(Captioning.class),
              get(Proposals.class),
              get(Runs.class),
              get(MediaStore.class),
              extractors,
              describers,
              get(EarlierRefinements.class),
              get(Curation.class),
              get(Clock.class));
      case PSEUDO ->
          new PseudoJob(
              get(Catalogue.class),
              get(Voting.class),
              get(Proposals.class),
              get(PseudoLabels.class),
              get(PseudoPool.class),
              get(PseudoProposals.class),
              get(Runs.class),
              get(MediaStore.class),
              extractors,
              describers);
      default -> throw new IllegalArgumentException(kind + " is no job of this test.");
    };
  }

  /// The name of what was learned.
  private String learned(CorpusId corpus, TrainPlan.Stage stage) throws Exception {
    done(corpus, RunKind.TRAIN, new TrainPlan("mae-dfer", "tiny", stage, null, 1, true, 2, 1));
    return get(TrainedModels.class).of(corpus).models().getFirst().name();
  }

  private static RefinePlan refining(FaceDescription faces) {
    return new RefinePlan(
        RefinementMethod.IRNET,
        List.of(),
        faces,
        2,
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
  }

  private static PseudoJobPlan spreading(FaceDescription faces) {
    var usual = PseudoJobPlan.DEFAULT;
    return new PseudoJobPlan(
        PseudoMethod.SUPERVISED,
        .5,
        true,
        2,
        false,
        false,
        usual.prior(),
        usual.shares(),
        usual.perLabel(),
        faces,
        null,
        2,
        20,
        1,
        false,
        1);
  }

  private static JsonNode block(JsonNode found, String model) {
    return found
        .path("features")
        .valueStream()
        .filter(block -> block.path("extractor").asString().equals(model + "-v1"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_pre_trained_model_describes_clips_and_a_refinement_takes_it_and_is_fair()
      throws Exception {
    var corpus = films();
    vote(corpus);
    var model = learned(corpus, TrainPlan.Stage.PRE_TRAIN);
    torn = true;

    var found = done(corpus, RunKind.DESCRIBE, new DescribePlan(model));

    assertThat(found.path("clips").asInt()).isEqualTo(CLIPS);
    assertThat(found.path("without").asInt()).isEqualTo(4);
    assertThat(found.path("described").asInt()).isEqualTo(27);
    assertThat(found.path("unreadable").propertyNames())
        .containsExactly(clips.getFirst().toString());
    assertThat(found.path("dim").asInt()).isEqualTo(64);
    assertThat(found.path("taught").asInt()).isZero();
    assertThat(get(DescribingModels.class).of(corpus)).containsExactly(model);

    var alone = done(corpus, RunKind.REFINE, refining(FaceDescription.of(model)));

    assertThat(block(alone, model).path("present").asInt()).isEqualTo(27);
    assertThat(block(alone, model).path("flagged").asBoolean()).isTrue();
    assertThat(alone.path("featuresMaySeen").isEmpty()).isTrue();
    assertThat(alone.path("featuresTaught").isEmpty()).isTrue();
  }

  @Test
  void a_model_that_was_told_labels_flatters_and_every_run_that_takes_it_says_so()
      throws Exception {
    var corpus = films();
    vote(corpus);
    settle(corpus);
    var model = learned(corpus, TrainPlan.Stage.FINE_TUNE);
    int taught = done(corpus, RunKind.DESCRIBE, new DescribePlan(model)).path("taught").asInt();
    assertThat(taught).isBetween(1, SETTLED);

    var refined = done(corpus, RunKind.REFINE, refining(FaceDescription.of(model)));
    var spread = done(corpus, RunKind.PSEUDO, spreading(FaceDescription.of(model)));

    for (var found : List.of(refined, spread)) {
      assertThat(found.at("/featuresMaySeen/0").asString())
          .isEqualTo("labels of %d clips, from which %s learned".formatted(taught, model));
      assertThat(found.at("/featuresTaught/0/model").asString()).isEqualTo(model);
      assertThat(found.at("/featuresTaught/0/clips").asInt()).isEqualTo(taught);
      assertThat(block(found, model).path("present").asInt()).isEqualTo(28);
    }
  }

  @Test
  void a_run_that_was_stopped_finds_what_it_had_read_and_clips_that_came_since_are_read_later()
      throws Exception {
    var corpus = films();
    vote(corpus);
    var model = learned(corpus, TrainPlan.Stage.PRE_TRAIN);
    var run = queued(corpus, RunKind.DESCRIBE, new DescribePlan(model));
    looks.set(0);
    var cancelled = new AtomicBoolean();
    onLook =
        () -> {
          if (looks.get() >= CLIPS / 2) { // whichever thread comes to it
            if (!cancelled.getAndSet(true)) {
              get(Runs.class).cancel(run);
            }
            pause(); // a job asks twice a second whether it is to stop
          }
        };
    assertThatThrownBy(() -> done(run, RunKind.DESCRIBE)).isInstanceOf(JobCancelledException.class);
    assertThat(get(DescribingModels.class).of(corpus)).isEmpty();
    int before = looks.get();
    assertThat(before).isBetween(CLIPS / 2, CLIPS - 1);

    onLook = null;
    var found = done(corpus, RunKind.DESCRIBE, new DescribePlan(model));

    assertThat(found.path("described").asInt()).isEqualTo(28);
    assertThat(looks.get()).isBetween(CLIPS, CLIPS + CorpusNumbers.THREADS);
    add(corpus, CLIPS, CLIPS + 4);
    looks.set(0);
    var refined = done(corpus, RunKind.REFINE, refining(FaceDescription.of(model)));
    assertThat(block(refined, model).path("present").asInt()).isEqualTo(32);
    assertThat(looks.get()).isEqualTo(4);
  }

  private static void pause() {
    try {
      Thread.sleep(600);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_description_that_cannot_be_had_is_refused_before_a_run_is_queued() throws Exception {
    var corpus = films();
    vote(corpus);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var path = "/api/v1/corpora/%s/runs/".formatted(corpus);
    assertThat(owner.post(path + "describe", Map.of("model", "mae-dfer-tiny-1")).detail())
        .isEqualTo(
            "No model learned on this corpus that could describe its clips; let one learn first.");
    var model = learned(corpus, TrainPlan.Stage.PRE_TRAIN);
    assertThat(owner.post(path + "describe", Map.of("model", "oracle-1")).detail())
        .isEqualTo("There is no model \"oracle-1\" that describes clips; there is " + model + ".");
    assertThat(owner.post(path + "refine", Map.of("faces", "aligned+" + model)).detail())
        .startsWith(model + " has not described the clips of this corpus yet");
    assertThat(owner.post(path + "pseudo", Map.of("faces", model)).detail())
        .startsWith(model + " has not described the clips of this corpus yet");
    assertThat(owner.post(path + "caption", Map.of("faces", model)).detail())
        .startsWith(model + " describes whole clips and no moments of them");
    assertThat(kim.post(path + "describe", Map.of("model", model)).status()).isEqualTo(403);
    assertThatThrownBy(() -> done(corpus, RunKind.REFINE, refining(FaceDescription.of(model))))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("has not described");

    var started = owner.post(path + "describe", Map.of("model", model));

    assertThat(started.status()).isEqualTo(202);
    assertThat(started.json().path("kind").asString()).isEqualTo("DESCRIBE");
    var models = "/api/v1/corpora/%s/models".formatted(corpus);
    assertThat(owner.get(models).json().at("/0/describes").asBoolean()).isFalse();
    done(new RunId(started.json().path("id").asLong()), RunKind.DESCRIBE);
    assertThat(owner.get(models).json().at("/0/describes").asBoolean()).isTrue();
    var refining = owner.post(path + "refine", Map.of("faces", model + "+aligned"));
    assertThat(refining.status()).isEqualTo(202);
    var run = get(Runs.class).find(new RunId(refining.json().path("id").asLong())).orElseThrow();
    assertThat(JsonMapper.shared().readValue(run.plan(), RefinePlan.class).faces().written())
        .isEqualTo("aligned+" + model);
  }

  @Test
  void a_model_that_reads_features_or_frames_describes_nothing() {
    var corpus = films();
    var runs = get(Runs.class);
    var plan =
        new TrainPlan("two-aspect", "small", TrainPlan.Stage.FINE_TUNE, null, null, true, 2, 0);
    var id = queued(corpus, RunKind.TRAIN, plan);
    runs.begin(id, "cpu");
    runs.end(id, RunState.DONE, Sentence.of("done"), "{}");

    assertThatThrownBy(() ->
            get(DescribingModels.class)
                .mustRead(corpus, new DescribePlan("two-aspect-small-" + id)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(
            "two-aspect-small-%s does not read whole clips, so it cannot describe them; choose"
                    .formatted(id)
                + " another model.");
  }
}
