package undertone.annotator.tour;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The pictures of the README, of drawn faces only, in `target/pictures`.
@ExtendWith(DemoHouse.Open.class)
class PicturesTest {

  @Test
  void annotating_is_pictured_with_an_answer_half_given(DemoHouse house) {
    var ada = house.ada();
    ada.visit("/annotate/demo");
    ada.see("undertone-desk undertone-player:not([waiting])");
    for (var key : List.of("a", "d", "Shift+C", "2")) {
      ada.page().keyboard().press(key);
    }
    ada.see("textarea").fill("Brows drawn together, the nose wrinkles, the lips press tight.");
    ada.page().keyboard().press("Escape");
    frozen(ada, 1.4);
    keep(ada, "annotate");
  }

  @Test
  void reviewing_is_pictured_with_the_evidence_of_a_video(DemoHouse house) {
    var kim = house.kim();
    kim.visit("/review/demo");
    kim.see(".review-actions");
    long before = videosPlace(house);
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
  void a_corpus_is_pictured_by_its_clips(DemoHouse house) {
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
  void a_run_is_pictured_with_its_curves(DemoHouse house) {
    house.kim().visit("/runs/demo/" + house.refinement().get("id").asLong());
    house.kim().see("undertone-chart canvas");
    house.kim().see(".figures");
    keep(house.kim(), "run");
  }

  /// How many proposals stand before the first video whose votes the run corrects, rightly if there
  /// is one.
  private static long videosPlace(DemoHouse house) {
    var proposals =
        StreamSupport.stream(house.kim().get(house.path("/proposals")).spliterator(), false)
            .toList();
    var corrections =
        proposals.stream()
            .filter(p -> p.get("modality").asString().equals("VIDEO"))
            .filter(p -> !p.get("fromLabel").isNull())
            .toList();
    var shown =
        corrections.stream()
            .filter(p -> isRight(house, p))
            .findFirst()
            .orElseGet(corrections::getFirst);
    return proposals.indexOf(shown);
  }

  private static boolean isRight(DemoHouse house, JsonNode proposal) {
    var clip = house.kim().get(house.path("/clips/" + proposal.get("clip").asLong()));
    return clip.at("/chain/gold").asString("").equals(proposal.get("label").asString());
  }

  /// Plays the clip from its start and holds it when that many seconds have passed.
  private static void frozen(Guest guest, double seconds) {
    guest
        .page()
        .locator("undertone-player:not([waiting]) video")
        .first()
        .evaluate(
            """
            (video, at) => new Promise(held => {
              video.addEventListener('timeupdate', () => {
                if (video.currentTime >= at) {
                  video.pause();
                  setTimeout(held, 200);
                }
              });
              video.currentTime = 0;
              video.play();
            })\
            """,
            seconds);
  }

  private static void keep(Guest guest, String name) {
    guest.page().setViewportSize(1280, 800);
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      guest.turn(scheme);
      guest.picture(name + "-" + scheme.name().toLowerCase(Locale.ROOT));
    }
    guest.page().setViewportSize(1440, 900);
  }
}
