package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.OpenHouse;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CandidateSet;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.SettledParts;
import undertone.corpora.media.MediaRemix;
import undertone.corpora.media.MediaStore;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;
import undertone.engine.voters.VotingModel;

class RobustnessJobTest extends OpenHouse {
  private static final List<String> LABELS = List.of("anger", "disgust");
  private static final Tones.Kind HUM = Tones.KINDS.get(0);
  private static final Tones.Kind SHRIEK = Tones.KINDS.get(2);

  @TempDir private Path folder;

  private final Map<String, String> truths = new HashMap<>();

  /// Knows every clip, wavers at 7 dB and hears nothing any more at 5.
  private final class Listener implements VotingModel {
    final List<String> shown = new ArrayList<>();

    @Override
    public String name() {
      return "face-expression";
    }

    @Override
    public List<String> mayHaveSeen() {
      return List.of("tones");
    }

    @Override
    public Said look(List<ClipSource> clips, FeatureProgress progress) {
      var votes = new HashMap<String, CandidateSet>();
      var unseen = new HashMap<String, String>();
      for (var clip : clips) {
        shown.add(clip.clip());
        var name = clip.clip().split(", ", 2);
        var truth = truths.getOrDefault(name[0], "");
        switch (name.length == 1 ? "clean" : name[1]) {
          case "5 dB" -> unseen.put(clip.clip(), "no sound");
          case "7 dB" -> votes.put(clip.clip(), CandidateSet.of("anger"));
          default -> votes.put(clip.clip(), CandidateSet.of(truth));
        }
      }
      return new Said(votes, unseen, Set.of(), Map.of());
    }
  }

  private CorpusId sounds(int count) {
    var corpus = get(Catalogue.class).create("Corpus " + UUID.randomUUID(), scheme(), "en").id();
    for (int i = 0; i < count; i++) {
      Tones.add(get(JdbcClient.class), corpus, i, 1, HUM);
    }
    return corpus;
  }

  private CorpusId settled(int count) {
    var corpus = sounds(count);
    var by = member(corpus, CorpusRole.CURATOR).id();
    var clips = clipsOf(corpus);
    for (int i = 0; i < count; i++) {
      var label = LABELS.get(i % 2);
      truths.put(clips.get(i).toString(), label);
      get(Curation.class)
          .settle(
              UUID.randomUUID(),
              corpus,
              clips.get(i),
              by,
              CandidateSet.of(label),
              SettledParts.NONE,
              "");
    }
    return corpus;
  }

  private RunId queued(CorpusId corpus, int clips) throws IOException {
    var noise = Files.createDirectories(folder.resolve("noise"));
    var speech = noise.resolve(Tones.hash(3, 0, SHRIEK));
    if (!Files.exists(speech)) {
      Files.createFile(speech);
    }
    var plan = new RobustnessPlan("face-expression", noise.toString(), clips, 3);
    return get(Runs.class)
        .queue(
            RunKind.ROBUSTNESS,
            corpus,
            JsonMapper.shared().writeValueAsString(plan),
            plan.seed(),
            "test",
            null)
        .id();
  }

  private JsonNode work(RunId run, VotingModel model) throws Exception {
    var runs = get(Runs.class);
    try (var workers = new MediaWorkers(1)) {
      var job =
          new RobustnessJob(
              get(Catalogue.class),
              get(MediaStore.class),
              new Tones(),
              new MediaRemix(workers),
              get(PseudoPool.class),
              get(TrainedModels.class),
              (_, _, _, _) -> model);
      var outcome =
          job.work(runs.find(run).orElseThrow(), new JobContext(run, runs, get(HomeFolder.class)));
      return JsonMapper.shared().readTree(outcome.summary());
    }
  }

  private static JsonNode harm(JsonNode found, int snrDb) {
    return found
        .path("harms")
        .valueStream()
        .filter(harm -> harm.path("snrDb").asInt(0) == snrDb)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void each_ratio_of_noise_is_measured_on_copies_and_silence_counts_as_wrong() throws Exception {
    var found = work(queued(settled(4), 200), new Listener());

    assertThat(found.path("clips").asInt()).isEqualTo(4);
    assertThat(found.path("harms")).hasSize(7); // as they are, and 10 to 5 dB: nothing to blur
    assertThat(found.path("harms").path(0).path("f1").asDouble()).isEqualTo(1);
    assertThat(harm(found, 10).path("f1").asDouble()).isEqualTo(1);
    assertThat(harm(found, 7).path("uar").asDouble()).isEqualTo(.5);
    assertThat(harm(found, 7).path("f1AsTheyAre").asDouble()).isEqualTo(1);
    assertThat(harm(found, 7).path("f1").asDouble()).isBetween(.33, .34); // of one label 2/3
    assertThat(harm(found, 5).path("silent").asInt()).isEqualTo(4);
    assertThat(harm(found, 5).path("accuracy").asDouble()).isZero();
    assertThat(found.path("featuresMaySeen").path(0).asString()).isEqualTo("tones");
  }

  @Test
  void a_run_that_was_stopped_goes_on_with_the_harm_it_had_come_to() throws Exception {
    var run = queued(settled(2), 200);
    var tired =
        new VotingModel() {
          private int looks;

          @Override
          public String name() {
            return "face-expression";
          }

          @Override
          public List<String> mayHaveSeen() {
            return List.of();
          }

          @Override
          public Said look(List<ClipSource> clips, FeatureProgress progress) {
            if (++looks > 3) {
              throw new IllegalStateException("tired");
            }
            return new Listener().look(clips, progress);
          }
        };
    assertThatThrownBy(() -> work(run, tired)).hasMessage("tired");
    var fresh = new Listener();

    var found = work(run, fresh);

    assertThat(found.path("harms")).hasSize(7);
    assertThat(fresh.shown).hasSize(2 * 4).noneMatch(clip -> clip.endsWith("10 dB"));
    assertThat(get(HomeFolder.class).run(run).resolve("copies")).doesNotExist();
    assertThat(found.path("clips").asInt()).isEqualTo(2);
  }

  @Test
  void only_so_many_clips_are_shown_as_were_asked_for() throws Exception {
    assertThat(work(queued(settled(5), 3), new Listener()).path("clips").asInt()).isEqualTo(3);
  }

  @Test
  void without_a_decided_label_nothing_can_be_measured() throws Exception {
    var run = queued(sounds(2), 200);

    assertThatThrownBy(() -> work(run, new Listener()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("decide some first");
  }

  /// The model may have been one of them.
  @Test
  void what_voters_agree_on_is_not_decided() throws Exception {
    var corpus = sounds(2);
    var voting = get(Voting.class);
    for (int v = 0; v < 5; v++) {
      var voter = voting.machine(corpus, VoterKind.MACHINE, "brought in " + v).id();
      for (var clip : clipsOf(corpus)) {
        voting.cast(Ballot.of(UUID.randomUUID(), clip, voter, CandidateSet.of("anger")));
      }
    }
    assertThat(
            get(PseudoPool.class).read(corpus, PseudoJobPlan.DEFAULT, () -> {}).members().stream())
        .allMatch(member -> "anger".equals(member.truth()));

    assertThatThrownBy(() -> work(queued(corpus, 200), new Listener()))
        .hasMessageContaining("decide some first");
  }

  @Test
  void no_clip_or_too_many_are_refused() {
    assertThatThrownBy(() -> new RobustnessPlan("face-expression", null, 0, 0))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("1 to 5000");
  }
}
