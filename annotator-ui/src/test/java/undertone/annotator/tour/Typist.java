package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;

/// Hands that touch nothing but the keyboard, and see where the focus is.
final class Typist {

  private static final int MOST_TABS = 120;

  private final Guest guest;
  private final Keyboard keys;

  Typist(Guest guest) {
    this.guest = guest;
    this.keys = guest.page().keyboard();
  }

  Typist press(String... strokes) {
    for (var stroke : strokes) {
      keys.press(stroke);
    }
    return this;
  }

  Typist times(int times, String stroke) {
    for (int i = 0; i < times; i++) {
      keys.press(stroke);
    }
    return this;
  }

  Typist type(String text) {
    keys.type(text);
    return this;
  }

  /// Goes on by Tab until the focus is on an element, or within one, that a selector describes.
  Typist tabTo(String selector) {
    var wanted = guest.see(selector);
    for (int i = 0; i < MOST_TABS && !isOn(wanted); i++) {
      keys.press("Tab");
    }
    assertThat(isOn(wanted)).as("whether Tab leads to %s", selector).isTrue();
    return this;
  }

  Typist signIn(String login) {
    guest.visit("/login");
    tabTo("input[name=username]").type(login);
    tabTo("input[name=password]").type(Guest.PASSWORD).press("Enter");
    guest.page().waitForURL(url -> !url.contains("/login"));
    return this;
  }

  /// Slots and shadows are no border for a focus.
  private boolean isOn(Locator wanted) {
    return (boolean)
        wanted.evaluate(
            """
            wanted => {
              let at = document.activeElement;
              while (at?.shadowRoot?.activeElement) {
                at = at.shadowRoot.activeElement;
              }
              while (at && at !== wanted) {
                at = at.assignedSlot ?? at.parentNode ?? at.host;
              }
              return at === wanted;
            }\
            """);
  }
}
