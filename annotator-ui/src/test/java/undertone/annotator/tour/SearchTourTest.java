package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A newcomer's way through the room of search, in a real browser.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class SearchTourTest {
  private static final String ASKED = "wide eyes and an open mouth";
  private static final double SECOND = 1e6;
  private static final double GRAIN =
      0.1; // seconds: two pictures, and a clock that is read between

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

  @Test
  void a_description_finds_a_moment_which_is_played_and_no_more(DemoHouse house) throws Exception {
    var kim = house.kim();
    ready(kim, house);
    var learned = kim.toTheEnd(kim.post(house.path("/runs/caption"), Map.of()));
    assertThat(learned.at("/summary/moments").asInt()).as(learned.toString()).isPositive();
    Guest.await("moments", () -> !moments(kim, house).isEmpty());
    var moment = moments(kim, house).getFirst();
    double from = moment.path("startMicros").asDouble() / SECOND;
    double to = moment.path("endMicros").asDouble() / SECOND;
    kim.visit("/search/demo?words=" + ASKED.replace(' ', '+'));
    var hit = ".hit:has(a[href*='/clips/%d?t='])".formatted(moment.at("/clip/id").asLong());

    // it says which stretch fits, and shows the clip where that begins
    assertThat(kim.see(hit + " .hit-stretch").innerText())
        .matches("\\d:\\d\\d\\.\\d–\\d:\\d\\d\\.\\d");
    var film = kim.see(hit + " undertone-glimpse video");
    Guest.await("the still", () -> Math.abs(clock(film) - from) < GRAIN);

    // by keyboard it plays that stretch, again and again, and leaves it nowhere
    kim.see(hit + " undertone-glimpse button").focus();
    kim.page().keyboard().press("Enter");
    var heard = heard(film);
    assertThat(heard.path("from").asDouble()).isGreaterThanOrEqualTo(from - GRAIN);
    assertThat(heard.path("to").asDouble()) // the page looks at the clock between two pictures
        .isLessThanOrEqualTo(to + heard.path("longestStep").asDouble());
    kim.page().keyboard().press("Enter");
    assertThat(paused(film)).isTrue();

    // its page opens there, plays to where the stretch ends and stops
    kim.see(hit + " .hit-name").click();
    var player = kim.see("undertone-player video");
    Guest.await("the start", () -> Math.abs(clock(player) - from) < GRAIN);
    kim.see("undertone-player").focus();
    kim.page().keyboard().press("Space");
    Guest.await("the end of the stretch", () -> paused(player) && clock(player) > to - 2 * GRAIN);
    assertThat(clock(player)).isLessThanOrEqualTo(to);
    player.evaluate("film => film.addEventListener('play', () => (film.playedAgain = true))");
    kim.see("button:has-text('Play 0:')").click();
    Guest.await("the stretch again", () -> (boolean) player.evaluate("f => !!f.playedAgain"));
    Guest.await("its end again", () -> paused(player) && clock(player) > to - 2 * GRAIN);
    assertThat(clock(player)).isLessThanOrEqualTo(to);
    assertThat(kim.complaints()).isEmpty();
  }

  /// What a film's clock showed until it had begun again.
  private static JsonNode heard(Locator film) {
    var told =
        film.evaluate(
            """
            film => new Promise(done => {
              const heard = { from: film.currentTime, to: 0, longestStep: 0 };
              let before = film.currentTime;
              const look = () => {
                const now = film.currentTime;
                heard.from = Math.min(heard.from, now);
                heard.to = Math.max(heard.to, now);
                heard.longestStep = Math.max(heard.longestStep, now - before);
                if (now < before - .2) {
                  done(JSON.stringify(heard));
                } else {
                  before = now;
                  requestAnimationFrame(look);
                }
              };
              look();
            })
            """);
    return JsonMapper.shared().readTree(String.valueOf(told));
  }

  private static double clock(Locator film) {
    return ((Number) film.evaluate("film => film.currentTime")).doubleValue();
  }

  private static boolean paused(Locator film) {
    return (boolean) film.evaluate("film => film.paused");
  }

  /// Films that were found by a moment.
  private static List<JsonNode> moments(Guest guest, DemoHouse house) {
    return guest
        .get(house.path("/search?words=" + ASKED.replace(' ', '+')))
        .path("found")
        .valueStream()
        .filter(hit -> hit.path("startMicros").asLong() > 0)
        .filter(hit -> hit.at("/clip/modality").asString().equals("VIDEO"))
        .toList();
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
