package undertone.engine.multimodal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.Dialogue;
import undertone.engine.recognition.Opinion;
import undertone.engine.recognition.RatingCard;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.RecognitionStep;
import undertone.engine.recognition.RecognitionWatch;
import undertone.models.weights.UnreadableWeightsException;

class MultimodalTrainingTest {
  private static final MadeTalks KNOWN = new MadeTalks(60, 1);
  private static final MadeTalks NEW = new MadeTalks(30, 2);

  @TempDir Path folder;

  private static RecognitionFolder learned(
      MultimodalPlan plan, MadeTalks made, Path folder, RecognitionWatch watch) throws Exception {
    return new MultimodalTraining(plan, Device.cpu())
        .run(
            made.talks,
            new Taught(made.labels, made.valences()),
            MadeTalks.MOODS,
            made.clips,
            folder,
            watch);
  }

  private static RecognitionFolder learned(String model, int epochs, MadeTalks made, Path folder)
      throws Exception {
    return learned(
        MultimodalPlan.usual(model, "tiny").withEpochs(epochs),
        made,
        folder,
        RecognitionWatch.SILENT);
  }

  /// Share of turns without a voice that are told rightly.
  private static double rightWithoutVoice(Map<String, Opinion> said, MadeTalks made) {
    int right = 0;
    int all = 0;
    for (var one : said.entrySet()) {
      if (made.clips.of(1, one.getKey()).isEmpty()
          && one.getValue() instanceof Opinion.Says(var shares)) {
        all++;
        boolean merry = shares.get(1) > shares.get(0);
        right += Objects.equals(made.labels.get(one.getKey()), merry ? 1 : 0) ? 1 : 0;
      }
    }
    return (double) right / all;
  }

  @Test
  void what_a_turn_lacks_is_read_from_the_conversation_and_from_nothing_else() throws Exception {
    var talks = folder.resolve("gcnet");
    var steps = folder.resolve("emt");
    var done = learned("gcnet", 15, new MadeTalks(120, 7), talks);
    learned("emt-dlfr", 3, new MadeTalks(20, 6), steps);

    assertThat(Objects.requireNonNull(done.figures()).accuracy()).isGreaterThan(.85);
    try (var hears = TurnRecognizer.open(talks, Device.cpu());
        var alone = TurnRecognizer.open(steps, Device.cpu())) {
      assertThat(rightWithoutVoice(hears.look(NEW.talks, NEW.clips), NEW)).isGreaterThan(.8);
      assertThat(rightWithoutVoice(alone.look(NEW.talks, NEW.clips), NEW)).isBetween(.35, .65);
    }
  }

  @Test
  void a_voice_that_is_missing_is_restored_from_the_conversation_and_nothing_else_is_touched()
      throws Exception {
    var talks = folder.resolve("gcnet");
    var steps = folder.resolve("emt");
    learned("gcnet", 15, new MadeTalks(120, 7), talks);
    learned("emt-dlfr", 1, new MadeTalks(20, 6), steps);

    try (var hears = TurnRecognizer.open(talks, Device.cpu());
        var alone = TurnRecognizer.open(steps, Device.cpu())) {
      var guesses = hears.restored(NEW.talks, NEW.clips).orElseThrow();

      int right = 0;
      for (var clip : NEW.labels.keySet()) {
        assertThat(guesses.of(0, clip)).as("what a turn has is no guess").isEmpty();
        assertThat(guesses.of(1, clip).isPresent()).isEqualTo(NEW.clips.of(1, clip).isEmpty());
        var voice = guesses.of(1, clip).flatMap(ClipSteps::whole).orElse(null);
        if (voice != null) {
          assertThat(voice).hasSize(MadeTalks.DIM);
          // merry voices are high in even numbers and low in odd ones, glum ones the other way
          boolean merry = voice[0] - voice[1] + voice[2] - voice[3] > 0;
          right += Objects.equals(NEW.labels.get(clip), merry ? 1 : 0) ? 1 : 0;
        }
      }
      assertThat((double) right / guesses.count(1)).isGreaterThan(.75);
      assertThat(alone.restored(NEW.talks, NEW.clips.as(alone.reads())))
          .as("it restores steps")
          .isEmpty();

      var silent =
          NEW.labels.keySet().stream()
              .filter(clip -> guesses.of(1, clip).isPresent())
              .findFirst()
              .orElseThrow();
      var damaged = NEW.clips.as(hears.reads());
      damaged.unreadable(Map.of(silent, "cut short"));
      var cautious = hears.restored(NEW.talks, damaged).orElseThrow();
      assertThat(cautious.of(1, silent)).as("it may have a voice").isEmpty();
      assertThat(cautious.count(1)).isEqualTo(guesses.count(1) - 1);
    }
  }

  @Test
  void conversations_are_held_out_whole_and_none_chooses_its_own_figures() throws Exception {
    var done =
        learned(
            MultimodalPlan.usual("gcnet", "tiny").withEpochs(2),
            KNOWN,
            folder,
            RecognitionWatch.SILENT);

    var figures = Objects.requireNonNull(done.figures());
    var card = FeatureCard.read(folder);
    assertThat(figures.heldOut() + figures.learnedFrom() + card.choosing()).isEqualTo(600);
    assertThat(done.taught()).hasSize(figures.learnedFrom() + card.choosing());
    var taught = new HashSet<>(done.taught());
    assertThat(KNOWN.talks)
        .allSatisfy(talk ->
            assertThat(talk.turns().stream().map(turn -> taught.contains(turn.name())).distinct())
                .hasSize(1));
    assertThat(figures.heldOut() % 10).isZero();
    assertThat(card.bestEpoch()).isBetween(1, 2);
    assertThat(card.missing()).isEqualTo(MultimodalPlan.USUAL_MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcnet tiny", "emt-dlfr tiny", "mlp base", "attention base"})
  void a_training_that_was_stopped_ends_as_one_that_was_not(String network) throws Exception {
    var made = new MadeTalks(8, 3);
    var words = network.split(" ", 2);
    var plan = MultimodalPlan.usual(words[0], words[1]).withEpochs(4);
    var whole = learned(plan, made, folder.resolve("whole"), RecognitionWatch.SILENT);
    var stopped = folder.resolve("stopped");
    var until = new UntilEpoch(3);
    assertThatThrownBy(() -> learned(plan, made, stopped, until))
        .isInstanceOf(CancellationException.class);
    assertThat(RecognitionFolder.isFinished(stopped)).isFalse();

    var heard = new ArrayList<Integer>();
    var goneOn = learned(plan, made, stopped, step -> heard.add(step.epoch()));

    assertThat(heard).doesNotContain(1, 2).contains(3, 4);
    for (var file : List.of("weights.safetensors", "features.json", "model.json")) {
      assertThat(Files.readAllBytes(stopped.resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(file)));
    }
    assertThat(goneOn.figures()).isEqualTo(whole.figures());
  }

  /// Cancels within an epoch.
  private static final class UntilEpoch implements RecognitionWatch {
    private final int most;
    private int epoch = 0;

    UntilEpoch(int most) {
      this.most = most;
    }

    @Override
    public void step(RecognitionStep step) {
      epoch = step.epoch() + (step.figures() == null ? 0 : 1);
    }

    @Override
    public boolean cancelled() {
      return epoch >= most;
    }
  }

  @Test
  void shares_are_calibrated_and_of_a_turn_that_nothing_is_known_of_nothing_is_said()
      throws Exception {
    learned(
        MultimodalPlan.usual("gcnet", "tiny").withEpochs(2),
        KNOWN,
        folder,
        RecognitionWatch.SILENT);
    var rows =
        new ArrayList<>(
            List.of(
                MadeTalks.row("heard", "t", 1, "a"), MadeTalks.row("silent", "t", 2, "never met")));
    for (int who = 0; who < 9; who++) { // more speakers than it has met
      rows.add(MadeTalks.row("other" + who, "t", 3 + who, "guest" + who));
    }
    var clips = new DescribedClips(KNOWN.clips.sources());
    clips.put(0, "heard", ClipSteps.ofWhole(new float[MadeTalks.DIM]));

    try (var model = TurnRecognizer.open(folder, Device.cpu())) {
      var said = model.look(Dialogue.of(rows), clips);

      assertThat(said).hasSize(11);
      assertThat(said.get("heard"))
          .isInstanceOfSatisfying(
              Opinion.Says.class,
              opinion ->
                  assertThat(opinion.probabilities().stream().mapToDouble(p -> p).sum())
                      .isCloseTo(1, offset(1e-9)));
      assertThat(said.get("silent")).isEqualTo(new Opinion.CannotSay("no words, sound or face"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "attention"})
  void a_baseline_reads_clips_by_themselves_and_tells_their_valence_where_it_was_taught(
      String model) throws Exception {
    var plan = MultimodalPlan.usual(model, "base").withEpochs(20);
    var done = learned(plan, KNOWN, folder, RecognitionWatch.SILENT);

    var voiced =
        Objects.requireNonNull(done.figures()).accuracy(); // half of the clips have a voice
    assertThat(voiced).isBetween(.65, .85);
    var figures = RatingCard.read(folder).figures();
    assertThat(figures.dimensions()).hasSize(1);
    assertThat(figures.learnedFrom()).isEqualTo(done.figures().learnedFrom());
    try (var hears = TurnRecognizer.open(folder, Device.cpu())) {
      var said = hears.look(NEW.talks, NEW.clips);
      assertThat(rightWithoutVoice(said, NEW)).as("nothing is heard before").isBetween(.35, .65);
      var felt = hears.valences(NEW.talks, NEW.clips);
      assertThat(felt).hasSize(said.size());
      assertThat(squaredError(felt, NEW)).as("guessing: .64").isLessThan(.15);
    }
  }

  /// Of turns with a voice.
  private static double squaredError(Map<String, Double> felt, MadeTalks made) {
    return felt.entrySet().stream()
        .filter(one -> made.clips.of(1, one.getKey()).isPresent())
        .mapToDouble(one ->
            Math.pow(one.getValue() - Objects.requireNonNull(made.valences().get(one.getKey())), 2))
        .average()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"gcnet, 15, 120", "emt-dlfr, 8, 40"})
  void models_of_conversations_and_of_steps_tell_valence_where_they_were_taught_it(
      String model, int epochs, int conversations) throws Exception {
    learned(model, epochs, new MadeTalks(conversations, 7), folder);

    var figures = RatingCard.read(folder).figures();
    assertThat(figures.dimensions()).hasSize(1);
    try (var hears = TurnRecognizer.open(folder, Device.cpu())) {
      var said = hears.look(NEW.talks, NEW.clips);
      var felt = hears.valences(NEW.talks, NEW.clips);
      assertThat(felt).hasSize(said.size());
      assertThat(squaredError(felt, NEW)).as("guessing: .64").isLessThan(.2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcnet", "emt-dlfr"})
  void who_was_taught_no_valence_tells_none(String model) throws Exception {
    var made = new MadeTalks(10, 4);
    new MultimodalTraining(MultimodalPlan.usual(model, "tiny").withEpochs(1), Device.cpu())
        .run(
            made.talks,
            new Taught(made.labels, Map.of()),
            MadeTalks.MOODS,
            made.clips,
            folder,
            RecognitionWatch.SILENT);

    assertThat(RatingCard.isIn(folder)).isFalse();
    try (var hears = TurnRecognizer.open(folder, Device.cpu())) {
      assertThat(hears.rates()).isFalse();
      assertThat(hears.look(made.talks, made.clips)).hasSize(made.labels.size());
    }
  }

  @Test
  void ten_thousand_turns_are_looked_at_within_a_minute() throws Exception {
    learned(
        MultimodalPlan.usual("gcnet", "tiny").withEpochs(1),
        new MadeTalks(10, 4),
        folder,
        RecognitionWatch.SILENT);
    var many = new MadeTalks(1000, 5);
    try (var model = TurnRecognizer.open(folder, Device.cpu())) {
      long began = System.nanoTime();
      assertThat(model.look(many.talks, many.clips)).hasSize(10_000);
      assertThat((System.nanoTime() - began) / 1e9).isLessThan(60);
    }
  }

  @Test
  void a_damaged_folder_and_too_little_to_learn_from_are_refused_in_a_sentence() throws Exception {
    var plan = MultimodalPlan.usual("gcnet", "tiny").withEpochs(1);
    learned(plan, new MadeTalks(10, 4), folder, RecognitionWatch.SILENT);
    Files.delete(folder.resolve("features.json"));

    assertThatThrownBy(() -> TurnRecognizer.open(folder, Device.cpu()))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessageContaining("features.json is missing");
    assertThatThrownBy(
            () -> learned(plan, new MadeTalks(0, 4), folder.resolve("x"), RecognitionWatch.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least two clips");
    assertThatThrownBy(() -> plan.withMissing(1)).hasMessageContaining("missing");
    assertThatThrownBy(() -> MultimodalPlan.usual("svfap", "tiny"))
        .hasMessageContaining("that reads features");
  }
}
