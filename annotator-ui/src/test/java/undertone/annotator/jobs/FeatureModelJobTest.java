package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.models.ModelDesk;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Meaning;
import undertone.corpora.RunId;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.scheme.ShippedSchemes;
import undertone.corpora.track.FrameTracks;
import undertone.corpora.track.Measure;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voting;
import undertone.engine.bench.BenchEyes;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.FeatureSet;
import undertone.engine.contract.FeatureSetCheck;
import undertone.engine.contract.FeatureSetWriter;
import undertone.engine.contract.ModalityCard;
import undertone.engine.contract.SetCard;
import undertone.engine.features.Extractors;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureProgress;

/// Models on features learn on a corpus and vote there, as those on clips do.
class FeatureModelJobTest extends LearningHouse {
  private static final int TALKS = 30;
  private static final int TURNS = 6;
  private static final List<String> LABELS = List.of("happiness", "sadness");
  private static final List<List<String>> WORDS =
      List.of(
          List.of("What a wonderful day", "I am so happy", "This is delightful"),
          List.of("I feel so alone", "She is gone and I weep", "My heart is broken"));
  private static final List<Tones.Kind> VOICES = List.of(Tones.KINDS.get(2), Tones.KINDS.get(0));

  @TempDir private Path folder;

  private final Map<ClipId, Integer> truths = new HashMap<>();
  private final List<ClipId> plain = new ArrayList<>(); // turns that say nothing of their mood

  /// Conversations of two, each in one mood. Of three turns one has words alone, one a voice alone,
  /// and one says "Yes." and nothing else.
  private CorpusId talks() {
    var corpus = get(Catalogue.class).create("Talks " + UUID.randomUUID(), scheme(), "en").id();
    get(Catalogue.class).use(corpus, ShippedSchemes.find("ekman7").orElseThrow());
    var random = new SplittableRandom(5);
    for (int talk = 0; talk < TALKS; talk++) {
      var moods = new int[] {random.nextInt(2), random.nextInt(2)};
      for (int turn = 0; turn < TURNS; turn++) {
        int who = turn % 2;
        int mood = moods[who];
        int place = talk * TURNS + turn;
        var clip =
            switch (turn / 2) {
              case 0 ->
                  turn(corpus, place, WORDS.get(mood).get(random.nextInt(3)), null, talk, who);
              case 1 -> turn(corpus, place, null, VOICES.get(mood), talk, who);
              default -> turn(corpus, place, "Yes.", null, talk, who);
            };
        truths.put(clip, mood);
        if (turn / 2 == 2) {
          plain.add(clip);
        }
      }
    }
    return corpus;
  }

  private ClipId turn(
      CorpusId corpus,
      int place,
      @Nullable String words,
      Tones.@Nullable Kind voice,
      int talk,
      int who) {
    var jdbc = get(JdbcClient.class);
    if (voice != null) {
      Tones.add(jdbc, corpus, place, 1, voice);
    } else {
      jdbc.sql(
              """
              insert into clip (id, corpus_id, name, position, modality, state, text_content,
                has_audio, vote_count, open_slots, wanted, created_at, version)
              values (nextval('row_seq'), ?, ?, ?, 'TEXT', 'READY', ?, false, 0, 2, true,
                current_timestamp, 0)
              """)
          .params(corpus.value(), "turn-" + place, place, Objects.requireNonNullElse(words, ""))
          .update();
    }
    jdbc.sql(
            "update clip set conversation = ?, turn = ?, speaker = ? where corpus_id = ? and"
                + " position = ?")
        .params("talk " + talk, place % TURNS, "speaker " + who, corpus.value(), place)
        .update();
    return clipsOf(corpus).getLast();
  }

  private void settle(CorpusId corpus, int talks) {
    var clips = clipsOf(corpus).subList(0, talks * TURNS);
    settle(corpus, clips, i -> LABELS.get(truth(clips.get(i))));
  }

  private int truth(ClipId clip) {
    var truth = truths.get(clip);
    assertThat(truth).isNotNull();
    return truth == null ? 0 : truth;
  }

  private static TrainPlan plan(String model, int epochs, FeatureChoice features) {
    return new TrainPlan(
        model, "tiny", TrainPlan.Stage.FINE_TUNE, null, epochs, true, 2, 1, features, null);
  }

  private double right(List<ClipId> clips) {
    var votes = get(Voting.class).onProbation(clips);
    long right =
        clips.stream()
            .filter(clip ->
                votes.getOrDefault(clip, List.of()).stream()
                    .map(Vote::candidates)
                    .flatMap(held -> held.first().stream())
                    .anyMatch(LABELS.get(truth(clip))::equals))
            .count();
    return (double) right / clips.size();
  }

  @Test
  void a_turn_that_says_nothing_is_read_from_its_conversation_and_the_vote_is_on_probation()
      throws Exception {
    var corpus = talks();
    settle(corpus, 22);

    var found =
        work(corpus, RunKind.TRAIN, plan("gcnet", 50, new FeatureChoice("own", "own", "own", .1)));

    assertThat(found.path("figures").path("accuracy").asDouble())
        .as(found.toString())
        .isGreaterThan(.8);
    assertThat(found.path("conversations").asInt()).isEqualTo(TALKS);
    assertThat(found.path("features").valueStream().map(one -> one.path("modality").asString()))
        .containsExactly("text", "audio"); // nobody has a face
    assertThat(found.path("features").get(0).path("clips").asInt())
        .isEqualTo(TALKS * TURNS * 2 / 3);
    assertThat(found.path("features").get(1).path("clips").asInt()).isEqualTo(TALKS * TURNS / 3);

    var voted = work(corpus, RunKind.VOTE, new VotePlan(newest(corpus), VotePlan.Deed.LOOK));

    var unsettled = clipsOf(corpus).subList(22 * TURNS, TALKS * TURNS);
    assertThat(voted.path("votes").asInt()).isEqualTo(TALKS * TURNS);
    assertThat(voted.path("probation").asBoolean()).isTrue();
    assertThat(right(unsettled)).isGreaterThan(.8);
    assertThat(right(plain.stream().filter(unsettled::contains).toList())).isGreaterThan(.7);
    assertThat(get(Voting.class).standing(unsettled).values()).allMatch(List::isEmpty);

    work(corpus, RunKind.VOTE, new VotePlan(newest(corpus), VotePlan.Deed.LET_IN));
    assertThat(get(Voting.class).standing(unsettled).values()).allMatch(one -> one.size() == 1);

    everyTurnIsGivenWordsAndAVoice(corpus);
  }

  /// The same model says what turns without a voice would sound like, and which numbers are
  /// guesses.
  private void everyTurnIsGivenWordsAndAVoice(CorpusId corpus) throws Exception {
    var clips = CorpusTalks.read(corpus, get(Library.class), () -> {}).clips();
    try (var extractors = new Extractors(new Tones())) {
      var restored = restored(corpus, extractors);

      assertThat(restored.unreadable()).isZero();
      assertThat(restored.guesses())
          .isEqualTo(Map.of("text", TALKS * TURNS / 3, "audio", TALKS * TURNS * 2 / 3));
      for (var modality : restored.modalities()) {
        for (var clip : clips) {
          var numbers = restored.of(modality, clip).flatMap(ClipSteps::whole);
          assertThat(numbers).hasValueSatisfying(n -> assertThat(n).hasSize(modality.dim()));
        }
      }
    }
  }

  private RestoredFeatures restored(CorpusId corpus, Extractors extractors) throws Exception {
    return RestoredFeatures.of(
        corpus,
        newest(corpus),
        get(TrainedModels.class),
        get(Library.class),
        get(HomeFolder.class),
        new BenchEyes(
            extractors.with(RestoredFeatures.FACES),
            extractors.pictures(),
            new FeatureCache(get(HomeFolder.class).features())),
        FeatureProgress.SILENT);
  }

  @Test
  void a_model_on_steps_reads_words_and_voices_of_single_clips() throws Exception {
    var corpus = talks();
    settle(corpus, 22);

    work(corpus, RunKind.TRAIN, plan("emt-dlfr", 12, new FeatureChoice("own", "own", "none", .1)));
    try (var extractors = new Extractors(new NoMedia())) {
      assertThatThrownBy(() -> restored(corpus, extractors))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("fills no gaps of whole turns");
    }
    work(corpus, RunKind.VOTE, new VotePlan(newest(corpus), VotePlan.Deed.LOOK));

    var telling =
        clipsOf(corpus).subList(22 * TURNS, TALKS * TURNS).stream()
            .filter(clip -> !plain.contains(clip))
            .toList();
    assertThat(right(telling)).isGreaterThan(.8);
  }

  @Test
  void a_baseline_of_mer_learns_labels_and_valence_and_only_its_labels_are_votes()
      throws Exception {
    var corpus = talks();
    settle(corpus, 22);
    rate(corpus, 16);
    var features = new FeatureChoice("own", "own", "none", .1);
    var plan =
        new TrainPlan(
            "attention", "base", TrainPlan.Stage.FINE_TUNE, null, 25, true, 2, 1, features, null);

    var found = work(corpus, RunKind.TRAIN, plan);

    assertThat(found.path("sources").path("RATED").asInt()).isEqualTo(16 * TURNS);
    var valence = found.at("/ratings/dimensions/0");
    assertThat(valence.path("dimension").asString()).isEqualTo("valence");
    assertThat(valence.path("clips").asInt()).isPositive();
    assertThat(found.path("figures").path("weightedF1").asDouble()).isGreaterThan(.6);
    work(corpus, RunKind.VOTE, new VotePlan(newest(corpus), VotePlan.Deed.LOOK));
    var telling =
        clipsOf(corpus).subList(22 * TURNS, TALKS * TURNS).stream()
            .filter(clip -> !plain.contains(clip))
            .toList();
    assertThat(right(telling)).isGreaterThan(.8);
    double off = 0;
    int heard = 0;
    for (var clip : telling) {
      var followed = get(FrameTracks.class).of(clip);
      if (!followed.isEmpty()) {
        var track = followed.getFirst().tracks().getFirst();
        assertThat(track.measure()).isEqualTo(Measure.VALENCE);
        off += Math.abs(track.value(0) - valence(clip));
        heard++;
      }
    }
    assertThat(heard).as("sounds alone have a length").isEqualTo(8 * TURNS / 3);
    assertThat(off / heard).as("guessing the mean: .7").isLessThan(.4);
    assertThat(get(Voting.class).standing(telling).values()).allMatch(List::isEmpty);
  }

  /// What is glad feels good.
  private double valence(ClipId clip) {
    return truth(clip) == 0 ? .7 : -.7;
  }

  private void rate(CorpusId corpus, int talks) {
    var ada = get(Voting.class).person(corpus, member(corpus, CorpusRole.ANNOTATOR).id(), "Ada");
    for (var clip : clipsOf(corpus).subList(0, talks * TURNS)) {
      get(Voting.class)
          .cast(
              new Ballot(
                  UUID.randomUUID(),
                  clip,
                  ada.id(),
                  Meaning.ONE_OF,
                  CandidateSet.of(LABELS.get(truth(clip))),
                  CandidateSet.NONE,
                  null,
                  null,
                  valence(clip),
                  null));
    }
  }

  @Test
  void its_page_lists_it_and_counts_only_clips_that_it_was_not_told() throws Exception {
    var corpus = talks();
    settle(corpus, TALKS);
    var found = work(corpus, RunKind.TRAIN, plan("gcnet", 3, FeatureChoice.USUAL));
    work(corpus, RunKind.VOTE, new VotePlan(newest(corpus), VotePlan.Deed.LOOK));
    var owner = browserOf(member(corpus, CorpusRole.OWNER));

    var shown = owner.get("/api/v1/corpora/%s/models".formatted(corpus)).json().get(0);

    assertThat(shown.path("standing").asString()).isEqualTo(ModelDesk.Standing.PROBATION.name());
    assertThat(shown.path("plan").path("features").path("missing").asDouble()).isEqualTo(.2);
    assertThat(shown.path("record").path("first").path("of").asInt())
        .isEqualTo(found.path("figures").path("heldOut").asInt());
    assertThat(owner.get("/api/v1/models").json().valueStream())
        .anyMatch(one ->
            one.path("card").path("name").asString().equals("gcnet")
                && one.path("onFeatures").asBoolean());
  }

  @Test
  void a_set_that_was_brought_stands_in_for_an_extractor() throws Exception {
    var corpus = talks();
    settle(corpus, 22);
    bring(corpus);

    var found =
        work(
            corpus,
            RunKind.TRAIN,
            plan("gcnet", 30, new FeatureChoice("none", "mine", "none", .1)));

    var read = found.path("features").get(0);
    assertThat(read.path("set").asString()).isEqualTo("mine");
    assertThat(read.path("dim").asInt()).isEqualTo(2);
    assertThat(found.path("figures").path("accuracy").asDouble()).isGreaterThan(.9);
    work(corpus, RunKind.VOTE, new VotePlan(newest(corpus), VotePlan.Deed.LOOK));
    assertThat(right(clipsOf(corpus).subList(22 * TURNS, TALKS * TURNS))).isGreaterThan(.9);
  }

  /// Two numbers a clip that say its mood.
  private void bring(CorpusId corpus) throws Exception {
    var card = new ModalityCard("audio", "ear", 2, ModalityCard.Level.UTTERANCE, null);
    var set = new SetCard("mine", SetCard.Task.CLASSIFICATION, LABELS, null, List.of(card));
    var random = new SplittableRandom(9);
    try (var writer = FeatureSetWriter.into(folder.resolve("set"), set)) {
      for (var clip : clipsOf(corpus)) {
        var name = get(Library.class).require(corpus, clip).name();
        writer.put(row(name));
        float mood = 2 * truth(clip) - 1 + (float) (.3 * random.nextGaussian());
        writer.put(name, card, ClipSteps.ofWhole(mood, (float) random.nextGaussian()));
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

  @Test
  void what_cannot_be_had_is_refused_before_a_run_is_queued() {
    var corpus = talks();
    var trained = get(TrainedModels.class);

    assertThatThrownBy(() ->
            trained.mustStart(corpus, plan("gcnet", 3, new FeatureChoice("mine", "own", "own", 0))))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("No features \"mine\" were taken into this corpus; there is none.");
    assertThatThrownBy(() -> new FeatureChoice("none", "none", "none", 0))
        .hasMessageContaining("learns nothing");
    assertThatThrownBy(() -> FeatureChoice.of(Map.of("smell", "own"), 0))
        .hasMessageContaining("not of \"smell\"");
    assertThatThrownBy(
            () -> new TrainPlan("gcnet", "tiny", TrainPlan.Stage.PRE_TRAIN, null, null, true, 2, 0))
        .hasMessageContaining("it is not pre-trained");
    assertThatThrownBy(() -> plan("mae-dfer", 3, FeatureChoice.USUAL))
        .hasMessageContaining("looks at clips themselves");
  }

  @Test
  void a_run_is_asked_for_over_the_net_with_what_it_is_shown() {
    var corpus = talks();
    settle(corpus, 4);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var path = "/api/v1/corpora/%s/runs/train".formatted(corpus);

    var refused = owner.post(path, Map.of("model", "gcnet", "features", Map.of("audio", "mine")));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().toString()).contains("mine");

    var run =
        owner
            .post(
                path, Map.of("model", "gcnet", "features", Map.of("visual", "none", "missing", .3)))
            .json();
    var plan =
        JsonMapper.shared()
            .readValue(
                get(Runs.class).find(new RunId(run.path("id").asLong())).orElseThrow().plan(),
                TrainPlan.class);
    assertThat(plan.features()).isEqualTo(new FeatureChoice("own", "own", "none", .3));
  }
}
