package undertone.annotator.runs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.Text;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.run.Run;
import undertone.engine.features.FaceExpressionFeatures;

/// What an ended run found, in figures people can act on. A summary is whatever the run's kind
/// wrote; a figure that is not there is not shown.
final class RunFindings {

  private static final JsonMapper JSON = JsonMapper.shared();

  private RunFindings() {}

  static Component of(Run run, String summary, Corpus corpus, Faces faces) {
    var found = JSON.readTree(summary);
    return switch (run.kind()) {
      case REFINE -> RefinementFindings.of(found, run, corpus, faces);
      case IMPORT -> ImportedFindings.ofFolder(found, corpus);
      case MER -> ImportedFindings.ofMerFile(found, corpus, faces);
      case VOTE -> VotedFindings.of(found, corpus, faces);
      case TRAIN ->
          Drawn.div(
              "actions", act("models/%s/%s".formatted(corpus.slug(), run.id()), "run.toModel"));
      case CAPTION -> learned(found, corpus);
      case EMBED -> embedded(found, corpus);
      case DESCRIBE -> DescribedFindings.of(found, corpus);
      case CONTRADICT -> contradicted(found, corpus);
      case RULES -> Drawn.div("actions", act("corpora/" + corpus.slug() + "/rules", "run.toRules"));
      case PSEUDO -> spread(found, corpus, faces);
      case RELEASE -> Drawn.div("actions", act("releases/" + corpus.slug(), "run.toReleases"));
      case LLM -> LlmFindings.of(found, corpus);
      case ROBUSTNESS -> RobustnessFindings.of(found, corpus);
      case PREPARE, CORRUPT, DEMO -> Drawn.div(""); // their last word says all
    };
  }

  /// JSON with one value per line.
  static String pretty(String json) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(json));
  }

  static void interval(HasComponents rows, JsonNode share, String name, Component... strokes) {
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
            Drawn.text("", name),
            Drawn.interval(low, high, value, strokes),
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

  /// Says so where what a run looked through may have learned from the very clips it is measured
  /// on: the expression network, or models that were told labels of these clips.
  static void flatters(HasComponents card, JsonNode found, String words) {
    if (found
        .path("featuresMaySeen")
        .valueStream()
        .anyMatch(data -> data.asString("").equals(FaceExpressionFeatures.MAY_HAVE_SEEN))) {
      card.add(Drawn.note(Words.say(words)));
    }
    for (var taught : found.path("featuresTaught")) {
      card.add(
          Drawn.note(
              Words.say(
                  "found.taught",
                  taught.path("model").asString(""),
                  taught.path("clips").asLong())));
    }
  }

  private static Component learned(JsonNode found, Corpus corpus) {
    var figures = Drawn.div("figures");
    count(figures, found, "captionedClips", "learned.captionedClips");
    count(figures, found, "sentences", "learned.sentences");
    count(figures, found, "embedded", "learned.embedded");
    count(figures, found, "moments", "learned.moments");
    var proof = found.path("proof");
    long held = proof.path("heldBack").asLong();
    var rows = Drawn.div("intervals");
    long first = proof.path("first").asLong();
    interval(rows, proof.path("amongFirst"), Words.say("learned.amongFirst", first));
    var card =
        Drawn.element(
            "section",
            "card",
            Drawn.title(2, Words.say("found.title")),
            figures,
            Drawn.element(
                "p",
                "",
                new Text(
                    Words.say(
                        found.path("serves").asBoolean() ? "learned.serves" : "learned.chance",
                        held,
                        Words.share(proof.path("chance").asDouble()),
                        first))),
            rows,
            table(
                List.of(
                    "learned.way",
                    "learned.first",
                    "learned.five",
                    "learned.ten",
                    "learned.median"),
                List.of(
                    retrieval(proof.path("captionToClip"), "learned.captionToClip"),
                    retrieval(proof.path("clipToCaption"), "learned.clipToCaption"))),
            Drawn.div("actions", act("search/" + corpus.slug(), "run.toSearch")));
    return Drawn.div("section", card);
  }

  /// What was planted and found, language by language, and what was found in the corpus itself.
  private static Component contradicted(JsonNode found, Corpus corpus) {
    var section = Drawn.div("section");
    for (var language : List.of("en", "zh")) {
      var read = found.path(language);
      if (read.isObject()) {
        var figures = Drawn.div("figures");
        count(figures, read, "captions", "contradicted.captions");
        count(figures, read, "contradict", "contradicted.contradict");
        var rows = Drawn.div("intervals");
        var proof = read.path("proof");
        interval(rows, proof.path("found"), Words.say("contradicted.found"));
        interval(rows, proof.path("elsewhere"), Words.say("contradicted.elsewhere"));
        interval(rows, proof.path("right"), Words.say("contradicted.right"));
        section.add(
            Drawn.element(
                "section",
                "card",
                Drawn.title(2, Words.say("contradicted.title." + language)),
                figures,
                Drawn.sentence(
                    Words.say(
                        read.path("holds").asBoolean()
                            ? "contradicted.holds"
                            : "contradicted.chance")),
                rows));
      }
    }
    section.add(Drawn.div("actions", act("review/" + corpus.slug(), "run.toReview")));
    return section;
  }

  /// What labels were spread from and over, and what says how far they can be trusted.
  private static Component spread(JsonNode found, Corpus corpus, Faces faces) {
    var figures = Drawn.div("figures");
    count(figures, found, "labelled", "spread.labelled");
    count(figures, found, "pool", "spread.pool");
    count(figures, found, "proposals", "spread.proposals");
    count(figures, found, "sets", "spread.sets");
    var rows = Drawn.div("intervals");
    interval(rows, found.path("precision"), Words.say("spread.precision"));
    interval(rows, found.path("onGold"), Words.say("spread.onGold"));
    double taught = found.path("weightedF1").asDouble();
    double alone = found.path("weightedF1OfLabels").asDouble();
    var card =
        Drawn.element(
            "section",
            "card",
            Drawn.title(2, Words.say("found.title")),
            figures,
            Drawn.sentence(
                Words.say(
                    taught < alone ? "spread.harmed" : "spread.helped",
                    Words.share(taught),
                    Words.share(alone),
                    Words.share(found.path("calibrationError").asDouble()))),
            rows);
    if (found.path("falls").asInt() > 1) {
      card.add(Drawn.note(Words.say("spread.falls", found.path("falls").asInt())));
    }
    if (found.path("setAside").asInt() > 0) {
      card.add(Drawn.note(Words.say("pseudo.setAside", found.path("setAside").asInt())));
    }
    if (found.path("faceless").asInt() > 0) {
      card.add(Drawn.note(Words.say("pseudo.faceless", found.path("faceless").asInt())));
    }
    flatters(card, found, "found.maySeen");
    card.add(Drawn.link("review/" + corpus.slug() + "/audit", Words.say("run.toAudit")));
    return Drawn.div("section", card, shares(found, faces));
  }

  /// Where what the pool is called lies far from what was taught, one of the two is not right.
  private static Component shares(JsonNode found, Faces faces) {
    var rows = new ArrayList<List<String>>();
    for (int c = 0; c < found.path("labels").size(); c++) {
      rows.add(
          List.of(
              faces.name(found.path("labels").get(c).asString("")),
              Words.share(found.path("shares").path("taught").path(c).asDouble()),
              Words.share(found.path("shares").path("called").path(c).asDouble())));
    }
    return card(
        "spread.shares",
        Words.say("spread.sharesLead"),
        table(List.of("gates.label", "spread.taught", "spread.called"), rows));
  }

  private static List<String> retrieval(JsonNode found, String way) {
    return List.of(
        Words.say(way),
        Words.share(found.path("recallAt1").asDouble()),
        Words.share(found.path("recallAt5").asDouble()),
        Words.share(found.path("recallAt10").asDouble()),
        Words.number(Math.round(found.path("medianRank").asDouble())));
  }

  private static Component embedded(JsonNode found, Corpus corpus) {
    var figures = Drawn.div("figures");
    count(figures, found, "embedded", "learned.embedded");
    count(figures, found, "moments", "learned.moments");
    count(figures, found, "without", "learned.without");
    return Drawn.div(
        "section",
        Drawn.element(
            "section",
            "card",
            Drawn.title(2, Words.say("found.title")),
            figures,
            Drawn.div("actions", act("search/" + corpus.slug(), "run.toSearch"))));
  }

  static Component card(String key, String lead, Component content) {
    return Drawn.element(
        "section",
        "card",
        Drawn.title(2, Words.say(key)),
        Drawn.element("p", "muted", new Text(lead)),
        content);
  }

  static Component table(List<String> heads, List<List<String>> rows) {
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

  static Component act(String address, String key) {
    var link = Drawn.link(address, Words.say(key));
    link.addClassNames("act", "primary");
    return link;
  }

  static void count(HasComponents figures, JsonNode found, String name, String key) {
    if (found.has(name)) {
      figures.add(Drawn.figure(Words.number(found.path(name).asLong()), Words.say(key)));
    }
  }

  static void share(HasComponents figures, JsonNode found, String name, String key) {
    if (found.has(name)) {
      figures.add(Drawn.figure(Words.share(found.path(name).asDouble()), Words.say(key)));
    }
  }
}
