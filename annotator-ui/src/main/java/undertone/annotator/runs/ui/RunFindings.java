package undertone.annotator.runs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.Text;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.run.RunKind;

/// What an ended run found, in figures people can act on. A summary is whatever the run's kind
/// wrote; a figure that is not there is not shown.
final class RunFindings {

  private static final JsonMapper JSON = JsonMapper.shared();

  private RunFindings() {}

  static Component of(RunKind kind, String summary, Corpus corpus) {
    var found = JSON.readTree(summary);
    return switch (kind) {
      case REFINE -> refinement(found, corpus);
      case IMPORT -> imported(found, corpus);
      case RELEASE -> Drawn.div("actions", act("releases/" + corpus.slug(), "run.toReleases"));
      case PREPARE, DEMO -> Drawn.div("");
    };
  }

  /// JSON with one value per line.
  static String pretty(String json) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(json));
  }

  private static Component refinement(JsonNode found, Corpus corpus) {
    var card = Drawn.element("section", "card", Drawn.title(2, Words.say("found.title")));
    var figures = Drawn.div("figures");
    count(figures, found, "clips", "found.clips");
    count(figures, found, "flagged", "found.flagged");
    count(figures, found, "proposals", "found.proposals");
    share(figures, found, "noiseRate", "found.noiseRate");
    share(figures, found, "partialRate", "found.partialRate");
    card.add(figures);
    var trusted = found.path("trusted");
    card.add(
        trusted.isObject()
            ? trusted(trusted)
            : Drawn.element("p", "muted", new Text(Words.say("found.noTrusted"))));
    var correction = found.path("correction");
    if (correction.isObject()) {
      card.add(Drawn.element("p", "", new Text(corrected(correction))));
    }
    if (found.path("proposals").asLong(0) > 0) {
      card.add(Drawn.div("actions", act("review/" + corpus.slug(), "run.toReview")));
    }
    return card;
  }

  /// A log-loss says little to people; its exponential is the probability the truth typically gets.
  private static String corrected(JsonNode correction) {
    return Words.say(
        "found.corrected",
        correction.path("clips").asLong(),
        Words.share(Math.exp(-correction.path("lossBefore").asDouble())),
        Words.share(Math.exp(-correction.path("lossAfter").asDouble())));
  }

  /// The run measured on trusted labels it never saw, each figure with its interval.
  private static Component trusted(JsonNode trusted) {
    var rows = Drawn.div("intervals");
    interval(rows, trusted.path("precision"), "found.precision");
    interval(rows, trusted.path("recall"), "found.recall");
    interval(rows, trusted.path("proposalAccuracy"), "found.accuracy");
    return Drawn.div(
        "section",
        Drawn.title(3, Words.say("found.trusted")),
        Drawn.element(
            "p",
            "muted",
            new Text(
                Words.say(
                    "found.trustedLead",
                    trusted.path("clips").asLong(),
                    trusted.path("missing").asLong()))),
        rows);
  }

  private static void interval(HasComponents rows, JsonNode share, String key) {
    long of = share.path("of").asLong(0);
    if (of == 0) {
      return;
    }
    double low = share.path("low").asDouble();
    double high = share.path("high").asDouble();
    double value = (double) share.path("hits").asLong() / of;
    rows.add(
        Drawn.div(
            "interval-row",
            Drawn.text("", Words.say(key)),
            Drawn.interval(low, high, value),
            Drawn.text(
                "number",
                Words.say(
                    "found.interval",
                    Words.share(value),
                    Words.share(low),
                    Words.share(high),
                    share.path("hits").asLong(),
                    of))));
  }

  private static Component imported(JsonNode found, Corpus corpus) {
    var section = Drawn.div("section");
    var figures = Drawn.div("figures");
    count(figures, found, "added", "imported.added");
    count(figures, found, "updated", "imported.updated");
    count(figures, found, "unchanged", "imported.unchanged");
    count(figures, found, "bad", "imported.bad");
    count(figures, found, "unreadable", "imported.unreadable");
    section.add(
        Drawn.element(
            "section",
            "card",
            Drawn.title(2, Words.say("found.title")),
            figures,
            Drawn.div("actions", act("corpora/" + corpus.slug(), "run.toCorpus"))));
    if (!found.path("faults").isEmpty()) {
      section.add(faults(found.path("faults"), found.path("bad").asLong()));
    }
    if (!found.path("unreadableClips").isEmpty()) {
      section.add(unreadable(found.path("unreadableClips")));
    }
    if (!found.path("others").isEmpty()) {
      section.add(others(found.path("others")));
    }
    return section;
  }

  private static Component faults(JsonNode faults, long bad) {
    var rows = new ArrayList<List<String>>();
    for (var fault : faults) {
      var nearest = new ArrayList<String>();
      fault.path("nearest").forEach(n -> nearest.add(n.asString()));
      rows.add(
          List.of(
              fault.path("file").asString(""),
              fault.path("line").asLong() == 0 ? "" : Long.toString(fault.path("line").asLong()),
              fault.path("column").asString(""),
              fault.path("reason").asString(""),
              String.join(", ", nearest)));
    }
    return card(
        "imported.faults",
        Words.say("imported.faultsLead", bad),
        table(
            List.of(
                "imported.file",
                "imported.line",
                "imported.column",
                "imported.reason",
                "imported.nearest"),
            rows));
  }

  private static Component unreadable(JsonNode clips) {
    var rows = new ArrayList<List<String>>();
    for (var clip : clips) {
      rows.add(List.of(clip.path("source").asString(""), clip.path("reason").asString("")));
    }
    return card(
        "imported.unreadableClips",
        Words.say("imported.unreadableLead"),
        table(List.of("imported.file", "imported.reason"), rows));
  }

  private static Component others(JsonNode others) {
    var rows = new ArrayList<List<String>>();
    others
        .properties()
        .forEach(e -> rows.add(List.of(e.getKey(), Words.number(e.getValue().asLong()))));
    return card(
        "imported.others",
        Words.say("imported.othersLead"),
        table(List.of("imported.word", "imported.count"), rows));
  }

  private static Component card(String key, String lead, Component content) {
    return Drawn.element(
        "section",
        "card",
        Drawn.title(2, Words.say(key)),
        Drawn.element("p", "muted", new Text(lead)),
        content);
  }

  private static Component table(List<String> heads, List<List<String>> rows) {
    var head = Drawn.element("tr", "");
    heads.forEach(h -> {
      var cell = Drawn.element("th", "");
      cell.getElement().setAttribute("scope", "col");
      cell.setText(Words.say(h));
      head.add(cell);
    });
    var body = Drawn.element("tbody", "");
    rows.forEach(r -> {
      var row = Drawn.element("tr", "");
      r.forEach(text -> {
        var cell = Drawn.element("td", "");
        cell.setText(text);
        row.add(cell);
      });
      body.add(row);
    });
    var table = Drawn.element("table", "table", Drawn.element("thead", "", head), body);
    var scroll = Drawn.div("table-scroll", table);
    scroll.getElement().setAttribute("tabindex", "0").setAttribute("role", "group");
    return scroll;
  }

  private static Component act(String address, String key) {
    var link = Drawn.link(address, Words.say(key));
    link.addClassNames("act", "primary");
    return link;
  }

  private static void count(HasComponents figures, JsonNode found, String name, String key) {
    if (found.has(name)) {
      figures.add(Drawn.figure(Words.number(found.path(name).asLong()), Words.say(key)));
    }
  }

  private static void share(HasComponents figures, JsonNode found, String name, String key) {
    if (found.has(name)) {
      figures.add(Drawn.figure(Words.share(found.path(name).asDouble()), Words.say(key)));
    }
  }
}
