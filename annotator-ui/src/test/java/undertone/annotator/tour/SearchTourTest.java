package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A newcomer's way through the room of search, in a real browser.
@ExtendWith(DemoHouse.Open.class)
class SearchTourTest {

  @Test
  void a_description_finds_clips_that_play_and_go_to_the_queue(DemoHouse house) throws Exception {
    var kim = house.kim();
    ready(kim, house);
    kim.visit("/corpora/demo"); // the house may hold other corpora by now
    kim.see(".rooms a:has-text('Search')").click();
    kim.see(".search-words input").fill("wide eyes and an open mouth");
    kim.page().keyboard().press("Enter");

    // what was found names the words it was found by, and can be sent to somebody
    assertThat(kim.see(".hit:first-child .hit-quote").innerText()).isNotBlank();
    kim.page().waitForURL(url -> url.contains("words=wide"));
    int shown = kim.page().locator(".hit").count();
    assertThat(shown).isGreaterThan(5);

    // it plays where it stands
    kim.see(".hit undertone-glimpse button >> nth=0").click();

    // some of it goes to the front of the annotators' queue
    kim.see(".hit:nth-child(1) vaadin-checkbox").click();
    kim.see(".hit:nth-child(2) vaadin-checkbox").click();
    kim.see(".hits-bar button:has-text('Send 2')").click();
    kim.see("vaadin-notification-card:has-text('before all others')");

    // and one leads to its like
    kim.see(".hit:first-child button:has-text('More like this')").click();
    kim.see(".found:has-text('like it')");
    kim.page().waitForURL(url -> url.contains("like="));
    kim.see(".hit:first-child vaadin-checkbox").click(); // somebody looks before they go back
    kim.see(".hits-bar button:has-text('Send 1')");
    kim.page().goBack();
    kim.see(".found:has-text('clips found')");
    assertThat(kim.complaints()).isEmpty();
  }

  /// Waits until all of the demo corpus is found by meaning too.
  static void ready(Guest guest, DemoHouse house) throws InterruptedException {
    Guest.await(
        "the search index",
        () -> {
          var progress = guest.get(house.path("/search")).path("progress");
          return progress.path("whole").asBoolean() && progress.path("toEncode").asLong() == 0;
        });
  }
}
