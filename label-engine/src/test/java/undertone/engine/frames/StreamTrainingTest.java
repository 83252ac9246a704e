package undertone.engine.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.corpora.track.Measure;
import undertone.engine.contract.ClipSteps;
import undertone.engine.features.FeatureProgress;
import undertone.engine.multimodal.DescribedClips;
import undertone.engine.recognition.Opinion;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.RecognitionStep;
import undertone.engine.recognition.RecognitionWatch;
import undertone.models.weights.UnreadableWeightsException;

class StreamTrainingTest {
  private static final StreamCourse PLAN = StreamCourse.usual("feature-fusion", "tiny");

  @TempDir Path folder;

  private static RecognitionFolder learned(
      StreamCourse plan, List<FrameLesson> lessons, Path folder, RecognitionWatch watch)
      throws Exception {
    return new StreamTraining(plan, Device.cpu())
        .run(lessons, MadeStreams.CLASSES, MadeStreams.clips(0, 90), folder, watch);
  }

  private static FrameOpinion said(StreamReader reader, int number) {
    var clip = MadeStreams.clip(number);
    return Objects.requireNonNull(
        reader
            .look(List.of(clip), MadeStreams.clips(number, number + 1), FeatureProgress.SILENT)
            .get(clip.clip()));
  }

  @Test
  void it_learns_labels_and_valence_and_tells_them_of_clips_it_never_met() throws Exception {
    var done =
        learned(
            PLAN.withEpochs(30),
            MadeStreams.lessons(60, true, true),
            folder,
            RecognitionWatch.SILENT);

    var figures = Objects.requireNonNull(done.figures());
    var card = FrameCard.read(folder);
    assertThat(figures.uar()).isGreaterThan(.7); // a sixth has no voice, which alone tells
    assertThat(Objects.requireNonNull(card.figures().valence())).isGreaterThan(.7);
    assertThat(Objects.requireNonNull(card.figures().expression())).isGreaterThan(.7);
    assertThat(card.heads()).isEqualTo(new FrameHeads(true, true, List.of()));
    assertThat(StreamCard.read(folder).frames()).isEqualTo(PLAN.frames());
    assertThat(StreamCard.read(folder).most()).isEqualTo(1000); // of 60 clips in memory
    try (var reader = StreamReader.open(folder, Device.cpu())) {
      int right = 0;
      int frames = 0;
      double apart = 0; // of .5 on average, if it always said 0
      for (int number = 1001; number < 1013; number++) {
        var said = said(reader, number);
        if (MadeStreams.speaks(number) && said.opinion() instanceof Opinion.Says(var shares)) {
          right += shares.get(MadeStreams.label(number)) > .5 ? 1 : 0;
        }
        var valence = said.tracks().getFirst();
        assertThat(valence.measure()).isEqualTo(Measure.VALENCE);
        assertThat(valence.size()).isEqualTo((int) (4 * MadeStreams.seconds(number)));
        assertThat(valence.micros(1)).isEqualTo(375_000);
        for (int t = 0; t < valence.size(); t++) {
          double truth = MadeStreams.valence(number, valence.micros(t) / 1e6);
          apart += Math.abs(valence.value(t) - truth);
          frames++;
        }
      }
      assertThat(right).isGreaterThanOrEqualTo(9); // of ten that speak
      assertThat(apart / frames).isLessThan(.25);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "convolution"})
  void every_fusion_can_be_taught_and_opened(String size) throws Exception {
    var plan = StreamCourse.usual("feature-fusion", size).withEpochs(1);

    learned(plan, MadeStreams.lessons(30, true, true), folder, RecognitionWatch.SILENT);

    try (var reader = StreamReader.open(folder, Device.cpu())) {
      assertThat(said(reader, 1000).opinion()).isInstanceOf(Opinion.Says.class);
    }
  }

  @Test
  void a_training_that_was_stopped_ends_as_one_that_was_not() throws Exception {
    var plan = PLAN.withEpochs(3);
    var lessons = MadeStreams.lessons(30, true, true);
    var whole = learned(plan, lessons, folder.resolve("whole"), RecognitionWatch.SILENT);
    var stopped = folder.resolve("stopped");
    assertThatThrownBy(() -> learned(plan, lessons, stopped, new UntilEpoch(2)))
        .isInstanceOf(CancellationException.class);
    assertThat(RecognitionFolder.isFinished(stopped)).isFalse();

    var heard = new ArrayList<Integer>();
    var goneOn = learned(plan, lessons, stopped, step -> heard.add(step.epoch()));

    assertThat(heard).doesNotContain(1).contains(2, 3);
    for (var file :
        List.of(
            "weights.safetensors", "frames.json", "features.json", "streams.json", "model.json")) {
      assertThat(Files.readAllBytes(stopped.resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(file)));
    }
    assertThat(goneOn.figures()).isEqualTo(whole.figures());
    assertThat(learned(plan, lessons, stopped, RecognitionWatch.SILENT)).isEqualTo(goneOn);
  }

  /// Cancels within an epoch, when the weights have moved past the checkpoint before it.
  private static final class UntilEpoch implements RecognitionWatch {
    private final int most;
    private int epoch = 0;

    UntilEpoch(int most) {
      this.most = most;
    }

    @Override
    public void step(RecognitionStep step) {
      epoch = step.epoch();
    }

    @Override
    public boolean cancelled() {
      return epoch >= most;
    }
  }

  @Test
  void people_are_held_out_whole_before_any_window_is_cut() throws Exception {
    var lessons =
        Stream.concat(
                MadeStreams.lessons(30, true, false).stream(),
                MadeStreams.lessons(60, false, true).subList(30, 60).stream())
            .toList();
    var cut = PLAN.withFrames(8).withEpochs(1); // windows of two seconds, clips of six or more

    var done = learned(cut, lessons, folder, RecognitionWatch.SILENT);

    var figures = Objects.requireNonNull(done.figures());
    var card = FrameCard.read(folder);
    var taught = new HashSet<>(done.taught());
    assertThat(figures.heldOut()).isEqualTo(6); // of 30, by persons of three clips
    assertThat(taught).hasSize(24);
    assertThat(figures.learnedFrom() + card.choosing()).isEqualTo(48);
    assertThat(card.figures().frames()).isEqualTo(4 * 4 * (6 + 7 + 8)); // whole clips of theirs
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
  void numbers_of_people_who_are_held_out_move_neither_weights_nor_scale() throws Exception {
    var lessons = MadeStreams.lessons(30, true, true);
    var plan = PLAN.withFrames(8).withEpochs(2);
    var plain =
        new StreamTraining(plan, Device.cpu())
            .run(
                lessons,
                MadeStreams.CLASSES,
                MadeStreams.clips(0, 30),
                folder.resolve("plain"),
                RecognitionWatch.SILENT);
    var loud = MadeStreams.clips(0, 30);
    for (int i = 0; i < 30; i++) {
      if (!plain.taught().contains(MadeStreams.name(i))) {
        var face = loud.known().of(1, MadeStreams.name(i)).orElseThrow().steps();
        for (int t = 0; t < face.length; t++) {
          face[t] *= 100;
        }
        loud.known().put(1, MadeStreams.name(i), ClipSteps.of(2, face));
      }
    }

    new StreamTraining(plan, Device.cpu())
        .run(lessons, MadeStreams.CLASSES, loud, folder.resolve("loud"), RecognitionWatch.SILENT);

    for (var file : List.of("weights.safetensors", "features.json")) {
      assertThat(Files.readAllBytes(folder.resolve("loud").resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(folder.resolve("plain").resolve(file)));
    }
  }

  @Test
  void what_nobody_taught_is_not_followed_and_what_nothing_is_known_of_is_not_judged()
      throws Exception {
    learned(
        PLAN.withEpochs(1), MadeStreams.lessons(30, true, false), folder, RecognitionWatch.SILENT);

    try (var reader = StreamReader.open(folder, Device.cpu())) {
      assertThat(reader.card().heads()).isEqualTo(new FrameHeads(false, false, List.of()));
      assertThat(reader.card().figures().valence()).isNull();
      assertThat(said(reader, 500).tracks()).isEmpty();
      var clip = MadeStreams.clip(700);
      assertThat(
              reader.look(List.of(clip), MadeStreams.clips(0, 1), FeatureProgress.SILENT).values())
          .containsExactly(
              new FrameOpinion(new Opinion.CannotSay("no words, sound or face"), List.of()));
    }
  }

  @Test
  void a_clip_is_read_in_as_many_frames_as_while_it_learned() throws Exception {
    learned(
        PLAN.withEpochs(1), MadeStreams.lessons(30, true, true), folder, RecognitionWatch.SILENT);
    var card = StreamCard.read(folder);
    new StreamCard(card.frames(), card.wide(), 10).write(folder); // as if of far more clips

    try (var reader = StreamReader.open(folder, Device.cpu())) {
      var valence = said(reader, 1000).tracks().getFirst(); // seven seconds
      assertThat(valence.size()).isEqualTo(10);
      assertThat(valence.micros(1)).isEqualTo(1_050_000);
    }
    Files.writeString(folder.resolve("streams.json"), "{\"frames\":80,\"wide\":0,\"most\":0}");
    assertThatThrownBy(() -> StreamReader.open(folder, Device.cpu()))
        .isInstanceOf(UnreadableWeightsException.class);
  }

  @Test
  void a_clip_of_which_nothing_is_said_while_it_lasts_is_not_judged() throws Exception {
    learned(
        PLAN.withEpochs(1), MadeStreams.lessons(30, true, true), folder, RecognitionWatch.SILENT);
    var known = new DescribedClips(MadeStreams.SOURCES);
    var there = new BitSet();
    there.set(0);
    var late = ClipSteps.of(3, new float[3], there, new double[] {100}, null);
    known.put(0, MadeStreams.name(700), late);
    var clips = new StreamedClips(known, Map.of(MadeStreams.name(700), 6_000_000L));

    try (var reader = StreamReader.open(folder, Device.cpu())) {
      assertThat(
              reader.look(List.of(MadeStreams.clip(700)), clips, FeatureProgress.SILENT).values())
          .containsExactly(
              new FrameOpinion(new Opinion.CannotSay("no words, sound or face"), List.of()));
    }
  }

  @Test
  void what_makes_no_sense_is_refused() {
    var none = List.<FrameLesson>of();
    assertThatThrownBy(() -> learned(PLAN, none, folder, RecognitionWatch.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least two clips");
    assertThatThrownBy(() -> StreamCourse.usual("feature-fusion", "vast"))
        .hasMessageContaining("has no size");
    assertThatThrownBy(() -> StreamCourse.usual("oracle", "tiny"))
        .hasMessageContaining("no model \"oracle\" that reads streams");
    assertThatThrownBy(() -> StreamReader.open(folder, Device.cpu()))
        .isInstanceOf(UnreadableWeightsException.class);
  }
}
