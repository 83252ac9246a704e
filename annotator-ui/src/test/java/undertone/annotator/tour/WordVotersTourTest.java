package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import undertone.annotator.jobs.DrawnOpenClip;

/// Models that vote by nothing but words: what captions taught, and CLIP weights that were brought
/// in.
@ExtendWith(DemoHouse.Open.class)
class WordVotersTourTest {
  @TempDir private Path folder;

  @Test
  void what_captions_taught_votes_on_probation_and_is_let_in_on_the_page_of_its_run(DemoHouse house)
      throws Exception {
    var kim = house.kim();
    kim.toTheEnd(kim.post(house.path("/runs/caption"), Map.of()));
    var run = kim.toTheEnd(kim.post(house.path("/runs/vote"), Map.of("model", "caption-space")));
    assertThat(run.at("/summary/votes").asInt()).isPositive();

    kim.visit("/runs/demo/" + run.get("id").asLong());
    kim.see(".note:has-text('On probation')");
    kim.see("h2:has-text('How its votes fared')");
    kim.see(".card:has-text('clips were settled by curators who saw them')");
    pictures(kim, "caption-voter");
    kim.see("button:has-text('Let its votes count')").click();
    kim.page().waitForURL(url -> !url.endsWith("/" + run.get("id").asLong()));
    kim.toTheEnd(kim.get("/api/v1/runs/" + Long.parseLong(kim.page().url().replaceAll(".*/", ""))));
    kim.visit("/runs/demo/" + run.get("id").asLong());
    kim.see("button:has-text('Put it on probation')").click();
    kim.page().waitForURL(url -> !url.endsWith("/" + run.get("id").asLong()));
    kim.toTheEnd(kim.get("/api/v1/runs/" + Long.parseLong(kim.page().url().replaceAll(".*/", ""))));
    assertThat(kim.complaints()).isEmpty();
  }

  @Test
  void clip_weights_that_were_brought_in_vote_and_describe_from_the_page_of_models(DemoHouse house)
      throws Exception {
    var kim = house.kim();
    house.command(
        "models",
        "add",
        DrawnOpenClip.weights(folder.resolve("clip.safetensors"), "", 1),
        "--merges",
        DrawnOpenClip.merges(folder.resolve("bpe.txt.gz"), 30));

    kim.visit("/models/demo");
    kim.see("h2:has-text('Trained elsewhere')");
    var card = ".card:has-text('openclip-tiny-')";
    kim.see(card + ":has-text('needs no labelled clip')");
    kim.see(card + " button:has-text('Let it vote')").click();
    kim.page().waitForURL(url -> url.matches(".*/runs/demo/\\d+"));
    long vote = Long.parseLong(kim.page().url().replaceAll(".*/", ""));
    var voted = kim.toTheEnd(kim.get("/api/v1/runs/" + vote)).get("summary");
    assertThat(voted.path("votes").asInt()).isPositive();
    assertThat(voted.path("probation").asBoolean()).isTrue();

    kim.visit("/models/demo");
    kim.see(card + ":has-text('On probation')");
    kim.see(card + " button:has-text('Let it describe clips')").click();
    kim.page().waitForURL(url -> url.matches(".*/runs/demo/\\d+"));
    long describe = Long.parseLong(kim.page().url().replaceAll(".*/", ""));
    kim.toTheEnd(kim.get("/api/v1/runs/" + describe));
    kim.see(".figures:has-text('clips described')");

    kim.visit("/models/demo");
    kim.see(card + ":has-text('It has described the clips')");
    kim.see("h2:has-text('Models whose weights can be brought in')").scrollIntoViewIfNeeded();
    kim.picture("openclip-hosted-light");
    kim.see("h2:has-text('Trained elsewhere')").scrollIntoViewIfNeeded();
    pictures(kim, "openclip");

    // from then on the search can ask it, by words and for clips alike
    SearchTourTest.ready(kim, house);
    Guest.await(
        "its vectors in the search", () -> !kim.get(house.path("/search")).path("by").isEmpty());
    kim.visit("/search/demo");
    kim.see(".search-by").click();
    kim.see("vaadin-select-item:visible:has-text('only by openclip-tiny-')").click();
    kim.page().waitForURL(url -> url.contains("by=openclip-tiny-"));
    kim.see(".search-words input").fill("wide eyes and an open mouth");
    kim.page().keyboard().press("Enter");
    kim.see(".found:has-text('sought by openclip-tiny-')");
    assertThat(kim.page().locator(".hit").count()).isGreaterThan(5);
    pictures(kim, "search-by-model");
    kim.see(".hit:first-child button:has-text('More like this')").click();
    kim.see(".found:has-text('like it')");
    kim.see(".found:has-text('sought by openclip-tiny-')");
    kim.see(".search-words input").fill("睁大眼睛");
    kim.page().keyboard().press("Enter");
    kim.see(".list:has-text('reads English')");
    pictures(kim, "search-by-model-refused");
    kim.see(".search-by").click();
    kim.see("vaadin-select-item:visible:has-text('by all ways')").click();
    kim.see(".found:has-text('captions searched')");
    assertThat(kim.complaints()).isEmpty();
  }

  /// Light and dark, and light again.
  private static void pictures(Guest guest, String name) {
    for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      guest.light(scheme);
      guest.picture(name + "-" + scheme.name().toLowerCase(Locale.ROOT));
    }
  }
}
