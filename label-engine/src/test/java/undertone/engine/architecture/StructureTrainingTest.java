package undertone.engine.architecture;

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
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.ModalityCard;
import undertone.engine.features.ClipSource;
import undertone.engine.multimodal.DescribedClips;
import undertone.engine.multimodal.FeatureCard;
import undertone.engine.multimodal.Gaps;
import undertone.engine.multimodal.Source;
import undertone.engine.recognition.Lesson;
import undertone.engine.recognition.MelSound;
import undertone.engine.recognition.Opinion;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.Senses;
import undertone.engine.recognition.SensesReader;
import undertone.models.nas.Genotype;
import undertone.models.weights.UnreadableWeightsException;

class StructureTrainingTest {
  private static final List<String> CLASSES = List.of("lasting", "broken");
  private static final int SPEAKERS = 8;
  private static final int EACH = 12;
  private static final int WORD = 3; // numbers of one

  @TempDir private Path folder;

  private final List<Lesson> lessons = new ArrayList<>();
  private final DescribedClips clips =
      new DescribedClips(
          List.of(
              new Source(
                  new ModalityCard("text", "words", WORD, ModalityCard.Level.SEQUENCE, null), "")));

  /// The class is heard in a tone or read in words. Of six clips one has words alone, two a tone
  /// alone, and the rest have both.
  StructureTrainingTest() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < SPEAKERS * EACH; i++) {
      var clip = "clip-%02d".formatted(i);
      int label = i % 2;
      lessons.add(new Lesson(ClipSource.ofText(clip, "."), label, "speaker" + i / EACH));
      if (reads(i)) {
        var words = new float[4 * WORD];
        for (int d = 0; d < words.length; d++) {
          words[d] = (float) (.4 * random.nextGaussian() + (d % WORD == 0 ? 2 * label - 1 : 0));
        }
        clips.put(0, clip, ClipSteps.of(WORD, words));
      }
    }
  }

  private static boolean hears(int place) {
    return place / 2 % 6 != 0;
  }

  private static boolean reads(int place) {
    return place / 2 % 6 < 1 || place / 2 % 6 > 2;
  }

  private static final SensesReader EARS =
      clip -> {
        int place = Integer.parseInt(clip.clip().substring("clip-".length()));
        if (!hears(place)) {
          return Senses.NONE;
        }
        double height = 200 + 40.0 * (place % 5);
        var sound = Tones.sound(height, place % 2 == 1, new SplittableRandom(place));
        return Senses.of(Optional.empty(), MelSound.of(sound));
      };

  private static StructurePlan plan(int searchEpochs, int epochs) {
    return new StructurePlan(
        "emotion-nas", "small", Tones.plan(searchEpochs, epochs, 2), .1, .2, .15);
  }

  private RecognitionFolder learned(StructurePlan plan, Path into, StructureWatch watch)
      throws Exception {
    return new StructureTraining(plan, EARS, Device.cpu())
        .run(lessons, CLASSES, clips, into, watch);
  }

  @Test
  void a_found_structure_tells_what_is_heard_or_read_of_people_it_never_met() throws Exception {
    var done = learned(plan(3, 12), folder, StructureWatch.SILENT);

    var figures = Objects.requireNonNull(done.figures());
    assertThat(figures.accuracy()).isGreaterThan(.8);
    assertThat(figures.heldOut()).isEqualTo(2 * EACH);
    assertThat(done.taught()).hasSize(6 * EACH);
    var taught = new HashSet<>(done.taught());
    for (int s = 0; s < SPEAKERS; s++) {
      var some = lessons.subList(s * EACH, (s + 1) * EACH);
      assertThat(some.stream().map(one -> taught.contains(one.clip().clip())).distinct())
          .hasSize(1);
    }
    var card = StructureCard.read(folder);
    assertThat(card.found().streams().handcrafted()).isNotNull();
    assertThat(Genotype.read(Files.readString(folder.resolve("genotype.json"))))
        .isEqualTo(card.found());
    assertThat(card.facts().ofDrawn().figures().heldOut()).isEqualTo(figures.heldOut());
    assertThat(card.facts().parameters()).isPositive();
    assertThat(FeatureCard.read(folder).bestEpoch()).isBetween(1, 12);
    assertThat(folder.resolve("stages.json")).doesNotExist();
    assertThat(folder.resolve("checkpoint.safetensors")).doesNotExist();

    try (var reader = StructureReader.open(folder, EARS, Device.cpu())) {
      var asked = lessons.stream().map(Lesson::clip).toList();
      var said = reader.look(asked, clips);
      assertThat(right(said.values().stream().toList())).isGreaterThan(.8);
      assertThat(new HashSet<>(said.keySet())).hasSize(lessons.size());
      // whatever else is asked in the same breath changes nothing
      var alone = reader.look(asked.subList(0, 1), clips).get("clip-00");
      assertThat(share(Objects.requireNonNull(alone)))
          .isCloseTo(share(Objects.requireNonNull(said.get("clip-00"))), offset(1e-4));
    }
  }

  private static double share(Opinion opinion) {
    return opinion instanceof Opinion.Says(var shares) ? shares.getFirst() : Double.NaN;
  }

  private static double right(List<Opinion> said) {
    int right = 0;
    for (int i = 0; i < said.size(); i++) {
      right += (share(said.get(i)) > .5) == (i % 2 == 0) ? 1 : 0;
    }
    return (double) right / said.size();
  }

  @Test
  void what_was_stopped_in_any_stage_ends_as_what_was_not() throws Exception {
    var plan = plan(2, 3);
    var whole = learned(plan, folder.resolve("whole"), StructureWatch.SILENT);
    var stopped = folder.resolve("stopped");
    var heard = new ArrayList<String>();
    for (var stage : StructureStep.Stage.values()) {
      assertThatThrownBy(() -> learned(plan, stopped, new Until(stage, heard)))
          .as(stage.name())
          .isInstanceOf(CancellationException.class);
      assertThat(RecognitionFolder.isFinished(stopped)).isFalse();
    }

    var goneOn = learned(plan, stopped, step -> heard.add(step.stage() + " " + step.epoch()));

    // a search begins again where it was stopped, a training goes on after its last epoch
    assertThat(heard)
        .containsSubsequence("SEARCH_MAPS 1", "SEARCH_MAPS 1", "SEARCH_SEQUENCES 1", "DRAW 1")
        .containsSubsequence("RETRAIN_DRAWN 1", "RETRAIN_DRAWN 2", "RETRAIN_FOUND 1");
    assertThat(heard.stream().filter("RETRAIN_FOUND 1"::equals)).hasSize(1);
    assertThat(heard.stream().filter("RETRAIN_DRAWN 1"::equals)).hasSize(1);
    for (var file : List.of("weights.safetensors", "features.json", "model.json")) {
      assertThat(Files.readAllBytes(stopped.resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(file)));
    }
    assertThat(goneOn.figures()).isEqualTo(whole.figures());
    assertThat(StructureCard.read(stopped).found().streams())
        .isEqualTo(StructureCard.read(folder.resolve("whole")).found().streams());
    assertThat(StructureCard.read(stopped).facts().ofDrawn())
        .isEqualTo(StructureCard.read(folder.resolve("whole")).facts().ofDrawn());
  }

  /// Cancels after the first epoch of a stage.
  private static final class Until implements StructureWatch {
    private final StructureStep.Stage last;
    private final List<String> heard;
    private boolean over = false;

    Until(StructureStep.Stage last, List<String> heard) {
      this.last = last;
      this.heard = heard;
    }

    @Override
    public void step(StructureStep step) {
      heard.add(step.stage() + " " + step.epoch());
      over |= step.stage() == last;
    }

    @Override
    public boolean cancelled() {
      return over;
    }
  }

  @Test
  void how_far_it_is_never_falls() throws Exception {
    var done = new ArrayList<Double>();
    learned(plan(2, 2), folder, step -> done.add(step.done()));

    assertThat(done).isSorted().hasSize(2 + 2 + 2 * 2 + 2 + 2);
    assertThat(done.getLast()).isEqualTo(1);
  }

  @Test
  void a_corpus_that_makes_no_sound_is_refused_with_what_it_lacks() {
    assertThatThrownBy(() ->
            new StructureTraining(plan(2, 2), _ -> Senses.NONE, Device.cpu())
                .run(lessons, CLASSES, clips, folder, StructureWatch.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 clips that teach and have a sound, but there are 0");
  }

  @Test
  void a_folder_without_its_structure_is_damaged() throws Exception {
    learned(plan(1, 1), folder, StructureWatch.SILENT);
    Files.delete(folder.resolve("genotype.json"));

    assertThatThrownBy(() -> StructureReader.open(folder, EARS, Device.cpu()))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessageContaining("genotype.json is missing");
  }

  @Test
  void slices_of_a_clip_are_what_is_said_within_them() {
    var two = new DescribedClips(clips.sources());
    two.put(0, "a", ClipSteps.of(WORD, 1, 0, 0, 3, 0, 0));
    var streams =
        new DescribedStreams(
            List.of(
                new DescribedStreams.Lesson("a", 0, "g"), new DescribedStreams.Lesson("b", 0, "g")),
            2,
            two,
            Map.of(),
            Gaps.NONE);

    var sequence = streams.sequence(0);
    assertThat(sequence).hasDimensions(20, WORD + 1);
    assertThat(sequence[9]).containsExactly(1, 0, 0, 1);
    assertThat(sequence[10]).containsExactly(3, 0, 0, 1);
    assertThat(streams.sequence(1)).isEmpty();
    assertThat(streams.map(0)).isEmpty();
  }
}
