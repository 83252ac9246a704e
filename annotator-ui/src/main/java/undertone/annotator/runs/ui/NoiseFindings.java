package undertone.annotator.runs.ui;

import com.vaadin.flow.component.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;

/// Where the noise sits that a refinement found: label by label and voter by voter.
final class NoiseFindings {

  private NoiseFindings() {}

  static Component of(JsonNode found, Faces faces) {
    var card =
        Drawn.element(
            "section",
            "card",
            Drawn.title(2, Words.say("noise.title")),
            Drawn.text("muted", Words.say("noise.lead")));
    card.add(
        RunFindings.table(
            List.of("noise.label", "noise.ofLabel", "noise.lacks", "noise.stands"),
            rows(found.path("byLabel"), faces::name)));
    if (found.path("byVoter").size() > 1) {
      card.add(
          RunFindings.table(
              List.of("noise.voter", "noise.sets", "noise.lacks", "noise.wrong"),
              rows(found.path("byVoter"), name -> name)));
    }
    return card;
  }

  private static List<List<String>> rows(JsonNode rates, UnaryOperator<String> named) {
    var rows = new ArrayList<List<String>>();
    for (var one : rates) {
      rows.add(
          List.of(
              named.apply(one.path("name").asString("")),
              Words.number(Math.round(one.path("clips").asDouble())),
              Words.share(one.path("noiseRate").asDouble()),
              Words.share(one.path("partialRate").asDouble())));
    }
    return rows;
  }
}
