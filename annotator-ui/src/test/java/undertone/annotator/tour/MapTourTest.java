package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// A corpus is looked at as a map, in a real browser.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class MapTourTest {

  @Test
  void clips_in_a_lasso_go_to_the_queue(DemoHouse house) throws Exception {
    var kim = house.kim();
    var points = drawn(kim, house);
    kim.visit("/search/demo");
    kim.see(".ways a:has-text('Map')").click();
    kim.see("undertone-map .groups li");

    // a lasso around what lies left of a gap holds these clips and no others
    var stage = stage(kim);
    var cut = gap(points, stage);
    var mouse = kim.page().mouse();
    mouse.move(stage.x + 2, stage.y + 2);
    mouse.down();
    for (var corner :
        List.of(
            new double[] {cut.x(), 2},
            new double[] {cut.x(), stage.height - 2},
            new double[] {2, stage.height - 2})) {
      mouse.move(stage.x + corner[0], stage.y + corner[1]);
    }
    mouse.up();
    kim.see("undertone-map h2:text-is('Chosen: %d')".formatted(cut.before()));

    kim.see("undertone-map button:text-is('Send %d to the queue')".formatted(cut.before())).click();
    kim.see("vaadin-notification-card:has-text('before all others')");
    assertThat(kim.complaints()).isEmpty();
  }

  @Test
  void clips_can_be_chosen_without_a_mouse_and_seen_before_they_are_opened(DemoHouse house)
      throws Exception {
    var kim = house.kim();
    var points = drawn(kim, house);
    kim.visit("/search/demo/map");
    kim.see("undertone-map .groups li");

    // by the keyboard: all of one colour
    var pick = kim.see("undertone-map .groups button:enabled");
    var many = pick.innerText().replaceAll("\\D", "");
    pick.focus();
    kim.page().keyboard().press("Enter");
    kim.see("undertone-map h2:text-is('Chosen: %s')".formatted(many));
    kim.see("undertone-map button:text-is('Choose none')").click();
    kim.see("undertone-map h2:text-is('No clip chosen')");

    // noise is told in words beside its signs
    kim.see("undertone-map label:has-text('noise') input").check();
    kim.see("undertone-map .groups li:has-text('noise below')");

    // a dot says which clip it is, and leads to it
    var stage = stage(kim);
    var first = points.getFirst();
    kim.page().mouse().move(stage.x + across(first, stage), stage.y + down(first, stage));
    var name = kim.see("undertone-map .card strong").innerText();
    assertThat(points.stream().map(point -> point.path("name").asString())).contains(name);
    kim.page().mouse().down();
    kim.page().mouse().up();
    kim.page().waitForURL(url -> url.matches(".*/corpora/demo/clips/\\d+"));
    assertThat(kim.complaints()).isEmpty();
  }

  /// The points of the demo corpus, once it is drawn.
  private static List<JsonNode> drawn(Guest guest, DemoHouse house) throws InterruptedException {
    SearchTourTest.ready(guest, house);
    Guest.await(
        "the map",
        () -> {
          var map = guest.get(house.path("/map"));
          return map.path("state").asString().equals("READY") && map.path("current").asBoolean();
        });
    return guest.get(house.path("/map")).path("points").valueStream().toList();
  }

  private static BoundingBox stage(Guest guest) {
    return guest.see("undertone-map canvas.sheet").boundingBox();
  }

  /// Where the map as a whole shows a point, in pixels from the left of the stage.
  private static double across(JsonNode point, BoundingBox stage) {
    double side = Math.min(stage.width, stage.height);
    return stage.width / 2 + (point.path("x").asDouble() - .5) * side;
  }

  private static double down(JsonNode point, BoundingBox stage) {
    double side = Math.min(stage.width, stage.height);
    return stage.height / 2 - (point.path("y").asDouble() - .5) * side;
  }

  /// @param x pixels from the left of the stage
  /// @param before points to its left
  private record Cut(double x, int before) {}

  /// The widest gap between points, after the first five.
  private static Cut gap(List<JsonNode> points, BoundingBox stage) {
    var places = points.stream().mapToDouble(point -> across(point, stage)).sorted().toArray();
    int best = 5;
    for (int i = 5; i < places.length / 2; i++) {
      if (places[i] - places[i - 1] > places[best] - places[best - 1]) {
        best = i;
      }
    }
    return new Cut((places[best] + places[best - 1]) / 2, best);
  }
}
