package undertone.annotator.runs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.jobs.BroughtModels;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.run.Run;
import undertone.engine.captions.LabelCalibration;
import undertone.engine.features.FaceExpressionFeatures;

/// What an ended run found, in figures people can act on. A summary is whatever the run's kind
/// wrote; a figure that is not there is not shown.
final class RunFindings {

  private static final JsonMapper JSON = JsonMapper.shared();

  private RunFindings() {}

  static Component of(Run run, String summary, Corpus corpus, Faces faces) {
    var found = JSON.readTree(summary);
    return switch (run.kind()) {
      case REFINE -> {
        var findings = refinement(found, faces);
        if (found.path("since").isObject()) {
          findings.add(since(found.path("since"), run, corpus, faces));
        }
        yield findings;
      }
      case IMPORT -> imported(found, corpus);
      case MER -> broughtIn(found, corpus, faces);
      case VOTE -> voted(found, corpus, faces);
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

  private static Div refinement(JsonNode found, Faces faces) {
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
      var heard =
          found
              .path("heard")
              .valueStream()
              .map(from -> Words.say("found.heard." + from.asString("")))
              .toList();
      if (!heard.isEmpty()) {
        card.add(Drawn.sentence(Words.say("found.heard", String.join(", ", heard))));
      }
    }
    flatters(card, found, "found.maySeen");
    var section = Drawn.div("section", card);
    if (found.path("proof").path("onHidden").isObject()
        || found.path("proof").path("onGold").isObject()) {
      section.add(proof(found.path("proof"), faces));
    }
    if (found.path("report").path("moves").size() > 0) {
      section.add(report(found.path("report"), faces));
    }
    if (found.path("noise").path("byLabel").size() > 0) {
      section.add(NoiseFindings.of(found.path("noise"), faces));
    }
    return section;
  }

  /// What the run's corrections are worth where the truth is known: on gold labels with their votes
  /// as they are, and on confirmed clips hidden from it, with noise put into their votes.
  private static Component proof(JsonNode proof, Faces faces) {
    var card =
        Drawn.element(
            "section",
            "card",
            Drawn.title(2, Words.say("proof.title")),
            Drawn.element("p", "muted", new Text(Words.say("proof.lead"))));
    var gold = proof.path("onGold");
    if (gold.isObject()) {
      card.add(corrections(gold, Words.say("proof.gold", gold.path("clips").asLong()), faces));
    }
    var hidden = proof.path("onHidden");
    if (hidden.isObject()) {
      card.add(
          corrections(
              hidden,
              Words.say(
                  "proof.hidden",
                  hidden.path("clips").asLong(),
                  Words.share(proof.path("noiseRate").asDouble())),
              faces));
    }
    return card;
  }

  private static Component corrections(JsonNode found, String title, Faces faces) {
    var rows = Drawn.div("intervals");
    interval(rows, found.path("precision"), Words.say("proof.precision"));
    interval(rows, found.path("recall"), Words.say("proof.recall"));
    var perClass = Drawn.div("intervals");
    for (var one : found.path("perClass")) {
      var label = faces.name(one.path("label").asString(""));
      interval(perClass, one.path("precision"), Words.say("proof.precisionOf", label));
      interval(perClass, one.path("recall"), Words.say("proof.recallOf", label));
    }
    var section =
        Drawn.div(
            "section",
            Drawn.title(3, title),
            rows,
            new Details(Words.say("proof.perClass"), perClass));
    if (found.path("reliability").isObject()) {
      section.add(
          new Details(Words.say("proof.reliability"), reliability(found.path("reliability"))));
    }
    return section;
  }

  /// What was said beside what then was true, from the least to the most sure.
  private static Component reliability(JsonNode found) {
    var rows = Drawn.div("intervals");
    for (var bin : found.path("bins")) {
      double said = bin.path("said").asDouble();
      interval(
          rows, bin.path("happened"), Words.say("proof.said", Words.share(said)), claimed(said));
    }
    return Drawn.div(
        "section",
        Drawn.sentence(
            Words.say(
                "proof.reliabilityLead", Words.share(found.path("calibrationError").asDouble()))),
        rows);
  }

  /// A stroke on the line of an interval.
  private static Component claimed(double at) {
    var stroke = Drawn.text("claimed", "");
    Drawn.vary(stroke, "--claimed", Double.toString(Math.clamp(at, 0, 1)));
    return stroke;
  }

  /// What became different since an earlier run, and what happened in between.
  private static Component since(JsonNode since, Run run, Corpus corpus, Faces faces) {
    long other = since.path("run").asLong();
    var clips = since.path("clips");
    var figures = Drawn.div("figures");
    count(figures, since, "same", "since.same");
    count(figures, since, "changed", "since.changed");
    count(figures, since, "fresh", "since.fresh");
    count(figures, since, "gone", "since.gone");
    var card =
        Drawn.element(
            "section",
            "card",
            Drawn.title(2, Words.say("since.title", other)),
            Drawn.element(
                "p",
                "muted",
                new Text(
                    Words.say(
                        since.path("goesOn").asBoolean() ? "since.goesOn" : "since.scratch",
                        other))),
            figures,
            Drawn.element(
                "p",
                "",
                new Text(
                    Words.say(
                        "since.clips",
                        clips.path("added").asLong(),
                        clips.path("voted").asLong(),
                        clips.path("settled").asLong(),
                        since.path("goneSettled").asLong()))));
    var moves = new ArrayList<List<String>>();
    for (var move : since.path("moves")) {
      moves.add(
          List.of(
              leading(move.path("from").asString(""), faces),
              faces.name(move.path("to").asString("")),
              Words.number(move.path("same").asLong()),
              Words.number(move.path("fresh").asLong()),
              Words.number(move.path("gone").asLong())));
    }
    if (!moves.isEmpty()) {
      card.add(
          new Details(
              Words.say("since.moves"),
              table(
                  List.of(
                      "report.from",
                      "report.to",
                      "since.sameColumn",
                      "since.freshColumn",
                      "since.goneColumn"),
                  moves)));
    }
    var changes = new ArrayList<List<String>>();
    for (var change : since.path("changes")) {
      changes.add(
          List.of(
              faces.name(change.path("before").asString("")),
              faces.name(change.path("now").asString("")),
              Words.number(change.path("clips").asLong())));
    }
    if (!changes.isEmpty()) {
      card.add(
          new Details(
              Words.say("since.changes"),
              table(List.of("since.before", "since.now", "report.clips"), changes)));
    }
    var beside =
        Drawn.link(
            "runs/%s/%s/beside/%s".formatted(corpus.slug(), run.id(), other),
            Words.say("since.beside"));
    beside.addClassName("act");
    card.add(Drawn.div("actions", beside));
    return card;
  }

  private static String leading(String label, Faces faces) {
    return label.isEmpty() ? Words.say("report.none") : faces.name(label);
  }

  /// What would happen if every proposal were accepted.
  private static Component report(JsonNode report, Faces faces) {
    var moves = new ArrayList<List<String>>();
    for (var move : report.path("moves")) {
      moves.add(
          List.of(
              leading(move.path("from").asString(""), faces),
              faces.name(move.path("to").asString("")),
              Words.number(move.path("clips").asLong()),
              Words.number(Math.round(move.path("expectedRight").asDouble()))));
    }
    var card =
        Drawn.element(
            "section",
            "card",
            Drawn.title(2, Words.say("report.title")),
            Drawn.element("p", "muted", new Text(lead(report))),
            table(List.of("report.from", "report.to", "report.clips", "report.right"), moves));
    var overruled = new ArrayList<List<String>>();
    for (var voter : report.path("overruled")) {
      overruled.add(
          List.of(voter.path("voter").asString(""), Words.number(voter.path("votes").asLong())));
    }
    if (!overruled.isEmpty()) {
      card.add(
          new Details(
              Words.say("report.overruled"),
              table(List.of("report.voter", "report.votes"), overruled)));
    }
    return card;
  }

  private static String lead(JsonNode report) {
    var precision = report.path("precision");
    return precision.isObject()
        ? Words.say("report.lead", Words.share(precision.path("low").asDouble()))
        : Words.say("report.leadUnproven");
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
    interval(rows, trusted.path("precision"), Words.say("found.precision"));
    interval(rows, trusted.path("recall"), Words.say("found.recall"));
    interval(rows, trusted.path("proposalAccuracy"), Words.say("found.accuracy"));
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

  private static void interval(
      HasComponents rows, JsonNode share, String name, Component... strokes) {
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

  /// What the classes of a model stood for that was fine-tuned elsewhere, and what its
  /// probabilities rest on.
  private static Component fromElsewhere(JsonNode found, Faces faces) {
    var words = new ArrayList<String>();
    found
        .path("mapping")
        .properties()
        .forEach(e ->
            words.add(
                Words.say("voted.standsFor", e.getKey(), faces.name(e.getValue().asString("")))));
    var told = Drawn.div("section", Drawn.sentence(String.join(" · ", words)));
    var unmapped = found.path("unmapped").valueStream().map(word -> word.asString("")).toList();
    if (!unmapped.isEmpty()) {
      told.add(
          Drawn.sentence(
              Words.say(
                  "voted.unmapped",
                  String.join(", ", unmapped),
                  Words.share(found.path("outsideShare").asDouble(0)))));
    }
    long clips = found.path("temperatureFrom").asLong(0);
    told.add(
        Drawn.sentence(
            clips == 0
                ? Words.say("voted.uncalibrated", BroughtModels.FEWEST_TRUTHS)
                : Words.say("voted.temperatureFrom", clips)));
    return told;
  }

  private static Component voted(JsonNode found, Corpus corpus, Faces faces) {
    var figures = Drawn.div("figures");
    count(figures, found, "clips", "voted.clips");
    if (found.path("rates").asBoolean(false)) {
      count(figures, found, "followed", "voted.rated");
    } else {
      count(figures, found, "votes", "voted.votes");
      count(figures, found, "changed", "voted.changed");
    }
    count(figures, found, "unseen", "voted.unseen");
    if (found.path("outside").asLong(0) > 0) {
      count(figures, found, "outside", "voted.outside");
    }
    if (found.path("withdrawn").asLong(0) > 0) {
      count(figures, found, "withdrawn", "voted.withdrawn");
    }
    var card = Drawn.element("section", "card", Drawn.title(2, Words.say("found.title")), figures);
    var sizes = new ArrayList<List<String>>();
    found
        .path("setSizes")
        .properties()
        .forEach(e -> sizes.add(List.of(e.getKey(), Words.number(e.getValue().asLong()))));
    if (!sizes.isEmpty()) {
      card.add(
          new Details(
              Words.say("voted.sizes"), table(List.of("voted.labels", "voted.votes"), sizes)));
    }
    if (found.path("calibrated").isBoolean()) {
      var rests = found.path("calibrated").asBoolean() ? "voted.calibrated" : "voted.ranked";
      var settled = found.path("settled").asLong(0);
      card.add(Drawn.sentence(Words.say(rests, settled, LabelCalibration.ENOUGH)));
    }
    if (found.path("mapping").isObject()) {
      card.add(fromElsewhere(found, faces));
    }
    flatters(card, found, "vote.maySeen");
    card.add(Drawn.div("actions", act("insights/" + corpus.slug(), "run.toInsights")));
    var section = Drawn.div("section", card);
    var unreadable = found.path("unreadable");
    if (!unreadable.isEmpty()) {
      var rows = new ArrayList<List<String>>();
      unreadable
          .properties()
          .forEach(e -> rows.add(List.of(e.getKey(), e.getValue().asString(""))));
      section.add(
          card(
              "voted.unreadable",
              Words.say("voted.unreadableLead"),
              table(List.of("voted.clip", "imported.reason"), rows)));
    }
    return section;
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
      section.add(
          card(
              "imported.faults",
              Words.say("imported.faultsLead", found.path("bad").asLong()),
              faults(found.path("faults"))));
    }
    if (!found.path("unreadableClips").isEmpty()) {
      section.add(unreadable(found.path("unreadableClips")));
    }
    if (!found.path("others").isEmpty()) {
      section.add(others(found.path("others"), "imported.othersLead", "imported.word"));
    }
    return section;
  }

  /// What a file of a MER challenge brought in, or would.
  private static Component broughtIn(JsonNode found, Corpus corpus, Faces faces) {
    boolean dry = found.path("dryRun").asBoolean();
    var section = Drawn.div("section");
    var figures = Drawn.div("figures");
    count(figures, found, "written", "imported.written");
    count(figures, found, "unchanged", "imported.unchanged");
    count(figures, found, "empty", "imported.empty");
    count(figures, found, "refused", "imported.bad");
    var card = Drawn.element("section", "card", Drawn.title(2, Words.say("found.title")), figures);
    if (dry) {
      card.add(Drawn.note(Words.say("brought.dry")));
    }
    card.add(Drawn.div("actions", act("corpora/" + corpus.slug(), "run.toCorpus")));
    section.add(card);
    if (!found.path("faults").isEmpty()) {
      section.add(
          card(
              dry ? "brought.faultsDry" : "imported.faults",
              Words.say(
                  dry ? "brought.faultsDryLead" : "brought.faultsLead",
                  found.path("refused").asLong()),
              faults(found.path("faults"))));
    }
    if (!found.path("labels").isEmpty()) {
      section.add(classes(found.path("labels"), faces));
    }
    if (!found.path("others").isEmpty()) {
      section.add(others(found.path("others"), "brought.othersLead", "brought.word"));
    }
    return section;
  }

  /// Which label each class or word of a file became.
  private static Component classes(JsonNode labels, Faces faces) {
    var rows = new ArrayList<List<String>>();
    labels
        .properties()
        .forEach(e -> rows.add(List.of(e.getKey(), faces.name(e.getValue().asString("")))));
    rows.sort(Comparator.comparing(List::getFirst));
    return card(
        "brought.classes",
        Words.say("brought.classesLead"),
        table(List.of("brought.class", "brought.label"), rows));
  }

  private static Component faults(JsonNode faults) {
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
    return table(
        List.of(
            "imported.file",
            "imported.line",
            "imported.column",
            "imported.reason",
            "imported.nearest"),
        rows);
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

  private static Component others(JsonNode others, String lead, String word) {
    var rows = new ArrayList<List<String>>();
    others
        .properties()
        .forEach(e -> rows.add(List.of(e.getKey(), Words.number(e.getValue().asLong()))));
    return card("imported.others", Words.say(lead), table(List.of(word, "imported.count"), rows));
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

  private static void share(HasComponents figures, JsonNode found, String name, String key) {
    if (found.has(name)) {
      figures.add(Drawn.figure(Words.share(found.path(name).asDouble()), Words.say(key)));
    }
  }
}
