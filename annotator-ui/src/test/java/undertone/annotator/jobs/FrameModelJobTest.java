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
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.trace.Axis;
import undertone.corpora.trace.Trace;
import undertone.corpora.trace.Traces;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.FrameTracks;
import undertone.corpora.track.Measure;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.features.ClipSource;
import undertone.engine.recognition.FaceFilm;
import undertone.engine.recognition.Senses;

/// Models of frames learn on a corpus, vote there, and follow its faces.
class FrameModelJobTest extends LearningHouse {
  private static final int CLIPS = 48;
  private static final int SETTLED = 36;
  private static final int FRAMES = 12;
  private static final double STEP = .16; // seconds
  private static final int SIDE = 48;
  private static final List<String> LABELS = List.of("anger", "disgust");

  private final List<ClipId> clips = new ArrayList<>();

  /// Films of drawn faces; every twelfth shows nobody.
  private CorpusId films() {
    var corpus = corpus(0);
    clips.addAll(films(corpus, 0, CLIPS, 1.92, false, i -> "speaker " + i / 2 % 8));
    return corpus;
  }

  private static boolean shows(int place) {
    return place % 12 != 11;
  }

  private static double valence(int place, double seconds) {
    return .8 * Math.sin(place + 3 * seconds);
  }

  private static boolean smiles(int place, double seconds) {
    return place % 3 == 0 || seconds > 1;
  }

  @Override
  Sight sight() {
    return _ -> this::senses;
  }

  private Senses senses(ClipSource clip) {
    int place = clips.indexOf(new ClipId(Long.parseLong(clip.clip())));
    if (!shows(place)) {
      return Senses.NONE;
    }
    var random = new SplittableRandom(place);
    var frames = new ArrayList<byte[]>();
    for (int t = 0; t < FRAMES; t++) {
      frames.add(face(place, t * STEP, random));
    }
    return Senses.of(Optional.of(FaceFilm.even(SIDE, STEP, frames)), Optional.empty());
  }

  /// Eyes are high or low by the label, the mouth is as wide as it is pleasant, and cheeks are dark
  /// while it smiles.
  private static byte[] face(int place, double seconds, SplittableRandom random) {
    int eyes = place % 2 == 0 ? 6 : 22;
    var face = new byte[3 * SIDE * SIDE];
    for (int p = 0; p < SIDE * SIDE; p++) {
      int y = p / SIDE;
      int x = Math.abs(p % SIDE - SIDE / 2);
      boolean dark =
          (y >= eyes && y < eyes + 6 && x > 5 && x < 16)
              || (y >= 40 && y < 46 && x < 12 * (1 + valence(place, seconds)))
              || (y >= 31 && y < 37 && x > 10 && x < 20 && smiles(place, seconds));
      for (int channel = 0; channel < 3; channel++) {
        face[3 * p + channel] = (byte) ((dark ? 40 : 150) + random.nextInt(40));
      }
    }
    return face;
  }

  private void settle(CorpusId corpus) {
    settle(corpus, clips.subList(0, SETTLED), i -> LABELS.get(i % 2));
  }

  private void follow(CorpusId corpus, String voter, int from, int to) {
    var who = get(Voting.class).machine(corpus, VoterKind.MACHINE, voter).id();
    for (int i = from; i < to; i++) {
      var micros = new long[50];
      var pleasant = new float[50];
      var smile = new float[50];
      for (int t = 0; t < 50; t++) {
        micros[t] = t * 40_000L;
        pleasant[t] = (float) valence(i, t * .04);
        smile[t] = smiles(i, t * .04) ? .8f : .1f;
      }
      get(FrameTracks.class)
          .write(
              corpus,
              clips.get(i),
              who,
              null,
              List.of(
                  new FrameTrack(Measure.VALENCE, micros, pleasant),
                  new FrameTrack(Measure.unit(12), micros, smile)));
    }
  }

  private static TrainPlan plan(int epochs, @Nullable String tracks) {
    return new TrainPlan(
        "two-aspect", "small", TrainPlan.Stage.FINE_TUNE, null, epochs, true, 2, 1, null, tracks);
  }

  @Test
  void it_learns_labels_and_tracks_votes_on_probation_and_follows_every_face() throws Exception {
    var corpus = films();
    settle(corpus);
    follow(corpus, "eyes", 0, 40);

    var found = work(corpus, RunKind.TRAIN, plan(12, null));

    assertThat(found.path("figures").path("uar").asDouble()).as(found.toString()).isGreaterThan(.8);
    assertThat(found.path("frames").path("valence").asDouble())
        .as(found.toString())
        .isGreaterThan(.5);
    assertThat(found.path("frames").path("each").get(0).path("unit").asInt()).isEqualTo(12);
    assertThat(found.path("frames").path("units").asDouble()).isGreaterThan(.7);
    assertThat(found.path("frames").path("arousal").isNull()).isTrue(); // nobody told of it
    assertThat(found.path("teacher").asString()).isEqualTo("eyes");
    assertThat(found.path("followed").asInt()).isEqualTo(40);
    assertThat(found.path("clips").asInt()).isEqualTo(40);

    var voted = work(corpus, RunKind.VOTE, new VotePlan(newest(corpus), VotePlan.Deed.LOOK));

    assertThat(voted.path("votes").asInt()).isEqualTo(44);
    assertThat(voted.path("unseen").asInt()).isEqualTo(4);
    assertThat(voted.path("followed").asInt()).isEqualTo(44);
    assertThat(voted.path("probation").asBoolean()).isTrue();
    assertThat(right(SETTLED, CLIPS)).isGreaterThan(9); // of eleven that show a face
    assertThat(get(Voting.class).standing(clips.subList(SETTLED, CLIPS)).values())
        .allMatch(List::isEmpty);
    var own = own(corpus, clips.get(44));
    assertThat(own.stream().map(track -> track.measure().name()))
        .containsExactly("valence", "AU12");
    assertThat(own.getFirst().size()).isEqualTo(FRAMES);
    assertThat(own(corpus, clips.get(47))).isEmpty();
    assertThat(
            get(JdbcClient.class)
                .sql(
                    "select distinct run_id from frame_track where clip_id = ? and run_id is not null")
                .param(clips.get(44).value())
                .query(Long.class)
                .list())
        .hasSize(1);

    // it follows more clips than its teacher now, and teaches nobody by itself
    var trained = get(TrainedModels.class);
    assertThat(trained.teacher(corpus, plan(1, null)).orElseThrow().name()).isEqualTo("eyes");
    assertThat(trained.teachers(corpus, "two-aspect")).containsExactly("eyes", newest(corpus));
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var shown = owner.get("/api/v1/corpora/%s/models".formatted(corpus)).json().get(0);
    assertThat(shown.path("found").path("heads").path("valence").asBoolean()).isTrue();
    var examples =
        owner.get("/api/v1/corpora/%s/models/%s/examples".formatted(corpus, newest(corpus))).json();
    assertThat(examples.size()).isPositive();
    assertThat(examples.get(0).path("weight").size()).isEqualTo(FRAMES);
    assertThat(LABELS).contains(examples.get(0).path("said").asString());
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

  @Test
  void without_tracks_it_learns_labels_and_follows_nothing() throws Exception {
    var corpus = films();
    settle(corpus);
    follow(corpus, "eyes", 0, 10);

    var found = work(corpus, RunKind.TRAIN, plan(1, TrackTeachers.NONE));

    assertThat(found.path("teacher").asString()).isEmpty();
    assertThat(found.path("clips").asInt()).isEqualTo(SETTLED);
    assertThat(found.path("frames").path("valence").isNull()).isTrue();
    assertThat(found.path("frames").path("units").isNull()).isTrue();
    var voted = work(corpus, RunKind.VOTE, new VotePlan(newest(corpus), VotePlan.Deed.LOOK));
    assertThat(voted.path("votes").asInt()).isEqualTo(44);
    assertThat(voted.path("followed").asInt()).isZero();
  }

  @Test
  void whoever_follows_most_teaches_and_what_people_traced_comes_before_it() {
    var corpus = films();
    follow(corpus, "few", 0, 2);
    follow(corpus, "many", 0, 3);
    var trained = get(TrainedModels.class);
    var teachers = get(TrackTeachers.class);
    var account = member(corpus, CorpusRole.ANNOTATOR).id();
    var person = get(Voting.class).person(corpus, account, "Ada").id();
    var ballot = Ballot.of(UUID.randomUUID(), clips.getFirst(), person, CandidateSet.of("anger"));
    var vote = get(Voting.class).cast(ballot);
    get(Traces.class)
        .write(
            vote.id(),
            List.of(new Trace(Axis.VALENCE, new long[] {0, 1_000_000}, new float[] {.5f, -.5f})));

    assertThat(trained.teachers(corpus, "two-aspect")).containsExactly("many", "few");
    var teacher = trained.teacher(corpus, plan(1, null)).orElseThrow();
    assertThat(teacher.name()).isEqualTo("many");
    assertThat(teacher.clips()).isEqualTo(3);
    var known = teachers.known(corpus, teacher);
    assertThat(known).hasSize(3);
    assertThat(measures(known, 0)).containsExactlyInAnyOrder("valence", "AU12");
    assertThat(measures(known, 1)).containsExactlyInAnyOrder("valence", "AU12");
    var traced =
        known.getOrDefault(clips.getFirst(), List.of()).stream()
            .filter(track -> track.measure().equals(Measure.VALENCE))
            .findFirst()
            .orElseThrow();
    assertThat(traced.value(0)).isEqualTo(.5f);
    assertThat(traced.micros(1)).isEqualTo(40_000);
    assertThat(teachers.known(corpus, null)).hasSize(1);
  }

  private List<String> measures(Map<ClipId, List<FrameTrack>> known, int clip) {
    return known.getOrDefault(clips.get(clip), List.of()).stream()
        .map(track -> track.measure().name())
        .toList();
  }

  @Test
  void what_cannot_be_had_is_refused_before_a_run_is_queued() {
    var corpus = films();
    follow(corpus, "eyes", 0, 2);
    var trained = get(TrainedModels.class);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var path = "/api/v1/corpora/%s/runs/train".formatted(corpus);

    assertThatThrownBy(() -> trained.mustStart(corpus, plan(1, "nobody")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("\"nobody\" follows no clip of this corpus; there is eyes.");
    assertThatThrownBy(() ->
            new TrainPlan(
                "mae-dfer", "tiny", TrainPlan.Stage.FINE_TUNE, null, 1, true, 2, 0, null, "eyes"))
        .hasMessageContaining("follows nothing in a face");
    assertThatThrownBy(() ->
            new TrainPlan("two-aspect", "small", TrainPlan.Stage.PRE_TRAIN, null, null, true, 2, 0))
        .hasMessageContaining("it is not pre-trained");
    assertThat(
            owner.post(path, Map.of("model", "two-aspect", "tracks", "nobody")).json().toString())
        .contains("nobody");

    var run = owner.post(path, Map.of("model", "two-aspect", "tracks", "eyes")).json();
    var written = get(Runs.class).find(new RunId(run.path("id").asLong())).orElseThrow().plan();
    var plan = JsonMapper.shared().readValue(written, TrainPlan.class);
    assertThat(plan.tracks()).isEqualTo("eyes");
    assertThat(plan.size()).isEqualTo("small");
    assertThat(owner.get("/api/v1/models").json().valueStream())
        .anyMatch(one ->
            one.path("card").path("name").asString().equals("two-aspect")
                && one.path("follows").asBoolean());
  }
}
