package undertone.annotator.models.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.models.ModelCard;
import undertone.annotator.models.ModelDesk;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.pseudo.PseudoDesk;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;

/// The models of a corpus beside one another, and those that can learn here.
@Route("models/:corpus")
@PermitAll
class ModelsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final ModelDesk models;
  private final PseudoDesk labels;
  private final CorpusLibrary library;
  private final Rights rights;
  private final Addresses addresses;
  private final Clock clock;

  ModelsView(
      ModelDesk models,
      PseudoDesk labels,
      CorpusLibrary library,
      Rights rights,
      Addresses addresses,
      Clock clock) {
    this.models = models;
    this.labels = labels;
    this.library = library;
    this.rights = rights;
    this.addresses = addresses;
    this.clock = clock;
    addClassName("page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.READ);
    var hosted = models.hosted();
    removeAll();
    add(
        Drawn.heading(Words.say("room.models"), Words.say("models.lead"), learn(corpus, hosted)),
        known(corpus));
    var elsewhere = models.elsewhere(corpus.id());
    if (!elsewhere.isEmpty()) {
      add(Drawn.title(2, Words.say("elsewhere.title")));
      add(
          new ElsewherePane(
              corpus, models, elsewhere, Faces.of(library.scheme(corpus.id())), rights));
    }
    add(Drawn.title(2, Words.say("models.hosted")));
    add(cards(hosted.stream().filter(ModelDesk.Hosted::learns).toList()));
    add(Drawn.title(2, Words.say("models.brought")));
    add(cards(hosted.stream().filter(model -> !model.learns()).toList()));
  }

  private static Component cards(List<ModelDesk.Hosted> hosted) {
    var cards = Drawn.div("cards wide");
    hosted.forEach(model -> cards.add(card(model)));
    return cards;
  }

  private Component[] learn(Corpus corpus, List<ModelDesk.Hosted> hosted) {
    if (!rights.may(corpus.id(), Right.MANAGE)) {
      return new Component[0];
    }
    var learn =
        new NativeButton(
            Words.say("train.open"),
            _ ->
                new TrainDialog(corpus, models, hosted, models.of(corpus.id()), labels, library)
                    .open());
    learn.addClassNames("act", "primary");
    return new Component[] {learn};
  }

  private Component known(Corpus corpus) {
    var known = models.of(corpus.id());
    if (known.isEmpty()) {
      return Drawn.empty("wave", Words.say("models.emptyTitle"), Words.say("models.empty"));
    }
    var heads =
        Stream.of("name", "stage", "war", "uar", "f1", "ece", "ccc", "held", "votes", "made")
            .map(column -> Words.say("models.column." + column))
            .toList();
    return Drawn.stacked(
        heads,
        known.stream().map(model -> row(corpus, model)).toList(),
        Words.say("models.learned"));
  }

  private HtmlContainer row(Corpus corpus, ModelDesk.Known known) {
    var model = known.model();
    var name = Drawn.cell("th", "", "row");
    name.add(Drawn.link("models/%s/%s".formatted(corpus.slug(), model.run().id()), model.name()));
    var figures = model.found().path("figures");
    return Drawn.element(
        "tr",
        "",
        name,
        Drawn.cell("td", Words.of(model.plan().stage()), ""),
        figure(figures, "accuracy"),
        figure(figures, "uar"),
        figure(figures, "weightedF1"),
        figure(figures, "ece"),
        Drawn.cell("td", concordance(model.found()), ""),
        Drawn.cell("td", held(model.found()), ""),
        Drawn.cell("td", model.votes() ? Words.of(known.standing()) : "", ""),
        Drawn.cell("td", Words.ago(model.run().createdAt(), clock), ""));
  }

  /// Of each dimension a model rates: of whole clips, else frame by frame.
  private static String concordance(JsonNode found) {
    var told = new ArrayList<String>();
    for (var one : found.path("ratings").path("dimensions")) {
      if (one.path("ccc").isNumber()) {
        told.add(dimension(one.path("dimension").asString(""), one.path("ccc").asDouble()));
      }
    }
    if (told.isEmpty()) {
      for (var name : List.of("valence", "arousal")) {
        if (found.path("frames").path(name).isNumber()) {
          told.add(dimension(name, found.path("frames").path(name).asDouble()));
        }
      }
    }
    return String.join(" · ", told);
  }

  private static String dimension(String name, double ccc) {
    return Words.say("models.ccc", Words.say("model.ratings." + name), Words.signed(ccc));
  }

  /// Clips that its figures are of.
  private static String held(JsonNode found) {
    var figures = found.has("figures") ? found.path("figures") : found.path("ratings");
    return figures.has("heldOut") ? Words.number(figures.path("heldOut").asLong(0)) : "";
  }

  private static Component figure(JsonNode figures, String name) {
    var cell =
        Drawn.cell(
            "td",
            figures.path(name).isNumber() ? Words.share(figures.path(name).asDouble()) : "",
            "");
    cell.addClassName("number");
    return cell;
  }

  private static Component card(ModelDesk.Hosted hosted) {
    var card = ModelCard.of(hosted.card().name(), Words.locale().getLanguage());
    var sizes = Drawn.div("chips");
    hosted
        .sizes()
        .forEach(size ->
            sizes.add(
                Drawn.text(
                    "tag",
                    Words.say("models.size", size.name(), Words.amount(size.parameters())))));
    var facts = Drawn.element("dl", "facts");
    fact(facts, "models.paper", card.paper());
    fact(facts, "models.code", card.code());
    fact(facts, "models.licence", card.licence());
    fact(facts, "models.trained", card.trained());
    fact(facts, "models.classes", card.classes());
    fact(
        facts,
        "models.weights",
        hosted.brought().isEmpty() ? card.weights() : String.join(", ", hosted.brought()));
    return Drawn.element(
        "section",
        "card",
        Drawn.title(3, card.title()),
        Drawn.element("p", "", new Text(card.reads())),
        sizes,
        parity(card),
        new Details(Words.say("models.card"), facts));
  }

  private static Component parity(ModelCard card) {
    return Drawn.div(
        "parity",
        Drawn.text("tag sure", Words.say("models.parity")),
        Drawn.text("fine", card.parity()));
  }

  private static void fact(HtmlContainer list, String key, String value) {
    list.add(term("dt", Words.say(key)), term("dd", value));
  }

  private static Component term(String tag, String words) {
    var term = Drawn.element(tag, "");
    term.setText(words);
    return term;
  }

  @Override
  public String getPageTitle() {
    return Words.say("room.models");
  }
}
