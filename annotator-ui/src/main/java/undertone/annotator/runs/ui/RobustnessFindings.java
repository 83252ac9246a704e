package undertone.annotator.runs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;

/// What noise and blur cost a model, harm by harm.
final class RobustnessFindings {

  private RobustnessFindings() {}

  static Component of(JsonNode found, Corpus corpus) {
    var rows = new ArrayList<List<String>>();
    for (var harm : found.path("harms")) {
      rows.add(
          List.of(
              harm(harm),
              Words.number(harm.path("clips").asLong()),
              Words.share(harm.path("f1").asDouble()),
              Words.share(harm.path("f1AsTheyAre").asDouble()),
              Words.share(harm.path("uar").asDouble()),
              Words.share(harm.path("accuracy").asDouble()),
              Words.number(harm.path("silent").asLong())));
    }
    var card =
        Drawn.element(
            "section",
            "card",
            Drawn.title(2, Words.say("robust.title")),
            Drawn.element(
                "p",
                "muted",
                new Text(
                    Words.say(
                        "robust.lead",
                        found.path("model").asString(""),
                        found.path("clips").asLong()))),
            RunFindings.table(
                List.of(
                    "robust.harm",
                    "robust.clips",
                    "robust.f1",
                    "robust.asTheyAre",
                    "robust.uar",
                    "robust.right",
                    "robust.silent"),
                rows));
    RunFindings.flatters(card, found, "vote.maySeen");
    return Drawn.div(
        "section",
        card,
        Drawn.sentence(Words.say("robust.reading")),
        Drawn.div("actions", RunFindings.act("models/" + corpus.slug(), "robust.toModels")));
  }

  private static String harm(JsonNode harm) {
    int blur = harm.path("blur").asInt(1);
    var noise = harm.path("snrDb");
    if (noise.isNumber()) {
      return blur == 1
          ? Words.say("robust.noise", noise.asInt())
          : Words.say("robust.both", noise.asInt(), blur);
    }
    return blur == 1 ? Words.say("robust.clean") : Words.say("robust.blur", blur);
  }
}
