package undertone.annotator.models.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import java.util.ArrayList;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.Sentence;

/// How well a model rates whole clips, alone or beside their labels, and what taught it.
final class RatingPane {
  private RatingPane() {}

  /// @param found what its run says of it
  static Component of(JsonNode found) {
    var figures = found.path("ratings");
    var card =
        Drawn.card(
            Words.say("model.ratings"),
            Words.say(
                found.has("figures") ? "model.ratings.beside" : "model.ratings.lead",
                figures.path("heldOut").asLong(0),
                figures.path("learnedFrom").asLong(0),
                found.path("bestEpoch").asLong(0),
                found.path("choosing").asLong(0)));
    card.add(
        Drawn.sentence(
            Words.say(
                "model.ratings.sources",
                found.path("sources").path("SETTLED").asLong(0),
                found.path("sources").path("RATED").asLong(0),
                found.path("sources").path("FOLLOWED").asLong(0))));
    var heads =
        Stream.of("dimension", "ccc", "pcc", "rmse", "mse", "clips")
            .map(column -> Words.say("model.ratings." + column))
            .toList();
    var rows = new ArrayList<HtmlContainer>();
    for (var one : figures.path("dimensions")) {
      rows.add(
          Drawn.element(
              "tr",
              "",
              Drawn.cell(
                  "th", Words.say("model.ratings." + one.path("dimension").asString()), "row"),
              Drawn.cell("td", number(one.path("ccc")), ""),
              Drawn.cell("td", number(one.path("pcc")), ""),
              Drawn.cell("td", number(one.path("rmse")), ""),
              Drawn.cell("td", squared(one.path("rmse").asDouble(0)), ""),
              Drawn.cell("td", Words.number(one.path("clips").asLong(0)), "")));
    }
    card.add(Drawn.stacked(heads, rows, Words.say("model.ratings")));
    var note = figures.path("note").asString("");
    if (!note.isEmpty()) {
      card.add(Drawn.note(Words.say(Sentence.decode(note))));
    }
    return card;
  }

  private static String squared(double rmse) {
    return Words.say("model.lossValue", rmse * rmse);
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? Words.say("model.lossValue", value.asDouble()) : "–";
  }
}
