package undertone.annotator.runs.ui;

import com.vaadin.flow.component.Component;
import tools.jackson.databind.JsonNode;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;

/// What a model that describes clips found to read in them, and what that can be used for from now
/// on.
final class DescribedFindings {
  private DescribedFindings() {}

  static Component of(JsonNode found, Corpus corpus) {
    var figures = Drawn.div("figures");
    RunFindings.count(figures, found, "described", "described.clips");
    RunFindings.count(figures, found, "without", "described.without");
    if (!found.path("unreadable").isEmpty()) {
      figures.add(
          Drawn.figure(
              Words.number(found.path("unreadable").size()), Words.say("voted.unreadable")));
    }
    RunFindings.count(figures, found, "dim", "described.dim");
    var card =
        Drawn.element(
            "section",
            "card",
            Drawn.title(2, Words.say("found.title")),
            figures,
            Drawn.sentence(Words.say("described.lead", found.path("model").asString(""))));
    long taught = found.path("taught").asLong();
    if (taught > 0) {
      card.add(Drawn.note(Words.say("described.taught", taught)));
    }
    card.add(Drawn.div("actions", RunFindings.act("runs/" + corpus.slug(), "run.toRuns")));
    return Drawn.div("section", card);
  }
}
