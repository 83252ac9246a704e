package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.ClipRating;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Meaning;
import undertone.corpora.RunId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.SettledParts;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.FrameTracks;
import undertone.corpora.track.Measure;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.features.ClipSource;
import undertone.engine.recognition.FaceFilm;
import undertone.engine.recognition.Senses;

/// Models that look at clips learn how they feel as a whole, and say so with the tracks.
class RatingModelJobTest extends LearningHouse {
  private static final int CLIPS = 72;
  private static final int SIDE = 32;
  private static final int FRAMES = 10;
  private static final double STEP = .16; // seconds
  private static final int SETTLED = 20;
  private static final int RATED = 40;
  private static final int FOLLOWED = 60;

  private final List<ClipId> clips = new ArrayList<>();

  private static double arousal(int place) {
    return new SplittableRandom(place).nextDouble(-.9, .9);
  }

  @Override
  Sight sight() {
    return _ -> this::senses;
  }

  /// The brighter the ground the more excited; the last one shows nobody.
  private Senses senses(ClipSource clip) {
    int place = clips.indexOf(new ClipId(Long.parseLong(clip.clip())));
    if (place == CLIPS - 1) {
      return Senses.NONE;
    }
    var random = new SplittableRandom(place + 50L);
    int ground = (int) (110 + 90 * arousal(place));
    var frames = new ArrayList<byte[]>();
    for (int t = 0; t < FRAMES; t++) {
      var frame = new byte[3 * SIDE * SIDE];
      for (int i = 0; i < frame.length; i++) {
        frame[i] = (byte) (ground + random.nextInt(30));
      }
      frames.add(frame);
    }
    return Senses.of(Optional.of(FaceFilm.even(SIDE, STEP, frames)), Optional.empty());
  }

  private CorpusId films() {
    var corpus = corpus(0);
    clips.addAll(films(corpus, 0, CLIPS, 1.6, false, i -> "speaker " + i % 12));
    return corpus;
  }

  private void settle(CorpusId corpus) {
    var by = member(corpus, CorpusRole.CURATOR).id();
    for (int i = 0; i < SETTLED; i++) {
      var rating = new ClipRating(null, arousal(i), null);
      get(Curation.class)
          .settle(
              UUID.randomUUID(),
              corpus,
              clips.get(i),
              by,
              CandidateSet.of("anger"),
              SettledParts.NONE.rated(new SettledParts.TakenRating(rating, List.of())),
              "");
    }
  }

  /// People rate clips, also settled ones, of which they are wrong.
  private void rate(CorpusId corpus) {
    var ada = get(Voting.class).person(corpus, member(corpus, CorpusRole.ANNOTATOR).id(), "Ada");
    for (int i = 0; i < RATED; i++) {
      double said = i < SETTLED ? -arousal(i) : arousal(i);
      get(Voting.class)
          .cast(
              new Ballot(
                  UUID.randomUUID(),
                  clips.get(i),
                  ada.id(),
                  Meaning.ONE_OF,
                  CandidateSet.of("anger"),
                  CandidateSet.NONE,
                  null,
                  null,
                  null,
                  said));
    }
  }

  /// Somebody follows clips, also rated ones, of which it is wrong.
  private void follow(CorpusId corpus) {
    var who = get(Voting.class).machine(corpus, VoterKind.MACHINE, "eyes").id();
    for (int i = 0; i < FOLLOWED; i++) {
      float said = (float) (i < RATED ? -arousal(i) : arousal(i));
      var micros = new long[] {0, 800_000, 1_600_000};
      var values = new float[] {said - .05f, said + .05f, Float.NaN};
      var track = new FrameTrack(Measure.AROUSAL, micros, values);
      get(FrameTracks.class).write(corpus, clips.get(i), who, null, List.of(track));
    }
  }

  private static TrainPlan plan(int epochs, @Nullable String tracks) {
    return new TrainPlan(
        "mae-dfer", "tiny", TrainPlan.Stage.DIMENSIONS, null, epochs, true, 2, 1, null, tracks);
  }

  private List<FrameTrack> own(CorpusId corpus, String name, ClipId clip) {
    var voter =
        get(Voting.class).votersOf(corpus).stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow()
            .id();
    return get(FrameTracks.class).of(clip).stream()
        .filter(one -> one.voter().equals(voter))
        .flatMap(one -> one.tracks().stream())
        .toList();
  }

  @Test
  void it_learns_from_what_was_settled_rated_and_followed_and_rates_every_clip() throws Exception {
    var corpus = films();
    settle(corpus);
    rate(corpus);
    follow(corpus);

    var found = work(corpus, RunKind.TRAIN, plan(30, null));

    assertThat(found.path("sources").path("SETTLED").asInt()).isEqualTo(SETTLED);
    assertThat(found.path("sources").path("RATED").asInt()).isEqualTo(RATED - SETTLED);
    assertThat(found.path("sources").path("FOLLOWED").asInt()).isEqualTo(FOLLOWED - RATED);
    assertThat(found.path("teacher").asString()).isEqualTo("eyes");
    assertThat(found.path("dimensions").valueStream().map(one -> one.asString()))
        .containsExactly("arousal");
    assertThat(found.path("ratings").path("ccc").asDouble()).as(found.toString()).isGreaterThan(.6);

    var name = get(TrainedModels.class).of(corpus).models().getFirst().name();
    var rated = work(corpus, RunKind.VOTE, new VotePlan(name, VotePlan.Deed.LOOK));

    assertThat(rated.path("votes").asInt()).isZero();
    assertThat(rated.path("followed").asInt()).isEqualTo(CLIPS - 1);
    assertThat(rated.path("unseen").asInt()).isEqualTo(1);
    assertThat(get(Voting.class).onProbation(clips).values()).allMatch(List::isEmpty);
    double off = 0;
    for (int i = FOLLOWED; i < CLIPS - 1; i++) {
      var track = own(corpus, name, clips.get(i)).getFirst();
      assertThat(track.measure()).isEqualTo(Measure.AROUSAL);
      assertThat(track.size()).isEqualTo(2);
      assertThat(track.value(1)).isEqualTo(track.value(0));
      assertThat(track.micros(1)).isEqualTo(Math.round((FRAMES - 1) * STEP * 1e6));
      off += Math.abs(track.value(0) - arousal(i)) / (CLIPS - 1 - FOLLOWED);
    }
    assertThat(off).as("guessing the mean: .45").isLessThan(.35);
    assertThat(own(corpus, name, clips.getLast())).isEmpty();

    var trained = get(TrainedModels.class);
    assertThatThrownBy(() ->
            new RobustnessPlan(name, null, 10, 0)
                .mustSuit(get(Catalogue.class).schemeOf(corpus), trained.of(corpus)))
        .hasMessageContaining("says no label");
    assertThat(trained.teacher(corpus, plan(1, null)).orElseThrow().name())
        .as("it teaches nobody by itself")
        .isEqualTo("eyes");
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var shown = owner.get("/api/v1/corpora/%s/models".formatted(corpus)).json().get(0);
    assertThat(shown.path("plan").path("stage").asString()).isEqualTo("DIMENSIONS");
    assertThat(shown.path("record").isNull()).isTrue();
    assertThat(shown.at("/found/ratings/dimensions/0/dimension").asString()).isEqualTo("arousal");
  }

  @Test
  void what_cannot_be_had_is_refused_in_a_sentence() {
    var corpus = films();
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var path = "/api/v1/corpora/%s/runs/train".formatted(corpus);

    assertThat(owner.post(path, Map.of("model", "gcnet", "stage", "dimensions")).detail())
        .contains("gcnet does not look at whole clips, so it cannot rate them");
    assertThat(
            owner
                .post(path, Map.of("model", "svfap", "stage", "dimensions", "tracks", "nobody"))
                .detail())
        .contains("\"nobody\" follows neither valence nor arousal");
    assertThat(owner.post(path, Map.of("model", "svfap", "stage", "regress")).detail())
        .isEqualTo("A model learns by pre-train, fine-tune or dimensions, not \"regress\".");
    assertThatThrownBy(() ->
            get(TrainedModels.class)
                .mustStart(
                    corpus,
                    new TrainPlan(
                        "mae-dfer",
                        "tiny",
                        TrainPlan.Stage.DIMENSIONS,
                        "tiny-0123456789ab.safetensors",
                        1,
                        true,
                        2,
                        1)))
        .isInstanceOf(InvalidValueException.class);

    assertThat(owner.post(path, Map.of("model", "gcnet", "testClips", 3)).detail())
        .startsWith("Only a model that judges whole clips is tested by several windows");
    assertThat(owner.post(path, Map.of("model", "svfap", "testClips", 99)).detail())
        .isEqualTo("A clip is judged by 1 to 32 windows, not 99 times 1.");
    assertThat(owner.post(path, Map.of("model", "gcnet", "recompute", true)).detail())
        .startsWith("Only a model that looks at whole clips computes blocks again");
    assertThat(owner.post(path, Map.of("model", "gcnet", "alter", true)).detail())
        .startsWith("Only films that teach a model that looks at whole clips are altered");

    var started =
        owner.post(
            path,
            Map.of(
                "model",
                "svfap",
                "stage",
                "dimensions",
                "testClips",
                3,
                "recompute",
                true,
                "alter",
                true));

    assertThat(started.status()).isEqualTo(202);
    var run = get(Runs.class).find(new RunId(started.json().path("id").asLong())).orElseThrow();
    var plan = JsonMapper.shared().readValue(run.plan(), TrainPlan.class);
    assertThat(plan.stage()).isEqualTo(TrainPlan.Stage.DIMENSIONS);
    assertThat(plan.views().clips()).isEqualTo(3);
    assertThat(plan.recomputes()).isTrue();
    assertThat(plan.alter()).isTrue();
  }
}
