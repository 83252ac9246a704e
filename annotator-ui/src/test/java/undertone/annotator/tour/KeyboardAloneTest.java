package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Everything an annotator and a curator do, without a mouse or a finger. What counts is what the
/// server holds afterwards.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class KeyboardAloneTest {

  private static final String DESK = "undertone-desk undertone-player:not([waiting])";
  private static final long FRAME = 40_000; // microseconds, at the 25 per second of the demo

  @TempDir private Path folder;

  @Test
  void an_annotator_needs_no_mouse(DemoHouse house) throws Exception {
    var corpus = asksForEverything(house, "By keyboard");
    try (var una = house.letIn(house.stranger(), corpus, "ANNOTATOR", "una")) {
      var hands = new Typist(una).signIn("una");
      una.knowsTheDesk();
      hands.tabTo("a.act[href*='annotate/by-keyboard']").press("Enter");
      una.see(DESK + " .frames button[title*='←']:not([disabled])");

      playsAndSteps(una, hands);
      drawsAPart(una, hands);
      answersTheWhole(una, hands);
      recordsATrace(una, hands);
      tellsTheCurators(una, hands);

      // the sheet of keys, and back
      hands.press("Shift+?");
      una.see("dialog.keys[open]");
      hands.press("Escape");
      una.page().waitForCondition(() -> una.page().locator("dialog.keys[open]").count() == 0);

      hands.press("Enter");
      waitsFor(una, "1 today");
      // the second clip is passed over, the third answered, taken back and answered otherwise
      hands.press("0", "2");
      una.see(DESK + " video");
      hands.press("h", "Enter");
      waitsFor(una, "2 today");
      hands.press("Backspace");
      waitsFor(una, "1 today");
      hands.press("h", "s", "Enter");
      waitsFor(una, "2 today");
      una.see(".save.saved");
      assertThat(una.complaints()).isEmpty();
    }
    holdsWhatUnaDid(house, corpus);
  }

  /// Until the page is painted anew a dialog that was shut still holds the focus.
  @Test
  void a_sheet_that_was_shut_swallows_no_key(DemoHouse house) throws Exception {
    Files.writeString(folder.resolve("clips.csv"), "clip,text\nline,We are late.\n");
    var corpus = house.corpus("Shut sheets", folder);
    try (var rhea = house.letIn(house.stranger(), corpus, "ANNOTATOR", "rhea")) {
      rhea.login("rhea");
      rhea.knowsTheDesk();
      rhea.visit("/annotate/shut-sheets");
      rhea.see("undertone-palette .chip:has-text('anger')");
      new Typist(rhea).press("Shift+?");
      rhea.see("dialog.keys[open]");
      rhea.page()
          .evaluate(
              """
              () => {
                const sheet = document.querySelector('undertone-desk').shadowRoot
                  .querySelector('dialog.keys');
                const button = sheet.querySelector('[autofocus]');
                const press = key => button.dispatchEvent(new KeyboardEvent('keydown',
                  { key, bubbles: true, composed: true, cancelable: true }));
                press('a'); // belongs to the sheet
                sheet.close();
                press('s');
              }
              """);
      rhea.see("undertone-palette .chip.first:has-text('sadness')");
      new Typist(rhea).press("Enter");
      waitsFor(rhea, "1 today");
      assertThat(rhea.complaints()).isEmpty();
    }
  }

  private static void playsAndSteps(Guest una, Typist hands) {
    hands.press("Home", "Space");
    una.page().waitForFunction("() => " + video() + ".currentTime > 0.2");
    hands.press("Space");
    assertThat(una.page().evaluate(video() + ".paused")).isEqualTo(true);
    hands.press("Home").times(3, "ArrowRight").press("ArrowLeft");
    una.see(DESK + " .time:has-text('0:00.08')");
    hands.press(".");
    assertThat(una.see(DESK + " select.speed").inputValue()).isEqualTo("1.25");
    hands.press(",", "-");
    una.see(DESK + " .loop[aria-pressed=true]");
    hands.press("-");
    una.see(DESK + " .loop[aria-pressed=false]");
  }

  /// From the first frame to the tenth, its end nudged one on, split in two, the first half joined
  /// by an answer and words of its own, the other removed.
  private static void drawsAPart(Guest una, Typist hands) {
    hands.press("Home", "Shift+(").times(9, "ArrowRight").press("Shift+)");
    una.see(".subject.part .name:has-text('0:00.40')");
    hands.press("Shift+>");
    una.see(".subject.part .name:has-text('0:00.44')");
    hands.press("Home").times(5, "ArrowRight").press(";", "Delete");
    hands.press("Shift+}").press("a", "3", "/").type("a frown").press("Escape");
    hands.press("Escape");
    una.see(".subject:not(.part)");
  }

  private static void answersTheWhole(Guest una, Typist hands) {
    hands.press("a", "d", "Shift+N", "2", "8", "5");
    // the second comes first, by the arrows on its chip
    hands.tabTo("undertone-order .chip[data-id=disgust]").press("ArrowLeft");
    una.see("undertone-order .chip.first[data-id=disgust]");
    hands.press("/").type("The nose wrinkles.").press("Escape");
    // fear is added, undone, redone and undone
    hands.press("f", "Control+z", "Control+y");
    una.see("undertone-order .chip[data-id=fear]");
    hands.press("Control+z");
    una.page()
        .waitForCondition(
            () -> una.page().locator("undertone-order .chip[data-id=fear]").count() == 0);
  }

  private static void recordsATrace(Guest una, Typist hands) {
    hands.press("Home", "Shift+#");
    una.see("undertone-pad .pad");
    hands.press("Space");
    una.see("undertone-pad .state.on");
    hands.times(3, "ArrowUp").times(2, "ArrowLeft");
    una.page().waitForFunction("() => " + video() + ".currentTime > 0.3");
    hands.press("Space");
    una.see("undertone-pad .state:not(.on)");
    hands.press("Shift+#");
    una.see("undertone-palette");
  }

  private static void tellsTheCurators(Guest una, Typist hands) {
    hands.press("Home").times(2, "ArrowRight").press("Shift+@");
    una.see("dialog.comment[open]");
    hands.type("Is this one clip?");
    hands.tabTo("dialog.comment button.primary").press("Enter");
    una.page().waitForCondition(() -> una.page().locator("dialog.comment[open]").count() == 0);
  }

  private static void holdsWhatUnaDid(DemoHouse house, JsonNode corpus) throws Exception {
    var clips =
        house
            .ledger()
            .column(
                "select id from clip where corpus_id = ? order by position",
                corpus.get("id").asLong());
    var first = chain(house, corpus, clips.getFirst());
    var vote = first.get("votes").get(0);
    assertThat(vote.get("voter").asString()).isEqualTo("una");
    assertThat(strings(vote.get("candidates"))).containsExactly("disgust", "anger");
    assertThat(strings(vote.get("excluded"))).containsExactly("neutral");
    assertThat(vote.get("meaning").asString()).isEqualTo("ALL_OF");
    assertThat(vote.get("certainty").asString()).isEqualTo("FAIRLY");
    assertThat(vote.get("intensity").asDouble()).isEqualTo(0.75);
    assertThat(first.at("/captions/0/caption/text").asString()).isEqualTo("The nose wrinkles.");
    assertThat(first.at("/comments/0/text").asString()).isEqualTo("Is this one clip?");
    assertThat(first.at("/comments/0/atMicros").asLong()).isEqualTo(2 * FRAME);

    assertThat(vote.get("segments")).hasSize(1);
    var part = vote.get("segments").get(0);
    assertThat(part.get("startMicros").asLong()).isZero();
    assertThat(part.get("endMicros").asLong()).isEqualTo(5 * FRAME);
    assertThat(strings(part.get("candidates"))).containsExactly("anger");
    assertThat(part.get("certainty").asString()).isEqualTo("CERTAIN");
    assertThat(part.get("caption").asString()).isEqualTo("a frown");

    assertThat(vote.get("traces").findValuesAsString("axis")).containsExactly("VALENCE", "AROUSAL");
    assertThat(numbers(vote.at("/traces/0/values"))).last().isEqualTo(-0.1);
    assertThat(numbers(vote.at("/traces/1/values"))).last().isEqualTo(0.15);

    assertThat(
            house
                .ledger()
                .column(
                    "select reason from lease where state = 'SKIPPED' and clip_id = ?",
                    Long.parseLong(clips.get(1))))
        .containsExactly("NOBODY");
    var third = chain(house, corpus, clips.get(2)).get("votes");
    assertThat(third.findValuesAsString("withdrawn")).containsExactly("false", "true", "false");
    assertThat(strings(third.get(2).get("candidates"))).containsExactly("sadness");
  }

  @Test
  void a_curator_needs_no_mouse(DemoHouse house) throws Exception {
    var corpus = house.kim().get(house.path(""));
    try (var noor = house.letIn(house.stranger(), corpus, "CURATOR", "noor")) {
      var hands = new Typist(noor).signIn("noor");
      hands.tabTo("a.act[href*='review/demo']").press("Enter");
      noor.see(".review-actions");

      // accepted, rejected, settled otherwise; and each time undone
      hands.press("Enter");
      undoes(house, noor, hands, 1);
      hands.press("r");
      undoes(house, noor, hands, 3);
      hands.press("e");
      noor.see(".review-actions .label-key");
      hands.press("n");
      undoes(house, noor, hands, 5);
      assertThat(verdicts(house, noor))
          .containsExactly("UNDO", "EDIT", "UNDO", "REJECT", "UNDO", "ACCEPT");
      assertThat(noor.get(house.path("/decisions")).get(1).get("label").asString())
          .isEqualTo("neutral");
      decidesTogether(house, noor, hands);
      assertThat(noor.complaints()).isEmpty();
    }
  }

  /// All like the first one: how many that would be, some of them, the deed, and back.
  private static void decidesTogether(DemoHouse house, Guest noor, Typist hands)
      throws InterruptedException {
    long open = noor.get(house.path("/proposals/count")).get("proposals").asLong();
    noor.see(".review-actions");
    hands.press("b");
    noor.see("vaadin-dialog[opened] .form");
    hands.tabTo("vaadin-dialog vaadin-select").press("Enter");
    noor.see("vaadin-select-item:visible");
    hands.press("ArrowDown", "Enter");
    hands.tabTo("vaadin-dialog .section vaadin-button").press("Enter");
    noor.see(".bulk-sample");
    hands.tabTo("vaadin-dialog vaadin-button[theme~=primary]").press("Enter");
    Guest.await(
        "the deed",
        () -> noor.get(house.path("/proposals/count")).get("proposals").asLong() < open);
    noor.page().waitForCondition(() -> noor.page().locator("vaadin-dialog[opened]").count() == 0);
    hands.press("u");
    Guest.await(
        "its undoing",
        () -> noor.get(house.path("/proposals/count")).get("proposals").asLong() == open);
  }

  @Test
  void disagreements_are_settled_without_a_mouse(DemoHouse house) throws Exception {
    var corpus = asksForEverything(house, "Disputed");
    for (var answer : List.of(List.of("eva", "anger"), List.of("finn", "fear"))) {
      try (var one = house.letIn(house.stranger(), corpus, "ANNOTATOR", answer.getFirst())) {
        one.login(answer.getFirst());
        one.answers(corpus, List.of(answer.getLast()));
      }
    }
    try (var ravi = house.letIn(house.stranger(), corpus, "CURATOR", "ravi")) {
      var hands = new Typist(ravi).signIn("ravi");
      hands.tabTo("main a[href*='corpora/disputed']").press("Enter");
      hands.tabTo("header a[href*='review/disputed']").press("Enter");
      hands.tabTo("a[href$='/adjudicate']").press("Enter");
      ravi.see(".answers");

      // the first answer is taken and settles the clip; it is undone, and both labels settle it
      hands.press("1");
      ravi.see(".answers .take[aria-pressed=true]");
      hands.press("Enter");
      settled(ravi, corpus, 1);
      ravi.see(".empty");
      hands.press("u");
      settled(ravi, corpus, 2);
      ravi.see(".answers");
      hands.press("j", "Enter");
      settled(ravi, corpus, 3);
      assertThat(ravi.complaints()).isEmpty();

      var decisions = ravi.get(path(corpus, "/decisions"));
      assertThat(strings(decisions.get(0).get("candidates")))
          .containsExactlyInAnyOrder("anger", "fear");
      assertThat(decisions.get(1).get("verdict").asString()).isEqualTo("UNDO");
      assertThat(strings(decisions.get(2).get("candidates"))).hasSize(1);
    }
  }

  /// A corpus of three clips of the demo that asks for parts and traces.
  private JsonNode asksForEverything(DemoHouse house, String name)
      throws IOException, InterruptedException {
    house.copyMedia(".mp4", 3, folder);
    var corpus = house.corpus(name, folder);
    house.kim().put(path(corpus, "/questions"), Map.of("questions", List.of("SEGMENTS", "TRACES")));
    house.kim().put(path(corpus, "/plan"), Map.of("overlap", 2, "leaseMinutes", 60));
    return corpus;
  }

  private static String path(JsonNode corpus, String rest) {
    return "/api/v1/corpora/" + corpus.get("id").asLong() + rest;
  }

  private static String video() {
    return "document.querySelector('undertone-desk').shadowRoot"
        + ".querySelector('undertone-player:not([waiting])').shadowRoot.querySelector('video')";
  }

  private static void waitsFor(Guest una, String progress) {
    una.see("undertone-desk .progress:has-text('" + progress + "')");
  }

  /// Takes back what was decided just now, which is the decision of that number.
  private static void undoes(DemoHouse house, Guest noor, Typist hands, int decision)
      throws InterruptedException {
    decided(house, noor, decision);
    hands.press("u");
    decided(house, noor, decision + 1);
    noor.see(".review-actions");
  }

  private static void decided(DemoHouse house, Guest noor, int decisions)
      throws InterruptedException {
    Guest.await(
        "decision " + decisions, () -> noor.get(house.path("/decisions")).size() == decisions);
  }

  private static void settled(Guest ravi, JsonNode corpus, int decisions)
      throws InterruptedException {
    Guest.await(
        "decision " + decisions, () -> ravi.get(path(corpus, "/decisions")).size() == decisions);
  }

  private static List<String> verdicts(DemoHouse house, Guest noor) {
    return noor.get(house.path("/decisions")).findValuesAsString("verdict");
  }

  private static JsonNode chain(DemoHouse house, JsonNode corpus, String clip) {
    return house.kim().get(path(corpus, "/clips/" + clip)).get("chain");
  }

  private static List<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  private static List<Double> numbers(JsonNode array) {
    return array.valueStream().map(n -> Math.round(n.asDouble() * 1000) / 1000.0).toList();
  }
}
