package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Meaning;
import undertone.corpora.RunId;
import undertone.corpora.VoterId;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.FrameTracks;
import undertone.corpora.track.Measure;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.FeatureSet;
import undertone.engine.contract.FeatureSetCheck;
import undertone.engine.contract.FeatureSetWriter;
import undertone.engine.contract.ModalityCard;
import undertone.engine.contract.SetCard;

/// A fusion of features learns on a corpus, votes there, and follows valence and arousal.
class StreamModelJobTest extends LearningHouse {
  private static final int CLIPS = 48;
  private static final int SETTLED = 36;
  private static final int STEPS = 40; // four seconds at ten a second
  private static final List<String> LABELS = List.of("anger", "disgust");

  @TempDir private Path folder;

  private final List<ClipId> clips = new ArrayList<>();

  /// Films of which somebody brought features of the voice; of every twelfth nobody did.
  private CorpusId films() throws Exception {
    var corpus = corpus(0);
    clips.addAll(films(corpus, 0, CLIPS, 4, true, i -> "speaker " + i / 2 % 8));
    bring(corpus);
    return corpus;
  }

  private static boolean speaks(int place) {
    return place % 12 != 11;
  }

  private static double valence(int place, double seconds) {
    return .8 * Math.sin(place + seconds);
  }

  /// A voice that is high or low by the label and the brighter the more pleasant it is.
  private void bring(CorpusId corpus) throws Exception {
    var card = new ModalityCard("audio", "ear", 3, ModalityCard.Level.SEQUENCE, 10.0);
    var set = new SetCard("mine", SetCard.Task.CLASSIFICATION, LABELS, null, List.of(card));
    var random = new SplittableRandom(9);
    try (var writer = FeatureSetWriter.into(folder.resolve("set"), set)) {
      for (int i = 0; i < CLIPS; i++) {
        var name = "film-" + i;
        writer.put(row(name));
        if (speaks(i)) {
          var steps = new float[3 * STEPS];
          for (int t = 0; t < STEPS; t++) {
            steps[3 * t] = (float) (2 * (i % 2) - 1 + .5 * random.nextGaussian());
            steps[3 * t + 1] = (float) (valence(i, (t + .5) / 10) + .1 * random.nextGaussian());
            steps[3 * t + 2] = (float) random.nextGaussian();
          }
          writer.put(name, card, ClipSteps.of(3, steps));
        }
      }
    }
    var root = folder.resolve("set");
    var report = FeatureSetCheck.of(root, true);
    assertThat(report.faults()).isEmpty();
    BroughtFeatures.of(get(HomeFolder.class), corpus).keep(FeatureSet.open(root), report);
  }

  private static ClipRow row(String name) {
    return new ClipRow(
        0, name, name, Map.of(), "train", null, Map.of(), null, Map.of(), null, null, null, null,
        null, null, null, null, false, Map.of());
  }

  private void settle(CorpusId corpus) {
    settle(corpus, clips.subList(0, SETTLED), i -> LABELS.get(i % 2));
  }

  private void follow(CorpusId corpus, String voter, int from, int to) {
    var who = get(Voting.class).machine(corpus, VoterKind.MACHINE, voter).id();
    for (int i = from; i < to; i++) {
      var micros = new long[100];
      var pleasant = new float[100];
      for (int t = 0; t < 100; t++) {
        micros[t] = t * 40_000L;
        pleasant[t] = (float) valence(i, t * .04);
      }
      get(FrameTracks.class)
          .write(
              corpus,
              clips.get(i),
              who,
              null,
              List.of(new FrameTrack(Measure.VALENCE, micros, pleasant)));
    }
  }

  private void smile(CorpusId corpus, String voter, int place) {
    var who = get(Voting.class).machine(corpus, VoterKind.MACHINE, voter).id();
    var smile = new FrameTrack(Measure.unit(12), new long[] {0, 40_000}, new float[] {.8f, .1f});
    get(FrameTracks.class).write(corpus, clips.get(place), who, null, List.of(smile));
  }

  /// Somebody says of some clips how excited they are as a whole: as their label has it.
  private void rate(CorpusId corpus, int from, int to) {
    var account = member(corpus, CorpusRole.ANNOTATOR).id();
    rate(get(Voting.class).person(corpus, account, "Ada").id(), from, to);
  }

  private void rate(VoterId person, int from, int to) {
    for (int i = from; i < to; i++) {
      get(Voting.class)
          .cast(
              new Ballot(
                  UUID.randomUUID(),
                  clips.get(i),
                  person,
                  Meaning.ONE_OF,
                  CandidateSet.of(LABELS.get(i % 2)),
                  CandidateSet.NONE,
                  null,
                  null,
                  null,
                  i % 2 - .5));
    }
  }

  private static TrainPlan plan(int epochs, @Nullable String tracks) {
    return new TrainPlan(
        "feature-fusion",
        "tiny",
        TrainPlan.Stage.FINE_TUNE,
        null,
        epochs,
        true,
        2,
        1,
        new FeatureChoice("none", "mine", "none", 0),
        tracks);
  }

  @Test
  void it_learns_labels_tracks_and_ratings_votes_on_probation_and_leaves_tracks() throws Exception {
    var corpus = films();
    rate(corpus, 0, 24);
    rate(get(Voting.class).machine(corpus, VoterKind.MACHINE, "meter").id(), 24, 30);
    settle(corpus);
    follow(corpus, "eyes", 0, 40);
    smile(corpus, "eyes", 46); // which teaches nothing here
    for (int i = 0; i < CLIPS; i++) {
      smile(corpus, "mouth", i); // in more clips than anybody else follows
    }

    var found = work(corpus, RunKind.TRAIN, plan(30, null));

    assertThat(found.path("figures").path("uar").asDouble()).as(found.toString()).isGreaterThan(.8);
    assertThat(found.path("frames").path("expression").asDouble()).isGreaterThan(.7);
    assertThat(found.path("frames").path("valence").asDouble())
        .as(found.toString())
        .isGreaterThan(.6);
    assertThat(found.path("teacher").asString()).isEqualTo("eyes");
    assertThat(found.path("clips").asInt()).isEqualTo(40);
    assertThat(found.path("followed").asInt()).isEqualTo(40);
    assertThat(found.path("rated").asInt()).isEqualTo(24);
    assertThat(found.path("heads").path("arousal").asBoolean()).isTrue();
    assertThat(found.path("features").get(0).path("clips").asInt()).isEqualTo(37);

    var voted = work(corpus, RunKind.VOTE, new VotePlan(newest(corpus), VotePlan.Deed.LOOK));

    assertThat(voted.path("votes").asInt()).isEqualTo(44);
    assertThat(voted.path("unseen").asInt()).isEqualTo(4);
    assertThat(voted.path("followed").asInt()).isEqualTo(44);
    assertThat(voted.path("probation").asBoolean()).isTrue();
    assertThat(right(SETTLED, CLIPS)).isGreaterThan(9); // of eleven that speak
    assertThat(get(Voting.class).standing(clips.subList(SETTLED, CLIPS)).values())
        .allMatch(List::isEmpty);
    var own = own(corpus, clips.get(44));
    assertThat(own.stream().map(track -> track.measure().name()))
        .containsExactly("valence", "arousal");
    assertThat(own.getFirst().size()).isEqualTo(16); // four seconds, four frames each
    assertThat(own(corpus, clips.get(47))).isEmpty();

    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var shown = owner.get("/api/v1/corpora/%s/models".formatted(corpus)).json().get(0);
    assertThat(shown.path("found").path("streams").path("frames").asInt()).isEqualTo(80);
    assertThat(shown.path("found").path("streams").path("most").asInt()).isEqualTo(60_000 / 37);
    assertThat(shown.path("record").path("first").path("of").asInt())
        .isEqualTo(found.path("figures").path("heldOut").asInt());
  }

  private long right(int from, int to) {
    long right = 0;
    for (int i = from; i < to; i++) {
      var label = LABELS.get(i % 2);
      right +=
          get(Voting.class).onProbation(List.of(clips.get(i))).values().stream()
              .flatMap(List::stream)
              .filter(vote -> vote.candidates().first().filter(label::equals).isPresent())
              .count();
    }
    return right;
  }

  private List<FrameTrack> own(CorpusId corpus, ClipId clip) {
    var voter =
        get(Voting.class).votersOf(corpus).stream()
            .filter(one -> one.name().equals(newest(corpus)))
            .findFirst()
            .orElseThrow()
            .id();
    return get(FrameTracks.class).of(clip).stream()
        .filter(one -> one.voter().equals(voter))
        .flatMap(one -> one.tracks().stream())
        .toList();
  }

  /// Sounds of six seconds, of which one half hums and the other shrieks or hisses.
  private CorpusId sounds() {
    var corpus = corpus(0);
    var hums = Tones.KINDS.getFirst();
    for (int i = 0; i < CLIPS; i++) {
      var other = Tones.KINDS.get(i % 2 == 0 ? 2 : 1);
      if (i % 4 < 2) {
        Tones.add(get(JdbcClient.class), corpus, i, 6, hums, other);
      } else {
        Tones.add(get(JdbcClient.class), corpus, i, 6, other, hums);
      }
    }
    clips.addAll(clipsOf(corpus));
    return corpus;
  }

  /// Whoever shrieks is excited; hissing and humming are calm.
  private static float arousal(int place, double seconds) {
    boolean hums = place % 4 < 2 == seconds < 3;
    return !hums && place % 2 == 0 ? .8f : -.5f;
  }

  private void hear(CorpusId corpus, int to) {
    var who = get(Voting.class).machine(corpus, VoterKind.MACHINE, "ears").id();
    for (int i = 0; i < to; i++) {
      var micros = new long[60];
      var excited = new float[60];
      for (int t = 0; t < 60; t++) {
        micros[t] = t * 100_000L;
        excited[t] = arousal(i, t * .1);
      }
      var track = new FrameTrack(Measure.AROUSAL, micros, excited);
      get(FrameTracks.class).write(corpus, clips.get(i), who, null, List.of(track));
    }
  }

  @Test
  void the_products_own_features_follow_a_voice_through_a_clip() throws Exception {
    var corpus = sounds();
    settle(corpus);
    hear(corpus, SETTLED);
    var own =
        new TrainPlan(
            "feature-fusion",
            "tiny",
            TrainPlan.Stage.FINE_TUNE,
            null,
            20,
            true,
            2,
            1,
            new FeatureChoice("own", "own", "own", 0),
            null);

    var found = work(corpus, RunKind.TRAIN, own);
    work(corpus, RunKind.VOTE, new VotePlan(newest(corpus), VotePlan.Deed.LOOK));

    assertThat(found.path("features").valueStream().map(one -> one.path("modality").asString()))
        .containsExactly("audio"); // there are neither words nor faces
    assertThat(found.path("frames").path("arousal").asDouble())
        .as(found.toString())
        .isGreaterThan(.6);
    var shriek = own(corpus, clips.get(44)).getFirst(); // hums first
    assertThat(shriek.measure()).isEqualTo(Measure.AROUSAL);
    assertThat(shriek.size()).isEqualTo(24);
    assertThat(shriek.value(20)).isGreaterThan(shriek.value(3) + .5f);
    assertThat(right(SETTLED, CLIPS)).isGreaterThan(9); // of twelve
  }

  @Test
  void what_cannot_be_had_is_refused_before_a_run_is_queued() throws Exception {
    var corpus = films();
    follow(corpus, "eyes", 0, 2);
    var trained = get(TrainedModels.class);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var path = "/api/v1/corpora/%s/runs/train".formatted(corpus);

    assertThatThrownBy(() -> trained.mustStart(corpus, plan(1, "nobody")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining(
            "\"nobody\" follows neither valence nor arousal in this corpus; there is eyes.");
    smile(corpus, "mouth", 0);
    assertThatThrownBy(() -> trained.mustStart(corpus, plan(1, "mouth")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("\"mouth\" follows neither valence nor arousal");
    assertThat(trained.teachers(corpus, "feature-fusion")).containsExactly("eyes");
    assertThat(trained.teachers(corpus, "two-aspect")).containsExactly("eyes", "mouth");
    assertThatThrownBy(() ->
            new TrainPlan(
                "feature-fusion", "tiny", TrainPlan.Stage.PRE_TRAIN, null, null, true, 2, 0))
        .hasMessageContaining("it is not pre-trained");
    assertThatThrownBy(() ->
            new TrainPlan(
                "feature-fusion", "vast", TrainPlan.Stage.FINE_TUNE, null, null, true, 2, 0))
        .hasMessageContaining("tiny, attention, memory, convolution");

    var run =
        owner
            .post(
                path,
                Map.of(
                    "model",
                    "feature-fusion",
                    "tracks",
                    "eyes",
                    "features",
                    Map.of("audio", "mine", "visual", "none")))
            .json();
    var written = get(Runs.class).find(new RunId(run.path("id").asLong())).orElseThrow().plan();
    var plan = JsonMapper.shared().readValue(written, TrainPlan.class);
    assertThat(plan.tracks()).isEqualTo("eyes");
    assertThat(plan.features()).isEqualTo(new FeatureChoice("own", "mine", "none", .2));
    assertThat(owner.get("/api/v1/models").json().valueStream())
        .anyMatch(one ->
            one.path("card").path("name").asString().equals("feature-fusion")
                && one.path("follows").asBoolean()
                && one.path("onFeatures").asBoolean());
  }
}
