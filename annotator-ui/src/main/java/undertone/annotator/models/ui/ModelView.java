package undertone.annotator.models.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import undertone.annotator.jobs.DescribePlan;
import undertone.annotator.jobs.ModelExample;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.models.ModelDesk;
import undertone.annotator.models.TrackRecord;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.pseudo.PseudoDesk;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.HeatMap;
import undertone.annotator.shell.ui.ShareRow;
import undertone.annotator.shell.ui.Words;
import undertone.annotator.tracks.ui.UnitWords;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.run.Run;

/// One model that was learned on a corpus: how well it tells labels apart, where it errs, what it
/// looks at, how its votes fared, and whether they count.
@Route("models/:corpus/:run")
@PermitAll
class ModelView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final ModelDesk models;
  private final PseudoDesk labels;
  private final CorpusLibrary library;
  private final Rights rights;
  private final Addresses addresses;

  ModelView(
      ModelDesk models,
      PseudoDesk labels,
      CorpusLibrary library,
      Rights rights,
      Addresses addresses) {
    this.models = models;
    this.labels = labels;
    this.library = library;
    this.rights = rights;
    this.addresses = addresses;
    addClassName("page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.READ);
    var run = new RunId(Addresses.number(visit, "run"));
    var known =
        models.of(corpus.id()).stream()
            .filter(model -> model.model().run().id().equals(run))
            .findFirst()
            .orElseThrow(NotFoundException::new);
    removeAll();
    add(new Page(corpus, known));
  }

  @Override
  public String getPageTitle() {
    return Words.say("room.models");
  }

  private final class Page extends Div {
    private final Corpus corpus;
    private final ModelDesk.Known known;
    private final Faces faces;

    Page(Corpus corpus, ModelDesk.Known known) {
      this.corpus = corpus;
      this.known = known;
      this.faces = Faces.of(library.scheme(corpus.id()));
      addClassName("section");
      var model = known.model();
      var run = model.run().id();
      add(
          Drawn.trail(Drawn.link("models/" + corpus.slug(), Words.say("room.models"))),
          Drawn.heading(
              model.name(),
              Words.say(
                  "model.lead",
                  Words.of(model.plan().stage()),
                  Words.moment(model.run().createdAt())),
              acts()),
          Drawn.div(
              "inline",
              Drawn.link("runs/%s/%s".formatted(corpus.slug(), run), Words.say("model.toRun"))));
      if (known.describes()) {
        add(Drawn.sentence(Words.say("model.describes")));
      }
      if (model.votes()) {
        if (rights.may(corpus.id(), Right.REVIEW)) {
          add(record(models.record(corpus.id(), known)));
        }
        add(heldOut(model.found().path("figures")));
        if (model.found().has("structure")) {
          add(StructurePane.of(corpus.id(), model, models.structure(known)));
        }
        if (model.found().has("features")) {
          add(shown(model.found()));
        }
        if (model.found().has("ratings")) {
          add(RatingPane.of(model.found()));
        }
        if (model.found().has("frames")) {
          add(follows(model.found()));
        }
      } else if (model.rates()) {
        add(RatingPane.of(model.found()));
      } else {
        add(filling(model.found()));
      }
      var examples = models.examples(known);
      if (!examples.isEmpty()) {
        add(examples(examples));
      }
    }

    private Component[] acts() {
      if (!rights.may(corpus.id(), Right.MANAGE)) {
        return new Component[0];
      }
      var name = known.model().name();
      if (known.model().rates()) {
        return new Component[] {
          act("model.rate", "act primary", () -> models.look(corpus.id(), name)), describe()
        };
      }
      if (!known.model().votes()) {
        var tune =
            new NativeButton(
                Words.say("model.tune"),
                _ ->
                    new TrainDialog(
                            corpus,
                            models,
                            models.hosted(),
                            models.of(corpus.id()),
                            labels,
                            library)
                        .openFrom(known.model()));
        tune.addClassNames("act", "primary");
        return new Component[] {tune, describe()};
      }
      var acts = new ArrayList<Component>();
      if (known.model().readsClips()) {
        acts.add(describe());
      }
      acts.add(
          act(
              "model.look",
              known.standing() == ModelDesk.Standing.SILENT ? "act primary" : "act",
              () -> models.look(corpus.id(), name)));
      switch (known.standing()) {
        case SILENT -> {}
        case PROBATION ->
            acts.add(act("model.letIn", "act primary", () -> models.letIn(corpus.id(), name)));
        case COUNTS ->
            acts.add(act("model.suspend", "act", () -> models.suspend(corpus.id(), name)));
      }
      if (known.model().plan().features() == null) { // features cannot be made worse
        acts.add(act("model.test", "act", () -> models.test(corpus.id(), name)));
      }
      return acts.toArray(Component[]::new);
    }

    private Component describe() {
      var plan = new DescribePlan(known.model().name());
      return act("model.describe", "act", () -> models.describe(corpus.id(), plan));
    }

    private Component act(String key, String looks, Supplier<Run> starts) {
      return RunButton.of(corpus, key, looks, starts);
    }

    /// What its votes are worth, as far as anybody can know.
    private Component record(TrackRecord record) {
      var says =
          switch (known.standing()) {
            case SILENT -> "model.silent";
            case PROBATION -> "model.probation";
            case COUNTS -> "model.counts";
          };
      var card = Drawn.card(Words.say("model.record"), Words.say(says));
      if (known.standing() == ModelDesk.Standing.SILENT) {
        return card;
      }
      if (record.first().of() == 0) {
        card.add(Drawn.sentence(Words.say("model.noRecord", record.learned())));
        return card;
      }
      var rows =
          Drawn.div(
              "intervals",
              ShareRow.of(Words.say("model.first"), record.first()),
              ShareRow.of(Words.say("model.held"), record.held()));
      for (var label : record.labels()) {
        if (label.right().of() > 0) {
          var chip = Drawn.div("inline", faces.chip(label.label(), Faces.Strength.OUTLINED));
          rows.add(ShareRow.of(chip, label.right()));
        }
      }
      card.add(
          rows,
          Drawn.element(
              "p",
              "fine",
              new Text(
                  Words.say(
                      "model.recordHint",
                      record.first().of(),
                      record.setSize(),
                      record.learned()))));
      return card;
    }

    private Component heldOut(JsonNode figures) {
      var card =
          Drawn.card(
              Words.say("model.heldOut"),
              Words.say(
                  "model.heldOutLead",
                  figures.path("heldOut").asLong(0),
                  figures.path("learnedFrom").asLong(0)));
      var shown = Drawn.div("figures");
      for (var name : List.of("accuracy", "uar", "weightedF1", "ece")) {
        if (figures.path(name).isNumber()) {
          shown.add(
              Drawn.figure(Words.share(figures.path(name).asDouble()), Words.say("model." + name)));
        }
      }
      card.add(shown);
      var note = figures.path("note").asString("");
      if (!note.isEmpty()) {
        card.add(Drawn.note(Words.say(Sentence.decode(note))));
      }
      var classes = known.model().classes().stream().map(faces::name).toList();
      var rows = figures.path("confusion");
      if (rows.size() == classes.size()) {
        card.add(
            HeatMap.of(
                Words.say("model.confusion"),
                Words.say("model.corner"),
                classes,
                classes,
                cells(rows)));
      }
      if (figures.path("classes").size() == classes.size()) {
        card.add(byLabel(figures.path("classes"), classes));
      }
      return card;
    }

    private static Component byLabel(JsonNode figures, List<String> classes) {
      var head = Drawn.element("tr", "");
      for (var column : List.of("label", "recall", "precision", "f1", "clips")) {
        head.add(Drawn.cell("th", Words.say("model.byLabel." + column), "col"));
      }
      var body = Drawn.element("tbody", "");
      for (int k = 0; k < classes.size(); k++) {
        var one = figures.path(k);
        long clips = one.path("count").asLong(0);
        double recall = one.path("recall").asDouble(0);
        double precision = one.path("precision").asDouble(0);
        double both = recall + precision;
        var f1 = Words.share(both == 0 ? 0 : 2 * recall * precision / both);
        body.add(
            Drawn.element(
                "tr",
                "",
                Drawn.cell("th", classes.get(k), "row"),
                Drawn.cell("td", clips == 0 ? "–" : Words.share(recall), ""),
                Drawn.cell("td", Words.share(precision), ""),
                Drawn.cell("td", clips == 0 ? "–" : f1, ""),
                Drawn.cell("td", Words.number(clips), "")));
      }
      return Drawn.scrolled(
          Drawn.element("table", "table", Drawn.element("thead", "", head), body),
          Words.say("model.byLabel"));
    }

    /// What a model on features was shown of the clips, and how it came to bear what is missing.
    private static Component shown(JsonNode found) {
      long all = found.path("clips").asLong(0);
      var head = Drawn.element("tr", "");
      for (var column : List.of("modality", "extractor", "has")) {
        head.add(Drawn.cell("th", Words.say("model.shown." + column), "col"));
      }
      var body = Drawn.element("tbody", "");
      for (var one : found.path("features")) {
        var set = one.path("set").asString("");
        var extractor = one.path("extractor").asString("");
        long has = one.path("clips").asLong(0);
        body.add(
            Drawn.element(
                "tr",
                "",
                Drawn.cell(
                    "th", Words.say("train.shown." + one.path("modality").asString()), "row"),
                Drawn.cell("td", set.isEmpty() ? extractor : set + " · " + extractor, ""),
                Drawn.cell("td", Words.say("model.shown.of", has, all), "")));
      }
      return Drawn.card(
          Words.say("model.shown"),
          Words.say(
              leadOfFeatures(found),
              found.path("conversations").asLong(0),
              Words.share(found.path("missing").asDouble(0)),
              found.path("bestEpoch").asLong(0),
              found.path("choosing").asLong(0),
              found.path("streams").path("most").asLong(0)),
          Drawn.scrolled(
              Drawn.element("table", "table", Drawn.element("thead", "", head), body),
              Words.say("model.shown")));
    }

    private static String leadOfFeatures(JsonNode found) {
      if (found.has("streams")) {
        return "model.shown.streams";
      }
      if (found.has("structure")) {
        return "model.shown.sound";
      }
      return found.has("conversations") ? "model.shown.lead" : "model.shown.clips";
    }

    /// What a model follows frame by frame, who taught it, and how well it does.
    private static Component follows(JsonNode found) {
      var figures = found.path("frames");
      var teacher = found.path("teacher").asString("");
      boolean streams = found.has("streams");
      var card =
          Drawn.card(
              Words.say(streams ? "model.follows.clips" : "model.follows"),
              Words.say(
                  streams ? "model.follows.clipsLead" : "model.follows.lead",
                  found.path("followed").asLong(0),
                  teacher.isEmpty() ? Words.say("model.follows.people") : teacher,
                  found.path("bestEpoch").asLong(0),
                  found.path("choosing").asLong(0),
                  found.path("rated").asLong(0)));
      var shown = Drawn.div("figures");
      for (var name : List.of("expression", "valence", "arousal", "units")) {
        if (figures.path(name).isNumber()) {
          shown.add(
              Drawn.figure(
                  Words.signed(figures.path(name).asDouble()), Words.say("model.follows." + name)));
        }
      }
      if (shown.getComponentCount() > 0) {
        card.add(shown);
      }
      if (List.of("valence", "arousal", "units").stream()
          .noneMatch(name -> figures.path(name).isNumber())) {
        card.add(Drawn.sentence(Words.say("model.follows.nothing")));
        return card;
      }
      if (figures.path("each").size() > 0) {
        card.add(units(figures.path("each")));
      }
      return card;
    }

    private static Component units(JsonNode each) {
      var head = Drawn.element("tr", "");
      for (var column : List.of("unit", "f1", "active")) {
        head.add(Drawn.cell("th", Words.say("model.follows." + column), "col"));
      }
      var body = Drawn.element("tbody", "");
      for (var one : each) {
        body.add(
            Drawn.element(
                "tr",
                "",
                Drawn.cell("th", UnitWords.of(one.path("unit").asInt()), "row"),
                Drawn.cell("td", Words.share(one.path("f1").asDouble()), ""),
                Drawn.cell(
                    "td",
                    Words.say(
                        "model.shown.of", one.path("active").asLong(), one.path("known").asLong()),
                    "")));
      }
      return Drawn.scrolled(
          Drawn.element("table", "table", Drawn.element("thead", "", head), body),
          Words.say("model.follows"));
    }

    /// Each cell as dark as its share of its row.
    private static List<List<HeatMap.Cell>> cells(JsonNode rows) {
      var cells = new ArrayList<List<HeatMap.Cell>>();
      for (var row : rows) {
        long all = 0;
        for (var cell : row) {
          all += cell.asLong();
        }
        var line = new ArrayList<HeatMap.Cell>();
        for (var cell : row) {
          long n = cell.asLong();
          line.add(new HeatMap.Cell(Words.number(n), all == 0 ? 0 : (double) n / all, null));
        }
        cells.add(line);
      }
      return cells;
    }

    private static Component filling(JsonNode found) {
      var figures = Drawn.div("figures");
      if (found.path("loss").isNumber()) { // unknown of a run that was broken off at its very end
        figures.add(
            Drawn.figure(
                Words.say("model.lossValue", found.path("loss").asDouble()),
                Words.say("model.loss")));
      }
      figures.add(
          Drawn.figure(Words.number(found.path("clips").asLong(0)), Words.say("model.clips")));
      return Drawn.card(Words.say("model.filling"), Words.say("model.fillingLead"), figures);
    }

    private Component examples(List<ModelExample> examples) {
      boolean votes = known.model().votes();
      boolean byFrames = known.model().found().has("frames");
      var lead = byFrames ? Words.say("model.looksFrames") : Words.say("model.looksLead");
      var card =
          votes
              ? Drawn.card(Words.say("model.looks"), lead)
              : Drawn.card(Words.say("model.gaps"), Words.say("model.gapsLead"));
      examples.forEach(example -> card.add(example(example)));
      return card;
    }

    private Component example(ModelExample example) {
      var name =
          Drawn.div(
              "inline",
              Drawn.link(
                  "corpora/%s/clips/%s".formatted(corpus.slug(), example.clip()), example.name()));
      if (!example.said().isEmpty()) {
        name.add(faces.chip(example.said(), Faces.Strength.OUTLINED));
      }
      var box = Drawn.div("shown-frames", name);
      Drawn.vary(box, "--frames", Integer.toString(example.frames()));
      for (var row : example.rows()) {
        var picture =
            new Image(
                "data:image/png;base64,"
                    + Base64.getEncoder().encodeToString(models.picture(known, row)),
                Words.say("model.pictureOf", Words.of(row.shows()), example.name()));
        picture.addClassName("frame-row");
        box.add(Drawn.div("frame-line", Drawn.text("fine", Words.of(row.shows())), picture));
      }
      if (!example.weight().isEmpty()) {
        box.add(weights(example.weight()));
      }
      return box;
    }

    /// How much each stretch counts, as bars below its frames.
    private static Component weights(List<Double> weights) {
      var bars = Drawn.div("weights");
      bars.getElement()
          .setAttribute("role", "img")
          .setAttribute(
              "aria-label",
              Words.say(
                  "model.weights", String.join(", ", weights.stream().map(Words::share).toList())));
      for (double weight : weights) {
        var bar = Drawn.div("weight");
        Drawn.vary(bar, "--share", Double.toString(Math.clamp(weight, 0, 1)));
        bars.add(bar);
      }
      return Drawn.div("frame-line", Drawn.text("fine", Words.say("model.weight")), bars);
    }
  }
}
