package undertone.annotator.models.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import tools.jackson.databind.JsonNode;
import undertone.annotator.jobs.TrainedModels;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.CorpusId;
import undertone.engine.architecture.CellPicture;
import undertone.models.nas.Genotype;

/// The structure that was found for a model: what it came to beside one drawn by lot, its cells as
/// a picture and in words, and as files.
final class StructurePane {
  private StructurePane() {}

  static Component of(CorpusId corpus, TrainedModels.Trained model, Genotype structure) {
    var facts = model.found().path("structure");
    var card =
        Drawn.card(
            Words.say("model.structure"),
            Words.say("model.structure.lead", facts.path("searchEpochs").asLong(0)),
            beside(model.found(), facts),
            Drawn.element(
                "p",
                "fine",
                new Text(
                    Words.say(
                        "model.structure.hint",
                        model.found().path("figures").path("heldOut").asLong(0)))));
    var captions = captions();
    // from numbers and the words of this house alone
    var picture =
        new Html(
            "<div class=\"cell-picture\">%s</div>".formatted(CellPicture.svg(structure, captions)));
    card.add(Drawn.scrolled(picture, Words.say("model.structure.picture")));
    var words = Drawn.element("pre", "cell-words");
    words.setText(CellPicture.words(structure, captions));
    card.add(
        new Details(Words.say("model.structure.words"), words),
        Drawn.div(
            "actions",
            file(corpus, model, "structure", "model.structure.json"),
            file(corpus, model, "structure.svg", "model.structure.svg")));
    return card;
  }

  /// What was found and what was drawn, on the same clips held back.
  private static Component beside(JsonNode found, JsonNode facts) {
    var head = Drawn.element("tr", "", Drawn.element("td", ""));
    for (var column : new String[] {"accuracy", "uar", "weightedF1"}) {
      head.add(Drawn.cell("th", Words.say("model." + column), "col"));
    }
    for (var column : new String[] {"parameters", "seconds"}) {
      head.add(Drawn.cell("th", Words.say("model.structure." + column), "col"));
    }
    var body =
        Drawn.element(
            "tbody",
            "",
            row(
                Words.say("model.structure.found"),
                found.path("figures"),
                facts.path("parameters"),
                facts.path("searchSeconds")),
            row(
                Words.say("model.structure.drawn", facts.path("candidates").asLong(0)),
                facts.path("drawn"),
                facts.path("drawnParameters"),
                facts.path("drawnSeconds")));
    return Drawn.scrolled(
        Drawn.element("table", "table", Drawn.element("thead", "", head), body),
        Words.say("model.structure.beside"));
  }

  private static Component row(
      String name, JsonNode figures, JsonNode parameters, JsonNode seconds) {
    var row = Drawn.element("tr", "", Drawn.cell("th", name, "row"));
    for (var column : new String[] {"accuracy", "uar", "weightedF1"}) {
      row.add(number(Words.share(figures.path(column).asDouble(0))));
    }
    row.add(
        number(Words.number(parameters.asLong(0))),
        number(Words.say("model.structure.took", seconds.asDouble(0))));
    return row;
  }

  private static Component number(String text) {
    var cell = Drawn.cell("td", text, "");
    cell.addClassName("number");
    return cell;
  }

  private static Anchor file(
      CorpusId corpus, TrainedModels.Trained model, String what, String key) {
    var link =
        new Anchor(
            "/api/v1/corpora/%s/models/%s/%s".formatted(corpus, model.name(), what),
            Words.say(key));
    link.addClassName("act");
    link.getElement().setAttribute("download", true).setAttribute("router-ignore", true);
    return link;
  }

  private static CellPicture.Captions captions() {
    return new CellPicture.Captions(
        Words.say("model.structure.picture"),
        Words.say("model.cells.normal"),
        Words.say("model.cells.reduce"),
        Words.say("model.cells.recurrent"),
        Words.say("model.cells.before"),
        Words.say("model.cells.last"),
        Words.say("model.cells.in"),
        Words.say("model.cells.beside"),
        Words.say("model.cells.mean"),
        operation -> Words.say("model.cells." + operation));
  }
}
