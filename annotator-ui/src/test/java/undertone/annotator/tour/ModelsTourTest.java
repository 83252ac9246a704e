package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// From settled labels to a model of one's own, and to what it says beside people.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class ModelsTourTest {
  private static final int CLIPS = 24;
  private static final List<String> LABELS = List.of("happiness", "anger");

  @TempDir private Path folder;

  @Test
  void a_model_learns_votes_on_probation_is_seen_in_review_and_let_in(DemoHouse house)
      throws Exception {
    house.copyMedia(".mp4", CLIPS, folder);
    apart();
    var corpus = house.corpus("Own model", folder);
    var path = "/api/v1/corpora/" + corpus.get("id").asLong();
    var kim = house.kim();
    var clips = clips(kim, path);
    for (int i = 0; i < CLIPS * 2 / 3; i++) {
      settle(kim, path, clips.get(i), LABELS.get(i % 2));
    }

    kim.visit("/models/own-model");
    kim.see("h1:has-text('Models')");
    kim.see(".card:has-text('MAE-DFER')");
    kim.see("button:has-text('Let a model learn')").click();
    kim.see(".form:has-text('Clips that teach each label')");
    kim.see("vaadin-details-summary:has-text('More')").click();
    kim.see(".form-pair vaadin-integer-field input").fill("2"); // epochs
    kim.see("vaadin-button:has-text('Start learning')").click();
    kim.page().waitForURL(url -> url.matches(".*/runs/own-model/\\d+"));
    long run = Long.parseLong(kim.page().url().replaceAll(".*/", ""));
    var found = kim.toTheEnd(kim.get("/api/v1/runs/" + run)).get("summary");
    assertThat(found.path("figures").path("heldOut").asInt()).isPositive();

    // its page tells how well it tells labels apart, and what it looked at
    kim.see("a:has-text('To the model')").click();
    kim.see("h2:has-text('On clips held back from learning')");
    kim.see(".heatmap");
    kim.see(".frame-row");
    kim.see("button:has-text('Let it vote')").click();
    kim.page().waitForURL(url -> url.matches(".*/runs/own-model/\\d+"));
    kim.toTheEnd(kim.get("/api/v1/runs/" + Long.parseLong(kim.page().url().replaceAll(".*/", ""))));

    // seen beside people, and counted nowhere
    var name = model(kim, path).get("name").asString();
    assertThat(model(kim, path).get("standing").asString()).isEqualTo("PROBATION");
    kim.visit("/review/own-model/council");
    kim.see("th:has-text('%s')".formatted(name));
    kim.see("th:has-text('on probation')");
    var open = clips.getLast().get("id").asLong();
    assertThat(votes(kim, path, open)).isEqualTo(2);

    // what it reads of clips can describe them in a refinement, which names what it was told
    kim.visit("/models/own-model/" + run);
    kim.see("button:has-text('Let it describe clips')").click();
    kim.page().waitForURL(url -> url.matches(".*/runs/own-model/\\d+"));
    kim.toTheEnd(kim.get("/api/v1/runs/" + Long.parseLong(kim.page().url().replaceAll(".*/", ""))));
    kim.see(".figures:has-text('clips described')");
    kim.see(".note:has-text('It was told the labels of')");
    kim.see("a:has-text('To the runs')").click();
    kim.see("button:has-text('New refinement')").click();
    kim.see("vaadin-details-summary:has-text('More')").click();
    kim.see("vaadin-multi-select-combo-box:has-text('Faces are described by') input").click();
    kim.see("vaadin-multi-select-combo-box-item:has-text('%s')".formatted(name)).click();
    kim.page().keyboard().press("Escape"); // the list, then nothing: the dialog stays
    kim.see("vaadin-button:has-text('Start'):not([disabled])").click();
    kim.page().waitForURL(url -> url.matches(".*/runs/own-model/\\d+"));
    var refined =
        kim.toTheEnd(
            kim.get("/api/v1/runs/" + Long.parseLong(kim.page().url().replaceAll(".*/", ""))));
    assertThat(refined.get("summary").at("/featuresTaught/0/model").asString()).isEqualTo(name);
    kim.see(".note:has-text('%s, by which clips were described')".formatted(name));

    kim.visit("/models/own-model/" + run);
    kim.see("p:has-text('It has described the clips')");
    kim.see(".card:has-text('On probation')");
    kim.see("button:has-text('Let its votes count')").click();
    kim.page().waitForURL(url -> url.matches(".*/runs/own-model/\\d+"));
    kim.toTheEnd(kim.get("/api/v1/runs/" + Long.parseLong(kim.page().url().replaceAll(".*/", ""))));
    assertThat(model(kim, path).get("standing").asString()).isEqualTo("COUNTS");
    assertThat(votes(kim, path, open)).isEqualTo(3);
    assertThat(kim.complaints()).isEmpty();
  }

  /// Two who never agree, so that there is something to review.
  private void apart() throws Exception {
    var lines = new ArrayList<String>();
    lines.add("clip,candidates:ann,candidates:bob");
    try (var files = Files.list(folder)) {
      files.sorted().map(Path::getFileName).forEach(f -> lines.add(f + ",happiness,anger"));
    }
    Files.write(folder.resolve("clips.csv"), lines);
  }

  private static void settle(Guest kim, String path, JsonNode clip, String label) {
    kim.post(
        path + "/clips/%d/decisions".formatted(clip.get("id").asLong()),
        Map.of("clientId", UUID.randomUUID(), "label", label, "reason", ""));
  }

  private static JsonNode model(Guest kim, String path) {
    return kim.get(path + "/models").get(0);
  }

  private static int votes(Guest kim, String path, long clip) {
    return clips(kim, path).stream()
        .filter(one -> one.get("id").asLong() == clip)
        .findFirst()
        .orElseThrow()
        .get("votes")
        .asInt();
  }

  private static List<JsonNode> clips(Guest kim, String corpus) {
    return kim.get(corpus + "/clips?size=100").path("clips").valueStream().toList();
  }
}
