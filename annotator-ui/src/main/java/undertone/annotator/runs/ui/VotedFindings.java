package undertone.annotator.runs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import undertone.annotator.jobs.BroughtModels;
import undertone.annotator.jobs.VotePlan;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.engine.captions.LabelCalibration;

/// What a model voted or rated, and what its votes rest on.
final class VotedFindings {

  private VotedFindings() {}

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

  /// Of a model that looks those settled clips count that show it a face, of the space of captions
  /// those that lie in it.
  private static String rests(JsonNode found) {
    if (found.path("calibrated").asBoolean()) {
      return "voted.calibrated";
    }
    boolean looks = !VotePlan.CAPTION_SPACE.model().equals(found.path("model").asString(""));
    return looks ? "voted.rankedFaces" : "voted.ranked";
  }

  static Component of(JsonNode found, Corpus corpus, Faces faces) {
    var figures = Drawn.div("figures");
    RunFindings.count(figures, found, "clips", "voted.clips");
    if (found.path("rates").asBoolean(false)) {
      RunFindings.count(figures, found, "followed", "voted.rated");
    } else {
      RunFindings.count(figures, found, "votes", "voted.votes");
      RunFindings.count(figures, found, "changed", "voted.changed");
    }
    RunFindings.count(figures, found, "unseen", "voted.unseen");
    if (found.path("outside").asLong(0) > 0) {
      RunFindings.count(figures, found, "outside", "voted.outside");
    }
    if (found.path("withdrawn").asLong(0) > 0) {
      RunFindings.count(figures, found, "withdrawn", "voted.withdrawn");
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
              Words.say("voted.sizes"),
              RunFindings.table(List.of("voted.labels", "voted.votes"), sizes)));
    }
    if (found.path("calibrated").isBoolean()) {
      var settled = found.path("settled").asLong(0);
      card.add(Drawn.sentence(Words.say(rests(found), settled, LabelCalibration.ENOUGH)));
    }
    for (var labels : found.path("alike")) {
      var names = labels.valueStream().map(label -> faces.name(label.asString(""))).toList();
      card.add(Drawn.note(Words.say("voted.alike", String.join(", ", names))));
    }
    if (found.path("mapping").isObject()) {
      card.add(fromElsewhere(found, faces));
    }
    RunFindings.flatters(card, found, "vote.maySeen");
    card.add(Drawn.div("actions", RunFindings.act("insights/" + corpus.slug(), "run.toInsights")));
    var section = Drawn.div("section", card);
    var lacking = found.path("cannotSay");
    if (!lacking.isEmpty()) {
      section.add(
          RunFindings.card(
              "voted.cannotSay",
              Words.say("voted.cannotSayLead"),
              RunFindings.table(
                  List.of("imported.reason", "voted.cannotSayClips", "voted.cannotSayFirst"),
                  lacking.properties().stream()
                      .map(e -> lack(e.getKey(), e.getValue()))
                      .toList())));
    }
    var unreadable = found.path("unreadable");
    if (!unreadable.isEmpty()) {
      var rows = new ArrayList<List<String>>();
      unreadable
          .properties()
          .forEach(e -> rows.add(List.of(e.getKey(), e.getValue().asString(""))));
      section.add(
          RunFindings.card(
              "voted.unreadable",
              Words.say("voted.unreadableLead"),
              RunFindings.table(List.of("voted.clip", "imported.reason"), rows)));
    }
    return section;
  }

  private static List<String> lack(String reason, JsonNode clips) {
    var first = clips.path("first").valueStream().map(clip -> clip.asString("")).toList();
    boolean all = first.size() == clips.path("clips").asLong();
    return List.of(
        lack(reason),
        Words.number(clips.path("clips").asLong()),
        String.join(", ", first) + (all ? "" : ", …"));
  }

  private static String lack(String reason) {
    return switch (reason) {
      case "no face" -> Words.say("lack.face");
      case "no sound" -> Words.say("lack.sound");
      case "no face and no sound" -> Words.say("lack.faceAndSound");
      case "no words, sound or face" -> Words.say("lack.all");
      case "not described" -> Words.say("lack.description");
      case "no label near" -> Words.say("lack.label");
      default -> reason;
    };
  }
}
