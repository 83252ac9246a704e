package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The pictures of the README, of drawn faces only, in `target/pictures`.
@ExtendWith(DemoHouse.Open.class)
class PicturesTest {

  private static final int LARGEST_BYTES = 250_000;

  @Test
  void annotating_is_pictured_with_an_answer_half_given(DemoHouse house) throws IOException {
    var ada = house.ada();
    ada.visit("/annotate/demo");
    ada.see("undertone-desk undertone-player:not([waiting])");
    for (var key : List.of("a", "d", "Shift+C", "2")) {
      ada.page().keyboard().press(key);
    }
    ada.see("textarea").fill("Brows drawn together, the nose wrinkles, the lips press tight.");
    ada.page().keyboard().press("Escape");
    ada.page().mouse().move(0, 0);
    frozen(ada, 1.4);
    keep(ada, "annotate");
  }

  @Test
  void reviewing_is_pictured_with_the_evidence_of_a_video(DemoHouse house) throws IOException {
    var kim = house.kim();
    kim.visit("/review/demo");
    kim.see(".review-actions");
    long before = videosPlace(kim.get(house.path("/proposals")));
    for (int i = 0; i < before; i++) {
      var name = kim.see(".case a.fine").textContent();
      kim.page().keyboard().press("l");
      kim.see(".case a.fine:not(:text-is('" + name + "'))");
    }
    kim.see(".neighbours img");
    frozen(kim, 1.2);
    keep(kim, "review");
  }

  @Test
  void a_corpus_is_pictured_by_its_clips(DemoHouse house) throws IOException {
    house.kim().visit("/corpora/demo");
    house.kim().see(".tile img");
    house
        .kim()
        .page()
        .waitForFunction(
            "[...document.querySelectorAll('.tile img')].every(i => i.complete || i.loading === 'lazy')");
    keep(house.kim(), "corpus");
  }

  @Test
  void a_run_is_pictured_with_its_curves(DemoHouse house) throws IOException {
    house.kim().visit("/runs/demo/" + house.refinement().get("id").asLong());
    house.kim().see("undertone-chart canvas");
    house.kim().see(".figures");
    keep(house.kim(), "run");
  }

  /// How many proposals stand before the first one of a video with another label than before.
  private static long videosPlace(JsonNode proposals) {
    return StreamSupport.stream(proposals.spliterator(), false)
        .takeWhile(
            p -> !p.get("modality").asString().equals("VIDEO") || p.get("fromLabel").isNull())
        .count();
  }

  private static void frozen(Guest guest, double seconds) {
    guest
        .page()
        .locator("undertone-player:not([waiting]) video, .stage undertone-player video")
        .first()
        .evaluate(
            """
            (video, at) => new Promise(seen => {
              video.addEventListener('seeked', () => setTimeout(seen, 200), { once: true });
              video.pause();
              video.currentTime = at;
            })\
            """,
            seconds);
  }

  private static void keep(Guest guest, String name) throws IOException {
    guest.page().setViewportSize(1280, 800);
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      guest.light(scheme);
      var picture = guest.picture(name + "-" + scheme.name().toLowerCase(Locale.ROOT));
      assertThat(Files.size(picture)).as("bytes of %s", picture).isLessThan(LARGEST_BYTES);
    }
    guest.page().setViewportSize(1440, 900);
  }
}
