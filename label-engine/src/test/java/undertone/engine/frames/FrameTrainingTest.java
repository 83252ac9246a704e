package undertone.engine.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.Measure;
import undertone.engine.features.FeatureProgress;
import undertone.engine.recognition.Opinion;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.RecognitionStep;
import undertone.engine.recognition.RecognitionWatch;
import undertone.models.weights.UnreadableWeightsException;

class FrameTrainingTest {
  private static final FrameCourse PLAN = FrameCourse.usual("two-aspect", "small");

  @TempDir Path folder;

  private static RecognitionFolder learned(
      FrameCourse plan, List<FrameLesson> lessons, Path folder, RecognitionWatch watch)
      throws Exception {
    return new FrameTraining(plan, new DrawnFaces(), Device.cpu())
        .run(lessons, DrawnFaces.CLASSES, folder, watch);
  }

  private static FrameTrack track(FrameOpinion opinion, Measure measure) {
    return opinion.tracks().stream()
        .filter(track -> track.measure().equals(measure))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void it_learns_labels_valence_and_units_and_tells_them_of_clips_it_never_met() throws Exception {
    var done =
        learned(
            PLAN.withEpochs(10),
            DrawnFaces.lessons(60, true, true),
            folder,
            RecognitionWatch.SILENT);

    var figures = Objects.requireNonNull(done.figures());
    var card = FrameCard.read(folder);
    assertThat(figures.uar()).isGreaterThan(.8);
    assertThat(Objects.requireNonNull(card.figures().valence())).isGreaterThan(.6);
    assertThat(Objects.requireNonNull(card.figures().units())).isGreaterThan(.7);
    try (var reader = FrameReader.open(folder, new DrawnFaces(), Device.cpu())) {
      int right = 0;
      int frames = 0;
      double apart = 0; // of .5 on average, if it always said 0
      for (int number = 1000; number < 1012; number++) {
        var clip = DrawnFaces.clip("face", number % 3, number);
        var said = reader.look(List.of(clip), FeatureProgress.SILENT).get(clip.clip());
        assertThat(said).isNotNull();
        if (said != null && said.opinion() instanceof Opinion.Says(var shares)) {
          right += shares.get(number % 3) > .5 ? 1 : 0;
          var valence = track(said, Measure.VALENCE);
          for (int t = 0; t < valence.size(); t++) {
            if (!Float.isNaN(valence.value(t))) {
              apart += Math.abs(valence.value(t) - DrawnFaces.valence(number, valence.micros(t)));
              frames++;
            }
          }
        }
      }
      assertThat(right).isGreaterThanOrEqualTo(10);
      assertThat(apart / frames).isLessThan(.3);
    }
  }

  @Test
  void a_head_that_nothing_taught_is_silent_and_so_is_a_face_that_is_gone() throws Exception {
    learned(
        PLAN.withEpochs(1),
        DrawnFaces.lessons(30, true, true),
        folder.resolve("followed"),
        RecognitionWatch.SILENT);
    learned(
        PLAN.withEpochs(1),
        DrawnFaces.lessons(30, true, false),
        folder.resolve("labelled"),
        RecognitionWatch.SILENT);
    var clips =
        List.of(
            DrawnFaces.clip("face", 0, 500),
            DrawnFaces.clip("void", 0, 1),
            DrawnFaces.clip("torn", 0, 2));
    try (var follows =
            FrameReader.open(folder.resolve("followed"), new DrawnFaces(), Device.cpu());
        var labels = FrameReader.open(folder.resolve("labelled"), new DrawnFaces(), Device.cpu())) {
      var said = follows.look(clips, FeatureProgress.SILENT);

      // nobody told of arousal, and nobody ever saw AU9
      assertThat(follows.card().heads()).isEqualTo(new FrameHeads(true, false, List.of(4)));
      var seen = Objects.requireNonNull(said.get("face-0-500"));
      assertThat(seen.tracks().stream().map(track -> track.measure().name()))
          .containsExactly("valence", "AU4");
      var unit = track(seen, Measure.unit(4));
      assertThat(unit.size()).isEqualTo(12); // 11 frames, and one that says that the face is gone
      assertThat(unit.value(9)).isNaN();
      assertThat(unit.micros(9)).isEqualTo(1_440_000);
      assertThat(Objects.requireNonNull(said.get("void-0-1")))
          .isEqualTo(new FrameOpinion(new Opinion.CannotSay("no face"), List.of()));
      assertThat(Objects.requireNonNull(said.get("torn-0-2")).opinion())
          .isEqualTo(new Opinion.Unreadable("the file ends too early"));

      var shown = follows.shown(clips.getFirst(), 4).orElseThrow();
      assertThat(shown.frames()).hasSize(4).allMatch(frame -> frame.width() == 64);
      assertThat(shown.shares()).hasSize(4).allMatch(share -> share > 0 && share < 1);
      assertThat(follows.shown(clips.get(1), 4)).isEmpty();

      assertThat(labels.card().heads()).isEqualTo(new FrameHeads(false, false, List.of()));
      assertThat(labels.card().figures().valence()).isNull();
      assertThat(labels.card().figures().units()).isNull();
      assertThat(labels.look(clips, FeatureProgress.SILENT).values())
          .allMatch(one -> one.tracks().isEmpty());
    }
  }

  @Test
  void a_training_that_was_stopped_ends_as_one_that_was_not() throws Exception {
    var plan = PLAN.withEpochs(3);
    var lessons = DrawnFaces.lessons(30, true, true);
    var whole = learned(plan, lessons, folder.resolve("whole"), RecognitionWatch.SILENT);
    var stopped = folder.resolve("stopped");
    assertThatThrownBy(() -> learned(plan, lessons, stopped, new UntilEpoch(2)))
        .isInstanceOf(CancellationException.class);
    assertThat(RecognitionFolder.isFinished(stopped)).isFalse();

    var heard = new ArrayList<Integer>();
    var goneOn = learned(plan, lessons, stopped, step -> heard.add(step.epoch()));

    assertThat(heard).doesNotContain(1).contains(2, 3);
    for (var file : List.of("weights.safetensors", "frames.json", "model.json")) {
      assertThat(Files.readAllBytes(stopped.resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(file)));
    }
    assertThat(goneOn.figures()).isEqualTo(whole.figures());
    assertThat(learned(plan, lessons, stopped, RecognitionWatch.SILENT)).isEqualTo(goneOn);
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
  void groups_are_held_out_whole_and_clips_without_a_label_go_where_their_group_is()
      throws Exception {
    var lessons =
        Stream.concat(
                DrawnFaces.lessons(30, true, false).stream(),
                DrawnFaces.lessons(60, false, true).subList(30, 60).stream())
            .toList();

    var done = learned(PLAN.withEpochs(1), lessons, folder, RecognitionWatch.SILENT);

    var figures = Objects.requireNonNull(done.figures());
    var card = FrameCard.read(folder);
    var taught = new HashSet<>(done.taught());
    assertThat(figures.heldOut()).isEqualTo(6); // of 30, by persons of three clips
    assertThat(taught).hasSize(24);
    assertThat(figures.learnedFrom() + card.choosing()).isEqualTo(48);
    assertThat(card.figures().frames()).isEqualTo(12 * 11);
    assertThat(card.heads().units()).containsExactly(4);
    for (int person = 0; person < 10; person++) {
      var group = "person " + person;
      assertThat(
              lessons.stream()
                  .filter(lesson -> lesson.labelled() && lesson.group().equals(group))
                  .map(lesson -> taught.contains(lesson.clip().clip()))
                  .distinct())
          .hasSize(1);
    }
  }

  @Test
  void what_makes_no_sense_is_refused() {
    var none = List.<FrameLesson>of();
    assertThatThrownBy(() -> learned(PLAN, none, folder, RecognitionWatch.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least two clips");
    var wrong = List.of(new FrameLesson(DrawnFaces.clip("face", 0, 0), 7, "a", List.of()));
    assertThatThrownBy(() -> learned(PLAN, wrong, folder, RecognitionWatch.SILENT))
        .hasMessageContaining("the classes are 0..2");
    assertThatThrownBy(() -> FrameCourse.usual("two-aspect", "vast"))
        .hasMessageContaining("has no size");
    assertThatThrownBy(() -> FrameCourse.usual("oracle", "small"))
        .hasMessageContaining("no model \"oracle\" that reads frames");
    assertThatThrownBy(() -> FrameReader.open(folder, new DrawnFaces(), Device.cpu()))
        .isInstanceOf(UnreadableWeightsException.class);
  }
}
