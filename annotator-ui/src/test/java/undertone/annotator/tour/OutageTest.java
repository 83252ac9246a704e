package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The server is gone in the middle of somebody's work, as it looks from their desk.
@Tag("tour")
class OutageTest {

  private static final int CLIPS = 10;
  private static final Duration OUTAGE = Duration.ofSeconds(20);
  private static final String CLIP = "undertone-player:not([waiting]) .text";

  @TempDir private Path folder;
  private Path home;
  private Chromium chromium;
  private RunningHouse house;

  private final List<String> given = new ArrayList<>(); // text of the clip and label, in order

  @BeforeEach
  void open() throws Exception {
    chromium = Chromium.open();
    home = folder.resolve("home");
    house = RunningHouse.start(home);
  }

  @AfterEach
  void close() {
    house.close();
    chromium.close();
  }

  @Test
  void ten_answers_around_twenty_seconds_without_a_server_arrive_once_and_in_order()
      throws Exception {
    // given an annotator who has answered some of ten clips
    long corpus;
    JsonNode labels;
    try (var ada = new Guest(chromium.browser(), house.address(), ColorScheme.LIGHT)) {
      corpus = tenLinesFor(ada);
      labels = ada.get("/api/v1/corpora/%d/desk".formatted(corpus)).at("/scheme/labels");
      ada.visit("/annotate/lines");
      for (int i = 0; i < 4; i++) {
        answer(ada, labels);
      }
      ada.see(".save.saved");

      // when the confirmation of an answer is lost with the server
      ada.page().route("**/votes", Route::abort);
      ada.page().route("**/votes", OutageTest::loseTheAnswer, new Page.RouteOptions().setTimes(1));
      answer(ada, labels);
      ada.see(".save.offline:has-text('1')");
      atHand(ada, 3);
      house.kill();
      ada.page().unroute("**/votes");

      // then what is at hand can still be answered, and the desk says that it waits
      for (int waiting = 2; waiting <= 4; waiting++) {
        answer(ada, labels);
        ada.see(".save.offline:has-text('%d')".formatted(waiting));
      }
      Thread.sleep(OUTAGE); // the outage itself
      ada.see(".save.offline:has-text('4')");

      // and when the server is back, and has forgotten who was signed in
      house = house.again(home);
      ada.see(".word .ways .primary").click();
      ada.signIn("ada");

      // then all is sent, and the work goes on
      while (given.size() < CLIPS) {
        answer(ada, labels);
      }
      ada.see(".word h2");
      ada.see(".save.saved");
    }
    assertThat(
            new Ledger(home)
                .column(
                    """
                    select concat(c.text_content, ': ', v.candidates)
                    from vote v join clip c on c.id = v.clip_id
                    where v.corpus_id = ? order by v.cast_at, v.id
                    """,
                    corpus))
        .hasSize(CLIPS)
        .isEqualTo(given);
  }

  /// The server hears it, and nobody hears the server.
  private static void loseTheAnswer(Route route) {
    assertThat(route.fetch().status()).isEqualTo(200);
    route.abort();
  }

  /// Gives the clip on the desk the next label of the scheme.
  private void answer(Guest ada, JsonNode labels) {
    var last = given.isEmpty() ? "" : given.getLast().replaceFirst(":.*", "");
    var text = ada.see(CLIP + ":not(:text-is('" + last + "'))").textContent();
    var label = labels.get(given.size() % labels.size());
    ada.page().keyboard().press(label.get("key").asString().toLowerCase(Locale.ROOT));
    ada.page().keyboard().press("Enter");
    given.add(text + ": " + label.get("id").asString());
  }

  private static void atHand(Guest ada, int clips) {
    ada.page()
        .locator("undertone-player")
        .nth(clips - 1)
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
  }

  private long tenLinesFor(Guest ada) throws IOException, InterruptedException {
    var lines = Files.createDirectory(folder.resolve("lines"));
    for (int i = 1; i <= CLIPS; i++) {
      Files.writeString(lines.resolve("line-%02d.txt".formatted(i)), "Line %d".formatted(i));
    }
    ada.join(house.adminLink(), "Ada", "ada");
    ada.login("ada");
    ada.knowsTheDesk();
    long corpus =
        ada.post("/api/v1/corpora", Map.of("name", "Lines", "scheme", "ekman7", "language", "en"))
            .get("id")
            .asLong();
    ada.toTheEnd(
        ada.post(
            "/api/v1/corpora/%d/runs/import".formatted(corpus),
            Map.of("folder", lines.toRealPath().toString(), "topK", 2)));
    return corpus;
  }
}
