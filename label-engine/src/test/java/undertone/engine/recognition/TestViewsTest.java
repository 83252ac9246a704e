package undertone.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.Modality;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;

class TestViewsTest {
  private static final Reading EIGHT_FRAMES = new Reading(8, 32, 32, 0, 0);

  private static Senses film(int frames) {
    var all = new ArrayList<byte[]>();
    for (int t = 0; t < frames; t++) {
      var frame = new byte[3 * 32 * 32];
      Arrays.fill(frame, (byte) (5 * t));
      all.add(frame);
    }
    return Senses.of(Optional.of(FaceFilm.even(32, .16, all)), Optional.empty());
  }

  private static List<Integer> begin(int frames, TestViews views) {
    return EIGHT_FRAMES.views(film(frames), views).stream().map(Reading.Window::frame).toList();
  }

  @Test
  void windows_lie_evenly_from_the_first_to_the_last() {
    assertThat(begin(40, TestViews.USUAL)).containsExactly(0, 32);
    assertThat(begin(40, new TestViews(5, 1))).containsExactly(0, 8, 16, 24, 32);
    assertThat(begin(18, new TestViews(4, 1))).containsExactly(0, 3, 6, 10);
    assertThat(begin(40, new TestViews(1, 1))).as("one alone, in the middle").containsExactly(16);
    assertThat(begin(6, new TestViews(3, 1))).as("a film that fits").containsExactly(0, 0, 0);
  }

  @Test
  void windows_of_the_picture_lie_along_its_longer_side_and_are_one_on_square_faces() {
    assertThat(TestViews.starts(200, 160, 3)).containsExactly(0, 20, 40);
    assertThat(TestViews.starts(160, 160, 3)).containsOnly(0);
    assertThat(begin(40, new TestViews(2, 3))).isEqualTo(begin(40, new TestViews(2, 1)));
  }

  @Test
  void no_windows_and_too_many_are_refused() {
    assertThatThrownBy(() -> new TestViews(0, 1))
        .hasMessage("A clip is judged by 1 to 32 clips, not 0.");
    assertThatThrownBy(() -> new TestViews(2, 33)).hasMessageContaining("crops, not 33");
  }

  @Test
  void what_is_said_of_a_long_film_is_the_mean_over_its_windows(@TempDir Path folder)
      throws Exception {
    var plan = RecognitionPlan.usual("mae-dfer", "tiny").withEpochs(3);
    var bars = DrawnClips.lessons("bar", 32);
    var drawn = new DrawnClips();
    new FineTuning(plan.withViews(new TestViews(3, 1)), drawn, Device.cpu())
        .run(bars, DrawnClips.CLASSES, null, folder.resolve("three"), RecognitionWatch.SILENT);
    var clip = ClipSource.ofMedia("long", Modality.VIDEO, Path.of("drawn"));

    var all = said(folder.resolve("three"), clip, film(24));

    assertThat(RecognitionFolder.read(folder.resolve("three")).views())
        .isEqualTo(new TestViews(3, 1));
    var parts = new double[4];
    for (int start : List.of(0, 8, 16)) {
      var window = new ArrayList<byte[]>();
      for (int t = start; t < start + 8; t++) {
        window.add(film(24).faces().orElseThrow().frame(t));
      }
      var one = Senses.of(Optional.of(FaceFilm.even(32, .16, window)), Optional.empty());
      var said = said(folder.resolve("three"), clip, one);
      for (int k = 0; k < 4; k++) {
        parts[k] += said.get(k) / 3;
      }
    }
    for (int k = 0; k < 4; k++) {
      assertThat(all.get(k)).isCloseTo(parts[k], within(1e-5));
    }
  }

  /// Before it is warmed, which is no mean.
  private static List<Double> said(Path folder, ClipSource clip, Senses senses) throws Exception {
    double temperature = RecognitionFolder.read(folder).temperature();
    try (var model = Recognizer.open(folder, _ -> senses, Device.cpu())) {
      var warm =
          ((Opinion.Says)
                  Objects.requireNonNull(
                      model.look(List.of(clip), FeatureProgress.SILENT).get("long")))
              .probabilities();
      var p = Warmth.scaled(warm.stream().mapToDouble(d -> d).toArray(), 1 / temperature);
      return Arrays.stream(p).boxed().toList();
    }
  }

  @Test
  void folders_of_earlier_versions_are_read_and_judge_by_two_windows(@TempDir Path folder)
      throws Exception {
    new FineTuning(
            RecognitionPlan.usual("svfap", "tiny").withEpochs(1), new DrawnClips(), Device.cpu())
        .run(
            DrawnClips.lessons("bar", 16),
            DrawnClips.CLASSES,
            null,
            folder,
            RecognitionWatch.SILENT);
    var card = folder.resolve("model.json");
    var written = Files.readString(card);
    var before = written.replaceAll(",\\s*\"views\"\\s*:\\s*\\{[^}]*\\}", "");
    assertThat(before).isNotEqualTo(written);
    Files.writeString(card, before);

    assertThat(RecognitionFolder.read(folder).views()).isEqualTo(TestViews.USUAL);
  }
}
