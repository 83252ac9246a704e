package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A word typed at the desk, what it stands for, and another mind about it.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class OpenWordsTourTest {

  @TempDir private Path folder;

  @Test
  void a_word_is_typed_counts_as_a_label_and_is_made_to_count_as_another(DemoHouse house)
      throws Exception {
    house.copyMedia(".mp4", 1, folder);
    var corpus = house.corpus("Own words", folder);
    var path = "/api/v1/corpora/" + corpus.get("id").asLong();
    var kim = house.kim();
    kim.put(path + "/questions", Map.of("questions", List.of("WORDS")));

    try (var yara = house.letIn(house.stranger(), corpus, "ANNOTATOR", "yara")) {
      var hands = new Typist(yara).signIn("yara");
      yara.knowsTheDesk();
      yara.visit("/annotate/own-words");
      yara.see("undertone-desk .own-word input");
      hands.press("Shift+&").type("Cheerful").press("Enter");
      yara.see("undertone-order .chip:has-text('cheerful → Happiness')");
      hands.type("Wistful").press("Enter").press("Escape");
      yara.see("undertone-order .chip:has-text('wistful')");
      hands.press("Enter");
      yara.see("undertone-desk .progress:has-text('1 today')");
      yara.see(".save.saved");
      assertThat(yara.complaints()).isEmpty();
    }

    kim.visit("/corpora/own-words/words");
    kim.see("tr:has-text('cheerful'):has-text('the label scheme')");
    var wistful = kim.see("tr:has-text('wistful'):has-text('nothing was found')");
    wistful.locator("vaadin-select").click();
    kim.see("vaadin-select-item:visible:has-text('Sadness')").click();
    kim.see("tr:has-text('wistful'):has-text('chosen by hand')");

    long clip = kim.get(path + "/clips?size=1").path("clips").get(0).get("id").asLong();
    var vote = kim.get(path + "/clips/" + clip).path("chain").path("votes").get(0);
    assertThat(vote.get("words").valueStream().map(w -> w.asString()))
        .containsExactly("cheerful", "wistful");
    assertThat(vote.get("candidates").valueStream().map(w -> w.asString()))
        .containsExactly("~cheerful", "~wistful"); // the ledger keeps what was said
    assertThat(kim.complaints()).isEmpty();
  }
}
