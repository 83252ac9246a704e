package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The whole way of somebody new, from a description to words of others taken over, in a real
/// browser.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class NewcomerTest {
  private static final String WORDINGS = "undertone-desk .wordings ";

  @Test
  void somebody_new_describes_finds_sends_ten_to_the_queue_and_takes_over_a_changed_wording(
      DemoHouse house) throws Exception {
    var kim = house.kim().knowsTheDesk();
    SearchTourTest.ready(kim, house);
    kim.visit("/corpora/demo/settings");
    kim.see("vaadin-radio-button:has-text('words of their own')").click();
    kim.see("section:has(vaadin-radio-button) vaadin-button:has-text('Save')").click();
    kim.see("vaadin-notification-card:has-text('Saved')");

    // learn from the captions there are
    kim.visit("/runs/demo");
    kim.see("button:has-text('Learn from captions')").click();
    kim.see("vaadin-dialog vaadin-button:has-text('Start')").click();
    kim.page().waitForURL(url -> url.matches(".*/runs/demo/\\d+"));
    kim.see(".watch .intervals");
    Guest.await(
        "clips found by what they look like",
        () ->
            kim.get(house.path("/search?words=smile"))
                .path("found")
                .valueStream()
                .anyMatch(hit -> hit.path("ranks").has("seen")));

    // a description finds clips, and ten of them go to the front of the queue
    kim.visit("/corpora/demo");
    kim.see(".rooms a:has-text('Search')").click();
    kim.see(".search-words input").fill("raised brows, an open mouth");
    kim.page().keyboard().press("Enter");
    kim.see(".hit:nth-child(10)");
    for (int hit = 1; hit <= 10; hit++) {
      kim.see(".hit:nth-child(" + hit + ") vaadin-checkbox").click();
    }
    kim.see(".hits-bar button:has-text('Send 10')").click();
    kim.see("vaadin-notification-card:has-text('before all others')");

    // at the desk, words of others come after words of one's own
    kim.visit("/annotate/demo");
    var ask = kim.see(WORDINGS + "button");
    assertThat(ask.isDisabled()).isTrue();
    kim.see("undertone-desk #caption").fill("A face that seems to wait.");
    ask.click();
    var offered = kim.see(WORDINGS + "li q").innerText();
    kim.light(ColorScheme.DARK);
    kim.picture("wordings");
    kim.see(WORDINGS + "li button:has-text('take')").click();
    var caption = kim.see("undertone-desk #caption");
    assertThat(caption.inputValue()).isEqualTo("A face that seems to wait. " + offered);
    caption.fill(caption.inputValue() + " And then it is over.");
    kim.page().keyboard().press("Escape");
    var answered =
        kim.page()
            .waitForResponse(
                response -> response.url().endsWith("/votes"),
                () -> {
                  kim.page().keyboard().press("h");
                  kim.page().keyboard().press("Enter");
                });
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.request().postData()).contains("\"wordings\":[{\"offer\":");
    assertThat(answered.request().postData()).contains("And then it is over.");
    assertThat(kim.complaints()).isEmpty();
    kim.put(house.path("/wording-help"), Map.of("wordingHelp", "OFF")); // as it was for others
  }
}
