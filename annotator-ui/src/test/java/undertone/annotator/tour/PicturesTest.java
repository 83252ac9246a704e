package undertone.annotator.tour;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The pictures of the README, of drawn faces only, in `target/pictures`.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class PicturesTest {

  private static final String CLIP = "undertone-desk undertone-player:not([waiting])";

  @TempDir private Path folder;

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
  void searching_is_pictured_with_what_was_found(DemoHouse house) throws Exception {
    var kim = house.kim();
    SearchTourTest.ready(kim, house);
    kim.visit("/search/demo?words=wide+eyes+and+an+open+mouth");
    kim.see(".hit:nth-child(4)");
    kim.page().waitForLoadState(LoadState.NETWORKIDLE);
    keep(kim, "search");
  }

  @Test
  void a_run_is_pictured_with_its_curves(DemoHouse house) {
    house.kim().visit("/runs/demo/" + house.refinement().get("id").asLong());
    house.kim().see("undertone-chart canvas");
    house.kim().see(".figures");
    keep(house.kim(), "run");
  }

  @Test
  void a_table_of_clips_is_pictured(DemoHouse house) {
    house.kim().visit("/corpora/demo?view=table");
    house.kim().see("vaadin-grid, table");
    keep(house.kim(), "table");
  }

  @Test
  void a_line_of_a_conversation_is_pictured_with_what_was_said_around_it(DemoHouse house)
      throws Exception {
    Files.writeString(
        folder.resolve("clips.csv"),
        """
        clip,text,conversation,turn,speaker
        line-1,"You are late again.",kitchen,1,Mina
        line-2,"I said I would be. Did you read it at all?",kitchen,2,Jo
        line-3,"Fine. Then we simply go without you next time.",kitchen,3,Mina
        """);
    var corpus = house.corpus("Kitchen", folder);
    try (var mia = house.letIn(house.stranger(), corpus, "ANNOTATOR", "mia")) {
      mia.login("mia");
      mia.knowsTheDesk();
      mia.visit("/annotate/kitchen");
      mia.see(CLIP + " .text");
      mia.page().keyboard().press("0");
      mia.page().keyboard().press("2");
      mia.see(CLIP + " .text:has-text('read it')");
      for (var key : List.of("a", "s", "Shift+H", "1")) {
        mia.page().keyboard().press(key);
      }
      keep(mia, "annotate-text");
    }
  }

  @Test
  void recording_valence_and_arousal_is_pictured(DemoHouse house) throws Exception {
    house.copyMedia(".mp4", 1, folder);
    var corpus = house.corpus("Felt", folder);
    var path = "/api/v1/corpora/%d/questions".formatted(corpus.get("id").asLong());
    house.kim().put(path, Map.of("questions", List.of("SEGMENTS", "TRACES")));
    try (var leo = house.letIn(house.stranger(), corpus, "ANNOTATOR", "leo")) {
      leo.login("leo");
      leo.knowsTheDesk();
      leo.visit("/annotate/felt");
      leo.see(CLIP + " .frames button[title*='←']:not([disabled])");
      var keys = leo.page().keyboard();
      keys.press(",");
      keys.press(",");
      keys.press("Shift+#");
      leo.see("undertone-pad .pad");
      keys.press("Space");
      leo.see("undertone-pad .state.on");
      drawn(leo);
      keys.press("Space");
      leo.see("undertone-pad .state:not(.on)");
      keep(leo, "pad");
    }
  }

  @Test
  void two_answers_that_differ_are_pictured_side_by_side(DemoHouse house) throws Exception {
    house.copyMedia(".mp4", 1, folder);
    var corpus = house.corpus("Told apart", folder);
    for (var answer :
        List.of(Map.entry("ida", List.of("anger", "disgust")), Map.entry("tom", List.of("fear")))) {
      try (var one = house.letIn(house.stranger(), corpus, "ANNOTATOR", answer.getKey())) {
        one.login(answer.getKey());
        one.answers(corpus, answer.getValue());
      }
    }
    house.kim().visit("/review/told-apart/adjudicate");
    house.kim().see(".answers");
    house.kim().page().keyboard().press("1");
    house.kim().see(".take[aria-pressed=true]");
    frozen(house.kim(), 1.0);
    keep(house.kim(), "adjudicate");
  }

  @Test
  void a_phone_is_pictured(DemoHouse house) throws Exception {
    house.copyMedia(".mp4", 1, folder);
    var corpus = house.corpus("Pocket", folder);
    try (var pia = house.letIn(house.phone(), corpus, "ANNOTATOR", "pia")) {
      pia.login("pia");
      pia.knowsTheDesk();
      pia.visit("/annotate/pocket");
      pia.see(CLIP + " .play");
      for (var label : List.of("anger", "disgust")) {
        pia.see("undertone-palette .labels .chip:has-text('" + label + "')").tap();
      }
      frozen(pia, 1.0);
      for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        pia.light(scheme);
        pia.picture("phone-" + scheme.name().toLowerCase(Locale.ROOT));
      }
    }
  }

  /// Moves the hand in the page itself, by the clip's own clock: a machine that is held up draws
  /// the same curve.
  private static void drawn(Guest leo) {
    leo.page()
        .locator(CLIP + " video")
        .evaluate(
            """
            video => new Promise(done => {
              const pad = document.querySelector('undertone-desk').shadowRoot
                .querySelector('undertone-pad').shadowRoot
                .querySelector('undertone-plane').shadowRoot.querySelector('.pad');
              const press = key => pad.dispatchEvent(new KeyboardEvent('keydown', { key }));
              let step = 0;
              const look = () => {
                for (; step < 40 && video.currentTime >= 0.05 * step; step++) {
                  press(step < 16 || step > 32 ? 'ArrowUp' : 'ArrowDown');
                  press(step < 26 ? 'ArrowLeft' : 'ArrowRight');
                }
                step < 40 ? requestAnimationFrame(look) : done();
              };
              look();
            })\
            """);
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
