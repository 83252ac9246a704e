package undertone.annotator.runs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.run.Run;

/// Two models that learned here beside one another: how well each tells labels apart, rates whole
/// clips and follows them in time. A figure that neither has is no row.
final class TrainedBeside {
  private static final List<String> DIMENSIONS = List.of("valence", "arousal");

  private final JsonNode first;
  private final JsonNode second;
  private final List<HtmlContainer> rows = new ArrayList<>();

  private TrainedBeside(String first, String second) {
    this.first = JsonMapper.shared().readTree(first);
    this.second = JsonMapper.shared().readTree(second);
  }

  /// @param found what the first run says of its model
  /// @param other what the second says
  static Component of(Run first, String found, Run second, String other) {
    return new TrainedBeside(found, other).card(first, second);
  }

  private Component card(Run one, Run other) {
    for (var name : List.of("accuracy", "uar", "weightedF1", "ece")) {
      row(Words.say("model." + name), shares("/figures/" + name));
    }
    row(Words.say("beside.heldOut"), counts("/figures/heldOut"));
    for (var dimension : DIMENSIONS) {
      for (var name : List.of("ccc", "pcc", "rmse")) {
        row(
            Words.say(
                "beside.rating",
                Words.say("model.ratings." + dimension),
                Words.say("model.ratings." + name)),
            rated(dimension, name, TrainedBeside::exactly));
      }
      row(
          Words.say(
              "beside.rating",
              Words.say("model.ratings." + dimension),
              Words.say("beside.heldOut")),
          rated(dimension, "clips", count -> Words.number(Math.round(count))));
    }
    for (var name : List.of("expression", "valence", "arousal", "units")) {
      row(
          Words.say("beside.follows", Words.say("model.follows." + name)),
          shares("/frames/" + name));
    }
    row(Words.say("model.loss"), numbers("/loss", TrainedBeside::exactly));
    var head =
        Drawn.element(
            "tr",
            "",
            Drawn.cell("th", Words.say("beside.figure"), "col"),
            Drawn.cell("th", Words.say("beside.run", one.id().value()), "col"),
            Drawn.cell("th", Words.say("beside.run", other.id().value()), "col"));
    var title = Words.say("beside.models");
    var card = Drawn.card(title, Words.say("beside.modelsLead"));
    if (one.seed() != other.seed()) {
      card.add(Drawn.note(Words.say("beside.otherSeed")));
    }
    var body = Drawn.element("tbody", "");
    rows.forEach(body::add);
    card.add(
        rows.isEmpty()
            ? Drawn.sentence(Words.say("beside.noFigures"))
            : Drawn.scrolled(
                Drawn.element("table", "table", Drawn.element("thead", "", head), body), title));
    return card;
  }

  private void row(String name, List<String> values) {
    if (values.stream().anyMatch(value -> !value.isEmpty())) {
      var row = Drawn.element("tr", "", Drawn.cell("th", name, "row"));
      values.forEach(value -> row.add(Drawn.cell("td", value.isEmpty() ? "–" : value, "")));
      rows.add(row);
    }
  }

  private List<String> shares(String path) {
    return numbers(path, Words::signed);
  }

  private List<String> counts(String path) {
    return numbers(path, count -> Words.number(Math.round(count)));
  }

  private List<String> numbers(String path, DoubleFunction<String> written) {
    return Stream.of(first, second).map(found -> number(found.at(path), written)).toList();
  }

  private List<String> rated(String dimension, String name, DoubleFunction<String> written) {
    return Stream.of(first, second)
        .map(found -> number(dimension(found, dimension).path(name), written))
        .toList();
  }

  private static JsonNode dimension(JsonNode found, String dimension) {
    return found
        .path("ratings")
        .path("dimensions")
        .valueStream()
        .filter(one -> one.path("dimension").asString("").equals(dimension))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private static String number(JsonNode value, DoubleFunction<String> written) {
    return value.isNumber() ? written.apply(value.asDouble()) : "";
  }

  /// With three digits: models that rate differ by little.
  private static String exactly(double number) {
    return Words.say("model.lossValue", number);
  }
}
