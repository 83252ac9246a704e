package undertone.annotator.runs.ui;

import com.vaadin.flow.component.Component;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;

/// What was brought into a corpus from a folder, or from a file of a MER challenge, and what was
/// not.
final class ImportedFindings {

  private ImportedFindings() {}

  static Component ofFolder(JsonNode found, Corpus corpus) {
    var section = Drawn.div("section");
    var figures = Drawn.div("figures");
    RunFindings.count(figures, found, "added", "imported.added");
    RunFindings.count(figures, found, "updated", "imported.updated");
    RunFindings.count(figures, found, "unchanged", "imported.unchanged");
    RunFindings.count(figures, found, "bad", "imported.bad");
    RunFindings.count(figures, found, "unreadable", "imported.unreadable");
    section.add(
        Drawn.element(
            "section",
            "card",
            Drawn.title(2, Words.say("found.title")),
            figures,
            Drawn.div("actions", RunFindings.act("corpora/" + corpus.slug(), "run.toCorpus"))));
    if (!found.path("faults").isEmpty()) {
      section.add(
          RunFindings.card(
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
  static Component ofMerFile(JsonNode found, Corpus corpus, Faces faces) {
    boolean dry = found.path("dryRun").asBoolean();
    var section = Drawn.div("section");
    var figures = Drawn.div("figures");
    RunFindings.count(figures, found, "written", "imported.written");
    RunFindings.count(figures, found, "unchanged", "imported.unchanged");
    RunFindings.count(figures, found, "empty", "imported.empty");
    RunFindings.count(figures, found, "refused", "imported.bad");
    var card = Drawn.element("section", "card", Drawn.title(2, Words.say("found.title")), figures);
    if (dry) {
      card.add(Drawn.note(Words.say("brought.dry")));
    }
    card.add(Drawn.div("actions", RunFindings.act("corpora/" + corpus.slug(), "run.toCorpus")));
    section.add(card);
    if (!found.path("faults").isEmpty()) {
      section.add(
          RunFindings.card(
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
    return RunFindings.card(
        "brought.classes",
        Words.say("brought.classesLead"),
        RunFindings.table(List.of("brought.class", "brought.label"), rows));
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
    return RunFindings.table(
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
    return RunFindings.card(
        "imported.unreadableClips",
        Words.say("imported.unreadableLead"),
        RunFindings.table(List.of("imported.file", "imported.reason"), rows));
  }

  private static Component others(JsonNode others, String lead, String word) {
    var rows = new ArrayList<List<String>>();
    others
        .properties()
        .forEach(e -> rows.add(List.of(e.getKey(), Words.number(e.getValue().asLong()))));
    return RunFindings.card(
        "imported.others",
        Words.say(lead),
        RunFindings.table(List.of(word, "imported.count"), rows));
  }
}
