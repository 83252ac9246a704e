package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import undertone.corpora.media.WaveFile;

/// Conversations of which one turn in three was spoken on the telephone: a person votes with the
/// turns around beside it, GCNet learns without the faces it lacks, and a curator reads both in one
/// table.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class GraphTourTest {
  private static final int TALKS = 8;
  private static final int VOTED = TALKS - 1; // nobody has voted on the last
  private static final int FILMED = 2; // turns of each, before the one on the telephone
  private static final List<String> LABELS = List.of("happiness", "anger");
  private static final List<List<String>> WORDS =
      List.of(
          List.of("How lovely to see you", "I am so happy today", "What wonderful news"),
          List.of("Get out of my house", "How dare you", "I am furious with you"));
  private static final int[] VOICES_HZ = {420, 90};
  private static final int RATE_HZ = 16_000;

  @TempDir private Path folder;

  @Test
  void a_graph_learns_with_a_face_missing_for_a_third_of_the_clips_and_is_read_in_its_conversations(
      DemoHouse house) throws Exception {
    table(house);
    var corpus = house.corpus("Calls", folder);
    var path = "/api/v1/corpora/" + corpus.get("id").asLong();
    votesWithContext(house, corpus);

    try (var ines = house.letIn(house.stranger(), corpus, "OWNER", "ines")) {
      ines.login("ines");
      long run = learns(ines);
      readsWhatItWasShown(ines, run);
      ines.see("button:has-text('Let it vote')").click();
      ines.page().waitForURL(url -> url.matches(".*/runs/calls/(?!%d$)\\d+".formatted(run)));
      var voted = ines.toTheEnd(ines.get("/api/v1/runs/" + shownRun(ines))).get("summary");
      assertThat(voted.get("votes").asInt()).as("also where no face is seen").isEqualTo(3 * TALKS);

      var model = ines.get(path + "/models").get(0).get("name").asString();
      standsBesideThePerson(ines, path, model);
      assertThat(ines.complaints()).isEmpty();
    }
  }

  private static void votesWithContext(DemoHouse house, JsonNode corpus) {
    try (var otto = house.letIn(house.stranger(), corpus, "ANNOTATOR", "otto")) {
      var hands = new Typist(otto).signIn("otto");
      otto.knowsTheDesk();
      otto.visit("/annotate/calls");
      otto.see("undertone-desk undertone-turns q >> nth=1");
      hands.press("a", "Enter");
      otto.see("undertone-desk .progress:has-text('1 today')");
      otto.see(".save.saved");
      assertThat(otto.complaints()).isEmpty();
    }
  }

  private static long learns(Guest ines) throws InterruptedException {
    ines.visit("/models/calls");
    ines.see("button:has-text('Let a model learn')").click();
    ines.see(".form:has-text('Clips that teach each label')");
    ines.see("vaadin-select:has-text('MAE-DFER') vaadin-select-value-button").click();
    ines.see("vaadin-select-item:has-text('GCNet')").click();
    for (var modality : List.of("Words", "Voice", "Face")) {
      ines.see(".form vaadin-select:has-text('%s'):has-text('own')".formatted(modality));
    }
    ines.see(".form vaadin-number-field:has-text('Taken away while it learns')");
    ines.picture("graph-train");
    ines.see("vaadin-details-summary:has-text('More')").click();
    ines.see("vaadin-integer-field:has-text('Epochs') input").fill("6");
    ines.see("vaadin-integer-field:has-text('Seed') input").fill("1"); // else drawn by lot
    ines.see("vaadin-button:has-text('Start learning')").click();
    ines.page().waitForURL(url -> url.matches(".*/runs/calls/\\d+"));
    long run = shownRun(ines);
    ines.toTheEnd(ines.get("/api/v1/runs/" + run));
    ines.see("a:has-text('To the model')").click();
    return run;
  }

  private static void readsWhatItWasShown(Guest ines, long run) {
    ines.page().waitForURL(url -> url.endsWith("/models/calls/" + run));
    ines.see("section:has-text('What it reads') tr:has-text('Words'):has-text('24 of 24')");
    ines.see("section:has-text('What it reads') tr:has-text('Face'):has-text('16 of 24')");
    ines.picture("graph-model");
  }

  private static void standsBesideThePerson(Guest ines, String path, String model) {
    var talk = talkWith(ines, path, "otto");
    ines.visit("/corpora/calls/conversations");
    ines.see("a:has-text('%s')".formatted(talk)).click();
    var head = ines.see(".dialogue thead");
    assertThat(head.textContent()).contains("otto", "person", model, "model on probation");
    assertThat(ines.page().locator(".dialogue tbody td:last-child").allTextContents())
        .as("what it holds of each turn")
        .hasSize(3)
        .allMatch(held -> LABELS.stream().anyMatch(held::contains));
    var judged = ines.see(".dialogue tr:has(.set:has-text('with context')) .dialogue-words a");
    judged.focus();
    ines.see(".dialogue tr:focus-within .set:has-text('with context')");
    ines.picture("graph-dialogue-light");
    ines.turn(ColorScheme.DARK);
    judged.focus();
    ines.picture("graph-dialogue-dark");
    ines.turn(ColorScheme.LIGHT);
  }

  /// The name of the conversation that somebody voted in.
  private static String talkWith(Guest ines, String path, String voter) {
    for (var row : ines.get(path + "/conversations").get("conversations")) {
      var talk = ines.get(path + "/clips/%d/conversation".formatted(row.get("clip").asLong()));
      if (talk.get("lanes").findValuesAsString("voter").contains(voter)) {
        return talk.get("name").asString();
      }
    }
    throw new AssertionError("%s voted in no conversation".formatted(voter));
  }

  private static long shownRun(Guest guest) {
    return Long.parseLong(guest.page().url().replaceAll(".*/", ""));
  }

  private void table(DemoHouse house) throws IOException {
    house.copyMedia(".mp4", TALKS * FILMED, folder);
    List<String> films;
    try (var all = Files.list(folder)) {
      films = all.map(film -> film.getFileName().toString()).sorted().toList();
    }
    var table =
        new StringBuilder("clip,conversation,turn,speaker,text,candidates:ann,candidates:bob\n");
    for (int talk = 0; talk < TALKS; talk++) {
      int mood = talk % LABELS.size();
      var call = "call-%d.wav".formatted(talk);
      WaveFile.write(folder.resolve(call), tone(VOICES_HZ[mood]), RATE_HZ);
      var held = talk < VOTED ? LABELS.get(mood) : "";
      for (int turn = 0; turn <= FILMED; turn++) {
        var media = turn < FILMED ? films.get(talk * FILMED + turn) : call;
        var who = turn == 1 ? "Cleo" : "Dan";
        var words = WORDS.get(mood).get(turn);
        table.append(
            "%s,talk %d,%d,%s,%s,%s,%s\n"
                .formatted(media, talk + 1, turn + 1, who, words, held, held));
      }
    }
    Files.writeString(folder.resolve("clips.csv"), table);
  }

  /// A second of it.
  private static short[] tone(int hz) {
    var samples = new short[RATE_HZ];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (8000 * Math.sin(2 * Math.PI * hz * i / RATE_HZ));
    }
    return samples;
  }
}
