package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// How a whole clip feels is said beside its labels, of clips that take no time as well.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class RatingTourTest {
  @TempDir private Path folder;

  @Test
  void a_text_is_rated_by_keys_and_by_hand_and_the_rating_is_in_the_ledger(DemoHouse house)
      throws Exception {
    var corpus = lines(house, "Rated lines");
    try (var fay = house.letIn(house.stranger(), corpus, "ANNOTATOR", "fay")) {
      fay.login("fay");
      fay.knowsTheDesk();
      fay.visit("/annotate/rated-lines");
      fay.see("undertone-rating:has-text('Not said yet')");
      var keys = fay.page().keyboard();
      for (var key : List.of("s", "Shift+*", "ArrowLeft", "ArrowLeft", "ArrowUp")) {
        keys.press(key);
      }
      fay.see("undertone-rating:has-text('valence −0.20, arousal +0.10')");
      fay.light(ColorScheme.LIGHT);
      fay.picture("rating-light");
      fay.light(ColorScheme.DARK);
      fay.picture("rating-dark");

      // what was pulled on and on is one step; the answer before it stays
      keys.press("Control+z");
      fay.see("undertone-rating:has-text('Not said yet')");
      fay.see("undertone-palette .chip.first:has-text('sadness')");
      keys.press("Control+y");
      fay.see("undertone-rating:has-text('valence −0.20')");
      keys.press("Enter");
      fay.see("undertone-desk .progress:has-text('1')");

      // by hand, and taken back before it is sent
      fay.see("undertone-rating:has-text('Not said yet')");
      keys.press("h");
      var plane = fay.see("undertone-rating .pad");
      var size = plane.boundingBox();
      plane.click(
          new Locator.ClickOptions().setPosition(new Position(size.width * .75, size.height / 2)));
      fay.see("undertone-rating:has-text('valence +0.5')");
      fay.see("undertone-rating button:has-text('Take back')").click();
      fay.see("undertone-rating:has-text('Not said yet')");
      fay.see("undertone-desk button.submit").click();
      fay.see("undertone-desk .save.saved");
      assertThat(fay.complaints()).isEmpty();
    }
    assertThat(ratings(house, corpus)).containsExactly("-0.2 0.1", "unsaid unsaid");

    long clip = house.kim().get(path(corpus, "/clips?size=1")).at("/clips/0/id").asLong();
    house.kim().visit("/corpora/rated-lines/clips/" + clip);
    house.kim().see(".ledger:has-text('valence −0.2'):has-text('arousal +0.1')");
    settlesTheMeanAndThenAPointOfTheirOwn(house);
    assertThat(house.kim().complaints()).isEmpty();
    assertThat(settled(house, corpus)).containsExactly("-0.2", "0.45");
  }

  /// On the page of the clip, with the label and then anew without touching it.
  private static void settlesTheMeanAndThenAPointOfTheirOwn(DemoHouse house) {
    var kim = house.kim();
    kim.see(".settle:has-text('One voter rates it') button:has-text('take the mean')").click();
    kim.see(".settle button[aria-pressed=true]:has-text('take the mean')");
    kim.page().keyboard().press("s");
    kim.see(".settle .between:has-text('sadness'):has-text('valence −0.20')");
    kim.see(".settle vaadin-number-field:has-text('Valence') input").fill("0.45");
    kim.page().keyboard().press("Tab");
    kim.see(".settle button:has-text('Settle this rating')").click();
    kim.see(".settle .between:has-text('sadness'):has-text('valence +0.45')");
  }

  /// Valences as decisions hold them, oldest first.
  private static List<String> settled(DemoHouse house, JsonNode corpus) throws Exception {
    var found = new ArrayList<String>();
    for (var parts :
        house
            .ledger()
            .column(
                "select d.parts from decision d where d.corpus_id = ? order by d.id",
                corpus.get("id").asLong())) {
      found.add(parts.replaceAll(".*\"valence\":([^,]*),.*", "$1"));
    }
    return found;
  }

  @Test
  void a_finger_on_the_plane_rates_and_neither_submits_nor_scrolls_sideways(DemoHouse house)
      throws Exception {
    var corpus = lines(house, "Rated on the way");
    try (var gus = house.letIn(house.phone(), corpus, "ANNOTATOR", "gus")) {
      gus.login("gus");
      gus.knowsTheDesk();
      gus.visit("/annotate/rated-on-the-way");
      gus.see("undertone-palette .labels .chip:has-text('fear')").tap();
      var plane = gus.see("undertone-rating .pad");
      plane.scrollIntoViewIfNeeded();
      var size = plane.boundingBox();
      gus.page().touchscreen().tap(size.x + size.width / 4, size.y + size.height / 4);
      gus.see("undertone-rating:has-text('valence −0.5')");
      gus.picture("rating-phone");
      assertThat((int) gus.page().evaluate("document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(390);
      gus.see("undertone-desk button.submit").tap();
      gus.see("undertone-desk .progress:has-text('1')");
      gus.see("undertone-desk .save.saved");
      assertThat(gus.complaints()).isEmpty();
    }
    assertThat(ratings(house, corpus)).singleElement().asString().startsWith("-0.5");
  }

  /// A corpus of two texts that asks how they feel.
  private JsonNode lines(DemoHouse house, String name) throws Exception {
    Files.writeString(
        folder.resolve("clips.csv"),
        """
        clip,text
        line-1,"You are late again."
        line-2,"We found it, after all this time!"
        """);
    var corpus = house.corpus(name, folder);
    house.kim().put(path(corpus, "/questions"), Map.of("questions", List.of("RATING")));
    return corpus;
  }

  private static String path(JsonNode corpus, String rest) {
    return "/api/v1/corpora/" + corpus.get("id").asLong() + rest;
  }

  private static List<String> ratings(DemoHouse house, JsonNode corpus) throws Exception {
    return house
        .ledger()
        .column(
            """
            select concat(coalesce(cast(v.valence as varchar(20)), 'unsaid'), ' ',
              coalesce(cast(v.arousal as varchar(20)), 'unsaid'))
            from standing_vote v join clip c on c.id = v.clip_id
            where v.corpus_id = ? order by c.position
            """,
            corpus.get("id").asLong());
  }
}
