package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What somebody knows of words, written down, tried and let vote.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class RulesTourTest {

  @TempDir private Path folder;

  @Test
  void a_rule_is_tried_kept_and_votes_where_it_finds_its_words(DemoHouse house) throws Exception {
    Files.writeString(
        folder.resolve("clips.csv"),
        """
        clip,text
        one,Haha! That is so funny.
        two,I can't stop laughing.
        three,He died in my arms.
        four,It is raining.
        """);
    var corpus = house.corpus("Spoken rules", folder);
    var kim = house.kim();
    var path = "/api/v1/corpora/" + corpus.get("id").asLong();
    long first = kim.get(path + "/clips?size=1").path("clips").get(0).get("id").asLong();
    kim.post(
        path + "/clips/" + first + "/decisions",
        Map.of("clientId", UUID.randomUUID().toString(), "label", "happiness", "reason", ""));

    kim.visit("/corpora/spoken-rules");
    kim.see("a:has-text('Rules')").click();
    kim.see("h1:has-text('Rules')");
    kim.see("button:has-text('Write a rule')").click();
    kim.see("vaadin-dialog vaadin-text-field input").fill("laughs");
    kim.see("vaadin-dialog vaadin-text-area:has-text('Looks for') textarea").fill("haha\nlaugh*");
    kim.see("vaadin-dialog vaadin-checkbox:has-text('Happiness') input").click();
    kim.see("vaadin-dialog vaadin-button:has-text('Try it')").click();
    kim.see("vaadin-dialog :text('It speaks of 2 of the first 4 clips.')");
    kim.see("vaadin-dialog li:has-text('laughing')");
    kim.see("vaadin-dialog vaadin-button:has-text('Keep')").click();
    kim.see("tr:has-text('laughs'):has-text('not cast yet')");

    kim.see("button:has-text('Let the rules vote')").click();
    kim.see("a:has-text('To the rules')").click();
    kim.see("tr:has-text('laughs'):has-text('are seen by curators only'):has-text('50')");
    kim.picture("rules");
    kim.page().setViewportSize(390, 844);
    assertThat(
            (Boolean)
                kim.page()
                    .evaluate(
                        "() => { const t = document.querySelector('.table-scroll');"
                            + " return t.scrollWidth <= t.clientWidth; }"))
        .as("no part of a rule lies beyond the edge of a phone")
        .isTrue();
    kim.page().setViewportSize(1440, 900);
    kim.see("tr:has-text('laughs') button:has-text('Let its votes count')").click();
    kim.see(":text('2 votes of rule:laughs count from now on.')");
    var held = kim.get(path + "/clips/" + first).path("chain").path("votes").get(0);
    assertThat(held.get("candidates").valueStream().map(w -> w.asString()))
        .isEqualTo(List.of("happiness"));
    assertThat(kim.complaints()).isEmpty();
  }
}
