package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import undertone.engine.recognition.FaceFilm;
import undertone.engine.recognition.Lesson;

class DrawnFacesTest {
  private static final DrawnFaces FACES = new DrawnFaces();

  private static FaceFilm film(Lesson lesson) {
    return FACES.of(lesson.clip()).faces().orElseThrow();
  }

  /// How much two frames differ, per number of 255.
  private static double change(FaceFilm film, int from, int to) {
    long sum = 0;
    for (int i = 0; i < film.frame(from).length; i++) {
      sum +=
          Math.abs(Byte.toUnsignedInt(film.frame(from)[i]) - Byte.toUnsignedInt(film.frame(to)[i]));
    }
    return (double) sum / film.frame(from).length;
  }

  @Test
  void faces_of_every_kind_move() {
    for (var lesson : DrawnFaces.lessons(0, 20)) {
      var film = film(lesson);
      assertThat(change(film, 0, 4))
          .as(DrawnFaces.MOVES.get(lesson.label()))
          .isGreaterThan(change(film, 0, 1));
      assertThat(change(film, 0, 8)).as("back where it was").isZero();
    }
  }

  @Test
  void a_single_frame_does_not_tell_the_label() {
    var means = new ArrayList<List<Double>>();
    for (int move = 0; move < DrawnFaces.MOVES.size(); move++) {
      means.add(new ArrayList<>());
    }
    for (var lesson : DrawnFaces.lessons(0, 400)) {
      long sum = 0;
      for (byte value : film(lesson).frame(5)) {
        sum += Byte.toUnsignedInt(value);
      }
      means.get(lesson.label()).add(sum / (32.0 * 32 * 3));
    }
    double all =
        means.stream()
            .flatMap(List::stream)
            .mapToDouble(Double::doubleValue)
            .average()
            .orElseThrow();
    for (var ofMove : means) {
      assertThat(ofMove.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
          .isCloseTo(all, offset(9.0));
    }
  }

  @Test
  void a_clip_is_the_same_whenever_it_is_asked_for_and_sounds() {
    var lesson = DrawnFaces.lessons(7, 1).getFirst();
    assertThat(film(lesson).bytes()).isEqualTo(film(lesson).bytes());
    assertThat(FACES.of(lesson.clip()).sound()).isPresent();
  }
}
