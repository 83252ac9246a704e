package undertone.corpora.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.corpora.InvalidValueException;

class FrameTableTest {

  @Test
  void a_plain_table_names_its_clips_and_tells_time_in_seconds() throws IOException {
    var read =
        read("clip,time,valence,AU12\nben.mp4,0.04,0.5,0.9\nben.mp4,0,-0.5,\nada.mp4,1.5,0,nan\n");

    assertThat(read.measures()).containsExactly(Measure.VALENCE, Measure.unit(12));
    assertThat(read.clips())
        .extracting(FrameTable.Frames::clip)
        .containsExactly("ben.mp4", "ada.mp4");
    var ben = read.clips().getFirst();
    assertThat(ben.numbered()).isFalse();
    assertThat(ben.frames().keySet()).containsExactly(0L, 40_000L);
    assertThat(ben.frames().get(0L)).containsExactly(-.5f, Float.NaN);
    assertThat(ben.frames().get(40_000L)).containsExactly(.5f, .9f);
  }

  @Test
  void intensities_of_openface_become_how_clearly_a_unit_is_seen() throws IOException {
    var read =
        read(
            """
            frame, timestamp, confidence, success, AU01_r, AU45_r, AU01_c
            1, 0.000, 0.98, 1, 0.00, 1.00, 1
            2, 0.033, 0.98, 1, 0.50, 5.00, 1
            3, 0.067, 0.10, 0, 0.50, 5.00, 1
            """);

    assertThat(read.measures()).containsExactly(Measure.unit(1), Measure.unit(45));
    var only = read.clips().getFirst();
    assertThat(only.clip()).isEmpty();
    assertThat(only.frames().get(0L)).containsExactly(0f, .5f);
    assertThat(only.frames().get(33_000L)).containsExactly(.25f, 1f);
    assertThat(only.frames().get(67_000L)).containsExactly(Float.NaN, Float.NaN);
  }

  @Test
  void of_several_faces_in_a_frame_the_surest_counts() throws IOException {
    var read =
        read(
            "FaceScore,AU06,frame,input\n0.7,0.1,0,a.mp4\n0.9,0.8,0,a.mp4\n0.6,0.2,2,a.mp4\n,,4,a.mp4\n");

    var only = read.clips().getFirst();
    assertThat(only.numbered()).isTrue();
    assertThat(only.frames().get(0L)).containsExactly(.8f);
    assertThat(only.frames().get(2L)).containsExactly(.2f);
    assertThat(only.frames().get(4L)).containsExactly(Float.NaN);
  }

  @Test
  void the_lists_of_the_challenges_are_read_with_their_marks_for_what_nobody_told()
      throws IOException {
    var read =
        read(
            """
            image,valence,arousal,expression,aus
            7-60/00001.jpg,0.25,-0.5,4,0,0,0,1,0,0,1,0,0,0,1,-1
            7-60/00003.jpg,-5,-5,-1,-1,-1,-1,-1,-1,-1,-1,-1,-1,-1,-1,-1
            """);

    var only = read.clips().getFirst();
    assertThat(only.clip()).isEqualTo("7-60");
    assertThat(read.measures()).hasSize(14).startsWith(Measure.VALENCE, Measure.AROUSAL);
    assertThat(only.frames().keySet()).containsExactly(0L, 2L);
    var first = Objects.requireNonNull(only.frames().get(0L));
    assertThat(first[2 + FrameTable.CHALLENGE_UNITS.indexOf(12)]).isEqualTo(1);
    assertThat(first[2 + FrameTable.CHALLENGE_UNITS.indexOf(26)]).isNaN();
    assertThat(only.frames().get(2L)).containsOnly(Float.NaN);
  }

  @Test
  void a_cell_that_is_no_number_or_out_of_range_is_named_with_its_row() {
    assertThatThrownBy(() -> read("time,valence\n0,0.1\n1,high\n"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("Row 3 of the table has \"high\" where valence should be a number.");
    assertThatThrownBy(() -> read("time,AU12\n0,1.5\n"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("Row 2 of the table has 1.5 for AU12, which lies in 0..1.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "time,valence\n", "valence,AU12\n0,0\n", "time,label\n0,joy\n"})
  void what_is_no_table_of_frames_is_told_what_one_looks_like(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("A table of frames has a column time (seconds) or frame");
  }

  @Test
  void measures_stand_in_order_and_refuse_strange_names() {
    var some = Stream.of(Measure.unit(12), Measure.AROUSAL, Measure.unit(2), Measure.VALENCE);

    assertThat(some.sorted().toList())
        .containsExactly(Measure.VALENCE, Measure.AROUSAL, Measure.unit(2), Measure.unit(12));
    assertThatThrownBy(() -> new Measure("AU012")).isInstanceOf(InvalidValueException.class);
  }

  private static FrameTable.Read read(String text) throws IOException {
    return FrameTable.of(new StringReader(text));
  }
}
