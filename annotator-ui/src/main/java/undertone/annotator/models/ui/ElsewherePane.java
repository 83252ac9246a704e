package undertone.annotator.models.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import undertone.annotator.jobs.BroughtModels;
import undertone.annotator.jobs.DescribePlan;
import undertone.annotator.models.ModelDesk;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.ShareRow;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.engine.captions.LabelCalibration;

/// Models that were trained elsewhere: what each tells apart, what that is in the corpus, and
/// whether its votes count.
final class ElsewherePane extends Div {
  private final Corpus corpus;
  private final ModelDesk models;
  private final Faces faces;
  private final Rights rights;

  ElsewherePane(
      Corpus corpus,
      ModelDesk models,
      List<ModelDesk.Elsewhere> elsewhere,
      Faces faces,
      Rights rights) {
    this.corpus = corpus;
    this.models = models;
    this.faces = faces;
    this.rights = rights;
    addClassName("section");
    var cards = Drawn.div("cards wide");
    elsewhere.forEach(model -> cards.add(card(model)));
    if (elsewhere.stream().anyMatch(ElsewherePane::isUncalibrated)) {
      add(Drawn.note(Words.say("elsewhere.whyUncalibrated", BroughtModels.FEWEST_TRUTHS)));
    }
    add(cards);
  }

  private static boolean isUncalibrated(ModelDesk.Elsewhere model) {
    return model.standing() != ModelDesk.Standing.SILENT
        && model.found().path("temperatureFrom").asLong(-1) == 0;
  }

  private Component card(ModelDesk.Elsewhere model) {
    var card = Drawn.element("section", "card", Drawn.title(3, model.name()));
    boolean told = model.votes();
    if (model.readsWords()) {
      card.add(Drawn.sentence(Words.say("elsewhere.readsWords")));
      if (model.describes()) {
        card.add(Drawn.sentence(Words.say("model.describes")));
      }
    } else if (told) {
      var classes = Drawn.div("chips");
      model.classes().forEach(name -> classes.add(Drawn.text("tag", name)));
      card.add(
          Drawn.sentence(
              model.trainedOn().isEmpty()
                  ? Words.say("elsewhere.tellsApart", model.classes().size())
                  : Words.say("elsewhere.taughtBy", model.classes().size(), model.trainedOn())),
          classes);
    } else {
      card.add(Drawn.sentence(Words.say("elsewhere.untold")));
    }
    if (told || model.standing() != ModelDesk.Standing.SILENT) {
      card.add(Drawn.sentence(Words.say(standing(model))));
    }
    if (model.standing() != ModelDesk.Standing.SILENT) {
      looked(card, model);
    }
    if (rights.may(corpus.id(), Right.MANAGE)) {
      var acts = acts(model, told);
      if (!acts.isEmpty()) {
        card.add(Drawn.div("actions", acts.toArray(Component[]::new)));
      }
    }
    return card;
  }

  private static String standing(ModelDesk.Elsewhere model) {
    return switch (model.standing()) {
      case SILENT -> "model.silent";
      case PROBATION -> "model.probation";
      case COUNTS -> "model.counts";
    };
  }

  private void looked(HtmlContainer card, ModelDesk.Elsewhere model) {
    if (model.found().has("temperatureFrom")) {
      card.add(Drawn.sentence(warmth(model.found().path("temperatureFrom").asLong(0))));
    }
    if (model.found().path("calibrated").isBoolean()) {
      card.add(Drawn.sentence(rests(model.found())));
    }
    if (rights.may(corpus.id(), Right.REVIEW)) {
      var first = models.record(corpus.id(), model).first();
      card.add(
          first.of() == 0
              ? Drawn.sentence(Words.say("elsewhere.noRecord"))
              : Drawn.div("intervals", ShareRow.of(Words.say("model.first"), first)));
    }
  }

  private static String warmth(long clips) {
    return clips == 0
        ? Words.say("elsewhere.uncalibrated")
        : Words.say("voted.temperatureFrom", clips);
  }

  private static String rests(JsonNode found) {
    return Words.say(
        found.path("calibrated").asBoolean() ? "voted.calibrated" : "voted.rankedFaces",
        found.path("settled").asLong(0),
        LabelCalibration.ENOUGH);
  }

  /// @param told whether anybody told what its classes are called: without words it votes no more,
  ///   but what it voted can be let in or suspended
  private List<Component> acts(ModelDesk.Elsewhere model, boolean told) {
    var acts = new ArrayList<Component>();
    boolean silent = model.standing() == ModelDesk.Standing.SILENT;
    var name = model.name();
    if (model.readsWords()) {
      acts.add(
          RunButton.of(
              corpus,
              "model.look",
              silent ? "act primary" : "act",
              () -> models.look(corpus.id(), name)));
      acts.add(
          RunButton.of(
              corpus,
              "model.describe",
              "act",
              () -> models.describe(corpus.id(), new DescribePlan(name))));
    } else if (told) {
      var look =
          new NativeButton(
              Words.say("elsewhere.look"),
              _ -> new ElsewhereDialog(corpus, models, model, faces).open());
      look.addClassNames("act", silent ? "primary" : "look");
      acts.add(look);
    }
    if (!silent) {
      acts.add(
          model.standing() == ModelDesk.Standing.PROBATION
              ? RunButton.of(
                  corpus, "model.letIn", "act primary", () -> models.letIn(corpus.id(), name))
              : RunButton.of(
                  corpus, "model.suspend", "act", () -> models.suspend(corpus.id(), name)));
    }
    return acts;
  }
}
