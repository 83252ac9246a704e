package undertone.annotator.runs.ui;

import com.vaadin.flow.component.Component;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.engine.llm.Rejection;

/// What came of asking a language model: votes, what they rest on, what it cost, and which clips it
/// said nothing of.
final class LlmFindings {

  private LlmFindings() {}

  static Component of(JsonNode found, Corpus corpus) {
    var figures = Drawn.div("figures");
    RunFindings.count(figures, found, "clips", "llm.clips");
    RunFindings.count(figures, found, "votes", "voted.votes");
    RunFindings.count(figures, found, "changed", "voted.changed");
    RunFindings.count(figures, found, "known", "llm.known");
    RunFindings.count(figures, found, "requests", "llm.requests");
    RunFindings.count(figures, found, "tokensIn", "llm.tokensIn");
    RunFindings.count(figures, found, "tokensOut", "llm.tokensOut");
    var card =
        Drawn.element(
            "section",
            "card",
            Drawn.title(2, Words.say("found.title")),
            Drawn.sentence(
                Words.say(
                    "llm.votesAs",
                    found.path("voterName").asString(""),
                    found.path("endpoint").asString(""))),
            figures,
            Drawn.sentence(Words.say("llm.money", found.path("money").asDouble())),
            Drawn.sentence(size(found)));
    card.add(Drawn.div("actions", RunFindings.act("insights/" + corpus.slug(), "run.toInsights")));
    var section = Drawn.div("section", card);
    if (!found.path("rejected").isEmpty()) {
      section.add(rejected(found.path("rejected"), found.path("rejectedClips")));
    }
    return section;
  }

  private static String size(JsonNode found) {
    long settled = found.path("settled").asLong();
    long labels = found.path("labelsOfASet").asLong();
    if (!found.path("places").isEmpty()) {
      return Words.say("llm.size", labels, settled);
    }
    return labels > 1
        ? Words.say("llm.usualSize", labels, settled)
        : Words.say("llm.firstAlone", settled);
  }

  private static Component rejected(JsonNode reasons, JsonNode clips) {
    var counts = new ArrayList<List<String>>();
    reasons
        .properties()
        .forEach(e -> counts.add(List.of(reason(e.getKey()), Words.number(e.getValue().asLong()))));
    var rows = new ArrayList<List<String>>();
    clips
        .properties()
        .forEach(e -> rows.add(List.of(e.getKey(), reason(e.getValue().asString("")))));
    return RunFindings.card(
        "llm.rejected",
        Words.say("llm.rejectedLead"),
        Drawn.div(
            "section",
            RunFindings.table(List.of("imported.reason", "imported.count"), counts),
            RunFindings.table(List.of("voted.clip", "imported.reason"), rows)));
  }

  private static String reason(String name) {
    return Words.of(Rejection.valueOf(name));
  }
}
