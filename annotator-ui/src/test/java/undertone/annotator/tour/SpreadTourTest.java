package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import undertone.corpora.challenge.MerTrack;
import undertone.engine.challenge.Evaluation;

/// From a labelled half of a corpus to labels of the other half, reviewed and handed in.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class SpreadTourTest {
  private static final int CLIPS = 30;

  @TempDir private Path folder;

  @Test
  void labels_of_one_half_reach_the_other_are_reviewed_and_leave_as_a_file_that_is_scored(
      DemoHouse house) throws Exception {
    house.copyMedia(".mp4", CLIPS, folder);
    var corpus = house.corpus("Half known", folder);
    var path = "/api/v1/corpora/" + corpus.get("id").asLong();
    var kim = house.kim();
    settleHalf(kim, house, path);

    // the dialog says from what labels are spread over what
    kim.visit("/runs/half-known");
    kim.see("button:has-text('Spread labels')").click();
    kim.see(".form:has-text('15 clips teach. 15 others')");
    kim.see("vaadin-button:has-text('Start')").click();
    kim.page().waitForURL(url -> url.matches(".*/runs/half-known/\\d+"));
    long run = Long.parseLong(kim.page().url().replaceAll(".*/", ""));
    kim.toTheEnd(kim.get("/api/v1/runs/" + run));

    // less is asked of every label, and it says how many pass before anything is proposed
    kim.see(".gates-table");
    for (var least : kim.page().locator(".gates-table vaadin-number-field input").all()) {
      least.fill("0");
      least.press("Tab");
    }
    var networks = kim.see(".gates vaadin-integer-field input");
    networks.fill("0");
    networks.press("Tab");
    kim.see(".card:has-text('15 clips would be proposed')");
    kim.see("button:has-text('Propose these')").click();
    kim.see("vaadin-notification-card:has-text('15 proposals wait')");

    // one key each
    kim.visit("/review/half-known?kind=PSEUDO_LABEL");
    for (int decided = 0; decided < CLIPS / 2; decided++) {
      kim.see("[role=status]:has-text('%d decided')".formatted(decided));
      kim.see(".case:not([hidden]) .move");
      kim.page().keyboard().press("Enter");
    }
    kim.see("[role=status]:has-text('%d decided')".formatted(CLIPS / 2));

    // all of it leaves as the file of a challenge
    kim.toTheEnd(
        kim.post(
            path + "/releases",
            Map.of(
                "name",
                "half",
                "decisions",
                "CURATOR_ONLY",
                "minVotes",
                0,
                "labelledOnly",
                false,
                "mer",
                Map.of("track", "mer2024-semi"))));
    var file = folder.resolve("labels.csv");
    var written =
        kim.page()
            .evaluate(
                "async path => await (await fetch(path)).text()",
                path + "/releases/half/files?path=mer/labels.csv");
    Files.writeString(file, String.valueOf(written));
    var score = Evaluation.of(MerTrack.MER2024_SEMI, new Evaluation.Input(file, file, null, null));
    assertThat(Files.readAllLines(file)).hasSizeGreaterThan(2).hasSizeLessThanOrEqualTo(CLIPS + 1);
    assertThat(score.faults()).isEmpty();
    assertThat(score.figures()).containsEntry("f1", 1.0);
    assertThat(kim.complaints()).isEmpty();
  }

  /// Every other clip is settled on what people said of it in the demo corpus.
  private static void settleHalf(Guest kim, DemoHouse house, String path) {
    var known = new HashMap<String, String>();
    for (var clip : clips(kim, house.path(""))) {
      var leading = clip.path("leadingLabel").asString("");
      known.put(clip.get("name").asString(), leading.isEmpty() ? "neutral" : leading);
    }
    var clips = clips(kim, path);
    for (int i = 0; i < clips.size(); i += 2) {
      var label = known.getOrDefault(clips.get(i).get("name").asString(), "neutral");
      kim.post(
          path + "/clips/%d/decisions".formatted(clips.get(i).get("id").asLong()),
          Map.of(
              "clientId",
              UUID.randomUUID(),
              "label",
              label.equals("contempt") ? "disgust" : label, // which this scheme has not
              "reason",
              ""));
    }
  }

  private static List<JsonNode> clips(Guest kim, String corpus) {
    return kim.get(corpus + "/clips?size=100").path("clips").valueStream().toList();
  }
}
