package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Annotating on a phone, with fingers.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class PhoneTest {

  private static final int WIDTH = 390; // CSS pixels
  private static final int LEAST_TARGET = 24; // CSS pixels: WCAG 2.2, 2.5.8
  private static final String CLIP = "undertone-desk undertone-player:not([waiting])";

  @TempDir private Path folder;

  @Test
  void clips_are_answered_taken_back_and_answered_again_with_fingers(DemoHouse house)
      throws Exception {
    house.copyMedia(".mp4", 3, folder);
    var corpus = house.corpus("On the phone", folder);
    try (var lin = house.letIn(house.phone(), corpus, "ANNOTATOR", "lin")) {
      isMadeForFingers(lin, "input[name=username]");
      lin.login("lin");
      lin.knowsTheDesk();
      isMadeForFingers(lin, "a.act[href*='annotate/on-the-phone']");
      lin.see("a.act[href*='annotate/on-the-phone']").tap();
      isMadeForFingers(lin, CLIP + " .play");

      // two labels in order, a third ruled out, how sure
      tap(lin, "anger", "first");
      tap(lin, "disgust", "later");
      holdDown(lin, "neutral");
      lin.see("undertone-palette summary").tap();
      lin.see("undertone-palette .certainty label:has-text('certain') >> nth=-1").tap();
      isMadeForFingers(lin, "undertone-palette .certainty label");
      swipe(lin, -200);
      today(lin, 1);

      // one label by the button, taken back by a swipe, and another one
      tap(lin, "happiness", "first");
      lin.see("undertone-desk button.submit").tap();
      today(lin, 2);
      swipe(lin, 200);
      today(lin, 1);
      chip(lin, "happiness").tap();
      tap(lin, "sadness", "first");
      swipe(lin, -200);
      today(lin, 2);

      // why a clip is passed over can be touched as well
      lin.see("undertone-desk .actions button[aria-expanded]").tap();
      isMadeForFingers(lin, ".reasons button");
      lin.see(".save.saved");
      assertThat(lin.complaints()).isEmpty();
    }
    holdsWhatLinSaid(house, corpus);
  }

  private static void holdsWhatLinSaid(DemoHouse house, JsonNode corpus) throws Exception {
    var said =
        house
            .ledger()
            .column(
                """
                select concat(v.candidates, ' not ', v.excluded, ' ', coalesce(v.certainty, 'unsaid'))
                from standing_vote v join clip c on c.id = v.clip_id
                where v.corpus_id = ? order by c.position
                """,
                corpus.get("id").asLong());
    assertThat(said).containsExactly("anger|disgust not neutral CERTAIN", "sadness not  unsaid");
    assertThat(
            house
                .ledger()
                .count("select count(*) from vote where corpus_id = ?", corpus.get("id").asLong()))
        .as("votes, the one taken back and its taking back among them")
        .isEqualTo(4);
  }

  /// Nothing scrolls sideways, and whatever can be touched is large enough to be hit. A link within
  /// a sentence is as high as its line.
  private static void isMadeForFingers(Guest guest, String there) {
    guest.see(there);
    assertThat(guest.page().evaluate("document.documentElement.scrollWidth"))
        .as("width of %s, in pixels", guest.page().url())
        .isEqualTo(WIDTH);
    assertThat((List<?>) guest.page().evaluate(SMALL_TARGETS, LEAST_TARGET))
        .as("targets of %s that are too small", guest.page().url())
        .isEmpty();
  }

  // A radio button is pressed by its word, and a field wherever it is touched; what is inert, or
  // waits above the screen for the focus,
  // cannot be touched.
  private static final String SMALL_TARGETS =
      """
      least => {
        const found = [];
        const walk = root => {
          for (const one of root.children) {
            if (!one.inert) {
              found.push(one);
              walk(one.shadowRoot ?? one);
              if (one.shadowRoot) {
                walk(one);
              }
            }
          }
        };
        walk(document);
        const targets = found
          .filter(e => e.matches(
            'a[href], button, input, select, textarea, summary, [role=button], [tabindex="0"]'))
          .map(e => e.matches('label input') ? e.closest('label') : e)
          .map(e => e.matches('[slot=input]') ? e.parentElement : e)
          .filter(e => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
          .filter(e => !e.matches('p a'));
        return targets
          .map(e => ({ e, box: e.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 1 && box.bottom > 0)
          .filter(({ box }) => Math.round(box.width) < least || Math.round(box.height) < least)
          .map(({ e, box }) => `${e.outerHTML.slice(0, 120)}: ${box.width} x ${box.height}`);
      }\
      """;

  private static Locator chip(Guest guest, String label) {
    return guest.see("undertone-palette .labels .chip:has-text('" + label + "')");
  }

  /// @param looks how the label stands afterwards
  private static void tap(Guest guest, String label, String looks) {
    chip(guest, label).tap();
    guest.see("undertone-palette .labels .chip.%s:has-text('%s')".formatted(looks, label));
  }

  /// Rests a finger on a label until it is ruled out.
  private static void holdDown(Guest guest, String label) {
    chip(guest, label).scrollIntoViewIfNeeded();
    var box = chip(guest, label).boundingBox();
    var finger = guest.page().context().newCDPSession(guest.page());
    touch(finger, "touchStart", box.x + box.width / 2, box.y + box.height / 2);
    guest.see("undertone-palette .labels .chip.out:has-text('" + label + "')");
    touch(finger, "touchEnd");
    finger.detach();
  }

  /// Draws a finger over the clip.
  private static void swipe(Guest guest, int pixels) {
    guest.see(CLIP).scrollIntoViewIfNeeded();
    var box = guest.see(CLIP + " .stage").boundingBox();
    double x = box.x + box.width / 2 - pixels / 2.0;
    double y = box.y + box.height / 2;
    var finger = guest.page().context().newCDPSession(guest.page());
    touch(finger, "touchStart", x, y);
    for (int step = 1; step <= 4; step++) {
      touch(finger, "touchMove", x + pixels * step / 4.0, y);
    }
    guest.page().waitForTimeout(200); // a finger lifted at speed leaves the page rolling
    touch(finger, "touchMove", x + pixels, y);
    touch(finger, "touchEnd");
    finger.detach();
  }

  /// @param at across and down, none when the finger is lifted
  private static void touch(CDPSession finger, String what, double... at) {
    var points = new JsonArray();
    if (at.length > 0) {
      var point = new JsonObject();
      point.addProperty("x", at[0]);
      point.addProperty("y", at[1]);
      points.add(point);
    }
    var event = new JsonObject();
    event.addProperty("type", what);
    event.add("touchPoints", points);
    finger.send("Input.dispatchTouchEvent", event);
  }

  private static void today(Guest guest, int clips) {
    guest.see("undertone-desk .progress:has-text('%d today')".formatted(clips));
  }
}
