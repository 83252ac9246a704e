package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A newcomer's way through the whole house, on real faces, in a real browser.
@Tag("tour")
class TourTest {

  private static final int ANSWERS = 3;

  @TempDir private Path home;

  @Test
  void a_folder_of_real_faces_becomes_a_cleaned_release() throws Exception {
    var faces = data().resolve("ck48");
    assumeTrue(Files.isDirectory(faces), "no real faces at " + faces + "; set UNDERTONE_DATA");

    try (var chromium = Chromium.open();
        var house = RunningHouse.start(home);
        var kim = new Guest(chromium.browser(), house.address(), ColorScheme.LIGHT)) {
      // given an administrator, a corpus of real faces with GPT-4V as a voter
      kim.join(house.adminLink(), "Kim", "kim");
      kim.login("kim");
      var corpus =
          kim.post(
              "/api/v1/corpora", Map.of("name", "Faces", "scheme", "ferplus8", "language", "en"));
      long id = corpus.get("id").asLong();
      var imported =
          kim.toTheEnd(
              kim.post(
                  "/api/v1/corpora/%d/runs/import".formatted(id),
                  Map.of("folder", faces.toRealPath().toString(), "topK", 2)));
      assertThat(imported.get("message").asString()).contains("981 clips added");

      // when two annotators vote by keyboard
      annotate(chromium.browser(), house, kim, id, "ada", ColorScheme.DARK);
      annotate(chromium.browser(), house, kim, id, "ben", ColorScheme.LIGHT);
      assertThat(stats(kim, id).get("votes").asLong()).isEqualTo(981 + 2 * ANSWERS);

      // and a refinement proposes corrections
      var refined =
          kim.toTheEnd(
              kim.post(
                  "/api/v1/corpora/%d/runs/refine".formatted(id),
                  Map.of("epochs", 10, "folds", 3, "seed", 1)));
      assertThat(refined.get("state").asString()).isEqualTo("DONE");
      assertThat(stats(kim, id).get("open").asLong()).isPositive();

      // and the curator accepts one, rejects one and takes the rejection back, by key
      review(kim, id);

      // then the release carries the decision with its lineage
      kim.toTheEnd(
          kim.post(
              "/api/v1/corpora/%d/releases".formatted(id),
              Map.of(
                  "name",
                  "v1",
                  "decisions",
                  "CURATOR_ELSE_MAJORITY",
                  "minVotes",
                  1,
                  "labelledOnly",
                  false)));
      opensEverywhere(home.resolve("releases").resolve(Long.toString(id)).resolve("v1"));
    }
  }

  private static void annotate(
      Browser browser, RunningHouse house, Guest kim, long corpus, String name, ColorScheme scheme)
      throws InterruptedException {
    var invite =
        kim.post(
            "/api/v1/corpora/%d/invites".formatted(corpus),
            Map.of("role", "ANNOTATOR", "note", name));
    try (var guest = new Guest(browser, house.address(), scheme)) {
      guest.join(house.address() + invite.get("path").asString(), name, name);
      guest.login(name);
      guest.knowsTheDesk(); // Enter shall submit at once
      guest.visit("/annotate/faces");
      guest.see("undertone-desk undertone-palette");
      var keys = guest.get("/api/v1/corpora/%d/desk".formatted(corpus)).get("scheme").get("labels");
      for (int i = 0; i < ANSWERS; i++) {
        int answered = i;
        Guest.await(
            "clip " + (i + 1) + " of " + name,
            () -> today(guest, corpus) == answered && ready(guest));
        guest.page().keyboard().press(keys.get(i).get("key").asString().toLowerCase(Locale.ROOT));
        guest
            .page()
            .keyboard()
            .press(keys.get(i + 1).get("key").asString().toLowerCase(Locale.ROOT));
        guest.page().keyboard().press("Enter");
      }
      Guest.await("the answers of " + name, () -> today(guest, corpus) == ANSWERS);
    }
  }

  private static boolean ready(Guest guest) {
    return guest.page().locator("undertone-desk undertone-player").first().isVisible();
  }

  private static long today(Guest guest, long corpus) {
    return guest.get("/api/v1/corpora/%d/progress".formatted(corpus)).get("today").asLong();
  }

  private static void review(Guest kim, long corpus) throws InterruptedException {
    var decisions = "/api/v1/corpora/%d/decisions".formatted(corpus);
    kim.visit("/review/faces");
    kim.see(".review-actions");
    kim.page().keyboard().press("Enter");
    Guest.await("the acceptance", () -> kim.get(decisions).size() == 1);
    kim.see(".review-actions");
    kim.page().keyboard().press("r");
    Guest.await("the rejection", () -> kim.get(decisions).size() == 2);
    kim.page().keyboard().press("u");
    Guest.await("the undo", () -> kim.get(decisions).size() == 3);
    assertThat(kim.get(decisions).get(0).get("verdict").asString()).isEqualTo("UNDO");
    assertThat(kim.get(decisions).get(2).get("verdict").asString()).isEqualTo("ACCEPT");
    assertThat(stats(kim, corpus).get("decided").asLong()).isEqualTo(1);
  }

  private static void opensEverywhere(Path release) throws IOException, SQLException {
    var lines = Files.readAllLines(release.resolve("data.jsonl"));
    assertThat(lines).hasSize(981);
    var settled =
        lines.stream()
            .map(l -> JsonMapper.shared().readTree(l))
            .filter(l -> l.get("labelSource").asString().equals("CURATOR"))
            .toList();
    assertThat(settled).hasSize(1);
    var lineage = settled.getFirst().get("lineage");
    assertThat(lineage.get("votes").findValuesAsString("voter")).contains("gpt4v");
    assertThat(lineage.get("run").get("kind").asString()).isEqualTo("REFINE");
    assertThat(lineage.get("curator").get("curator").asString()).isEqualTo("Kim");
    assertThat(Files.readAllLines(release.resolve("clips.csv"))).hasSize(982);
    var parquet = release.resolve("huggingface/data/train.parquet");
    try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckdb.createStatement();
        var row =
            statement.executeQuery(
                "select count(*), count(*) filter (label_source = 'CURATOR') from '%s'"
                    .formatted(parquet))) {
      assertThat(row.next()).isTrue();
      assertThat(row.getLong(1)).isEqualTo(981);
      assertThat(row.getLong(2)).isEqualTo(1);
    }
  }

  private static JsonNode stats(Guest kim, long corpus) {
    return kim.get("/api/v1/corpora/" + corpus).get("stats");
  }

  private static Path data() {
    return Path.of(
        Optional.ofNullable(System.getenv("UNDERTONE_DATA")).orElse("../../shared/data"));
  }
}
