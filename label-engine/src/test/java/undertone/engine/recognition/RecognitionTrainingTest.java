package undertone.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.engine.features.FeatureProgress;
import undertone.models.weights.UnreadableWeightsException;

class RecognitionTrainingTest {
  private static final SensesReader DRAWN = new DrawnClips();
  private static final List<Lesson> BARS = DrawnClips.lessons("bar", 64);

  @TempDir Path folder;

  @Test
  void a_model_learns_where_bars_stand_and_votes_on_clips_it_has_not_seen() throws Exception {
    var plan = RecognitionPlan.usual("mae-dfer", "tiny").withEpochs(25);
    var done = tuning(plan).run(BARS, DrawnClips.CLASSES, null, folder, RecognitionWatch.SILENT);

    var figures = Objects.requireNonNull(done.figures());
    assertThat(figures.accuracy()).isGreaterThan(0.9);
    assertThat(figures.heldOut() + figures.learnedFrom()).isEqualTo(64);
    assertThat(figures.note()).isEmpty();
    assertThat(RecognitionFolder.taught(folder))
        .isEqualTo(done.taught())
        .hasSize(figures.learnedFrom());
    assertThat(RecognitionFolder.taught(folder.resolve("nothing"))).isEmpty();
    try (var recognizer = Recognizer.open(folder, DRAWN, Device.cpu())) {
      var asked =
          List.of(
              DrawnClips.clip("bar", 2, 900),
              DrawnClips.clip("void", 0, 901),
              DrawnClips.clip("torn", 0, 902));
      var said = recognizer.look(asked, FeatureProgress.SILENT);

      assertThat(said.get("bar-2-900"))
          .isInstanceOfSatisfying(
              Opinion.Says.class,
              opinion -> {
                assertThat(opinion.probabilities().get(2)).isGreaterThan(0.5);
                assertThat(opinion.probabilities().stream().mapToDouble(p -> p).sum())
                    .isCloseTo(1, offset(1e-9));
              });
      assertThat(said.get("void-0-901")).isEqualTo(new Opinion.CannotSay("no face"));
      assertThat(said.get("torn-0-902"))
          .isEqualTo(new Opinion.Unreadable("the file ends too early"));
      assertThat(recognizer.strip(asked.getFirst())).hasSize(8);
      var embedded = recognizer.embed(asked, FeatureProgress.SILENT);
      assertThat(embedded.get("bar-2-900"))
          .hasValueSatisfying(vector -> assertThat(vector).hasSize(64));
      assertThat(embedded.get("void-0-901")).isEmpty();
    }
  }

  @Test
  void a_training_that_was_stopped_ends_as_one_that_was_not() throws Exception {
    var plan = RecognitionPlan.usual("svfap", "tiny").withEpochs(3).withAlter(true);
    var whole =
        tuning(plan)
            .run(BARS, DrawnClips.CLASSES, null, folder.resolve("whole"), RecognitionWatch.SILENT);
    var stopped = folder.resolve("stopped");
    var after = new After(5); // in the second epoch
    assertThatThrownBy(() -> tuning(plan).run(BARS, DrawnClips.CLASSES, null, stopped, after))
        .isInstanceOf(CancellationException.class);
    assertThat(RecognitionFolder.isFinished(stopped)).isFalse();

    var heard = new ArrayList<Integer>();
    var goneOn =
        tuning(plan).run(BARS, DrawnClips.CLASSES, null, stopped, step -> heard.add(step.epoch()));

    assertThat(heard).doesNotContain(1).contains(2, 3);
    assertThat(goneOn.hash()).isEqualTo(whole.hash());
    assertThat(goneOn.figures()).isEqualTo(whole.figures());
  }

  /// Cancels after so many steps.
  private static final class After implements RecognitionWatch {
    private final int most;
    private int steps;

    After(int most) {
      this.most = most;
    }

    @Override
    public void step(RecognitionStep step) {
      steps++;
    }

    @Override
    public boolean cancelled() {
      return steps >= most;
    }
  }

  @Test
  void what_computes_blocks_again_learns_the_same() throws Exception {
    var plan = RecognitionPlan.usual("svfap", "tiny").withEpochs(2);
    var kept =
        tuning(plan)
            .run(BARS, DrawnClips.CLASSES, null, folder.resolve("kept"), RecognitionWatch.SILENT);
    var again =
        tuning(plan.withRecompute(true))
            .run(BARS, DrawnClips.CLASSES, null, folder.resolve("again"), RecognitionWatch.SILENT);

    var ours = Objects.requireNonNull(again.figures());
    var theirs = Objects.requireNonNull(kept.figures());
    assertThat(ours.confusion()).isEqualTo(theirs.confusion());
    assertThat(again.temperature()).isCloseTo(kept.temperature(), offset(1e-2));
  }

  @Test
  void films_that_are_altered_teach_other_weights_with_labels_and_without() throws Exception {
    var tune = RecognitionPlan.usual("svfap", "tiny").withEpochs(1);
    var pre = RecognitionPlan.usual("mae-dfer", "tiny-pretrain").withEpochs(1);
    assertThat(tuned(tune.withAlter(true), "altered")).isNotEqualTo(tuned(tune, "plain"));
    assertThat(preTrained(pre.withAlter(true), "pre-altered"))
        .isNotEqualTo(preTrained(pre, "pre-plain"));
    assertThat(tune.alter()).as("usual of what learns in minutes").isFalse();
    assertThat(RecognitionPlan.usual("svfap", "base").alter()).isTrue();
  }

  private String tuned(RecognitionPlan plan, String name) throws Exception {
    return tuning(plan)
        .run(BARS, DrawnClips.CLASSES, null, folder.resolve(name), RecognitionWatch.SILENT)
        .hash();
  }

  private String preTrained(RecognitionPlan plan, String name) throws Exception {
    return new PreTraining(plan, DRAWN, Device.cpu())
        .run(
            BARS.stream().map(Lesson::clip).toList(), folder.resolve(name), RecognitionWatch.SILENT)
        .hash();
  }

  @Test
  void a_pre_trained_model_fills_gaps_and_is_what_fine_tuning_starts_from() throws Exception {
    var plan = RecognitionPlan.usual("mae-dfer", "tiny-pretrain").withEpochs(4);
    var losses = new ArrayList<Double>();
    var clips = BARS.stream().map(Lesson::clip).toList();
    var pre =
        new PreTraining(plan, DRAWN, Device.cpu())
            .run(clips, folder.resolve("pre"), step -> losses.add(step.loss()));

    assertThat(losses.getLast()).isLessThan(losses.getFirst());
    try (var recognizer = Recognizer.open(pre.path(), DRAWN, Device.cpu())) {
      var filled = recognizer.reconstruct(clips.getFirst(), 7).orElseThrow();
      assertThat(filled.original()).hasSize(8);
      assertThat(filled.restored().getFirst().width()).isEqualTo(32);
      assertThat(filled.masked().getFirst().rgb()).contains(0x808080);
      assertThat(filled.restored().getFirst().rgb()).isNotEqualTo(filled.masked().getFirst().rgb());
      assertThat(recognizer.embed(clips.subList(0, 1), FeatureProgress.SILENT).values())
          .allMatch(vector -> vector.orElseThrow().length == 64);
      assertThatThrownBy(() -> recognizer.look(clips, FeatureProgress.SILENT))
          .hasMessageContaining("fine-tune it first");
    }
    var tuned =
        tuning(RecognitionPlan.usual("mae-dfer", "tiny").withEpochs(1))
            .run(
                BARS,
                DrawnClips.CLASSES,
                pre.path(),
                folder.resolve("tuned"),
                RecognitionWatch.SILENT);
    assertThat(tuned.startedFrom()).isEqualTo(pre.hash());
  }

  @Test
  void two_senses_learn_from_sound_alone() throws Exception {
    var plan = RecognitionPlan.usual("hicmae", "tiny").withEpochs(8);
    var done =
        tuning(plan)
            .run(
                DrawnClips.lessons("tone", 64),
                DrawnClips.CLASSES,
                null,
                folder,
                RecognitionWatch.SILENT);

    assertThat(Objects.requireNonNull(done.figures()).accuracy()).isGreaterThan(0.8);
  }

  @Test
  void a_network_that_only_listens_learns_from_sound_and_says_of_silence_that_it_cannot_say()
      throws Exception {
    var tones = DrawnClips.lessons("tone", 64);
    var pre =
        new PreTraining(
                RecognitionPlan.usual("hicmae", "tiny-audio-pretrain").withEpochs(2),
                DRAWN,
                Device.cpu())
            .run(
                tones.stream().map(Lesson::clip).toList(),
                folder.resolve("pre"),
                RecognitionWatch.SILENT);
    var done =
        tuning(RecognitionPlan.usual("hicmae", "tiny-audio").withEpochs(8))
            .run(
                tones,
                DrawnClips.CLASSES,
                pre.path(),
                folder.resolve("tuned"),
                RecognitionWatch.SILENT);

    assertThat(done.startedFrom()).isEqualTo(pre.hash());
    assertThat(Objects.requireNonNull(done.figures()).accuracy()).isGreaterThan(0.8);
    try (var recognizer = Recognizer.open(done.path(), DRAWN, Device.cpu())) {
      var bar = DrawnClips.clip("bar", 0, 900);
      assertThat(recognizer.look(List.of(bar), FeatureProgress.SILENT))
          .containsEntry(bar.clip(), new Opinion.CannotSay("no sound"));
      assertThat(recognizer.frames(bar)).isEmpty();
      assertThat(recognizer.strip(tones.getFirst().clip())).isEmpty();
    }
    try (var recognizer = Recognizer.open(pre.path(), DRAWN, Device.cpu())) {
      assertThat(recognizer.reconstruct(tones.getFirst().clip(), 1)).isEmpty();
    }
  }

  @Test
  void a_linear_layer_reads_classes_off_an_encoder_that_stays_as_it_is() throws Exception {
    var plan = RecognitionPlan.usual("mae-dfer", "tiny").withHeldOut(.5);
    var probe = new LinearProbe(plan, DRAWN, Device.cpu());

    var figures = probe.run(BARS, DrawnClips.CLASSES, null);

    assertThat(figures.uar()).isGreaterThan(.5); // guessing: .25
    assertThat(figures.learnedFrom() + figures.heldOut()).isEqualTo(BARS.size());
    assertThat(probe.run(BARS, DrawnClips.CLASSES, null)).isEqualTo(figures);
  }

  @Test
  void a_damaged_model_is_refused_in_a_sentence() throws Exception {
    var plan = RecognitionPlan.usual("mae-dfer", "tiny").withEpochs(1);
    tuning(plan).run(BARS, DrawnClips.CLASSES, null, folder, RecognitionWatch.SILENT);
    var weights = folder.resolve("weights.safetensors");
    var bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);

    assertThatThrownBy(() -> Recognizer.open(folder, DRAWN, Device.cpu()))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessageContaining("is damaged");
    assertThatThrownBy(() -> RecognitionFolder.read(folder.resolve("nowhere")))
        .hasMessageContaining("holds no trained model");
  }

  private static FineTuning tuning(RecognitionPlan plan) {
    return new FineTuning(plan, DRAWN, Device.cpu());
  }
}
