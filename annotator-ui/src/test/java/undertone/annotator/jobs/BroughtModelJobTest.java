package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.models.WeightImport;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Modality;
import undertone.corpora.RunId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.SettledParts;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.vote.Voting;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;
import undertone.engine.recognition.FaceFilm;
import undertone.engine.recognition.FineTuning;
import undertone.engine.recognition.Lesson;
import undertone.engine.recognition.RecognitionPlan;
import undertone.engine.recognition.RecognitionWatch;
import undertone.engine.recognition.Senses;
import undertone.models.hosting.HostedModel;
import undertone.models.weights.SafeTensors;

/// A model that was fine-tuned in another house votes on a corpus.
class BroughtModelJobTest extends LearningHouse {
  private static final int CLIPS = 44;
  private static final int SIDE = 32;
  private static final int FRAMES = 9;
  private static final double STEP = .16; // seconds

  /// Films have a bright bar in one of three places; of the third the corpus has no label.
  private static final List<String> CLASSES = List.of("angry", "disgust", "bored");

  private static final List<String> LABELS = List.of("anger", "disgust");

  @TempDir private Path folder;

  private final List<ClipId> clips = new ArrayList<>();

  /// The home is that of all tests.
  @AfterEach
  void carryOut() throws IOException {
    for (var brought : BroughtModels.in(get(HomeFolder.class))) {
      Files.deleteIfExists(brought.file());
      Files.deleteIfExists(BroughtModels.headOf(brought.file()));
    }
  }

  private static Senses film(int kind, int number) {
    var random = new SplittableRandom(number);
    var frames = new ArrayList<byte[]>();
    for (int t = 0; t < FRAMES; t++) {
      var frame = new byte[3 * SIDE * SIDE];
      for (int p = 0; p < SIDE * SIDE; p++) {
        boolean bar = p / SIDE / (SIDE / 4) == kind;
        for (int channel = 0; channel < 3; channel++) {
          frame[3 * p + channel] = (byte) ((bar ? 170 : 60) + random.nextInt(40));
        }
      }
      frames.add(frame);
    }
    return Senses.of(Optional.of(FaceFilm.even(SIDE, STEP, frames)), Optional.empty());
  }

  /// Fine-tuned on films of another house.
  private WeightImport.Kept bring(List<String> classes) throws Exception {
    var lessons =
        IntStream.range(0, 48)
            .mapToObj(i ->
                new Lesson(
                    ClipSource.ofMedia("other-" + i, Modality.VIDEO, Path.of("other")),
                    i % 3,
                    "person " + i / 3 % 8))
            .toList();
    var learned =
        new FineTuning(
                RecognitionPlan.usual("mae-dfer", "tiny").withEpochs(20),
                clip -> {
                  int number = Integer.parseInt(clip.clip().substring(6));
                  return film(number % 3, number);
                },
                Device.cpu())
            .run(lessons, CLASSES, null, folder.resolve("other"), RecognitionWatch.SILENT);
    var file = learned.path().resolve("weights.safetensors");
    return WeightImport.keep(
        file, new WeightImport.Told(classes, "films elsewhere"), get(HomeFolder.class));
  }

  private static int kind(int place) {
    return place % 11 == 10 ? 2 : place % 2;
  }

  @Override
  Sight sight() {
    return _ -> this::senses;
  }

  private Senses senses(ClipSource clip) {
    int place = clips.indexOf(new ClipId(Long.parseLong(clip.clip())));
    return film(kind(place), 1000 + place);
  }

  private CorpusId films() {
    var corpus = corpus(0);
    clips.addAll(films(corpus, 0, CLIPS, 1.44, false, i -> "speaker " + i));
    return corpus;
  }

  private void settle(CorpusId corpus, int to) {
    var by = member(corpus, CorpusRole.CURATOR).id();
    for (int i = 0; i < to; i++) {
      if (kind(i) < 2) {
        var label = CandidateSet.of(LABELS.get(kind(i)));
        get(Curation.class)
            .settle(UUID.randomUUID(), corpus, clips.get(i), by, label, SettledParts.NONE, "");
      }
    }
  }

  private JsonNode vote(CorpusId corpus, VotePlan plan) throws Exception {
    return work(corpus, RunKind.VOTE, plan);
  }

  /// How far it says to be with the settled clips, while it is to vote on one.
  private List<Integer> lookedAtFirst(CorpusId corpus, Map<String, String> said) throws Exception {
    var brought = BroughtModels.in(get(HomeFolder.class)).getFirst();
    var mapping = brought.mustVote(get(Catalogue.class).schemeOf(corpus), said);
    var settled = new HashMap<ClipSource, String>();
    for (int i = 0; i < CLIPS; i++) {
      if (kind(i) < 2) {
        settled.put(source(i), LABELS.get(kind(i)));
      }
    }
    var told = new ArrayList<Integer>();
    try (var voter = BroughtVoter.open(brought, mapping, this::senses, settled)) {
      voter.look(
          List.of(source(0)),
          new FeatureProgress() {
            @Override
            public void advanced(int done, int total) {
              assertThat(total).as("clips it votes on").isEqualTo(1);
            }

            @Override
            public void beforehand(int done, int total) {
              assertThat(total).isEqualTo(40);
              told.add(done);
            }
          });
    }
    return told;
  }

  private ClipSource source(int place) {
    return ClipSource.ofMedia(clips.get(place).toString(), Modality.VIDEO, Path.of("film"));
  }

  private long right() {
    return IntStream.range(0, CLIPS)
        .filter(i -> kind(i) < 2)
        .filter(i ->
            get(Voting.class).onProbation(List.of(clips.get(i))).values().stream()
                .flatMap(List::stream)
                .anyMatch(vote ->
                    vote.candidates().first().filter(LABELS.get(kind(i))::equals).isPresent()))
        .count();
  }

  @Test
  void it_votes_on_probation_for_what_its_classes_stand_for_and_says_what_that_rests_on()
      throws Exception {
    var corpus = films();
    var kept = bring(CLASSES);
    var name = kept.name();
    var angry = Map.of("angry", "anger");

    var raw = vote(corpus, new VotePlan(name, VotePlan.Deed.LOOK, angry));

    assertThat(raw.path("probation").asBoolean()).isTrue();
    assertThat(raw.path("mapping").path("angry").asString()).isEqualTo("anger");
    assertThat(raw.path("mapping").path("disgust").asString()).isEqualTo("disgust");
    assertThat(raw.at("/unmapped/0").asString()).isEqualTo("bored");
    assertThat(raw.path("outside").asInt()).as("films of the third kind").isEqualTo(4);
    assertThat(raw.path("votes").asInt()).isEqualTo(40);
    assertThat(raw.path("outsideShare").asDouble()).isBetween(.05, .4);
    assertThat(raw.path("temperatureFrom").asInt()).isZero();
    assertThat(raw.has("temperature")).isFalse();
    assertThat(raw.at("/featuresMaySeen/0").asString()).isEqualTo("films elsewhere");
    assertThat(right()).isGreaterThan(37); // of forty
    assertThat(get(Voting.class).standing(clips).values()).allMatch(List::isEmpty);

    settle(corpus, CLIPS);
    var warm = vote(corpus, new VotePlan(name, VotePlan.Deed.LOOK, angry));

    assertThat(warm.path("temperatureFrom").asInt()).isEqualTo(40);
    assertThat(warm.path("temperature").asDouble()).isPositive();
    assertThat(lookedAtFirst(corpus, angry)).as("settled clips it is done with").endsWith(40);
    assertThat(right()).isGreaterThan(37);

    vote(corpus, new VotePlan(name, VotePlan.Deed.LET_IN));
    assertThat(get(Voting.class).standing(clips.subList(0, 1)).get(clips.getFirst())).hasSize(1);

    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var shown =
        owner.get("/api/v1/corpora/%s/models-from-elsewhere".formatted(corpus)).json().get(0);
    assertThat(shown.at("/model/name").asString()).isEqualTo(name);
    assertThat(shown.at("/model/standing").asString()).isEqualTo("COUNTS");
    assertThat(shown.at("/model/goes/disgust").asString()).isEqualTo("disgust");
    assertThat(shown.at("/model/goes/angry").isMissingNode()).isTrue();
    assertThat(shown.at("/model/found/mapping/angry").asString()).isEqualTo("anger");
    assertThat(shown.at("/record/first/of").asInt()).isEqualTo(40);
  }

  @Test
  void an_owner_lets_it_vote_and_is_told_what_does_not_fit() throws Exception {
    var corpus = films();
    var name = bring(CLASSES).name();
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var path = "/api/v1/corpora/%s/runs/vote".formatted(corpus);

    assertThat(owner.post(path, Map.of("model", name)).detail())
        .contains("fewer than two stand for a label", "anger, disgust", "angry=anger");
    assertThat(owner.post(path, Map.of("model", name, "map", Map.of("angry", "rage"))).detail())
        .startsWith("The scheme has no label \"rage\"; did you mean");
    assertThat(owner.post(path, Map.of("model", name, "map", Map.of("sad", "anger"))).detail())
        .contains("is none of the model's classes; it tells apart angry, disgust, bored.");
    assertThat(
            owner
                .post(path, Map.of("model", "face-expression", "map", Map.of("anger", "disgust")))
                .detail())
        .contains("leave out what its classes stand for");

    var started = owner.post(path, Map.of("model", name, "map", Map.of("angry", "anger")));

    assertThat(started.status()).isEqualTo(202);
    var run = get(Runs.class).find(new RunId(started.json().path("id").asLong())).orElseThrow();
    assertThat(JsonMapper.shared().readValue(run.plan(), VotePlan.class))
        .isEqualTo(new VotePlan(name, VotePlan.Deed.LOOK, Map.of("angry", "anger")));
    assertThat(owner.post(path, Map.of("model", "mae-dfer-tiny-000000000000")).detail())
        .contains("There is no model")
        .contains(name);
  }

  @Test
  void weights_without_a_head_or_without_words_for_it_do_not_vote() throws Exception {
    var corpus = films();
    var home = get(HomeFolder.class);
    var pre = WeightImport.keep(drawn("tiny-pretrain"), WeightImport.Told.NOTHING, home);
    var untold = WeightImport.keep(drawn("tiny"), WeightImport.Told.NOTHING, home);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var path = "/api/v1/corpora/%s/runs/vote".formatted(corpus);

    assertThat(owner.post(path, Map.of("model", pre.name())).detail())
        .startsWith(pre.name() + " was pre-trained only and has no head")
        .contains("fine-tune mae-dfer from it first");
    assertThat(owner.post(path, Map.of("model", untold.name())).detail())
        .isEqualTo(
            "Nobody told what the classes of %s are called; bring its file again with --classes or"
                    .formatted(untold.name())
                + " --trained-on.");

    var dfew = new WeightImport.Told(List.of(), "DFEW");
    assertThatThrownBy(() -> WeightImport.keep(drawn("tiny-pretrain"), dfew, home))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("pre-trained only");
    assertThat(WeightImport.keep(drawn("tiny"), dfew, home).head().classes())
        .containsExactly("happiness", "sadness", "neutral", "anger", "surprise", "disgust", "fear");
    assertThat(WeightImport.keep(drawn("tiny"), WeightImport.Told.NOTHING, home).head().trainedOn())
        .as("what was told before stands")
        .isEqualTo("DFEW");
    assertThat(owner.post(path, Map.of("model", untold.name())).status()).isEqualTo(202);

    Files.writeString(BroughtModels.headOf(untold.file()), "{\"classes\": 7");
    assertThat(BroughtModels.in(home))
        .as("a damaged file counts as untold, and hinders no other")
        .anySatisfy(one -> assertThat(one.head()).isEqualTo(BroughtModels.Head.UNTOLD));
  }

  private Path drawn(String size) throws IOException {
    var writer = new SafeTensors.Writer();
    var random = new SplittableRandom(3);
    Objects.requireNonNull(HostedModel.named("mae-dfer").orElseThrow().variants(7).get(size))
        .weights()
        .forEach((name, shape) -> {
          var values = new float[(int) shape.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (.05 * random.nextGaussian());
          }
          writer.add(name, values, shape);
        });
    return Files.write(folder.resolve(size + ".safetensors"), writer.bytes());
  }
}
