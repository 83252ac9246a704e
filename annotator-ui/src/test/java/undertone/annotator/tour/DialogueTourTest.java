package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A conversation comes in by a table, one of its turns is judged with the others beside it, and a
/// curator reads it as a whole.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class DialogueTourTest {

  private static final List<String> TURNS =
      List.of(
          ",talk 1,1,Ben,\"And you knew?\",surprise,surprise|anger",
          ",talk 1,2,Ada,\"I had no choice.\",sadness,sadness",
          ",talk 1,3,Ben,\"You always have one.\",,disgust");

  @TempDir private Path folder;

  @Test
  void a_turn_is_judged_in_its_conversation_and_the_conversation_is_read_as_a_whole(DemoHouse house)
      throws Exception {
    table(house);
    var corpus = house.corpus("Talks", folder);
    var path = "/api/v1/corpora/" + corpus.get("id").asLong();
    try (var tess = house.letIn(house.stranger(), corpus, "ANNOTATOR", "tess")) {
      var hands = new Typist(tess).signIn("tess");
      tess.knowsTheDesk();
      tess.visit("/annotate/talks");
      tess.see("undertone-desk q:has-text('I had no choice.')");
      tess.picture("desk-conversation");
      hands.press("a", "d", "Enter");
      tess.see("undertone-desk .progress:has-text('1 today')");
      tess.see(".save.saved");
      assertThat(tess.complaints()).isEmpty();
    }

    var kim = house.kim();
    kim.visit("/corpora/talks");
    kim.see("a:has-text('Conversations')").click();
    kim.see("a:has-text('talk 1')").click();
    var first = kim.see(".dialogue tbody tr:first-child");
    assertThat(kim.see(".dialogue thead").textContent()).contains("tess", "person", "model");
    assertThat(first.textContent()).contains("And you knew?", "anger", "+1", "a model");
    assertThat(first.locator(".sign").textContent()).isEqualTo("B");
    first.locator("a").focus();
    kim.see(".dialogue tr:focus-within .set:has-text('disgust')");
    look(kim);
    first.locator("button").click();
    kim.see(".dialogue-stage undertone-player");

    long clip = kim.get(path + "/clips?size=1").path("clips").get(0).get("id").asLong();
    var votes = kim.get(path + "/clips/" + clip).path("chain").path("votes");
    assertThat(votes.valueStream().filter(vote -> vote.get("voter").asString().equals("tess")))
        .singleElement()
        .satisfies(vote -> assertThat(vote.get("context").asString()).isEqualTo("AROUND"));
    kim.visit("/corpora/talks/clips/" + clip);
    kim.see(".ledger :text('with context')");
    assertThat(kim.complaints()).isEmpty();
  }

  private void table(DemoHouse house) throws Exception {
    house.copyMedia(".mp4", TURNS.size(), folder);
    List<Path> films;
    try (var all = Files.list(folder)) {
      films = all.sorted().toList();
    }
    var table = new StringBuilder("clip,conversation,turn,speaker,text,label,candidates:a model\n");
    for (int i = 0; i < TURNS.size(); i++) {
      table.append(films.get(i).getFileName()).append(TURNS.get(i)).append('\n');
    }
    Files.writeString(folder.resolve("clips.csv"), table);
  }

  private static void look(Guest kim) {
    kim.picture("dialogue-light");
    kim.turn(ColorScheme.DARK);
    kim.see(".dialogue tbody tr:first-child a").focus();
    kim.picture("dialogue-dark");
    kim.turn(ColorScheme.LIGHT);
  }
}
