package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A model searches its own structure on what eight people said; its page shows the cells it found,
/// and chance beside them.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class StructureTourTest {
  @TempDir private Path folder;

  @Test
  void a_structure_is_searched_learns_and_is_seen_beside_chance(DemoHouse house) throws Exception {
    SpokenTable.write(folder, 1);
    var corpus = house.corpus("Voices", folder);
    try (var ines = house.letIn(house.stranger(), corpus, "OWNER", "irma")) {
      ines.login("irma");
      long run = learns(ines);

      ines.page().waitForURL(url -> url.endsWith("/models/voices/" + run));
      ines.see("section:has-text('The structure it found') tr:has-text('found')");
      ines.see("tr:has-text('best of 6 drawn by lot')");
      ines.see("section:has-text('What it reads'):has-text('The spectrogram of every sound')");
      shown(ines, "structure-light");
      ines.turn(ColorScheme.DARK);
      shown(ines, "structure-dark");
      assertThat(violations(ines)).isEmpty();
      ines.turn(ColorScheme.LIGHT);
      assertThat(violations(ines)).isEmpty();
      onANarrowScreen(ines);
      inChinese(house, ines, run);
      asFiles(ines);

      ines.see("button:has-text('Let it vote')").click();
      ines.page().waitForURL(url -> url.matches(".*/runs/voices/(?!%d$)\\d+".formatted(run)));
      var voted = ines.toTheEnd(ines.get("/api/v1/runs/" + shownRun(ines))).get("summary");
      assertThat(voted.get("votes").asInt()).isEqualTo(SpokenTable.CLIPS);
      assertThat(voted.get("probation").asBoolean()).isTrue();
      assertThat(ines.complaints()).isEmpty();
    }
  }

  private static long learns(Guest ines) throws InterruptedException {
    ines.visit("/models/voices");
    ines.see("button:has-text('Let a model learn')").click();
    ines.see(".form:has-text('Clips that teach each label')");
    ines.see("vaadin-select:has-text('MAE-DFER') vaadin-select-value-button").click();
    ines.see("vaadin-select-item:has-text('EmotionNAS')").click();
    ines.see(".form vaadin-select:has-text('Words'):has-text('own')");
    ines.picture("structure-train");
    ines.see("vaadin-details-summary:has-text('More')").click();
    ines.see("vaadin-integer-field:has-text('Epochs') input").fill("8");
    ines.see("vaadin-integer-field:has-text('Seed') input").fill("1"); // else drawn by lot
    ines.see("vaadin-button:has-text('Start learning')").click();
    ines.page().waitForURL(url -> url.matches(".*/runs/voices/\\d+"));
    long run = shownRun(ines);
    ines.toTheEnd(ines.get("/api/v1/runs/" + run));
    ines.see("a:has-text('To the model')").click();
    return run;
  }

  private static void shown(Guest ines, String name) {
    ines.see(".cell-picture").scrollIntoViewIfNeeded();
    ines.see("h2:has-text('The structure it found')").scrollIntoViewIfNeeded();
    ines.page().mouse().wheel(0, 380);
    ines.page().waitForTimeout(300);
    ines.picture(name);
  }

  /// The picture is moved within its frame, and the page stays.
  private static void onANarrowScreen(Guest ines) {
    ines.page().setViewportSize(390, 844);
    shown(ines, "structure-narrow");
    assertThat(ines.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    assertThat(violations(ines)).isEmpty();
    ines.page().setViewportSize(1440, 900);
  }

  /// The language is the account's, from its next sign-in on.
  private static void inChinese(DemoHouse house, Guest ines, long run) {
    ines.put("/api/v1/me/language", Map.of("language", "zh"));
    try (var guest = house.stranger()) {
      guest.login("irma");
      guest.visit("/models/voices/" + run);
      guest.see("h2:has-text('它找到的结构')");
      assertThat(guest.see(".cell-picture").textContent()).contains("频谱图，普通单元");
      guest.see(".cell-picture").scrollIntoViewIfNeeded();
      guest.picture("structure-chinese");
    }
    ines.put("/api/v1/me/language", Map.of("language", "en"));
  }

  private static void asFiles(Guest ines) throws IOException {
    var structure =
        ines.page()
            .waitForDownload(() -> ines.see("a:has-text('Download the structure (JSON)')").click());
    assertThat(structure.suggestedFilename()).endsWith("-structure.json");
    assertThat(Files.readString(structure.path())).contains("emonas-genotype");
    var picture =
        ines.page()
            .waitForDownload(() -> ines.see("a:has-text('Download the picture (SVG)')").click());
    assertThat(Files.readString(picture.path())).startsWith("<svg ");
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
