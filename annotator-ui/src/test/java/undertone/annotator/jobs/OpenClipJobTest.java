package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.Visitor;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.models.WeightImport;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.RunId;
import undertone.corpora.clip.Library;
import undertone.corpora.media.MediaStore;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.corpora.vote.Voting;
import undertone.engine.captions.Vectors;
import undertone.engine.features.ClipSource;
import undertone.engine.features.Extractors;
import undertone.engine.features.FaceDescription;
import undertone.engine.features.FacePart;
import undertone.engine.features.FeatureProgress;
import undertone.engine.openclip.OpenClipFile;
import undertone.engine.openclip.OpenClipTexts;
import undertone.engine.recognition.DescribedFolder;
import undertone.engine.recognition.FaceFilm;
import undertone.engine.recognition.Senses;

/// CLIP weights that were brought in describe the clips of a corpus and vote for its labels.
class OpenClipJobTest extends LearningHouse {
  private static final int CLIPS = 18;
  private static final int SIDE = 32;

  @TempDir private Path folder;

  private final List<ClipId> clips = new ArrayList<>();

  /// The home is that of all tests.
  @AfterEach
  void carryOut() throws IOException {
    for (var brought : BroughtModels.in(get(HomeFolder.class))) {
      Files.deleteIfExists(brought.file());
      Files.deleteIfExists(OpenClipFile.mergesOf(brought.file()));
    }
  }

  private WeightImport.Kept bring(long seed) throws IOException {
    var words =
        new WeightImport.Words(DrawnOpenClip.merges(folder.resolve("merges.txt.gz"), 30), false);
    return WeightImport.keep(
        DrawnOpenClip.weights(folder.resolve("clip-%d.safetensors".formatted(seed)), "", seed),
        WeightImport.Told.NOTHING,
        words,
        get(HomeFolder.class));
  }

  @Override
  Sight sight() {
    return _ -> this::senses;
  }

  /// Every sixth clip shows nobody.
  private Senses senses(ClipSource clip) {
    int place = clips.indexOf(new ClipId(Long.parseLong(clip.clip())));
    if (place % 6 == 5) {
      return Senses.NONE;
    }
    var random = new SplittableRandom(place);
    var frame = new byte[3 * SIDE * SIDE];
    random.nextBytes(frame);
    return Senses.of(
        Optional.of(FaceFilm.even(SIDE, .16, List.of(frame, frame))), Optional.empty());
  }

  private CorpusId films() {
    var corpus = corpus(0);
    clips.addAll(films(corpus, 0, CLIPS, 1, false, i -> "speaker " + i));
    return corpus;
  }

  private JsonNode described(RunId id) throws Exception {
    var runs = get(Runs.class);
    try (var extractors = new Extractors(new NoMedia())) {
      runs.begin(id, "cpu");
      var outcome =
          new DescribeJob(
                  get(Library.class),
                  get(MediaStore.class),
                  get(DescribingModels.class),
                  new Describers(extractors, get(DescribingModels.class), sight()))
              .work(runs.find(id).orElseThrow(), new JobContext(id, runs, get(HomeFolder.class)));
      runs.end(id, RunState.DONE, outcome.message(), outcome.summary());
      return JsonMapper.shared().readTree(outcome.summary());
    }
  }

  @Test
  void it_describes_clips_and_whatever_takes_features_takes_these_by_its_name() throws Exception {
    var corpus = films();
    var name = bring(1).name();
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var path = "/api/v1/corpora/%s/runs/".formatted(corpus);
    assertThat(name).matches("openclip-tiny-[0-9a-f]{12}");
    assertThat(FaceDescription.of("aligned+" + name).models()).containsExactly(name);
    assertThat(owner.post(path + "refine", Map.of("faces", name)).detail())
        .startsWith(name + " has not described the clips of this corpus yet");
    assertThat(owner.post(path + "describe", Map.of("model", "oracle-1")).detail())
        .isEqualTo("There is no model \"oracle-1\" that describes clips; there is " + name + ".");

    var started = owner.post(path + "describe", Map.of("model", "openclip-tiny"));
    assertThat(started.status()).isEqualTo(202);
    var found = described(new RunId(started.json().path("id").asLong()));

    assertThat(found.path("model").asString()).isEqualTo(name);
    assertThat(found.path("described").asInt()).isEqualTo(15);
    assertThat(found.path("without").asInt()).isEqualTo(3);
    assertThat(found.path("dim").asInt()).isEqualTo(16);
    assertThat(get(DescribingModels.class).of(corpus)).containsExactly(name);
    assertThat(owner.post(path + "refine", Map.of("faces", "aligned+" + name)).status())
        .isEqualTo(202);
    var called = new FaceDescription(List.of(FacePart.ALIGNED), List.of("openclip-tiny"));
    assertThat(get(DescribingModels.class).mustDescribe(corpus, called))
        .as("plans keep the whole name, whatever is brought in later")
        .isEqualTo(FaceDescription.of("aligned+" + name));
    assertThat(get(DescribingModels.class).folders(corpus, called)).containsOnlyKeys(name);
    assertThat(owner.post(path + "caption", Map.of("faces", name)).detail())
        .startsWith(name + " describes whole clips and no moments of them");
    var shown =
        owner.get("/api/v1/corpora/%s/models-from-elsewhere".formatted(corpus)).json().at("/0");
    assertThat(shown.at("/model/describes").asBoolean()).isTrue();
    assertThat(shown.at("/model/readsWords").asBoolean()).isTrue();

    try (var extractors = new Extractors(new NoMedia())) {
      var vectors =
          new Describers(extractors, get(DescribingModels.class), sight())
              .describe(
                  corpus,
                  FaceDescription.of(name),
                  get(Library.class).byIds(clips).values().stream()
                      .map(clip -> ClipSources.of(clip, get(MediaStore.class)))
                      .toList(),
                  get(HomeFolder.class),
                  FeatureProgress.SILENT);
      assertThat(vectors.taught()).isEmpty();
      assertThat(vectors.vectors().blocks())
          .anySatisfy(block -> {
            assertThat(block.extractor()).isEqualTo(name + "-v1");
            assertThat(block.present()).isEqualTo(15);
          });
    }
  }

  private JsonNode described(CorpusId corpus, String name) throws Exception {
    var plan = JsonMapper.shared().writeValueAsString(new DescribePlan(name));
    return described(get(Runs.class).queue(RunKind.DESCRIBE, corpus, plan, 0, "test", null).id());
  }

  /// Clips as the network itself would rank them for a description, the best first.
  private List<ClipId> ranked(CorpusId corpus, String name, String words) throws IOException {
    var folder = new DescribedFolder(get(HomeFolder.class).described(corpus));
    var serving = folder.serving().getFirst();
    assertThat(serving.model()).isEqualTo(name);
    var places = DescribedFolder.shard(folder.shards(serving).getFirst());
    var file = BroughtModels.in(get(HomeFolder.class)).getFirst().file();
    var asked = OpenClipTexts.open(file).of(List.of(words))[0];
    return places.entrySet().stream()
        .sorted(
            Comparator.comparingDouble(
                    (Map.Entry<ClipId, float[]> place) -> Vectors.dot(asked, place.getValue()))
                .reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<ClipId> found(Visitor visitor, String path) {
    return visitor
        .get(path)
        .json()
        .path("found")
        .valueStream()
        .map(hit -> new ClipId(hit.at("/clip/id").asLong()))
        .toList();
  }

  @Test
  void it_finds_clips_by_descriptions_and_after_another_run_those_that_came_since_too()
      throws Exception {
    var corpus = films();
    var name = bring(6).name();
    assertThat(described(corpus, name).path("described").asInt()).isEqualTo(15);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var path = "/api/v1/corpora/%s/search?limit=50&by=%s&".formatted(corpus, name);
    var eyes = path + "words=wide+eyes";
    await(() -> owner.get(path).json().at("/by/0/words").asBoolean());

    assertThat(found(owner, eyes)).hasSize(15).isEqualTo(ranked(corpus, name, "wide eyes"));
    assertThat(found(owner, path + "like=" + clips.get(1)))
        .hasSize(14)
        .doesNotContain(clips.get(1));
    assertThat(owner.get(path + "words=%E7%B4%A7%E9%97%AD").detail())
        .startsWith(name + " reads English");
    assertThat(owner.get(path + "like=" + clips.get(5)).detail())
        .as("it shows nobody")
        .startsWith(name + " has not described this clip");

    clips.clear();
    clips.addAll(films(corpus, CLIPS, CLIPS + 4, 1, false, i -> "speaker " + i));
    assertThat(described(corpus, name).path("described").asInt()).isEqualTo(19);
    await(() -> found(owner, eyes).size() == 19);
    assertThat(found(owner, eyes)).isEqualTo(ranked(corpus, name, "wide eyes"));

    carryOut();
    assertThat(owner.get(path + "words=another+question").detail())
        .startsWith("The weights of " + name + " are gone or damaged");
    assertThat(found(owner, path + "like=" + clips.get(1))).as("needs no weights").hasSize(18);
  }

  @Test
  void it_votes_on_probation_without_a_labelled_clip_and_says_that_nothing_is_calibrated()
      throws Exception {
    var corpus = films();
    var name = bring(2).name();

    var found = work(corpus, RunKind.VOTE, new VotePlan(name, VotePlan.Deed.LOOK));

    assertThat(found.path("probation").asBoolean()).isTrue();
    assertThat(found.path("votes").asInt()).isEqualTo(15);
    assertThat(found.path("unseen").asInt()).isEqualTo(3);
    assertThat(found.path("calibrated").asBoolean(true)).isFalse();
    assertThat(get(Voting.class).standing(clips).values()).allMatch(List::isEmpty);
    assertThat(get(Voting.class).onProbation(clips).values().stream().flatMap(List::stream))
        .hasSize(15)
        .allSatisfy(vote -> assertThat(vote.candidates().size()).isBetween(1, 3));

    work(corpus, RunKind.VOTE, new VotePlan(name, VotePlan.Deed.LET_IN));
    assertThat(get(Voting.class).standing(clips.subList(0, 1)).get(clips.getFirst())).hasSize(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var shown =
        owner.get("/api/v1/corpora/%s/models-from-elsewhere".formatted(corpus)).json().at("/0");
    assertThat(shown.at("/model/standing").asString()).isEqualTo("COUNTS");
    assertThat(shown.at("/model/found/calibrated").asBoolean(true)).isFalse();
    assertThat(get(VoterFamilies.class).of(corpus)).containsValue(VoterFamily.MODEL);
  }

  @Test
  void labels_that_no_english_word_is_known_for_are_named_before_it_looks_at_anything()
      throws Exception {
    var corpus = films();
    var name = bring(5).name();
    var shelf = get(TrainedModels.class).of(corpus);
    var plan = new VotePlan(name, VotePlan.Deed.LOOK);

    assertThatThrownBy(() -> plan.mustSuit(scheme("愤怒", "惆怅"), shelf))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(
            name
                + " reads English, and for these labels there is no English word: 惆怅. Give each an"
                + " English name.");
    assertThatCode(() -> plan.mustSuit(scheme("愤怒", "高兴"), shelf)).doesNotThrowAnyException();
    assertThatCode(
            () -> new VotePlan(name, VotePlan.Deed.LET_IN).mustSuit(scheme("愤怒", "惆怅"), shelf))
        .as("its votes stand whatever labels are called")
        .doesNotThrowAnyException();
  }

  private static LabelScheme scheme(String... ids) {
    return new LabelScheme(
        "zh",
        1,
        "zh",
        Stream.of(ids)
            .map(id ->
                new Label(id, Map.of(), Map.of(), "#888888", "", "", List.of(), null, null, null))
            .toList());
  }

  @Test
  void an_owner_starts_it_by_a_short_name_and_is_told_what_does_not_fit() throws Exception {
    var corpus = films();
    var first = bring(3).name();
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var path = "/api/v1/corpora/%s/runs/vote".formatted(corpus);

    var started = owner.post(path, Map.of("model", "openclip-tiny"));
    assertThat(started.status()).isEqualTo(202);
    var run = get(Runs.class).find(new RunId(started.json().path("id").asLong())).orElseThrow();
    assertThat(JsonMapper.shared().readValue(run.plan(), VotePlan.class).model()).isEqualTo(first);
    assertThat(owner.post(path, Map.of("model", first, "map", Map.of("a", "anger"))).detail())
        .contains("leave out what its classes stand for");
    assertThat(
            owner
                .post(
                    "/api/v1/corpora/%s/runs/robustness".formatted(corpus), Map.of("model", first))
                .detail())
        .startsWith(first + " came from elsewhere");

    assertThat(get(DescribingModels.class).whole(corpus, new DescribePlan("openclip-tiny")))
        .isEqualTo(new DescribePlan(first));
    var second = bring(4).name();
    assertThat(owner.post(path, Map.of("model", "openclip-tiny")).detail())
        .startsWith("There are several openclip-tiny: ")
        .contains(first, second);
  }
}
