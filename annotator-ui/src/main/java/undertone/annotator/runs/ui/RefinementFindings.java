package undertone.annotator.runs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.run.Run;

/// What a refinement found, what it is worth, and what became different since the one before.
final class RefinementFindings {

  private RefinementFindings() {}

  static Component of(JsonNode found, Run run, Corpus corpus, Faces faces) {
    var findings = refinement(found, faces);
    if (found.path("since").isObject()) {
      findings.add(since(found.path("since"), run, corpus, faces));
    }
    return findings;
  }

  private static Div refinement(JsonNode found, Faces faces) {
    var card = Drawn.element("section", "card", Drawn.title(2, Words.say("found.title")));
    var figures = Drawn.div("figures");
    RunFindings.count(figures, found, "clips", "found.clips");
    RunFindings.count(figures, found, "flagged", "found.flagged");
    RunFindings.count(figures, found, "proposals", "found.proposals");
    RunFindings.share(figures, found, "noiseRate", "found.noiseRate");
    RunFindings.share(figures, found, "partialRate", "found.partialRate");
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
    RunFindings.flatters(card, found, "found.maySeen");
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
      card.add(corrections(hidden, hiddenTitle(proof, hidden.path("clips").asLong()), faces));
    }
    return card;
  }

  private static String hiddenTitle(JsonNode proof, long clips) {
    var noise = Words.share(proof.path("noiseRate").asDouble());
    return proof.has("partialRate") // older runs did not count it
        ? Words.say(
            "proof.hiddenSets", clips, noise, Words.share(proof.path("partialRate").asDouble()))
        : Words.say("proof.hidden", clips, noise);
  }

  private static Component corrections(JsonNode found, String title, Faces faces) {
    var rows = Drawn.div("intervals");
    RunFindings.interval(rows, found.path("precision"), Words.say("proof.precision"));
    RunFindings.interval(rows, found.path("recall"), Words.say("proof.recall"));
    var perClass = Drawn.div("intervals");
    for (var one : found.path("perClass")) {
      var label = faces.name(one.path("label").asString(""));
      RunFindings.interval(perClass, one.path("precision"), Words.say("proof.precisionOf", label));
      RunFindings.interval(perClass, one.path("recall"), Words.say("proof.recallOf", label));
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
      RunFindings.interval(
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
    RunFindings.count(figures, since, "same", "since.same");
    RunFindings.count(figures, since, "changed", "since.changed");
    RunFindings.count(figures, since, "fresh", "since.fresh");
    RunFindings.count(figures, since, "gone", "since.gone");
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
              RunFindings.table(
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
              RunFindings.table(List.of("since.before", "since.now", "report.clips"), changes)));
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
            RunFindings.table(
                List.of("report.from", "report.to", "report.clips", "report.right"), moves));
    var overruled = new ArrayList<List<String>>();
    for (var voter : report.path("overruled")) {
      overruled.add(
          List.of(voter.path("voter").asString(""), Words.number(voter.path("votes").asLong())));
    }
    if (!overruled.isEmpty()) {
      card.add(
          new Details(
              Words.say("report.overruled"),
              RunFindings.table(List.of("report.voter", "report.votes"), overruled)));
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
    RunFindings.interval(rows, trusted.path("precision"), Words.say("found.precision"));
    RunFindings.interval(rows, trusted.path("recall"), Words.say("found.recall"));
    RunFindings.interval(rows, trusted.path("proposalAccuracy"), Words.say("found.accuracy"));
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
}
