package undertone.annotator.runs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.people.Right;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.RunId;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;

/// Two runs of a kind side by side: of refinements where they agree clip by clip and the figures of
/// each, of models that learned what each is worth, and of both what their plans differ in.
@Route("runs/:corpus/:run/beside/:other")
@PermitAll
class RunsBesideView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final RunDesk runs;
  private final CorpusLibrary library;
  private final Addresses addresses;

  RunsBesideView(RunDesk runs, CorpusLibrary library, Addresses addresses) {
    this.runs = runs;
    this.library = library;
    this.addresses = addresses;
    addClassName("page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.READ);
    var first = runs.require(new RunId(Addresses.number(visit, "run")));
    var second = runs.require(new RunId(Addresses.number(visit, "other")));
    boolean models = first.kind() == RunKind.TRAIN && second.kind() == RunKind.TRAIN;
    removeAll();
    add(
        Drawn.trail(Drawn.link("runs/" + corpus.slug(), Words.say("room.runs"))),
        Drawn.heading(
            Words.say("beside.title", first.id().value(), second.id().value()), corpus.name()),
        models ? trained(first, second) : agreement(first, second),
        plans(first, second),
        Drawn.div("beside", column(corpus, first), column(corpus, second)));
  }

  private Component trained(Run first, Run second) {
    return TrainedBeside.of(
        first, runs.summary(first).orElse("{}"), second, runs.summary(second).orElse("{}"));
  }

  /// Every parameter of both plans by its name in REST; a row that differs is marked.
  private static Component plans(Run first, Run second) {
    var left = JsonMapper.shared().readTree(first.plan());
    var right = JsonMapper.shared().readTree(second.plan());
    var names = new LinkedHashSet<>(left.propertyNames());
    names.addAll(right.propertyNames());
    var body = Drawn.element("tbody", "");
    int apart = 0;
    for (var name : names) {
      boolean differs = !left.path(name).equals(right.path(name));
      apart += differs ? 1 : 0;
      body.add(
          Drawn.element(
              "tr",
              differs ? "differs" : "",
              Drawn.cell("th", name, "row"),
              Drawn.cell("td", written(left.path(name)), ""),
              Drawn.cell("td", written(right.path(name)), "")));
    }
    var head =
        Drawn.element(
            "tr",
            "",
            Drawn.element("td", ""),
            Drawn.cell("th", Words.say("beside.run", first.id().value()), "col"),
            Drawn.cell("th", Words.say("beside.run", second.id().value()), "col"));
    var title = Words.say("beside.plans");
    return Drawn.element(
        "section",
        "card",
        Drawn.title(2, title),
        Drawn.element("p", "muted", new Text(Words.say("beside.differences", apart))),
        Drawn.scrolled(
            Drawn.element("table", "table plans", Drawn.element("thead", "", head), body), title));
  }

  private static String written(JsonNode value) {
    if (value.isArray()) {
      return value.valueStream().map(RunsBesideView::written).collect(Collectors.joining(", "));
    }
    if (value.isObject()) {
      return value
          .propertyStream()
          .map(part -> part.getKey() + ": " + written(part.getValue()))
          .collect(Collectors.joining(", "));
    }
    return value.isMissingNode() || value.isNull() ? "" : value.asString();
  }

  private Component agreement(Run first, Run second) {
    var found = runs.compare(first.id(), second.id());
    return Drawn.element(
        "section",
        "card",
        Drawn.title(2, Words.say("beside.proposals")),
        Drawn.div(
            "figures",
            Drawn.figure(Words.number(found.same()), Words.say("beside.same")),
            Drawn.figure(Words.number(found.different()), Words.say("beside.different")),
            Drawn.figure(
                Words.number(found.onlyFirst()), Words.say("beside.only", first.id().value())),
            Drawn.figure(
                Words.number(found.onlySecond()), Words.say("beside.only", second.id().value()))));
  }

  private Component column(Corpus corpus, Run run) {
    var column =
        Drawn.element(
            "section",
            "section",
            Drawn.title(2, Words.say("run.name", Words.of(run.kind()), run.id().value())),
            RunStates.chip(run.state()));
    var faces = Faces.of(library.scheme(corpus.id()));
    runs.summary(run).ifPresent(s -> column.add(RunFindings.of(run, s, corpus, faces)));
    return column;
  }

  @Override
  public String getPageTitle() {
    return Words.say("room.runs");
  }
}
