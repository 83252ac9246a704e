package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A table of frames comes in by command, and a curator holds a caption against the face.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class TracksTourTest {
  @TempDir private Path folder;

  @Test
  void a_caption_is_held_against_what_was_seen_in_the_face(DemoHouse house) throws Exception {
    var media = Files.createDirectory(folder.resolve("media"));
    house.copyMedia(".mp4", 1, media);
    String film;
    try (var files = Files.list(media)) {
      film = files.findFirst().orElseThrow().getFileName().toString();
    }
    Files.writeString(
        media.resolve("clips.csv"),
        "clip,label,caption:en\n%s,happiness,\"A smile, and no frown. She raises her eyebrows.\"\n"
            .formatted(film));
    var corpus = house.corpus("Followed", media);
    house.command("tracks", "import", "followed", table(film), "--voter", "eyes");

    var path = "/api/v1/corpora/" + corpus.get("id").asLong();
    var kim = house.kim();
    long clip = kim.get(path + "/clips?size=1").path("clips").get(0).get("id").asLong();
    kim.visit("/corpora/followed/clips/" + clip);
    kim.see("undertone-timeline button:has-text('the face, by eyes')");
    kim.see("undertone-timeline .unit-word:has-text('lip corner puller')");
    kim.see("undertone-timeline .others:has-text('AU4')");
    kim.see("button.sign-fits:has-text('no “frown” in the face')");
    kim.see("button.sign-against:has-text('“raises her eyebrows” not in the face')");
    kim.picture("tracks-light");
    kim.turn(ColorScheme.DARK);
    kim.picture("tracks-dark");
    kim.turn(ColorScheme.LIGHT);

    kim.see("button.sign-fits:has-text('“smile” seen at 0:00.4')").click();
    kim.see("undertone-player :text('0:00.4')");
    kim.see("undertone-timeline button:has-text('the face, by eyes')").click();
    assertThat(kim.page().locator("undertone-timeline .unit-word").count()).isZero();
    kim.see("undertone-timeline button:has-text('the face, by eyes')").click();
    kim.see("undertone-timeline .unit-word");
    assertThat(kim.complaints()).isEmpty();
  }

  /// A smile that comes and goes, and nothing else.
  private Path table(String film) throws Exception {
    var rows = new StringBuilder("clip,time,valence,AU1,AU2,AU4,AU12\n");
    for (int i = 0; i < 10; i++) {
      double smile = 1 - Math.abs(i - 4) / 4.0;
      rows.append(
          "%s,%s,%s,0.1,0.1,0.05,%s\n".formatted(film, i / 10.0, smile / 2, Math.max(0, smile)));
    }
    return Files.writeString(folder.resolve("frames.csv"), rows);
  }
}
