package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A fusion of features learns what eight people said; its page shows what it read, how well it
/// tells labels frame by frame, and that nobody taught it to follow valence or arousal.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class StreamTourTest {
  @TempDir private Path folder;

  @Test
  void a_fusion_learns_from_the_dialog_and_its_page_says_what_it_is_worth(DemoHouse house)
      throws Exception {
    SpokenTable.write(folder, 3);
    var corpus = house.corpus("Streams", folder);
    try (var ines = house.letIn(house.stranger(), corpus, "OWNER", "stella")) {
      ines.login("stella");
      long run = learns(ines);

      ines.page().waitForURL(url -> url.endsWith("/models/streams/" + run));
      ines.see("section:has-text('What it reads'):has-text('four frames a second')");
      ines.see("section:has-text('What it follows in clips'):has-text('frame by frame')");
      ines.see("section:has-text('What it follows in clips'):has-text('Nobody taught it')");
      ines.see("h2:has-text('What it follows in clips')").scrollIntoViewIfNeeded();
      ines.picture("streams-light");
      ines.turn(ColorScheme.DARK);
      assertThat(violations(ines)).isEmpty();
      ines.turn(ColorScheme.LIGHT);
      assertThat(violations(ines)).isEmpty();
      inChinese(house, ines, run);

      ines.see("button:has-text('Let it vote')").click();
      ines.page().waitForURL(url -> url.matches(".*/runs/streams/(?!%d$)\\d+".formatted(run)));
      var voted = ines.toTheEnd(ines.get("/api/v1/runs/" + shownRun(ines))).get("summary");
      assertThat(voted.get("votes").asInt()).isEqualTo(SpokenTable.CLIPS);
      assertThat(voted.get("probation").asBoolean()).isTrue();
      assertThat(ines.complaints()).isEmpty();
    }
  }

  private static long learns(Guest ines) throws InterruptedException {
    ines.visit("/models/streams");
    ines.see("button:has-text('Let a model learn')").click();
    ines.see(".form:has-text('Clips that teach each label')");
    ines.see("vaadin-select:has-text('MAE-DFER') vaadin-select-value-button").click();
    ines.see("vaadin-select-item:has-text('Feature fusion')").click();
    ines.see(".form vaadin-select:has-text('Words'):has-text('own')");
    ines.see(".form vaadin-select:has-text('Tracks that teach it')");
    ines.picture("streams-train");
    ines.see("vaadin-details-summary:has-text('More')").click();
    ines.see("vaadin-integer-field:has-text('Epochs') input").fill("8");
    ines.see("vaadin-integer-field:has-text('Seed') input").fill("1"); // else drawn by lot
    ines.see("vaadin-button:has-text('Start learning')").click();
    ines.page().waitForURL(url -> url.matches(".*/runs/streams/\\d+"));
    long run = shownRun(ines);
    ines.toTheEnd(ines.get("/api/v1/runs/" + run));
    ines.see("a:has-text('To the model')").click();
    return run;
  }

  /// The language is the account's, from its next sign-in on.
  private static void inChinese(DemoHouse house, Guest ines, long run) {
    ines.put("/api/v1/me/language", Map.of("language", "zh"));
    try (var guest = house.stranger()) {
      guest.login("stella");
      guest.visit("/models/streams/" + run);
      guest.see("h2:has-text('它在片段中跟随什么')");
    }
    ines.put("/api/v1/me/language", Map.of("language", "en"));
  }

  private static List<String> violations(Guest guest) {
    var found =
        new AxeBuilder(guest.page())
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
            .exclude("vaadin-connection-indicator")
            .analyze();
    return found.getViolations().stream()
        .flatMap(rule -> rule.getNodes().stream().map(node -> rule.getId() + node.getTarget()))
        .toList();
  }

  private static long shownRun(Guest guest) {
    return Long.parseLong(guest.page().url().replaceAll(".*/", ""));
  }
}
