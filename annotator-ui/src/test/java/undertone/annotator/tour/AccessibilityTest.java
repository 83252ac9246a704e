package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every screen by the rules of WCAG 2.2 AA, light and dark, and on the screen of a phone.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class AccessibilityTest {

  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  /// Rules that can find something in the dark which they have not found by light: only colours
  /// change.
  private static final List<String> OF_COLOURS = List.of("color-contrast", "link-in-text-block");

  private static final int PHONE = 390;
  private static final int DESKTOP = 1440;

  /// A screen and how one knows that it is there.
  ///
  /// @param act pressed before looking, such as the button that opens a dialog; empty = nothing
  private record Screen(String address, String act, String there) {
    private Screen(String address, String there) {
      this(address, "", there);
    }
  }

  @Test
  void strangers_can_come_in(DemoHouse house) {
    try (var stranger = house.stranger()) {
      walk(
          stranger,
          List.of(
              new Screen("/login", "button[type=submit]"),
              new Screen("/login?error", ".note.loss"),
              new Screen("/join/not-a-link", ".threshold-card h1")));
    }
  }

  @Test
  void annotators_can_answer(DemoHouse house) {
    walk(
        house.ada(),
        List.of(
            new Screen("/", ".waits"),
            new Screen("/annotate/demo", "undertone-palette .chip"),
            new Screen("/annotate/demo", "undertone-desk .sheet", "dialog.keys[open]")));
  }

  @Test
  void newcomers_are_shown_around_and_read_the_guidelines(DemoHouse house) {
    walk(
        house.kim(), // who has never annotated
        List.of(
            new Screen("/annotate/demo", "undertone-tour .card"),
            new Screen("/annotate/demo", "undertone-desk .news", "dialog.guidelines[open]")));
  }

  @Test
  void administrators_can_keep_house(DemoHouse house) {
    walk(
        house.kim(),
        List.of(
            new Screen("/", ".waits"),
            new Screen("/corpora", ".cover img"),
            new Screen("/corpora", ".heading .act", "vaadin-dialog[opened] vaadin-button"),
            new Screen("/corpora/demo", ".tile img"),
            new Screen("/corpora/demo?words=nowhere", ".empty"),
            new Screen(
                "/corpora/demo", ".heading button.act", "vaadin-dialog[opened] vaadin-button"),
            new Screen("/corpora/nothing-yet", ".empty"),
            new Screen("/corpora/demo/settings", "vaadin-text-area"),
            new Screen("/admin", ".rows"),
            new Screen("/account", "vaadin-password-field"),
            new Screen("/nowhere/at/all", "h1")));
  }

  @Test
  void curators_can_decide_and_release(DemoHouse house) {
    var run = house.refinement().get("id").asLong();
    var clip = house.kim().get(house.path("/proposals")).get(0).get("clip").asLong();
    house
        .kim()
        .put(
            house.path("/rules/smiles"),
            Map.of(
                "reads", "CAPTION", "looksFor", List.of("smil*"), "labels", List.of("happiness")));
    walk(
        house.kim(),
        List.of(
            new Screen("/corpora/demo/rules", ".table"),
            new Screen(
                "/corpora/demo/rules",
                ".heading button.act",
                "vaadin-dialog[opened] vaadin-button"),
            new Screen("/corpora/nothing-yet/rules", ".empty"),
            new Screen("/corpora/demo/conversations", ".table"),
            new Screen("/corpora/demo/clips/" + clip + "/conversation", ".dialogue"),
            new Screen("/corpora/demo/clips/" + clip, ".ledger"),
            new Screen("/review/demo", ".review-actions"),
            new Screen("/review/demo", ".act:has-text('another')", ".review-actions .label-key"),
            new Screen("/review/demo", ".act:has-text('like this')", "vaadin-dialog[opened] .form"),
            new Screen("/review/demo?noise=0.5", ".queue-finer vaadin-text-field"),
            new Screen("/review/demo/adjudicate", ".empty"),
            new Screen("/review/nothing-yet", ".empty"),
            new Screen("/review/demo/teach", ".settle .label-key"),
            new Screen("/review/nothing-yet/teach", ".empty"),
            new Screen("/search/demo", ".search-words"),
            new Screen("/search/demo?words=the+mouth+is+open", ".hit"),
            new Screen("/search/nothing-yet", ".empty"),
            new Screen("/search/demo/map", "undertone-map .groups li"),
            new Screen("/search/nothing-yet/map", "undertone-map .wait"),
            new Screen("/insights/demo", "undertone-chart canvas"),
            new Screen("/insights/demo", ".table td a", ".heatmap"),
            new Screen("/insights/nothing-yet", ".empty"),
            new Screen("/corpora/demo?apart=anger%7Cfear", ".vote-filter .taken"),
            new Screen("/runs/demo", ".run-row"),
            new Screen("/runs/demo", ".heading .act", "vaadin-dialog[opened] .form"),
            new Screen("/runs/demo/" + run, "undertone-chart canvas"),
            new Screen("/runs/demo/" + run + "/beside/" + run, ".plans td"),
            new Screen("/runs/nothing-yet", ".empty"),
            new Screen("/models/demo", ".cards .card"),
            new Screen("/models/demo", ".heading .act", "vaadin-dialog[opened] .form"),
            new Screen("/models/nothing-yet", ".empty"),
            new Screen("/releases/demo", ".stack"),
            new Screen("/releases/demo", ".heading .act", "vaadin-dialog[opened] .form"),
            new Screen("/releases/nothing-yet", ".empty")));
  }

  private static void walk(Guest guest, List<Screen> screens) {
    var soft = new SoftAssertions();
    screens.forEach(screen -> look(guest, screen, soft));
    soft.assertAll();
  }

  private static void look(Guest guest, Screen screen, SoftAssertions soft) {
    guest.visit(screen.address());
    if (!screen.act().isEmpty()) {
      guest.see(screen.act()).click();
    }
    guest.see(screen.there());
    guest.light(ColorScheme.LIGHT);
    soft.assertThat(violations(axe(guest).withTags(RULES))).as("%s, light", screen).isEmpty();
    guest.light(ColorScheme.DARK);
    soft.assertThat(violations(axe(guest).withRules(OF_COLOURS))).as("%s, dark", screen).isEmpty();
    guest.page().setViewportSize(PHONE, 844);
    soft.assertThat(guest.page().evaluate("document.documentElement.scrollWidth"))
        .as("width of %s on a phone, in pixels", screen)
        .isEqualTo(PHONE);
    guest.page().setViewportSize(DESKTOP, 900);
    soft.assertThat(guest.complaints()).as("complaints of the browser at %s", screen).isEmpty();
  }

  private static AxeBuilder axe(Guest guest) {
    // Vaadin's indicator of a lost connection hangs outside of the page, and is empty until then.
    return new AxeBuilder(guest.page())
        .exclude("vaadin-connection-indicator")
        .setLegacyMode(true); // no page has frames, so none of its own is opened to sum up
  }

  /// What axe finds, one line for each element.
  private static List<String> violations(AxeBuilder axe) {
    var found = axe.analyze();
    assertThat(found.getPasses()).as("axe has looked at something").isNotEmpty();
    return found.getViolations().stream()
        .flatMap(rule ->
            rule.getNodes().stream()
                .map(node ->
                    "%s: %s %s"
                        .formatted(rule.getId(), node.getTarget(), node.getFailureSummary())))
        .toList();
  }
}
